import type { CompiledMapping } from '../domain/planning/map-attributes.ts';
import type { RunFact } from './events.ts';
import type { Exchange } from './port.ts';

export const REDACTED = '[Redact]';

/** Attribute names whose values are never shown, whatever the schema says. The time of a password change may be. */
const secretName = /passw|pwd(?!LastSet)|secret|credentialData/i;

export const isSecretAttribute = (name: string): boolean => secretName.test(name);

/** Attributes of this run whose values the schema marks with `Redact()`, by the names of either side. */
export type Secrets = { readonly source: ReadonlySet<string>; readonly target: ReadonlySet<string> };

/**
 * A mapping that uses `Redact()` anywhere hides its target attribute and every source attribute it reads: values flow
 * unchanged, and no event shows them (entra-docs `functions-for-customizing-application-data`, Redact).
 */
export function secretsOf(compiled: readonly CompiledMapping[]): Secrets {
  const marked = compiled.filter(({ mapping }) => /\bRedact\s*\(/.test(mapping.source?.expression ?? ''));
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

function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, json, encodeURIComponent(secret)])];
}

/** Bodies are dropped whole where a schema redacts: an answer may hold an older value that nobody told us of. */
function withoutBodies(exchange: Exchange): Exchange {
  const { requestBody, answerBody, ...lines } = exchange;
  return {
    ...lines,
    ...(requestBody === undefined ? {} : { requestBody: REDACTED }),
    ...(answerBody === undefined ? {} : { answerBody: REDACTED }),
  };
}

/**
 * Makes every event of a run safe to show and to store. A text of one or two characters is not searched for, since
 * hiding it would blank out every word that contains it; the attribute itself is hidden by its name all the same.
 */
export function createRedactor(secrets: Secrets): Redactor {
  const hidden = new Set<string>();
  const redacts = secrets.source.size + secrets.target.size > 0;
  return {
    hide: (text) => {
      if (text.length > 2) for (const spelling of spellings(text)) hidden.add(spelling);
    },
    scrub: (fact) => {
      const bare =
        redacts && fact.type === 'exchange.recorded'
          ? { ...fact, exchange: withoutBodies(fact.exchange) }
          : fact;
      if (hidden.size === 0) return bare;
      let shown = JSON.stringify(bare);
      for (const secret of hidden) shown = shown.replaceAll(JSON.stringify(secret).slice(1, -1), REDACTED);
      return JSON.parse(shown);
    },
  };
}
