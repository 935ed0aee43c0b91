import { describe, expect, it, onTestFinished } from 'vitest';
import type { MisbehaviourName } from '../../../src/emulators/scim/misbehaviour/table.ts';
import { person } from '../../support/provisioned.ts';
import { createLinks, createSource, type Person, unassigned } from '../../support/systems/memory-source.ts';
import { E, runOn } from '../../support/truth/run.ts';
import { seeded, startTruthServer } from '../../support/truth/server.ts';
import { connectedTo, token } from '../../support/truth/systems.ts';
import { heldAt } from '../../support/truth/values.ts';

const userName = 'ada@source.example';
const inTarget = {
  id: 't-ada',
  userName,
  externalId: 'ada',
  active: true,
  displayName: 'ada',
  title: 'Engineer',
  [E]: { department: 'R&D' },
};

/** One run for Ada, who is in the target already, against a server that misbehaves. */
async function runFor(
  misbehave: readonly MisbehaviourName[],
  change: Person['attributes'],
  isLeaver = false,
) {
  const resources = seeded({ Users: [inTarget, { id: 't-boss', userName: 'boss@source.example' }] });
  const server = await startTruthServer({ token, misbehave, resources });
  const connected = connectedTo(server.baseUrl);
  onTestFinished(async () => {
    await connected.close();
    await server.close();
  });
  const people = [person('ada', { jobTitle: 'Engineer', department: 'R&D', ...change }), person('boss')];
  const { record } = await runOn({
    source: createSource({ people, entitlements: isLeaver ? { ada: unassigned } : {} }),
    target: connected.target,
    links: createLinks({ ada: 't-ada' }),
    subject: { kind: 'user', id: 'ada' },
  });
  const content = (await server.truth()).find(({ id }) => id === 't-ada')?.content ?? {};
  const rows = record.evidence.act?.attributes ?? [];
  return { record, content, row: (name: string) => rows.find(({ target }) => target === name), server };
}

/** The connector takes a plain request that is answered with success for done; the record knows better. */
describe('a server that says yes and does something else', () => {
  it('makes the run a warning that names what is stored, when it ignores a change', async () => {
    const { record, content, row } = await runFor(['patch-ignored'], { jobTitle: 'Countess' });

    expect(heldAt(content, 'title')).toBe('Engineer');
    expect(record.evidence).toMatchObject({ ending: 'warned', reason: 'value.oldKept' });
    expect(row('title')).toMatchObject({ wanted: 'Countess', stored: 'Engineer', differs: true });
    expect(record.statusInfo).toMatchObject({ status: 'Warning', reason: expect.stringContaining('title') });
  });

  it('is not believed about a leaver who stays enabled', async () => {
    const { record, content, row } = await runFor(['patch-ignored'], {}, true);

    expect(heldAt(content, 'active')).toBe(true);
    expect(record.evidence).toMatchObject({ ending: 'failed', reason: 'account.stillActive' });
    expect(row('active')).toMatchObject({ wanted: 'False', stored: 'True', differs: true });
    expect(record.statusInfo).toMatchObject({
      status: 'Failure',
      reason: expect.stringMatching(/^The account is NOT disabled: it is still active in /),
      recommendedAction: expect.stringContaining('Disable it in the target by hand'),
    });
  });

  it('fails the run when it ignores the manager in every spelling', async () => {
    const { record, content, row } = await runFor(['patch-ignored'], { manager: 'boss' });

    expect(heldAt(content, `${E}:manager`)).toBeUndefined();
    expect(record.evidence).toMatchObject({ ending: 'failed', reason: 'attribute.rejected' });
    expect(row(`${E}:manager`)).toMatchObject({ fate: 'refused' });
  });

  it('is told to hold a disabled user whom it does not show', async () => {
    const misbehave: readonly MisbehaviourName[] = ['inactive-not-found'];
    const resources = seeded({ Users: [{ ...inTarget, active: false }] });
    const server = await startTruthServer({ token, misbehave, resources });
    const connected = connectedTo(server.baseUrl);
    onTestFinished(async () => {
      await connected.close();
      await server.close();
    });

    const { record } = await runOn({
      source: createSource({ people: [person('ada')] }),
      target: connected.target,
      links: createLinks(),
      subject: { kind: 'user', id: 'ada' },
    });

    expect(record.evidence).toMatchObject({ ending: 'failed', reason: 'object.duplicate' });
    expect((await server.truth()).map(({ id }) => id)).toEqual(['t-ada']);
  });
});
