import type { Op } from '../../../../engine/port.ts';
import { coreAttributeAt } from '../../../../protocols/scim/attribute-names.ts';
import type { JsonObject } from '../../../../protocols/scim/json.ts';
import { note, type ScimConnection } from '../../connection.ts';
import type { FormFact } from '../../dialects/dialect.ts';
import type { Choice } from '../../server-profile.ts';
import type { AttributeChange } from '../changes.ts';
import { hasCutUrn, type Stored, storedAs } from './stored.ts';
import { type SentChanges, uses } from './uses.ts';

type Use = { readonly fact: FormFact; readonly form: string };

/** What every server is expected to understand; whoever wants to know whether it did reads the object anyway. */
const plainForms: ReadonlySet<string> = new Set(['each-with-path', 'json', 'understood', 'remove']);

const facts: readonly FormFact[] = [
  'simpleChanges',
  'booleans',
  'reference',
  'typedPath',
  'typedEntry',
  'addToList',
  'clearing',
];

const usesOf = (change: AttributeChange, sent: SentChanges): readonly Use[] =>
  facts
    .filter((fact) => uses[fact](change, sent))
    .map((fact) => ({ fact, form: sent.forms[fact] }))
    .filter(({ fact, form }) => !plainForms.has(form) || sent.climbed.has(fact));

/** A value that no answer ever shows proves nothing (RFC 7643 section 7, returned "never"). */
const canBeSeen = ({ definition, path }: AttributeChange): boolean =>
  definition.mutability !== 'WriteOnly' && coreAttributeAt(path)?.returned !== 'never';

/** Whether a form was used that this server was never seen to carry out. */
export function isUnproven({ profile }: ScimConnection, sent: SentChanges): boolean {
  return sent.changes.some(
    (change) =>
      canBeSeen(change) &&
      usesOf(change, sent).some(
        ({ fact, form }) =>
          profile.known(fact) !== form || (form === 'add-entry' && profile.known('addToList') === undefined),
      ),
  );
}

const because: { readonly [F in FormFact]: string } = {
  simpleChanges: 'attributes sent so were there when the object was read',
  booleans: 'a boolean sent so was stored as one',
  reference: 'a reference sent so was there when the object was read',
  typedPath: 'the server refuses the path of an entry that is there',
  typedEntry: 'a new entry sent so was there when the object was read',
  addToList: 'the other entries of a list were looked at after an addition',
  clearing: 'an attribute cleared so was empty when the object was read',
};

export const learnForm = ({ profile }: ScimConnection, fact: Choice, value: string, why: string): void =>
  profile.learn({ fact, value, because: why });

/** A version that is cut out of a URN leaves a wreck behind; such a server gets no URN as a key again. */
function noticeCutUrns(
  connection: ScimConnection,
  { changes, forms }: SentChanges,
  after: JsonObject,
  op: Op,
): void {
  const isRisky = forms.reference === 'no-path' || forms.simpleChanges === 'map-without-path';
  const urn = changes.map(({ path }) => path.urn).find((one) => one !== undefined && hasCutUrn(after, one));
  if (!isRisky || urn === undefined) return;
  learnForm(connection, 'urnKeys', 'corrupted', `a value sent under ${urn} came back under its front part`);
  note(
    op,
    `The server cuts ${urn} at a dot and keeps what was sent under the wrong name; a value under the key "${urn.slice(0, urn.indexOf('.'))}" is left behind and should be removed there.`,
  );
}

export type ChangeProof = { readonly change: AttributeChange; readonly stored: Stored };

/** What the object shows of one change; nobody doubts a plain form, and who reads it after the write sees what differs. */
function verdictOn(
  { profile }: ScimConnection,
  change: AttributeChange,
  used: readonly Use[],
  after: JsonObject,
): Stored {
  if (used.length === 0 || !canBeSeen(change)) return 'stored';
  const stored = storedAs(after, change);
  const proven = stored === 'stored' ? used.filter(({ fact }) => fact !== 'addToList') : [];
  for (const { fact, form } of proven) profile.learn({ fact, value: form, because: because[fact] });
  return used.every(({ form }) => plainForms.has(form)) ? 'stored' : stored;
}

/** What a read after the write shows about each change; what it proves is learned. */
export function prove(
  connection: ScimConnection,
  sent: SentChanges,
  after: JsonObject,
  op: Op,
): readonly ChangeProof[] {
  noticeCutUrns(connection, sent, after, op);
  return sent.changes.map((change) => ({
    change,
    stored: verdictOn(connection, change, usesOf(change, sent), after),
  }));
}
