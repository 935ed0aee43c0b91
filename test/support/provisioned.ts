import { runUnlimited } from '../../src/domain/expressions/pattern-runner.ts';
import type { AppKind, AppSettings } from '../../src/domain/model/app.ts';
import type { Subject } from '../../src/domain/model/subject.ts';
import type { ResolvedMapping } from '../../src/domain/schema/resolve.ts';
import type { ApprovalRequest, Danger } from '../../src/engine/approval.ts';
import type { RunEvent } from '../../src/engine/run/events.ts';
import type { AttributeEvidence, MemberEvidence } from '../../src/engine/run/evidence.ts';
import { provision } from '../../src/engine/run/provision.ts';
import type { RunContext, RunMode, RunRecord } from '../../src/engine/run/record.ts';
import type { RunRequest } from '../../src/engine/run/run.ts';
import { mappingWith } from './mappings.ts';
import {
  createLinks,
  createSource,
  type MemoryLinks,
  type MemorySource,
  type Person,
  type SourceSetup,
} from './systems/memory-source.ts';
import type { Held, MemoryTarget } from './systems/memory-target.ts';
import { createTarget } from './systems/memory-target.ts';

/** Ada, an assigned and active user with everything the sample mapping reads. */
export function ada(change: Readonly<Record<string, Held[string] | undefined>> = {}): Person {
  const all = {
    userPrincipalName: 'ada@source.example',
    displayName: 'Ada Lovelace',
    department: 'Sales',
    mail: 'ada.lovelace@source.example',
    accountEnabled: true,
    ...change,
  };
  return { id: 'ada', objectType: 'User', attributes: withoutUndefined(all) };
}

const withoutUndefined = (values: Readonly<Record<string, Held[string] | undefined>>): Held =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** What the target holds about Ada once she was provisioned and nothing changed since. */
export const adaInTarget: Held = {
  userName: 'ada@source.example',
  active: true,
  displayName: 'Ada Lovelace',
  department: 'Sales',
};

export const person = (id: string, attributes: Held = {}): Person => ({
  id,
  objectType: 'User',
  attributes: {
    userPrincipalName: `${id}@source.example`,
    displayName: id,
    accountEnabled: true,
    ...attributes,
  },
});

export const group = (id: string, attributes: Held = {}): Person => ({
  id,
  objectType: 'Group',
  attributes: { displayName: `Group ${id}`, ...attributes },
});

export type Setup = SourceSetup & {
  readonly kind?: AppKind;
  readonly settings?: Partial<AppSettings>;
  readonly mode?: RunMode;
  readonly subject?: Subject;
  readonly mapping?: ResolvedMapping;
  readonly memberMapping?: ResolvedMapping;
  readonly target?: MemoryTarget;
  readonly source?: MemorySource;
  readonly links?: MemoryLinks;
  readonly approves?: boolean;
  /** Yes to these, no to everything else. */
  readonly approvesOnly?: readonly Danger[];
  readonly abort?: AbortController;
  /** Sees every event before the engine goes on. */
  readonly sees?: (event: RunEvent) => unknown;
};

export type Provisioned = {
  readonly record: RunRecord;
  readonly events: readonly RunEvent[];
  readonly target: MemoryTarget;
  readonly source: MemorySource;
  readonly links: MemoryLinks;
  readonly asked: readonly ApprovalRequest[];
};

const runStart = Date.parse('2026-03-01T22:00:00.000Z');

function contextOf(
  { kind, settings, mode, subject }: Setup,
  systems: Pick<RunContext, 'source' | 'target'>,
): RunContext {
  return {
    app: {
      id: 'app',
      displayName: 'App',
      kind: kind ?? 'entra-to-saas',
      settings: { scope: 'assigned', skipOutOfScopeDeletions: false, ...settings },
    },
    workspace: { name: 'Test', sample: false },
    mode: mode ?? 'provision',
    subject: subject ?? { kind: 'user', id: 'ada' },
    ...systems,
  };
}

/** The mapping of the subject, and for a group that of its members. */
function mappingsOf(
  { mapping, memberMapping }: Setup,
  { subject }: RunContext,
): Pick<RunRequest, 'mapping' | 'memberMapping'> {
  const own = mapping ?? mappingWith({ kind: subject.kind });
  return subject.kind === 'group'
    ? { mapping: own, memberMapping: memberMapping ?? mappingWith() }
    : { mapping: own };
}

/** Every reading is a millisecond later than the one before. */
function createClock(): () => Date {
  let reading = 0;
  return () => {
    reading += 1;
    return new Date(runStart + reading);
  };
}

/** Runs the real engine on systems in memory. Ada, unless the test says otherwise. */
export async function provisioned(setup: Setup = {}): Promise<Provisioned> {
  const source = setup.source ?? createSource({ people: [ada()], ...setup });
  const { target = createTarget(), links = createLinks(), abort = new AbortController() } = setup;
  const context = contextOf(setup, { source: source.identity, target: target.identity });
  const asked: ApprovalRequest[] = [];
  const run = provision({
    runId: 'run-1',
    context,
    ...mappingsOf(setup, context),
    source,
    target,
    links,
    approve: async (request) => {
      asked.push(request);
      return setup.approvesOnly?.includes(request.danger) ?? setup.approves ?? true;
    },
    clock: createClock(),
    signal: abort.signal,
    afterwards: () => new AbortController().signal,
    runPattern: runUnlimited,
    random: (bytes) => Uint8Array.from({ length: bytes }, (_, index) => (index * 37 + 11) % 256),
  });
  const events: RunEvent[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { record: next.value, events, target, source, links, asked };
    events.push(next.value);
    setup.sees?.(next.value);
  }
}

/** A run as a story: one line per card that did something, and how it ended. */
export function story({ record }: Provisioned): readonly string[] {
  const cards = record.evidence.cards
    .filter(({ state }) => state !== 'waiting')
    .map(({ step, state, reason }) => `${step}: ${state}${reason === undefined ? '' : ` (${reason})`}`);
  return [...cards, `end: ${record.evidence.ending} ${record.action}`];
}

/** The last line of the story. */
export const ending = (run: Provisioned): string | undefined => story(run).at(-1);

export function attributeRow({ record }: Provisioned, name: string): AttributeEvidence {
  const row = record.evidence.act?.attributes.find(({ target }) => target === name);
  if (row === undefined) throw new Error(`the record has no row for ${name}`);
  return row;
}

export function memberRow({ record }: Provisioned, id: string): MemberEvidence {
  const row = record.evidence.act?.members.find((member) => member.id === id);
  if (row === undefined) throw new Error(`the record has no row for ${id}`);
  return row;
}

/** The attributes of each update that arrived, as `change attribute`. */
export const sent = ({ target }: Provisioned): readonly (readonly string[])[] =>
  target.writes.map((write) => {
    if (write.do === 'create') return [...write.draft.attributes.keys()].map((name) => `create ${name}`);
    if (write.do === 'update')
      return write.update.deltas.map(({ change, attribute }) => `${change} ${attribute}`);
    if (write.do === 'remove') return [`remove ${write.ref}`];
    return [`${write.do} ${write.change.members.join(', ')}`];
  });
