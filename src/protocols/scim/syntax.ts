/**
 * A place in a resource: `[urn ":"] attribute [ "[" filter "]" ] [ "." sub ]` (RFC 7644 figure 7).
 * `urn` is absent for attributes of the core schemas. A path that is nothing but a known schema URN has the URN as
 * its attribute, because that is the key under which the extension's object lies.
 */
export type ScimPath = {
  readonly urn?: string;
  readonly attribute: string;
  readonly filter?: Filter;
  readonly sub?: string;
};

export const compareOperators = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type CompareOperator = (typeof compareOperators)[number];

export type FilterValue = string | number | boolean | null;

/** A filter expression (RFC 7644 section 3.4.2.2). `exists` is a value path alone: `emails[type eq "work"]`. */
export type Filter =
  | {
      readonly kind: 'compare';
      readonly path: ScimPath;
      readonly operator: CompareOperator;
      readonly value: FilterValue;
    }
  | { readonly kind: 'present'; readonly path: ScimPath }
  | { readonly kind: 'exists'; readonly path: ScimPath }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly kind: 'not'; readonly term: Filter };

/** Why a text is no path or filter. `position` counts UTF-16 units from 0. */
export type SyntaxProblem = { readonly message: string; readonly position: number };
