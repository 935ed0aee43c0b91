import { asRef, type Ref } from '../../domain/model/entry.ts';
import { fail, type Result, unreachable } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Source, Target } from '../../engine/port.ts';
import { createForestStore } from './ad/ad-forest.ts';
import { createAdSource } from './ad/ad-source.ts';
import { createAdTarget } from './ad/ad-target.ts';
import { createEntraSource, createTenantReader } from './entra/entra-source.ts';
import { partnerTenantRules } from './entra/partner-tenant.ts';
import { synchronizedTenantRules } from './entra/synchronized-tenant.ts';
import { createTenantTarget } from './entra/tenant-target.ts';
import { createSuccessFactorsSource } from './hr/successfactors-source.ts';
import { createWorkdaySource } from './hr/workday-source.ts';
import { createObjectStore } from './store/object-store.ts';
import { overlayIn } from './store/overlay.ts';
import { linksFile, storedObjects } from './store/records.ts';
import { sampleFile } from './store/sample-file.ts';

const refusing = (system: string, side: 'source' | 'target') => async (): Promise<Result<never, Failure>> =>
  fail({ code: 'configuration.invalid', message: `The sample system ${system} cannot be a ${side}.` });

/** Stands in for a source that a workspace names although the sample company has none of that name. */
function misplacedSource(system: string): Source {
  const refuse = refusing(system, 'source');
  return {
    identity: { name: system, place: 'sample company' },
    finding: 'exact-id-only',
    test: refuse,
    read: refuse,
    list: refuse,
  };
}

/** The same for a target. */
function misplacedTarget(system: string): Target {
  const refuse = refusing(system, 'target');
  return {
    identity: { name: system, place: 'sample company' },
    test: refuse,
    read: refuse,
    find: refuse,
    create: refuse,
    update: refuse,
    preview: () => [],
  };
}

/** `active-directory` is source and target; `tenant2` and `cloud-entra` are targets, the others sources. */
export type SampleSystemName =
  | 'entra'
  | 'active-directory'
  | 'workday'
  | 'successfactors'
  | 'tenant2'
  | 'cloud-entra';

/** A connection that an app of the sample company has made before; ours to load into an empty link store. */
export type SampleLink = { readonly source: Ref; readonly target: Ref; readonly objectType: string };

/** The sample company's systems. All apps share them, so that what one provisions the next one finds. */
export type SampleSystems = {
  /** Assignments are those of the app. */
  readonly source: (system: SampleSystemName, appId: string) => Source;
  readonly target: (system: SampleSystemName) => Target;
  /** Connections that exist in the beginning: without them nobody who lost an assignment would be deprovisioned. */
  readonly initialLinks: (appId: string) => Promise<readonly SampleLink[]>;
  /** The targets are again what they were in the beginning. */
  readonly reset: () => Promise<void>;
};

export type SampleSystemsOptions = {
  /** The folder that holds `systems/*.json`; only read. */
  readonly dataDirectory: string;
  /** Where targets keep their changes (`*.jsonl`, mode 0600) and `source-overlay.json` may lie; made when needed. */
  readonly stateDirectory: string;
  readonly now: () => Date;
};

/** Where accounts go whose mapping gives no container. */
const DEFAULT_CONTAINER = 'OU=Default Users,DC=larkspur,DC=example';

/** Makes the systems without reading a file: data is read when it is first asked for, and again when it changed. */
export function createSampleSystems({
  dataDirectory,
  stateDirectory,
  now,
}: SampleSystemsOptions): SampleSystems {
  const overlay = overlayIn(stateDirectory);
  const tenant = createTenantReader(dataDirectory, overlay);
  const forest = createForestStore(dataDirectory, stateDirectory);
  const links = sampleFile(`${dataDirectory}/systems/links.json`, linksFile);
  const tenantStore = (name: string) => {
    const seed = sampleFile(`${dataDirectory}/systems/${name}.json`, storedObjects);
    return createObjectStore(`${stateDirectory}/${name}.jsonl`, async () => (await seed.read()).objects);
  };
  const partner = tenantStore('tenant2');
  const synchronized = tenantStore('cloud-entra');

  return {
    source: (system, appId) => {
      switch (system) {
        case 'entra':
          return createEntraSource({ tenant, overlay, dataDirectory, appId });
        case 'active-directory':
          return createAdSource(forest);
        case 'workday':
          return createWorkdaySource({ dataDirectory, overlay, now });
        case 'successfactors':
          return createSuccessFactorsSource({ dataDirectory, overlay, now });
        case 'tenant2':
        case 'cloud-entra':
          return misplacedSource(system);
        default:
          return unreachable(system);
      }
    },
    target: (system) => {
      switch (system) {
        case 'active-directory':
          return createAdTarget(forest, DEFAULT_CONTAINER);
        case 'tenant2':
          return createTenantTarget(partner, partnerTenantRules);
        case 'cloud-entra':
          return createTenantTarget(synchronized, synchronizedTenantRules);
        case 'entra':
        case 'workday':
        case 'successfactors':
          return misplacedTarget(system);
        default:
          return unreachable(system);
      }
    },
    initialLinks: async (appId) => {
      const known = new Map(Object.entries(await links.read()));
      return (known.get(appId) ?? []).map(({ source, target, objectType }) => ({
        source: asRef(source),
        target: asRef(target),
        objectType,
      }));
    },
    reset: async () => {
      await Promise.all([forest.reset(), partner.reset(), synchronized.reset()]);
    },
  };
}
