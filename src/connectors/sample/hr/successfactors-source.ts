import { displayText } from '../../../domain/model/value.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op, Source } from '../../../engine/port.ts';
import { exchanged } from '../store/exchange.ts';
import { type FieldNames, listingOf } from '../store/listing.ts';
import { overlaid } from '../store/overlay.ts';
import { type PerPersonRecord, personsFile, type TenantOverlay } from '../store/records.ts';
import { type SampleFile, sampleFile } from '../store/sample-file.ts';
import { selectedEntry } from '../store/selected-entry.ts';

const fieldNames: FieldNames = [
  ['displayName', 'displayName'],
  ['givenName', 'firstName'],
  ['surname', 'lastName'],
  ['personIdExternal', 'personIdExternal'],
  ['mail', 'emailAddress'],
];

const externalIdOf = (person: PerPersonRecord): string =>
  displayText(person.attributes.get('personIdExternal')) ?? '';

/** OData doubles the quote inside a text (OData v2 URI conventions). */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const notFound = (id: string): Failure => ({
  code: 'object.notFound',
  message: `SuccessFactors knows no person whose personIdExternal is ${id}. Row-level permissions can hide people too.`,
  systemCode: '200 results []',
});

const lifeNotes = (person: PerPersonRecord): readonly string[] => {
  const listed = person.employments
    .map(
      ({ userId, status, startDate, endDate }) =>
        `${userId} (${status}, ${startDate} to ${endDate ?? 'today'})`,
    )
    .join('; ');
  return [
    ...(person.employments.length > 1
      ? [`${person.employments.length} employments: ${listed}; the active one is used`]
      : []),
    ...(person.withoutTerminationInfo
      ? [
          'personEmpTerminationInfoNav is empty: whether this person is active cannot be seen, and the regular cycle leaves them out',
        ]
      : []),
  ];
};

/** A leaver has no active employment, and is not about to start either. */
const isLeaver = ({ attributes, startDate }: PerPersonRecord): boolean =>
  attributes.get('activeEmploymentsCount') === '0' && startDate === undefined;

export type SuccessFactorsSourceOptions = {
  readonly dataDirectory: string;
  readonly overlay: SampleFile<TenantOverlay>;
  readonly now: () => Date;
};

/**
 * The sample SuccessFactors company. Read by personIdExternal, or by perPersonUuid, which is the anchor and the form
 * in which the manager crosses the port. A person who starts in the future is asked for a second time as of the start
 * date (entra-docs `sap-successfactors-integration-reference`).
 */
export function createSuccessFactorsSource({
  dataDirectory,
  overlay,
  now,
}: SuccessFactorsSourceOptions): Source {
  const file = sampleFile(`${dataDirectory}/systems/successfactors.json`, personsFile);

  const people = async (): Promise<readonly PerPersonRecord[]> => {
    const [{ objects }, { changes }] = await Promise.all([file.read(), overlay.read()]);
    return overlaid(objects, changes['successfactors']);
  };

  const isPreHire = ({ startDate }: PerPersonRecord): boolean =>
    startDate !== undefined && startDate > now().toISOString().slice(0, 10);

  /** With the manager as the ref of this source. An id that nobody has stays, so that it is reported as unknown. */
  const withManagerRef = (
    person: PerPersonRecord,
    everybody: readonly PerPersonRecord[],
  ): PerPersonRecord => {
    const id = displayText(person.attributes.get('managerId'));
    const manager = everybody.find((one) => externalIdOf(one) === id);
    if (manager === undefined) return person;
    return { ...person, attributes: new Map(person.attributes).set('managerId', manager.id) };
  };

  const find = (id: string, op: Op): Answer<PerPersonRecord> =>
    exchanged(
      op,
      { request: `GET /odata/v2/PerPerson?$filter=personIdExternal eq ${quoted(id)}` },
      async () => {
        const everybody = await people();
        const found = everybody.find((person) => person.id === id || externalIdOf(person) === id);
        if (found === undefined) return fail(notFound(id));
        return ok({ value: withManagerRef(found, everybody), answer: '200 OK, 1 result' });
      },
    );

  const asOfStartDate = (person: PerPersonRecord, op: Op): Answer<PerPersonRecord> => {
    const filter = `personIdExternal eq ${quoted(externalIdOf(person))}&asOfDate=${person.startDate}`;
    return exchanged(op, { request: `GET /odata/v2/PerPerson?$filter=${filter}` }, async () => {
      const attributes = new Map([...person.attributes, ...(person.asOfStartDate ?? [])]);
      return ok({
        value: withManagerRef({ ...person, attributes }, await people()),
        answer: '200 OK, 1 result',
      });
    });
  };

  const noteOf = (person: PerPersonRecord): string | undefined => {
    if (isPreHire(person)) return 'pre-hire';
    return isLeaver(person) ? 'leaver' : undefined;
  };

  return {
    identity: { name: 'SuccessFactors', place: 'larkspurEU (sample company)' },
    finding: 'whole-index',
    test: (op) =>
      exchanged(op, { request: 'GET /odata/v2/PerPerson?$top=1&$select=personIdExternal' }, async () => {
        await people();
        return ok({ value: undefined, answer: '200 OK' });
      }),
    read: async ({ selection, id }, op) => {
      const found = await find(id.trim(), op);
      if (!found.ok) return found;
      const preHire = isPreHire(found.value);
      const read = preHire ? await asOfStartDate(found.value, op) : found;
      if (!read.ok) return read;
      const person = read.value;
      const entry = selectedEntry(person.id, selection, (name) =>
        name === 'perPersonUuid' ? person.id : person.attributes.get(name),
      );
      const future = preHire ? [`pre-hire, read as of ${person.startDate}`] : [];
      return ok({ entry, notes: [...future, ...lifeNotes(person)] });
    },
    list: (kind, op) =>
      exchanged(op, { request: 'GET /odata/v2/PerPerson (all pages)' }, async () => {
        const everybody = kind === 'user' ? await people() : [];
        const value = everybody.map((person) =>
          listingOf(person, {
            kind: 'user',
            id: externalIdOf(person),
            names: fieldNames,
            note: noteOf(person),
          }),
        );
        return ok({ value, answer: `200 OK, ${value.length} results` });
      }),
  };
}
