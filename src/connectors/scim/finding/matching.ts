import type { Entry } from '../../../domain/model/entry.ts';
import { fail, ok, type Result, unreachable } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op, TargetQuery } from '../../../engine/port.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import { type ScimAttribute, scimAttribute } from '../attributes.ts';
import { type Reading, shownEntry } from '../client.ts';
import { note } from '../connection.ts';
import { refused, settled, type TriedForm, tryForms } from '../forms/try-forms.ts';
import { type FilterFact, type FilterForm, filterForms, isPinned } from '../server-profile.ts';
import { checkHits, holdsSpelling, holdsValue } from './checked-hits.ts';
import { climbOf, isDoubtful, isTricky, type MatchForm } from './filter-forms.ts';
import { allResources } from './paging.ts';

/** One question in the making: what is asked for, and where what comes of it is kept. */
type Question = {
  readonly reading: Reading;
  readonly query: TargetQuery;
  readonly attribute: ScimAttribute;
  readonly op: Op;
};

type Found = Result<readonly JsonObject[], Failure>;

/** What a row of filters came to. `refused` means that the server took none of them. */
type Climbed =
  | { readonly kind: 'hits'; readonly hits: readonly JsonObject[]; readonly rung: MatchForm }
  /** `isSure`: a part of the value that no server can misread was not found either. */
  | { readonly kind: 'none'; readonly isSure: boolean }
  | { readonly kind: 'refused' | 'failed'; readonly failure: Failure };

/** What is known about searching by an attribute is kept under the schema's name of it. */
export const factOf = ({ definition }: ScimAttribute): FilterFact => `filter ${definition.name}`;

/** The form of filter that has found an object by this attribute before. */
export function provenForm({ profile }: Reading, attribute: ScimAttribute): FilterForm | undefined {
  const known = profile.known(factOf(attribute));
  return filterForms.find((form) => form === known);
}

/** Reading everything is for the administrator to allow; what was learned from the server allows nothing. */
export function mayReadAll({ mayReadAll: allowed, profile }: Reading, attribute: ScimAttribute): boolean {
  if (allowed === true) return true;
  const fact = factOf(attribute);
  const isAccepted = profile.known('filters') === 'ignored' && isPinned(profile, 'filters');
  return isAccepted || (profile.known(fact) === 'all' && isPinned(profile, fact));
}

/** Some servers stumble over escaped characters in a filter, and do not say that this is why. */
function explained(failure: Failure, value: string): Failure {
  const stumbles = failure.code === 'filter.unsupported' || failure.systemCode === '500';
  if (!stumbles || !isTricky(value)) return failure;
  const why =
    'The value holds a quotation mark, a backslash or a control character, which not every server can search for.';
  return { ...failure, code: 'filter.unsupported', message: `${failure.message} ${why}` };
}

/** The objects that a filter finds and that hold the value; filter.unsupported when it finds others as well. */
async function askRung({ reading, query, attribute, op }: Question, rung: MatchForm): Promise<Found> {
  const { value, selection } = query;
  const hits: JsonObject[] = [];
  for await (const page of allResources(
    reading,
    { objectType: selection.objectType, filter: rung.filter },
    op,
  )) {
    if (!page.ok) return fail(explained(page.error, value));
    const checked = checkHits(page.value, rung);
    if (!checked.ok) return fail(explained(checked.error, value));
    hits.push(...page.value.filter((resource) => holdsValue(resource, attribute, value)));
  }
  return ok(hits);
}

/** A filter that found nothing; `refusal` is what the server said when it did not take it. */
type TriedFilter = TriedForm<MatchForm, Failure | undefined>;

function noteNext(op: Op, { form, refusal }: TriedFilter, next: MatchForm): void {
  const how = refusal === undefined ? 'finds nothing by' : 'does not take';
  const what = next.shown === form.shown ? 'the value in lower case' : next.shown;
  note(op, `The target ${how} ${form.shown}, so ${what} is tried as well.`);
}

/** Whether the server took any of the filters, and what it said to the first that it did not take. */
function withoutHit(tried: readonly TriedFilter[]): Climbed {
  const failure = tried.find(({ refusal }) => refusal !== undefined)?.refusal;
  const isSure = tried.some(({ form, refusal }) => refusal === undefined && form.form === 'part');
  const allRefused = tried.every(({ refusal }) => refusal !== undefined);
  return failure !== undefined && allRefused ? { kind: 'refused', failure } : { kind: 'none', isSure };
}

/** The next filter is tried when one is refused, or finds nothing where the server may not have understood it. */
async function climb(question: Question, forms: readonly MatchForm[]): Promise<Climbed> {
  const { tried, settled: end } = await tryForms<MatchForm, Climbed, Failure | undefined>({
    forms,
    note: (before, next) => noteNext(question.op, before, next),
    send: async (rung) => {
      const found = await askRung(question, rung);
      if (!found.ok) {
        const { error: failure } = found;
        return failure.code === 'filter.unsupported'
          ? refused(failure)
          : settled({ kind: 'failed', failure });
      }
      return found.value.length > 0 ? settled({ kind: 'hits', hits: found.value, rung }) : refused(undefined);
    },
  });
  return end?.done ?? withoutHit(tried);
}

