import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../src/domain/model/subject.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import { group, person } from '../../support/provisioned.ts';
import {
  assigned,
  createLinks,
  createSource,
  type MemoryLinks,
  type Person,
  unassigned,
} from '../../support/systems/memory-source.ts';
import { DEPARTMENT, MANAGER, type Ran, runOn, WORK_MAIL } from '../../support/truth/run.ts';
import type { Held } from '../../support/truth/server.ts';
import {
  connectedTo,
  dialects,
  type RealServer,
  type RealServerName,
  realServers,
} from '../../support/truth/systems.ts';
import { heldAt, membersIn } from '../../support/truth/values.ts';

const staff = (id: string, attributes: Person['attributes'] = {}): Person =>
  person(id, { mail: `${id}@source.example`, ...attributes });

const ada = (attributes: Person['attributes'] = {}): Person =>
  staff('ada', {
    displayName: 'Ada "the first" Lovelace',
    jobTitle: 'Engineer',
    department: 'R&D',
    manager: 'charles',
    ...attributes,
  });

const crew = ['ada', 'bea', 'cem', 'dao', 'eli'];
const people = (changed: Person = ada(), team: readonly string[] = crew) => ({
  people: [
    changed,
    staff('charles', { displayName: 'Charles Babbage' }),
    staff('mary', { displayName: 'Mary Somerville' }),
    ...crew.slice(1).map((id) => staff(id)),
    group('team', { displayName: 'The team' }),
  ],
  groups: { team },
});

const user = (id: string): Subject => ({ kind: 'user', id });
const team = (...members: readonly string[]): Subject => ({ kind: 'group', id: 'team', members });

type SourceChange = Parameters<typeof createSource>[0];

/** One administrator on one day: what is remembered stays, and the source changes between runs. */
function working(server: RealServer, links: MemoryLinks, target: ReturnType<typeof connectedTo>) {
  return async (
    subject: Subject,
    source: SourceChange = people(),
  ): Promise<Ran & { readonly held: readonly Held[] }> => {
    const ran = await runOn({ source: createSource(source), target: target.target, links, subject });
    expect(ran.events.at(-1)?.type).toBe('run.finished');
    return { ...ran, held: await server.truth() };
  };
}

const named = (held: readonly Held[], userName: string): Held => {
  const found = held.filter(({ content }) => String(heldAt(content, 'userName')).toLowerCase() === userName);
  expect(found.length, `users called ${userName}`).toBe(1);
  return found[0] ?? { type: 'User', id: '', content: {} };
};

const shown = (value: unknown): string | undefined => {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' && value !== null && 'value' in value
    ? String(value.value)
    : String(value);
};

/** Each row of the record says what the server holds: "stored" is stored, and nothing "sent" is missing. */
function expectTrue(record: RunRecord, { content, id }: Held): void {
  const rows = record.evidence.act?.attributes ?? [];
  expect(rows.length).toBeGreaterThan(0);
  for (const { target, wanted, fate, stored, differs } of rows) {
    const real = shown(heldAt(content, target));
    if (stored !== undefined) expect([target, stored]).toEqual([target, real]);
    if (fate === 'sent') expect([target, real, differs]).toEqual([target, wanted, false]);
    if (fate === 'unchanged') expect([target, real]).toEqual([target, wanted]);
  }
  for (const { displayName, newValue } of record.modifiedProperties) {
    if (displayName !== 'members')
      expect([displayName, newValue]).toEqual([displayName, shown(heldAt(content, displayName))]);
  }
  expect(record.targetIdentity.id).toBe(id);
}

const changed = ({ modifiedProperties }: RunRecord) =>
  modifiedProperties.map(({ displayName, oldValue, newValue }) => [displayName, oldValue, newValue]);

const outcome = ({ action, evidence: { ending, reason } }: RunRecord) =>
  [action, ending, ...(reason === undefined ? [] : [reason])].join(' ');

const everyServer = (Object.keys(realServers) as RealServerName[]).flatMap((name) =>
  dialects.map((dialect) => ({ name, dialect })),
);

