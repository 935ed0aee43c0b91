import { isJsonArray, type JsonObject } from '../../../../protocols/scim/json.ts';
import type { FormFact, Forms } from '../../dialects/dialect.ts';
import { type AttributeChange, isReference, isTyped } from '../changes.ts';
import { addsToList, makesEntry } from './shape.ts';

/** Changes that go together, how they are spelled, and what the server held before where that was read. */
export type SentChanges = {
  readonly changes: readonly AttributeChange[];
  readonly forms: Forms;
  readonly held: JsonObject | undefined;
  /** What another form was tried of before: a form that is climbed to is to be proven and remembered. */
  readonly climbed: ReadonlySet<FormFact>;
};

const isPlain = ({ path, value }: AttributeChange): boolean =>
  path.filter === undefined && value !== undefined && typeof value !== 'object';

const isOneReference = (change: AttributeChange): boolean =>
  isReference(change) &&
  change.value !== undefined &&
  !isJsonArray(change.value) &&
  change.path.sub === undefined;

/** Whether the spelling of a change depends on a fact, so another form of it would be sent differently. */
export const uses: { readonly [F in FormFact]: (change: AttributeChange, sending: SentChanges) => boolean } =
  {
    simpleChanges: (change, { changes }) => isPlain(change) && changes.filter(isPlain).length > 1,
    booleans: ({ value }) => typeof value === 'boolean',
    reference: (change) => isOneReference(change),
    typedPath: (change, { held }) => isTyped(change) && !makesEntry(change, held),
    typedEntry: (change, { held }) => makesEntry(change, held),
    addToList: (change) => addsToList(change),
    clearing: (change) => change.value === undefined && !isTyped(change) && !change.definition.multivalued,
  };
