import { fail, ok, type Result } from '../../result.ts';
import { indexOfGroup } from './groups.ts';
import type { DotnetPattern } from './translate.ts';

/** One part of a replacement text: as it is, a group by its JavaScript number, or a part of the input. */
export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly index: number }
  | { readonly kind: 'before' | 'after' | 'input' };

/**
 * Reads a .NET replacement text: `$1 ${1} ${name} $& $$ $+` and the parts of the input `` $` $' $_ ``. What names no
 * group stays as it is written. The error names a group whose value the dialects disagree about.
 * Source: .NET documentation, "Substitutions in regular expressions".
 */
export function readReplacement(
  replacement: string,
  pattern: DotnetPattern,
): Result<readonly ReplacementPart[], string> {
  const parts: ReplacementPart[] = [];
  let end = 0;
  for (const match of replacement.matchAll(/\$(?:(\d+)|\{(\w+)\}|([$&`'+_]))/g)) {
    const part = partOf(match, pattern);
    if (part === undefined) continue;
    if (part.kind === 'group' && pattern.groups[part.index - 1]?.everyRound === false) {
      return fail(
        `the value of ${match[0]} may come from an earlier round of a repetition, which is not supported`,
      );
    }
    parts.push({ kind: 'text', text: replacement.slice(end, match.index) }, part);
    end = match.index + match[0].length;
  }
  return ok([...parts, { kind: 'text', text: replacement.slice(end) }]);
}

function partOf(match: RegExpExecArray, { groups }: DotnetPattern): ReplacementPart | undefined {
  const [, number, name, sign] = match;
  const wanted = number ?? name;
  if (wanted !== undefined) {
    const index = /^0+$/.test(wanted) ? 0 : indexOfGroup(groups, wanted);
    return index === undefined ? undefined : { kind: 'group', index };
  }
  if (sign === '$') return { kind: 'text', text: '$' };
  if (sign === '&') return { kind: 'group', index: 0 };
  if (sign === '+') return { kind: 'group', index: lastGroup(groups) };
  if (sign === '`') return { kind: 'before' };
  return { kind: sign === "'" ? 'after' : 'input' };
}

/** The group with the highest .NET number; the whole match when there is none. */
function lastGroup(groups: DotnetPattern['groups']): number {
  return indexOfGroup(groups, String(groups.length)) ?? 0;
}
