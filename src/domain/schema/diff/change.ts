/** One property with its value on both sides, as text for people; absent = there is none. */
export type SchemaDifference = {
  readonly property: string;
  readonly before?: string;
  readonly after?: string;
};

export type ChangeSubject =
  | 'rule'
  | 'objectMapping'
  | 'attributeMapping'
  | 'scope'
  | 'matching'
  | 'flowTypes'
  | 'definition'
  | 'deprovisioning';

/** One change that has a meaning for provisioning. */
export type SchemaChange = {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly subject: ChangeSubject;
  /** In the new file; for what was removed, in the old one. */
  readonly path: string;
  /** The target attribute, or the attribute whose definition changed. */
  readonly attribute?: string;
  /** What it means, one sentence. */
  readonly message: string;
  readonly differences: readonly SchemaDifference[];
  /** Of a change of scope: whether fewer or more objects may be in scope than before. */
  readonly effect?: 'narrower' | 'wider' | 'either';
};

/** The properties that differ, in the order of the first list of values. */
export function schemaDifferences(
  before: ReadonlyMap<string, string | undefined>,
  after: ReadonlyMap<string, string | undefined>,
): readonly SchemaDifference[] {
  return [...before.keys()].flatMap((property) => {
    const [old, now] = [before.get(property), after.get(property)];
    if (old === now) return [];
    return [
      { property, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) },
    ];
  });
}
