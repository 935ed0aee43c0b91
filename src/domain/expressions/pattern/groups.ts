/**
 * Which groups a pattern captures. JavaScript numbers them from left to right; .NET numbers the unnamed ones first
 * and the named ones after them.
 */
export type CaptureGroup = {
  readonly name?: string;
  readonly bracket: number;
  /** The brackets around this group, outermost first, each with the alternative that the group stands in. */
  readonly inside: readonly Enclosure[];
};

export type Enclosure = { readonly bracket: number; readonly alternative: number };

/** The whole pattern, which has alternatives like a bracket. */
export const ROOT = -1;

/** What is known about a bracket once it has been read to its end. */
export type Bracket = {
  /** It may be skipped, or what it captures is lost: `(a)?`, `(?!(a))`. */
  readonly optional: boolean;
  readonly repeats: boolean;
  readonly alternatives: number;
};
export type Brackets = ReadonlyMap<number, Bracket>;

/** The JavaScript number of a group by its .NET name or number, or undefined when there is none. */
export function indexOfGroup(groups: readonly CaptureGroup[], nameOrNumber: string): number | undefined {
  if (!/^[0-9]+$/.test(nameOrNumber)) {
    const found = groups.findIndex((group) => group.name === nameOrNumber);
    return found === -1 ? undefined : found + 1;
  }
  const ordered = [...groups.filter(isUnnamed), ...groups.filter((group) => !isUnnamed(group))];
  const group = ordered[Number(nameOrNumber) - 1];
  return group === undefined ? undefined : groups.indexOf(group) + 1;
}

const isUnnamed = (group: CaptureGroup): boolean => group.name === undefined;

/**
 * True when a group has always captured something where a reference stands. Otherwise the dialects differ: .NET then
 * fails to match and JavaScript matches the empty text.
 */
export function hasAlwaysCaptured(
  group: CaptureGroup,
  brackets: Brackets,
  reference: readonly Enclosure[],
): boolean {
  const isInside = (bracket: number) => reference.some((enclosure) => enclosure.bracket === bracket);
  if (isInside(group.bracket) || (brackets.get(group.bracket)?.optional ?? true)) return false;
  return group.inside.every(({ bracket, alternative }) => {
    const shared = reference.find((enclosure) => enclosure.bracket === bracket);
    if (shared !== undefined) return shared.alternative === alternative;
    return isAlwaysTaken(brackets.get(bracket));
  });
}

/**
 * True when every round of a repetition around the group captures it anew. Otherwise JavaScript forgets in the last
 * round what .NET keeps from an earlier one: `(?:(a)|b)*`.
 */
export function isCapturedEveryRound(group: CaptureGroup, brackets: Brackets): boolean {
  const outermost = group.inside.findIndex(({ bracket }) => brackets.get(bracket)?.repeats === true);
  if (outermost === -1) return true;
  const [repeated, ...within] = group.inside.slice(outermost).map(({ bracket }) => brackets.get(bracket));
  const isOptional = brackets.get(group.bracket)?.optional ?? false;
  return !isOptional && repeated?.alternatives === 1 && within.every(isAlwaysTaken);
}

const isAlwaysTaken = (bracket: Bracket | undefined): boolean =>
  bracket !== undefined && !bracket.optional && bracket.alternatives === 1;
