import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RunEvent } from '../../../src/engine/run/events.ts';
import { applyEvent } from '../../../src/engine/run/fold.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import { mappingWith } from '../../support/mappings.ts';
import { adaInTarget, provisioned, type Setup } from '../../support/provisioned.ts';
import { unassigned } from '../../support/systems/memory-source.ts';
import { createTarget } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';

const text = z.string().optional();
const identity = z.strictObject({ id: text, type: text, displayName: text });
const system = z.strictObject({ name: z.string(), details: z.record(z.string(), z.string()) });
const status = z.enum(['Success', 'Skipped', 'Failure', 'Warning']);

/** Graph's `provisioningObjectSummary`, and nothing else but the one key of ours. */
const summary = z.strictObject({
  action: z.enum(['Create', 'Update', 'Delete', 'Disable', 'Other']),
  changeId: z.string(),
  startTime: z.iso.datetime(),
  endTime: z.iso.datetime(),
  reportableIdentifier: text,
  statusInfo: z.strictObject({
    status,
    errorCode: text,
    reason: text,
    additionalDetails: text,
    errorCategory: z.enum(['Failure', 'NonServiceFailure', 'Success']).optional(),
    recommendedAction: text,
  }),
  sourceIdentity: identity,
  targetIdentity: identity,
  sourceSystem: system,
  targetSystem: system,
  modifiedProperties: z.array(z.strictObject({ displayName: z.string(), oldValue: text, newValue: text })),
  provisioningSteps: z.array(
    z.strictObject({
      name: z.string().min(1),
      type: z.enum([
        'Import',
        'Scoping',
        'Matching',
        'Processing',
        'ReferenceResolution',
        'Export',
        'TestConnection',
      ]),
      status,
      description: z.string().min(1),
      timestamp: z.iso.datetime(),
      details: z.record(z.string(), z.string()),
    }),
  ),
  evidence: z.looseObject({ ending: z.string() }),
});

const refusing = () => {
  const target = createTarget();
  target.fails('create', failure('object.duplicate', { systemCode: '409 uniqueness' }));
  return target;
};
const unreachable = () => {
  const target = createTarget();
  target.fails('test', failure('connection.refused'));
  return target;
};
const equal = () => createTarget({ objects: [{ ref: 't-ada', attributes: adaInTarget }] });

describe('the run record', () => {
  it.each<[string, Setup]>([
    ['created', {}],
    ['previewed', { mode: 'preview' }],
    ['equal', { target: equal() }],
    ['skipped', { entitlements: { ada: unassigned } }],
    ['refused', { target: refusing() }],
    ['unreachable', { target: unreachable() }],
    ['not found', { subject: { kind: 'user', id: 'nobody' } }],
  ])(
    'has exactly the shape of Graph’s summary, with evidence as the only extra key: %s',
    async (_, setup) => {
      const { record } = await provisioned(setup);

      expect(summary.safeParse(JSON.parse(JSON.stringify(record))).error?.issues ?? []).toEqual([]);
    },
  );

  it('names source and target, their places, and the subject', async () => {
    const { record } = await provisioned();

    expect(record).toMatchObject({
      action: 'Create',
      changeId: 'run-1',
      reportableIdentifier: 'Ada Lovelace',
      statusInfo: { status: 'Success' },
      sourceIdentity: { id: 'ada', type: 'User', displayName: 'Ada Lovelace' },
      targetIdentity: { id: 't-1', type: 'User' },
      sourceSystem: { name: 'Microsoft Entra ID', details: { place: 'source.example' } },
      targetSystem: { name: 'customappsso', details: { place: 'target.example' } },
    });
  });

  it('lists the entries of the documented example in the order of the steps', async () => {
    const { record } = await provisioned();

    expect(record.provisioningSteps.map(({ name, type }) => `${name} (${type})`)).toEqual([
      'EntryImport (Import)',
      'EntrySynchronizationScoping (Scoping)',
      'EntrySynchronizationAdd (Matching)',
      'EntryExportAdd (Export)',
    ]);
  });

  it('tells a property without a value as Processing, as the service does', async () => {
    const mapping = mappingWith({ map: { title: '[jobTitle]' }, define: { title: { required: true } } });

    const { record } = await provisioned({ mapping });

    expect(record.provisioningSteps.at(-1)).toMatchObject({
      name: 'EntrySynchronizationSkip',
      type: 'Processing',
      status: 'Skipped',
    });
  });

  it('is the fold of its events, and nothing more', async () => {
    const { record, events } = await provisioned();

    const folded = events.reduce<RunRecord | undefined>(applyEvent, undefined);

    expect(folded).toEqual(record);
  });

  it('survives being stored as JSON and read back', async () => {
    const { record, events } = await provisioned({ target: refusing() });

    const stored: readonly RunEvent[] = events.map((event) => JSON.parse(JSON.stringify(event)));

    expect(stored.reduce<RunRecord | undefined>(applyEvent, undefined)).toEqual(record);
  });

  it('says InProgress until the run ended', async () => {
    const { events } = await provisioned();

    const cut = events.slice(0, -1).reduce<RunRecord | undefined>(applyEvent, undefined);

    expect(cut?.statusInfo).toEqual({ status: 'InProgress' });
    expect(cut).not.toHaveProperty('endTime');
  });
});
