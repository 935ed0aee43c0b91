import type { Entry } from '../../domain/model/entry.ts';
import {
  type Attributes,
  type AttributeValue,
  displayText,
  REDACTED,
  texts,
} from '../../domain/model/value.ts';
import type { CompiledMapping, MappedAttribute } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import type { Exchange } from '../port.ts';
import type { RunFact } from './events.ts';
import type { NamedText } from './evidence.ts';

/** Attribute names whose values are never shown, whatever the schema says. The time of a password change may be. */
const secretName = /passw(?!ordChange)|pwd(?!LastSet)|secret(?!ary)|credentialData/i;

export const isSecretAttribute = (name: string): boolean => secretName.test(name);

/** True for an attribute whose values are never shown. `secrets` has the names the schema redacts on that side. */
export const isHidden = (name: string, secrets: ReadonlySet<string>): boolean =>
  secrets.has(name) || isSecretAttribute(name);

/** A value as text for people. One that is never shown only says that there is one. */
export function shownValue(
  name: string,
  value: AttributeValue | undefined,
  secrets: ReadonlySet<string>,
): string | undefined {
  return value !== undefined && isHidden(name, secrets) ? REDACTED : displayText(value);
}

/** Attribute values for people, without secrets: those the schema redacts, and everything that is a password. */
export function shownAttributes(entry: Entry, secrets: ReadonlySet<string>): readonly NamedText[] {
  return [...entry.attributes].map(([name, value]) => ({
    name,
    value: shownValue(name, value, secrets) ?? '',
  }));
}

/** Attributes of this run whose values are never shown, by the names of either side. */
export type Secrets = { readonly source: ReadonlySet<string>; readonly target: ReadonlySet<string> };

/**
 * A mapping that uses `Redact()` anywhere hides its target attribute and every source attribute it reads: values flow
 * unchanged, and no event shows them (entra-docs `functions-for-customizing-application-data`, Redact). So does a
 * mapping that makes a password, whatever it is made of.
 */
export function mappingSecrets(compiled: readonly CompiledMapping[]): Secrets {
  const marked = compiled.filter(
    ({ mapping }) =>
      isSecretAttribute(mapping.targetAttributeName) ||
      /\bRedact\s*\(/i.test(mapping.source?.expression ?? ''),
  );
  return {
    source: new Set(
      marked.flatMap(({ expression }) => (expression?.ok ? expression.value.sourceAttributes : [])),
    ),
    target: new Set(marked.map(({ mapping }) => mapping.targetAttributeName)),
  };
}

export type Redactor = {
  /** Remembers a value that must not appear in any later event of this run. */
  readonly hide: (text: string) => void;
  readonly scrub: (fact: RunFact) => RunFact;
};

/**
 * Remembers what attributes hold that are never shown: they must not appear in a sentence or an address either.
 * `secrets` has the names the schema redacts on that side; passwords and their like are known by their names.
 */
export function hideSecrets(redactor: Redactor, attributes: Attributes, secrets: ReadonlySet<string>): void {
  for (const [name, value] of attributes) {
    if (!isHidden(name, secrets)) continue;
    for (const text of texts(value)) redactor.hide(text);
  }
}

/** The texts that a mapping may write: one value, or all that a SelectUniqueValue offers. */
function writable(outcome: MappedAttribute['outcome']): readonly string[] {
  if (outcome.kind === 'value') return texts(outcome.value);
  return outcome.kind === 'chooseUnique' ? outcome.candidates.flatMap(({ value }) => value ?? []) : [];
}

/** The same for what a mapping makes of them. */
export function hideOutcome(
  redactor: Redactor,
  { definition, outcome }: MappedAttribute,
  secrets: Secrets,
): void {
  if (!isHidden(definition.name, secrets.target)) return;
  for (const text of writable(outcome)) redactor.hide(text);
}

/** How a value may be written inside a message, a JSON body or an address. Half characters have no URL form. */
function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const inAddress = [secret, json].map((text) => encodeURIComponent(text.toWellFormed()));
  return [...new Set([secret, json, ...inAddress, ...inAddress.map((text) => text.replaceAll('%20', '+'))])];
}

/** Texts under these keys are words of ours or of a schema: a value that happens to be such a word is no secret there. */
const vocabulary: ReadonlySet<string> = new Set([
  ...[
    'type',
    'step',
    'status',
    'reason',
    'ending',
    'action',
    'danger',
    'outcome',
    'operation',
    'fate',
    'state',
  ],
  ...['mode', 'kind', 'scope', 'code', 'errorCode', 'errorCategory', 'actualType', 'timestamp'],
]);
const isWord = (key: string, text: string): boolean =>
  key === 'name' || (vocabulary.has(key) && /^[\w.:+-]+$/.test(text));

/** The same data with every text changed; keys, numbers and words that the program reads stay as they are. */
function withTexts(value: unknown, key: string, change: (text: string) => string): unknown {
  if (typeof value === 'string') return isWord(key, value) ? value : change(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, key, change));
  if (typeof value !== 'object' || value === null) return value;
  // Below `details` the keys are attribute names, and so are no words of ours.
  const own = key !== 'details';
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withTexts(item, own ? name : '', change)]),
  );
}

/** Bodies are dropped whole where a schema redacts: an answer may hold an older value that we never learned of. */
function withoutBodies(exchange: Exchange): Exchange {
  const { requestBody, answerBody, ...lines } = exchange;
  const hidden = (body: string | undefined) => (body === undefined ? undefined : REDACTED);
  return { ...lines, ...present({ requestBody: hidden(requestBody), answerBody: hidden(answerBody) }) };
}

const truths: ReadonlySet<string> = new Set(['True', 'False']);

/**
 * Makes every event of a run safe to show and to store. A text of one or two characters is not searched for, since
 * hiding it would blank out every word that contains it, and neither is True or False; the attribute itself is hidden
 * by its name anyway.
 */
export function createRedactor(secrets: Secrets): Redactor {
  const hidden = new Set<string>();
  const redacts = secrets.source.size + secrets.target.size > 0;
  return {
    hide: (text) => {
      if (text.length > 2 && !truths.has(text)) for (const spelling of spellings(text)) hidden.add(spelling);
    },
    scrub: (fact) => {
      const bare =
        redacts && fact.type === 'exchange.recorded'
          ? { ...fact, exchange: withoutBodies(fact.exchange) }
          : fact;
      if (hidden.size === 0) return bare;
      // The longest first: a value that contains another one must not be left in pieces.
      const secrets = [...hidden].sort((one, other) => other.length - one.length);
      const hide = (text: string) =>
        secrets.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text);
      // Only texts change, so the fact keeps its shape.
      return withTexts(bare, '', hide) as RunFact;
    },
  };
}
