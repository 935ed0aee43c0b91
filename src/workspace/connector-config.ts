import { z } from 'zod';
import { unreachable } from '../domain/result.ts';
import {
  type SampleScimServer,
  type ScimConnector,
  scimConfig,
  scimFields,
  scimShape,
} from './scim-config.ts';

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

/** How one side of an app is spoken to, validated and with every path made absolute. */
export type ConnectorConfig = SampleConnector | ScimConnector | SampleScimServer;
export type SampleConnector = { readonly connector: 'sample'; readonly system: SampleSystem };
const sampleShape = z.strictObject({ connector: z.literal('sample'), system: z.enum(sampleSystems) });

export const sourceShape = z.discriminatedUnion('connector', [sampleShape]);
export const targetShape = z.discriminatedUnion('connector', [sampleShape, scimShape]);

/** The keys each connector knows, for "did you mean". */
export const connectorKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['sample', Object.keys(sampleShape.shape)],
  ['scim', Object.keys(scimFields.shape)],
]);

/** What the file says as the program uses it. `absolute` turns a path of the file into an absolute one. */
export function connectorConfig(
  written: z.output<typeof targetShape>,
  absolute: (path: string) => string,
): ConnectorConfig {
  switch (written.connector) {
    case 'sample':
      return written;
    case 'scim':
      return scimConfig(written, absolute);
    default:
      return unreachable(written);
  }
}
