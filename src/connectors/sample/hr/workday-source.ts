import type { Listing } from '../../../domain/model/subject.ts';
import { displayText } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { Imported, Op, Selection, Source } from '../../../engine/port.ts';
import { exchanged } from '../store/exchange.ts';
import { type FieldNames, listingOf } from '../store/listing.ts';
import { overlaid } from '../store/overlay.ts';
import { type TenantOverlay, type Worker, workersFile } from '../store/records.ts';
import { type SampleFile, sampleFile } from '../store/sample-file.ts';
import { selectedEntry } from '../store/selected-entry.ts';

const fieldNames: FieldNames = [
  ['displayName', 'PreferredNameData'],
  ['givenName', 'FirstName'],
  ['surname', 'LastName'],
  ['workerId', 'WorkerID'],
];

const isActive = ({ attributes }: Worker): boolean => attributes.get('Active') === '1';
const workerIdOf = ({ attributes }: Worker): string => displayText(attributes.get('WorkerID')) ?? '';
const isWid = (id: string): boolean => /^[0-9a-f]{32}$/i.test(id);

const requestFor = (type: string, id: string): string => `Get_Workers Worker_Reference ${type}=${id}`;

function notFound(id: string): Failure {
  const tried = isWid(id) ? 'WID' : 'Employee_ID nor Contingent_Worker_ID';
  return {
    code: 'object.notFound',
    message: `Workday knows no worker whose ${tried} is ${id}. A constrained security group can hide workers too.`,
    systemCode: 'SOAP-ENV:Client.validationError',
  };
}

type Choice = { readonly worker: Worker; readonly notes: readonly string[] };

/** One WorkerID can have two profiles (rehire, conversion): the active one counts, and the other one is told about. */
function choose(profiles: readonly Worker[], id: string): Result<Choice, Failure> {
  const active = profiles.filter(isActive);
  const [worker = profiles[0]] = active;
  if (worker === undefined) return fail(notFound(id));
  if (active.length > 1) {
    const message = `${active.length} active workers have the id ${id}; type the WID of the one that is meant.`;
    return fail({ code: 'object.ambiguous', message });
  }
  const others = profiles.filter((profile) => profile !== worker);
  const notes = others.map(
    (other) =>
      `another profile with this WorkerID exists: WID ${other.id}, ${isActive(other) ? 'active' : 'inactive'}`,
  );
  return ok({ worker, notes });
}

export type WorkdaySourceOptions = {
  readonly dataDirectory: string;
  readonly overlay: SampleFile<TenantOverlay>;
  readonly now: () => Date;
};

/**
 * The sample Workday tenant. Read by WID or WorkerID. A future hire is asked for a second time as of the hire date,
 * as the service does, so Active reads 1 (entra-docs `workday-integration-reference`).
 */
export function createWorkdaySource({ dataDirectory, overlay, now }: WorkdaySourceOptions): Source {
  const file = sampleFile(`${dataDirectory}/systems/workday.json`, workersFile);

  const workers = async (): Promise<readonly Worker[]> => {
    const [{ objects }, { changes }] = await Promise.all([file.read(), overlay.read()]);
    return overlaid(objects, changes['workday']);
  };

  const isFutureHire = ({ hireDate }: Worker): boolean =>
    hireDate !== undefined && hireDate > now().toISOString().slice(0, 10);

  const ask = (type: string, id: string, matches: (worker: Worker) => boolean, op: Op) =>
    exchanged(op, { request: requestFor(type, id) }, async () => {
      const value = (await workers()).filter(matches);
      const fault = `Invalid ID value.  '${id}' is not a valid ID value for type = '${type}'`;
      return ok({ value, answer: value.length === 0 ? `500 ${fault}` : `200 OK, ${value.length} worker` });
    });

  /** Employee first; the other type of id is asked when there is nobody, or when that profile is inactive. */
  const profilesOf = async (id: string, op: Op): Promise<Result<readonly Worker[], Failure>> => {
    if (isWid(id)) return ask('WID', id, (worker) => worker.id === id.toLowerCase(), op);
    const has = (profile: Worker['profile']) => (worker: Worker) =>
      workerIdOf(worker) === id && worker.profile === profile;
    const employees = await ask('Employee_ID', id, has('Employee'), op);
    if (!employees.ok) return employees;
    const contingent = await ask('Contingent_Worker_ID', id, has('Contingent'), op);
    return contingent.ok ? ok([...employees.value, ...contingent.value]) : contingent;
  };

  const imported = (worker: Worker, selection: Selection, notes: readonly string[]): Imported => ({
    entry: selectedEntry(worker.id, selection, (name) =>
      name === 'WID' ? worker.id : worker.attributes.get(name),
    ),
    notes,
  });

  const asOfHireDate = async (worker: Worker, op: Op): Promise<Result<Worker, Failure>> =>
    exchanged(
      op,
      { request: `${requestFor('WID', worker.id)} As_Of_Effective_Date=${worker.hireDate}` },
      async () => {
        const attributes = new Map([
          ...worker.attributes,
          ...(worker.asOfHireDate ?? []),
          ['Active', '1'] as const,
        ]);
        return ok({ value: { ...worker, attributes }, answer: '200 OK, 1 worker' });
      },
    );

  const listing = (profiles: readonly Worker[]): readonly Listing[] => {
    const [worker = profiles[0]] = profiles.filter(isActive);
    if (worker === undefined) return [];
    const leaver = isActive(worker) ? undefined : 'leaver';
    return [
      listingOf(worker, {
        kind: 'user',
        id: workerIdOf(worker),
        names: fieldNames,
        extra: profiles.map(({ id }) => ({ field: 'wid', value: id })),
        note: isFutureHire(worker) ? 'future hire' : leaver,
      }),
    ];
  };

  return {
    identity: { name: 'Workday', place: 'larkspur_sample (sample tenant)' },
    finding: 'whole-index',
    test: (op) =>
      exchanged(
        op,
        { request: 'Get_Workers Page=1 Count=1 Exclude_Employees=true Exclude_Contingent_Workers=true' },
        async () => {
          await workers();
          return ok({ value: undefined, answer: '200 OK, 0 workers' });
        },
      ),
    read: async ({ selection, id }, op) => {
      const profiles = await profilesOf(id.trim(), op);
      if (!profiles.ok) return profiles;
      const chosen = choose(profiles.value, id);
      if (!chosen.ok) return chosen;
      const { worker, notes } = chosen.value;
      if (!isFutureHire(worker)) return ok(imported(worker, selection, notes));
      const future = await asOfHireDate(worker, op);
      if (!future.ok) return future;
      return ok(imported(future.value, selection, [...notes, `future hire, read as of ${worker.hireDate}`]));
    },
    list: (kind, op) =>
      exchanged(op, { request: 'Get_Workers (all pages)' }, async () => {
        const byWorkerId = Map.groupBy(kind === 'user' ? await workers() : [], workerIdOf);
        const value = [...byWorkerId.values()].flatMap(listing);
        return ok({ value, answer: `200 OK, ${value.length} workers` });
      }),
  };
}
