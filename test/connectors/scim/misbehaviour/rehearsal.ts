import { createScimTarget } from '../../../../src/connectors/scim/connector.ts';
import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import { dialectNamed } from '../../../../src/connectors/scim/dialects/named.ts';
import { bearer } from '../../../../src/connectors/transport/credentials/credentials.ts';
import { createHttp, type HttpSettings } from '../../../../src/connectors/transport/http.ts';
import { asRef } from '../../../../src/domain/model/entry.ts';
import { ok } from '../../../../src/domain/result.ts';
import type { Timing } from '../../../../src/emulators/scim/misbehaviour/misbehaviour.ts';
import type { MisbehaviourName } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import type { ContractTarget, Crowd, Shapes } from '../../../contract/shapes.ts';
import { contractCases } from '../../../contract/target-contract.ts';
import { CallFailed, type ContractCase, wordsFor } from '../../../contract/words.ts';
import { impatient } from '../../../support/faults/impatience.ts';
import { seeded, startTruthServer, type Truth } from '../../../support/truth/server.ts';
import { type FailedCall, type Witness, witnessed } from '../../../support/truth/witness.ts';
import { group, user } from '../contract/contract-shapes.ts';

const token = 'rehearsal-token';
const id = (n: number) => `crowd-${n}`;
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
const SHARED = 'One of the crowd';
const [MEMBERS, PEOPLE] = [300, 350];

const resources = seeded({
  Users: numbers(0, PEOPLE).map((n) => ({
    id: id(n),
    userName: `crowd.${n}@larkspur.example`,
    displayName: SHARED,
    active: true,
  })),
  Groups: [
    { id: 'crowd', displayName: 'Crowd', members: numbers(0, MEMBERS).map((n) => ({ value: id(n) })) },
  ],
});

const crowd: Crowd = {
  group: asRef('crowd'),
  members: numbers(0, MEMBERS).map((n) => asRef(id(n))),
  others: numbers(MEMBERS, PEOPLE).map((n) => asRef(id(n))),
  shared: { attribute: 'displayName', value: SHARED },
};

/** How the contract went: what every claim was worth, and where each case ended. */
export type Rehearsed = {
  /** "find: filter.unsupported", the failures that stopped a case, each once, with one of their messages. */
  readonly failed: ReadonlyMap<string, string>;
  /** Cases that found something else than they expect, with what they say. */
  readonly missed: ReadonlyMap<string, string>;
  readonly lies: readonly string[];
  readonly notes: readonly string[];
  readonly passed: number;
};

/** Runs every case on one running target, each with objects of its own. */
export async function rehearsed(
  running: ContractTarget,
  truth: Truth,
  cases: readonly ContractCase[] = contractCases(),
): Promise<Rehearsed> {
  const witness = witnessed(running.target, truth);
  const [failed, missed] = [new Map<string, string>(), new Map<string, string>()];
  let passed = 0;
  for (const [at, { title, check, applies }] of cases.entries()) {
    if (applies?.(running) === false) continue;
    try {
      await check(wordsFor({ running: { ...running, target: witness.target }, first: 100 * (at + 1) }));
      passed += 1;
    } catch (error) {
      if (error instanceof CallFailed) failed.set(...told(witness, error));
      else missed.set(title, String(error));
    }
  }
  return { failed, missed, lies: [...new Set(witness.lies())], notes: witness.notes(), passed };
}

function told({ failures }: Witness, { failure }: CallFailed): readonly [string, string] {
  const at: FailedCall | undefined = failures().find((one) => one.failure === failure);
  return [`${at?.call ?? 'unseen'}: ${failure.code}`, failure.message];
}

export type Rehearsal = {
  readonly dialect: Dialect['name'];
  readonly misbehave?: readonly MisbehaviourName[];
  readonly timing?: Partial<Timing>;
  /** The time for a request is over as soon as the server has done the work. */
  readonly isImpatient?: boolean;
  readonly mayReadAll?: boolean;
  readonly shapes?: Shapes;
  readonly cases?: readonly ContractCase[];
  /** With a group of 300 members and 50 people beside it. */
  readonly isCrowded?: boolean;
};

/** Retries as usual, without long pauses between them. */
const limits: NonNullable<HttpSettings['limits']> = {
  requestMs: 10_000,
  bodyBytes: 20_000_000,
  retry: { attempts: 3, baseMs: 1, maxWaitMs: 2_000 },
};

/** The contract against the embedded server that misbehaves, the connector being told nothing about it. */
export async function rehearse({
  dialect,
  misbehave = [],
  timing = { retryAfterSeconds: 0 },
  isImpatient = false,
  mayReadAll = false,
  shapes = { user, group },
  cases,
  isCrowded = false,
}: Rehearsal): Promise<Rehearsed> {
  const { giveUp, time } = impatient();
  const server = await startTruthServer({
    token,
    misbehave,
    timing,
    resources: isCrowded ? resources : [],
    ...(isImpatient ? { onLeave: giveUp } : {}),
  });
  const http = createHttp({
    baseUrl: server.baseUrl,
    credentials: bearer(async () => ok(token)),
    limits,
    ...(isImpatient ? { time } : {}),
  });
  const target = createScimTarget({
    http,
    identity: { name: 'customappsso', place: http.place },
    dialect: dialectNamed(dialect),
    mayReadAll,
  });
  const unknownRef = asRef('00000000-0000-4000-8000-000000000000');
  try {
    return await rehearsed(
      { target, selections: shapes, unknownRef, close: server.close, ...(isCrowded ? { crowd } : {}) },
      server.truth,
      cases,
    );
  } finally {
    await http.close();
    await server.close();
  }
}
