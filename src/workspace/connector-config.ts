import { z } from 'zod';
import { type FileConnector, fileConfig, fileKeys, fileShape } from './file-config.ts';
import { type SampleScimServer, type ScimConnector, scimConfig, scimShape } from './scim/scim-config.ts';
import { scimFields } from './scim/scim-fields.ts';

/** The systems of the sample company; each keeps its state in the state folder, never in `sample-data/`. */
export const sampleSystems = [
  'entra',
  'tenant2',
  'active-directory',
  'workday',
  'successfactors',
  'cloud-entra',
] as const;
export type SampleSystem = (typeof sampleSystems)[number];

/** How each side of an app is spoken to, validated and with every path made absolute. */
export type SourceConfig = SampleConnector | FileConnector;
export type TargetConfig = SampleConnector | ScimConnector | SampleScimServer;
export type SampleConnector = { readonly connector: 'sample'; readonly system: SampleSystem };
const sampleShape = z.strictObject({ connector: z.literal('sample'), system: z.enum(sampleSystems) });

export const sourceShape = z.discriminatedUnion('connector', [sampleShape, fileShape]);
export const targetShape = z.discriminatedUnion('connector', [sampleShape, scimShape]);

/** The keys each connector knows, for "did you mean". */
export const connectorKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['sample', Object.keys(sampleShape.shape)],
  ['file', fileKeys],
  ['scim', Object.keys(scimFields.shape)],
]);

/** What the file says of a source, as the program uses it. `absolute` turns a path of the file into an absolute one. */
export function sourceConfig(
  written: z.output<typeof sourceShape>,
  absolute: (path: string) => string,
): SourceConfig {
  return written.connector === 'file' ? fileConfig(written, absolute) : written;
}

/** The same for a target. */
export function targetConfig(
  written: z.output<typeof targetShape>,
  absolute: (path: string) => string,
): TargetConfig {
  return written.connector === 'scim' ? scimConfig(written, absolute) : written;
}
