import type { ScimFeature } from '../tenant-url.ts';
import type { Dialect } from './dialect.ts';
import { entraDialect } from './entra.ts';
import { entra2020Dialect } from './entra-2020.ts';
import { portableDialect } from './portable.ts';

const dialects = { portable: portableDialect, entra: entraDialect, 'entra-2020': entra2020Dialect } as const;

export const dialectNames = ['portable', 'entra', 'entra-2020'] as const satisfies readonly Dialect['name'][];

/** The dialect of this name, as the workspace spells it. */
export const dialectNamed = (name: Dialect['name']): Dialect => dialects[name];

/**
 * The dialect that the feature flags of a Tenant URL ask for; undefined when they ask for none. The service itself
 * ignores the flags when it provisions on demand (entra-docs `provision-on-demand`).
 */
export function dialectForFeatures(features: readonly ScimFeature[]): Dialect | undefined {
  if (features.includes('aadOptscim062020')) return entra2020Dialect;
  return features.includes('AzureAdScimPatch2017') ? entraDialect : undefined;
}
