import type { SynchronizationRule } from '../schema/types.ts';
import type { ContainerVerdict } from './verdict.ts';

const utf8 = new TextDecoder();

function bytesText(run: string): string {
  const bytes = run.match(/[0-9a-f]{2}/gi) ?? [];
  return utf8.decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}

/** `\2C` and `\,` both mean a comma inside a value; `\C3\A4` is the UTF-8 form of one letter. */
const unescaped = (part: string): string =>
  part.replace(/(?:\\[0-9a-f]{2})+|\\(.)/gis, (run, plain: string | undefined) => plain ?? bytesText(run));

/** The parts of a distinguished name in a comparable form: RFC 4514 escapes resolved, case and blanks folded. */
function partsOf(name: string): readonly string[] {
  const parts = name.match(/(?:\\.|[^,\\])+/gs) ?? [];
  return parts.map((part) => {
    const [key = '', ...value] = part.split('=');
    return `${key.trim()}=${unescaped(value.join('=').trim())}`.toLowerCase();
  });
}

/** An object lies in a container when its distinguished name ends with the container's, at any depth below it. */
function liesIn(object: readonly string[], container: readonly string[]): boolean {
  const above = object.length - container.length;
  return (
    container.length > 0 && above > 0 && container.every((part, index) => part === object[above + index])
  );
}

/**
 * Whether an object lies in one of the organizational units that a rule is restricted to (`containerFilter`, AD cloud
 * sync), with the result for each. Undefined when the rule has no such restriction.
 * Source: Graph v1.0 reference `containerFilter`; entra-docs `how-to-configure` of cloud sync.
 */
export function evaluateContainers(
  rule: Pick<SynchronizationRule, 'includedContainers'>,
  distinguishedName: string | undefined,
): ContainerVerdict | undefined {
  if (rule.includedContainers.length === 0) return undefined;
  const object = partsOf(distinguishedName ?? '');
  const containers = rule.includedContainers.map((container) => ({
    container,
    holds: liesIn(object, partsOf(container)),
  }));
  const home = containers.find(({ holds }) => holds);
  if (distinguishedName === undefined || distinguishedName === '') {
    return { holds: false, containers, because: 'the object has no distinguished name' };
  }
  const because =
    home === undefined
      ? 'outside the selected organizational units'
      : `in the organizational unit ${home.container}`;
  return { distinguishedName, holds: home !== undefined, containers, because };
}
