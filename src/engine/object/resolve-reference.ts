import type { Ref } from '../../domain/model/entry.ts';
import { ok, type Result, unreachable } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import { hideSecrets } from '../run/redact.ts';
import type { ReadyMapping, Run } from '../run/run.ts';
import { nameOf } from '../wording.ts';
import { findMatch } from './find-match.ts';

/** Why a reference has no counterpart: nothing is there yet, or nobody can say which object it is. */
export type MissingReason = 'membersMissing' | 'member.unknown' | 'match.ambiguous' | 'expression.failed';

/** Where in the target the object is that a reference points to. */
export type Resolved =
  | { readonly kind: 'found'; readonly source: Ref; readonly target: Ref; readonly name: string }
  | {
      readonly kind: 'missing';
      /** Absent when the source does not know the object. */
      readonly source: Ref | undefined;
      readonly name: string;
      /** Follows the name: "is not yet provisioned in customappsso". */
      readonly because: string;
      readonly reason: MissingReason;
    };

/**
 * Finds the target object that belongs to a source object: by stored link, else by its matching attributes.
 * Nothing is created for a reference; one without a counterpart is left out and named
 * (entra-docs `how-provisioning-works`: objects first, references afterwards).
 */
export async function resolveReference(
  run: Run,
  ready: ReadyMapping,
  id: string,
  op: Op,
): Promise<Result<Resolved, Failure>> {
  const read = await run.source.read({ selection: ready.sourceSelection, id }, op);
  if (!read.ok && read.error.code === 'object.notFound') {
    return ok({
      kind: 'missing',
      source: undefined,
      name: `"${id}"`,
      because: `does not exist in ${run.source.identity.name}`,
      reason: 'member.unknown',
    });
  }
  if (!read.ok) return read;
  const { entry } = read.value;
  hideSecrets(run.redactor, entry.attributes, run.secrets.source);
  const name = nameOf(entry);
  const source = entry.ref;
  const found = await findMatch(run, { ready, source: entry.ref, attributes: entry.attributes }, op);
  if (!found.ok) return found;
  const { match } = found.value;
  const missing = (reason: MissingReason, because: string) =>
    ok<Resolved>({ kind: 'missing', source, name, reason, because });
  const targetName = run.target.identity.name;
  switch (match.kind) {
    case 'one':
      return ok({ kind: 'found', source, target: match.entry.ref, name });
    case 'none':
      return missing('membersMissing', `is not yet provisioned in ${targetName}`);
    case 'several':
      return missing('match.ambiguous', `matches ${match.entries.length} objects in ${targetName}`);
    case 'invalid':
      return missing('expression.failed', `cannot be matched: ${match.message}`);
    default:
      return unreachable(match);
  }
}
