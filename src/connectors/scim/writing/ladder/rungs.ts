import { formsToTry, type ScimConnection } from '../../connection.ts';
import type { FormFact, Forms } from '../../dialects/dialect.ts';
import { knownForm } from '../../server-profile.ts';
import { type AttributeChange, changedNames } from '../changes.ts';
import { type SentChanges, uses } from './uses.ts';

/** What was tried already, so that no form is sent twice. */
export type Tried = ReadonlyMap<FormFact, ReadonlySet<string>>;

export type WriteForm = { readonly fact: FormFact; readonly form: string; readonly forms: Forms };

type Scene = SentChanges & { readonly connection: ScimConnection; readonly tried: Tried };

/** In this order: what is most likely to be the reason comes first. */
const ladder: readonly FormFact[] = [
  'simpleChanges',
  'booleans',
  'reference',
  'typedPath',
  'typedEntry',
  'clearing',
];

/** Forms that this server must not be sent: they damage what it holds. */
function isHarmful({ profile }: ScimConnection, form: string): boolean {
  if (form === 'no-path') return knownForm(profile, 'urnKeys') === 'corrupted';
  return form === 'add-entry' && knownForm(profile, 'addToList') === 'replaces-others';
}

/** There is no way back on these: who takes the better form has no use for the other. */
const oneWay: ReadonlySet<FormFact> = new Set(['simpleChanges', 'booleans']);

function nextForm({ connection, forms, tried }: Scene, fact: FormFact): string | undefined {
  const done = tried.get(fact) ?? new Set();
  const all = formsToTry(connection, fact);
  const order: readonly string[] = connection.dialect.ladders[fact];
  const isForward = (form: string) => !oneWay.has(fact) || order.indexOf(form) > order.indexOf(forms[fact]);
  return all.find((form) => !done.has(form) && isForward(form) && !isHarmful(connection, form));
}

const withForm = (forms: Forms, fact: FormFact, form: string): Forms => ({ ...forms, [fact]: form });

/** The next way to send these changes; undefined when there is none left. */
export function nextRung(changes: readonly AttributeChange[], scene: Scene): WriteForm | undefined {
  for (const fact of ladder) {
    const form = nextForm(scene, fact);
    if (form !== undefined && changes.some((change) => uses[fact](change, scene))) {
      return { fact, form, forms: withForm(scene.forms, fact, form) };
    }
  }
  return undefined;
}

/** The forms that were used so far count as tried. */
export function triedWith(tried: Tried, forms: Forms): Tried {
  return new Map(ladder.map((fact) => [fact, new Set([...(tried.get(fact) ?? []), forms[fact]])]));
}

const how: Readonly<Record<string, string>> = {
  'each-with-path': 'each attribute is sent with a path of its own',
  json: 'it is sent as true or false instead of a text',
  text: 'it is sent as a bare text',
  object: 'it is sent as an object with the id as its value',
  'sub-attribute': 'the id is sent to its sub-attribute value',
  'no-path': 'it is sent as an object without a path',
  'add-entry': 'the entry is added as a whole',
  'whole-list': 'the whole list is written, merged with what the server holds',
  refused: 'the whole list is written, merged with what the server holds',
  'empty-text': 'it is set to an empty text',
  remove: 'it is removed by its path',
};

/** "The server refuses `emails[type eq "other"].value` (400 noTarget), so the entry is added as a whole." */
export function rungNote(changes: readonly AttributeChange[], rung: WriteForm, trouble: string): string {
  const names = changedNames(changes)
    .map((name) => `\`${name}\``)
    .join(', ');
  return `The server ${trouble.replace('{}', names)}, so ${how[rung.form] ?? `${rung.form} is tried`}.`;
}