describe.each(everyServer)('$name, in the dialect $dialect', ({ name, dialect }) => {
  it('holds what every record of a day says', async () => {
    const server: RealServer = await realServers[name]();
    const connected = connectedTo(server.baseUrl, { dialect });
    const run = working(server, createLinks(), connected);
    try {
      await run(user('charles'));
      await run(user('mary'));

      const created = await run(user('ada'));
      const first = named(created.held, 'ada@source.example');
      expect(outcome(created.record)).toBe('Create succeeded');
      expectTrue(created.record, first);
      expect(first.content).toMatchObject({ active: true, title: 'Engineer', externalId: 'ada' });
      expect(shown(heldAt(first.content, MANAGER))).toBe(named(created.held, 'charles@source.example').id);
      expect([WORK_MAIL, DEPARTMENT].map((path) => heldAt(first.content, path))).toEqual([
        'ada@source.example',
        'R&D',
      ]);

      const again = await run(user('ada'));
      expect(outcome(again.record)).toBe('Other redundant RedundantExport');
      expect(again.held).toEqual(created.held);

      const promoted = people(ada({ jobTitle: 'Countess "of"', manager: 'mary' }));
      const updated = await run(user('ada'), promoted);
      const now = named(updated.held, 'ada@source.example');
      const [charles, mary] = ['charles', 'mary'].map((id) => named(updated.held, `${id}@source.example`).id);
      expect(outcome(updated.record)).toBe('Update succeeded');
      expect(changed(updated.record)).toEqual([
        ['title', 'Engineer', 'Countess "of"'],
        [MANAGER, charles, mary],
      ]);
      expectTrue(updated.record, now);

      const left = await run(user('ada'), { ...promoted, entitlements: { ada: unassigned } });
      expect(outcome(left.record)).toBe('Disable succeeded');
      expect(left.asked.map(({ danger }) => danger)).toEqual(['disable']);
      expect(named(left.held, 'ada@source.example')).toMatchObject({
        id: first.id,
        content: { active: false },
      });
      expectTrue(left.record, named(left.held, 'ada@source.example'));

      const back = await run(user('ada'), { ...promoted, entitlements: { ada: assigned } });
      expect(outcome(back.record)).toBe('Update succeeded');
      expect(named(back.held, 'ada@source.example')).toMatchObject({
        id: first.id,
        content: { active: true },
      });
      expectTrue(back.record, named(back.held, 'ada@source.example'));

      for (const id of crew.slice(1)) await run(user(id));
      const grouped = await run(team(...crew), promoted);
      const idOf = (id: string) => named(grouped.held, `${id}@source.example`).id;
      const teamIn = (held: readonly Held[]) => {
        const groups = held.filter(({ type }) => type === 'Group');
        expect(groups.map(({ content }) => heldAt(content, 'displayName'))).toEqual(['The team']);
        return membersIn(groups[0]?.content ?? {}).toSorted();
      };
      expect(outcome(grouped.record)).toBe('Create succeeded');
      expect(teamIn(grouped.held)).toEqual(crew.map(idOf).toSorted());
      expect(grouped.record.evidence.act?.members.map(({ id, fate }) => [id, fate])).toEqual(
        crew.map((id) => [id, 'added']),
      );

      const smaller = people(
        ada(),
        crew.filter((id) => id !== 'cem'),
      );
      const removed = await run(team('cem'), smaller);
      expect(removed.asked.map(({ danger }) => danger)).toEqual(['remove-member']);
      expect(outcome(removed.record)).toBe('Update succeeded');
      expect(removed.record.evidence.act?.members.map(({ id, fate }) => [id, fate])).toEqual([
        ['cem', 'removed'],
      ]);
      expect(changed(removed.record)).toEqual([['members', idOf('cem'), undefined]]);
      expect(teamIn(removed.held)).toEqual(
        crew
          .filter((id) => id !== 'cem')
          .map(idOf)
          .toSorted(),
      );
    } finally {
      await connected.close();
      await server.close();
    }
  });
});
