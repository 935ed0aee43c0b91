import type { Json, JsonObject } from '../../../protocols/scim/json.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import type { Form } from '../server-profile.ts';

/** What a PATCH can be spelled in more than one way about. */
export type FormFact =
  | 'simpleChanges'
  | 'booleans'
  | 'reference'
  | 'typedPath'
  | 'typedEntry'
  | 'addToList'
  | 'clearing';

/** The way that is used now for each of them. */
export type Forms = { readonly [F in FormFact]: Form<F> };

/** The ways to try for each of them, the first one first. */
export type Ladders = { readonly [F in FormFact]: readonly [Form<F>, ...Form<F>[]] };

/** One operation before it is spelled. Without a path, its value is an object whose keys are attributes. */
export type PatchOperation = {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path?: ScimPath;
  readonly value?: Json;
};

/** How requests are spelled. Servers differ in what they understand; RFC 7644 section 3.5.2 leaves choices. */
export type Dialect = {
  readonly name: 'portable' | 'entra' | 'entra-2020';
  readonly ladders: Ladders;
  /** The schemas of a new group, unless the server was found to refuse them. */
  readonly groupSchemas: Form<'groupSchemas'>;
  /** The forms of a removal of members to try, the first one first. */
  readonly memberRemoval: readonly Form<'memberRemoval'>[];
  readonly patch: (operations: readonly PatchOperation[], forms: Pick<Forms, 'simpleChanges'>) => JsonObject;
  readonly addMembers: (members: ScimPath, ids: readonly string[]) => JsonObject;
  readonly removeMembers: (
    members: ScimPath,
    ids: readonly string[],
    form: Form<'memberRemoval'>,
  ) => JsonObject;
  /** The body of a creation in the dialect's manner. `resource` holds `schemas` and every attribute with a value. */
  readonly created: (
    type: 'User' | 'Group',
    resource: JsonObject,
    groupSchemas: Form<'groupSchemas'>,
  ) => JsonObject;
};
