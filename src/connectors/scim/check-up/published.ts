import type { Capability, Check } from '../../../engine/check-up.ts';
import type { ScimResourceType } from '../resource-types.ts';
import type { ProfileKeeper } from '../server-profile.ts';
import {
  type ProviderConfig,
  type Published,
  type PublishedSchema,
  type PublishedType,
  readProviderConfig,
  readResourceTypes,
  readSchemas,
} from './discovery.ts';
import { checkFinding, type Trace } from './trace.ts';

/** What a server publishes about itself, as far as it can be used. */
export type Discovered = {
  readonly config?: ProviderConfig;
  readonly types?: readonly PublishedType[];
  readonly schemas?: readonly PublishedSchema[];
};

const ignored = 'Nothing here depends on it; look at the answer if other clients of this server do.';

function describe<T>(
  trace: Trace,
  name: string,
  published: Published<T>,
  words: (found: T) => string,
): Check {
  if ('found' in published)
    return checkFinding(trace, { name, verdict: 'good', found: words(published.found) });
  if (published.missing === 'absent') {
    const found = `not offered (${published.because}); nothing here depends on it`;
    return checkFinding(trace, { name, verdict: 'good', found });
  }
  return checkFinding(trace, { name, verdict: 'warning', found: published.because, next: ignored });
}

const features: readonly (readonly [name: string, flag: keyof ProviderConfig])[] = [
  ['PATCH', 'patch'],
  ['filters', 'filter'],
  ['ETags', 'etag'],
  ['bulk', 'bulk'],
  ['sorting', 'sort'],
  ['paging by cursor', 'cursorPaging'],
];

function configWords(config: ProviderConfig): string {
  const named = (wanted: boolean) =>
    features.flatMap(([name, flag]) => (config[flag] === wanted ? [name] : [])).join(', ');
  const [yes, no] = [named(true), named(false)];
  const parts = [yes === '' ? '' : `supports ${yes}`, no === '' ? '' : `does not support ${no}`];
  return parts.filter((part) => part !== '').join('; ') || 'published, and says nothing that matters here';
}

const last = (endpoint: string): string => endpoint.split('/').filter(Boolean).at(-1)?.toLowerCase() ?? '';

const typeWords = (types: readonly PublishedType[]): string =>
  types.map(({ name, endpoint }) => `${name} at ${endpoint}`).join(', ');

/** A server that publishes its resource types without one that the app provisions probably does not have it. */
function missingType(
  types: readonly PublishedType[],
  wanted: readonly ScimResourceType[],
): ScimResourceType | undefined {
  return wanted.find(({ endpoint }) => !types.some((type) => last(type.endpoint) === endpoint.toLowerCase()));
}

function typesCheck(
  trace: Trace,
  published: Published<readonly PublishedType[]>,
  wanted: readonly ScimResourceType[],
): Check {
  const name = '/ResourceTypes';
  const missing = 'found' in published ? missingType(published.found, wanted) : undefined;
  if (!('found' in published) || missing === undefined) return describe(trace, name, published, typeWords);
  const found = `${typeWords(published.found)}; no ${missing.name} at /${missing.endpoint}`;
  const next = `Check that the base URL leads to the service that has ${missing.endpoint}, or do not provision them.`;
  return checkFinding(trace, { name, verdict: 'warning', found, next });
}

const foundIn = <T, K extends string>(key: K, published: Published<T>): { readonly [key in K]?: T } =>
  ('found' in published ? { [key]: published.found } : {}) as { readonly [key in K]?: T };

/** Asks the three discovery endpoints (RFC 7644 section 4). None of them is required. */
export async function* checkDiscovery(
  trace: Trace,
  wanted: readonly ScimResourceType[],
): AsyncGenerator<Check, Discovered, undefined> {
  const config = await readProviderConfig(trace.http, trace.op);
  yield describe(trace, '/ServiceProviderConfig', config, configWords);
  const types = await readResourceTypes(trace.http, trace.op);
  yield typesCheck(trace, types, wanted);
  const schemas = await readSchemas(trace.http, trace.op);
  yield describe(trace, '/Schemas', schemas, (all) => all.map(({ id }) => id).join(', '));
  return { ...foundIn('config', config), ...foundIn('types', types), ...foundIn('schemas', schemas) };
}

/** How a fact is known that nobody has tried. */
export const declaredBecause = '/ServiceProviderConfig says so';

/** Facts that a server declares, where its answers have not said otherwise yet. */
export function learnDeclared(profile: ProfileKeeper, { config }: Discovered): void {
  const learn = (fact: 'patch' | 'paging' | 'pageSize', value: string | undefined): void => {
    if (value !== undefined && profile.known(fact) === undefined) {
      profile.learn({ fact, value, because: declaredBecause });
    }
  };
  if (config === undefined) return;
  const { patch, cursorPaging, indexPaging, maxPageSize, maxResults } = config;
  learn('patch', patch === false ? 'unsupported' : undefined);
  learn('paging', cursorPaging === true && indexPaging === false ? 'cursor' : undefined);
  const most = maxPageSize ?? maxResults;
  learn('pageSize', most === undefined ? undefined : String(most));
}

const yesNo = (flag: boolean): string => (flag ? 'supported' : 'not supported');

/** What a server declares about itself, for the table of capabilities. */
export function declaredCapabilities({ config }: Discovered): readonly Capability[] {
  if (config === undefined) return [];
  const flags = features.flatMap(([name, key]): readonly (readonly [string, string])[] => {
    const flag = config[key];
    return typeof flag === 'boolean' ? [[name, yesNo(flag)]] : [];
  });
  const numbers: readonly (readonly [string, number | undefined])[] = [
    ['most results of a filter', config.maxResults],
    ['most operations of a bulk request', config.maxOperations],
    ['most objects a page', config.maxPageSize],
  ];
  const counted = numbers.flatMap(([name, count]): readonly (readonly [string, string])[] =>
    count === undefined ? [] : [[name, String(count)]],
  );
  return [...flags, ...counted].map(([name, value]) => ({
    name,
    value,
    from: 'declared',
    because: declaredBecause,
  }));
}