/** A form is learned by what it finds alone: an empty answer proves nothing. The usual form needs no note. */
function learnForm(
  { reading, query, attribute, op }: Question,
  { rung, hits }: Extract<Climbed, { kind: 'hits' }>,
) {
  if (rung.form === 'part') return;
  const proven = provenForm(reading, attribute);
  const foldsCase =
    rung.form === 'equality' && !hits.some((hit) => holdsSpelling(hit, attribute, query.value));
  const form: FilterForm = foldsCase ? 'any-case' : rung.form;
  if (form === proven || (form === 'equality' && proven === 'any-case')) return;
  const unlike = foldsCase ? ', spelled in another case' : '';
  reading.profile.learn({
    fact: factOf(attribute),
    value: form,
    because: `${rung.shown} found an object${unlike}`,
  });
  if (rung.form !== 'equality')
    note(op, `The target finds objects by ${rung.shown} (${rung.form}), which is asked first from now on.`);
}

/** Everything is read, and what is looked for is picked out here. */
async function lookThroughAll({ reading, query, attribute, op }: Question): Promise<Found> {
  const { name } = attribute.definition;
  note(
    op,
    `No filter of the target can be relied on for ${name}, so all objects are read and compared here.`,
  );
  const hits: JsonObject[] = [];
  for await (const page of allResources(reading, { objectType: query.selection.objectType }, op)) {
    if (!page.ok) return page;
    hits.push(...page.value.filter((resource) => holdsValue(resource, attribute, query.value)));
  }
  // What is only missed for its quotation marks is no reason to read everything for everybody.
  if (hits.length > 0 && !isTricky(query.value)) {
    const because = 'filters found nothing, and reading all objects found one';
    reading.profile.learn({ fact: factOf(attribute), value: 'all', because });
  }
  return ok(hits);
}

async function climbAll({ reading, query, attribute, ...rest }: Question): Promise<Climbed> {
  const question = { reading, query, attribute, ...rest };
  const { rungs, otherwise } = climbOf(attribute, query.value, provenForm(reading, attribute));
  const climbed = await climb(question, rungs);
  return climbed.kind === 'refused' && otherwise.length > 0 ? climb(question, otherwise) : climbed;
}

/** Why an empty answer may be wrong; undefined where a form is proven or every server understands the filter. */
function doubtOf({ reading, query, attribute }: Question): string | undefined {
  const { name } = attribute.definition;
  // A form that is proven by plain values says nothing of escaped ones: there are parsers that take them amiss.
  if (isTricky(query.value)) return 'the value holds a quotation mark, a backslash or a control character';
  const isProven = provenForm(reading, attribute) !== undefined;
  return isProven || !isDoubtful(attribute) ? undefined : `it has not found anything by ${name} yet`;
}

/** No hit is believed where there is no doubt; otherwise everything is read, or the doubt is told. */
async function believe(question: Question): Promise<Found> {
  const { reading, attribute, op } = question;
  const doubt = doubtOf(question);
  if (doubt === undefined) return ok([]);
  if (mayReadAll(reading, attribute)) return lookThroughAll(question);
  const { name } = attribute.definition;
  const meaning = 'Zero hits may mean that it does not understand the filter';
  note(op, `The target finds nothing by ${name}. ${meaning}: ${doubt}.`);
  return ok([]);
}

async function findResources(question: Question): Promise<Found> {
  const { reading, attribute } = question;
  const allowed = mayReadAll(reading, attribute);
  if (allowed && provenForm(reading, attribute) === 'all') return lookThroughAll(question);
  const climbed = await climbAll(question);
  switch (climbed.kind) {
    case 'hits':
      learnForm(question, climbed);
      return ok(climbed.hits);
    case 'none':
      return climbed.isSure && !isDoubtful(attribute) ? ok([]) : believe(question);
    case 'refused':
      return allowed ? lookThroughAll(question) : fail(climbed.failure);
    case 'failed':
      return fail(climbed.failure);
    default:
      return unreachable(climbed);
  }
}

/**
 * Every object that holds the value, inactive ones included; each hit is checked here, because servers that do not
 * know a filter may answer with everybody. filter.unsupported when no form of the filter is understood, or when the
 * server ignores it, and reading everything is not allowed.
 */
export async function findEntries(reading: Reading, query: TargetQuery, op: Op): Answer<readonly Entry[]> {
  const attribute = scimAttribute(query.attribute);
  if (!attribute.ok) return attribute;
  const found = await findResources({ reading, query, attribute: attribute.value, op });
  if (!found.ok) return found;
  const entries: Entry[] = [];
  for (const resource of found.value) {
    const entry = shownEntry(resource, query.selection, op);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return ok(entries);
}
