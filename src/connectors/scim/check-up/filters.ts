import { texts } from '../../../domain/model/value.ts';
import { ok } from '../../../domain/result.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Check, CheckUpRequest } from '../../../engine/check-up.ts';
import type { Answer } from '../../../engine/failure.ts';
import { isJsonArray, type JsonObject, valueOfKey } from '../../../protocols/scim/json.ts';
import { type ScimAttribute, scimAttribute } from '../attributes.ts';
import { listPage, type Reading } from '../client.ts';
import { climbOf, isDoubtful } from '../finding/filter-forms.ts';
import { findEntries, mayReadAll, provenForm } from '../finding/matching.ts';
import { learnFilters, type Probed, probeRung } from '../finding/probe.ts';
import { idOf, valueAt } from '../wire.ts';
import { checkFinding, type Trace } from './trace.ts';

type Kind = CheckUpRequest['kinds'][number];

/** One matching attribute of one kind of object, to be looked at. */
type Subject = {
  readonly reading: Reading;
  readonly kind: Kind;
  readonly attribute: ScimAttribute;
  readonly trace: Trace;
  /** A test user is about to be found, or not, by each matching attribute. */
  readonly mayWrite: boolean;
};

type Verdict = Omit<Check, 'name' | 'exchanges' | 'tookMs'>;

/** Asks each form for a value that nobody can have, until one gives the empty list that it should. */
export async function probeForms(
  { reading, kind, attribute, trace }: Omit<Subject, 'mayWrite'>,
  impossible: string,
): Answer<readonly Probed[]> {
  const { rungs, otherwise } = climbOf(attribute, impossible, provenForm(reading, attribute));
  const probes: Probed[] = [];
  for (const rung of [...rungs, ...otherwise]) {
    const probed = await probeRung(
      { ...reading, http: trace.http },
      kind.selection.objectType,
      rung,
      trace.op,
    );
    if (!probed.ok) return probed;
    learnFilters(reading, probed.value, trace.op);
    probes.push(probed.value);
    if (probed.value.kind === 'empty') break;
  }
  return ok(probes);
}

/** Any one object that is there, to see whether it is found by its own values; undefined when there is none. */
export async function sampleOf(reading: Reading, kind: Kind, trace: Trace): Promise<JsonObject | undefined> {
  const query = { objectType: kind.selection.objectType, place: { by: 'first', count: 1 } } as const;
  const page = await listPage(reading.http, query, trace.unshown);
  return page.ok ? page.value.resources[0] : undefined;
}

type Sampled = 'found' | 'not found' | 'nothing to look for';

/** The only proof that a filter is understood is a hit. */
async function searchSample(
  { reading, kind, attribute, trace }: Subject,
  sample: JsonObject | undefined,
): Promise<Sampled> {
  const id = sample === undefined ? undefined : idOf(sample);
  const [value] = sample === undefined ? [] : texts(valueAt(sample, attribute));
  if (id === undefined || value === undefined || value === '') return 'nothing to look for';
  const query = { selection: kind.selection, attribute: attribute.definition, value };
  const found = await findEntries(reading, query, trace.unshown);
  return found.ok && found.value.some(({ ref }) => ref === id) ? 'found' : 'not found';
}

/** An empty list for nobody and a hit for somebody: both together show that filters do what they should. */
function learnHonoured({ reading: { profile } }: Subject, { rung }: Probed): void {
  if (profile.known('filters') !== undefined) return;
  const because = `${rung.shown} found nobody for a value that nobody has, and an object that is there`;
  profile.learn({ fact: 'filters', value: 'honoured', because });
}

const otherAttribute = 'Match on an attribute this server can search by, such as userName or externalId.';

function ofIgnored({ reading, attribute }: Subject, objects: number): Verdict {
  const found = `the server ignores filters: ${objects} objects came for a value that nobody has`;
  if (mayReadAll(reading, attribute)) {
    const next = 'Nothing, as long as reading everything stays fast enough: it is allowed for this target.';
    return { verdict: 'warning', found: `${found}; all objects are read and compared here instead`, next };
  }
  const next = `${otherAttribute} Or allow reading all objects for this target.`;
  return { verdict: 'bad', found, next, code: 'filter.unsupported' };
}

function ofRefused({ reading, attribute }: Subject, message: string): Verdict {
  if (mayReadAll(reading, attribute)) {
    const next = 'Nothing, as long as reading everything stays fast enough: it is allowed for this target.';
    return { verdict: 'warning', found: `${message} All objects are read and compared here instead.`, next };
  }
  return { verdict: 'bad', found: message, next: otherAttribute, code: 'filter.unsupported' };
}

/** What an empty list to an impossible value is worth, with what an object that is there says about it. */
function ofEmpty(
  { reading, attribute, mayWrite }: Subject,
  probes: readonly Probed[],
  sampled: Sampled,
): Verdict {
  const shown = probes.at(-1)?.rung.shown ?? '';
  const refused = probes.filter(({ kind }) => kind !== 'empty').map(({ rung }) => rung.shown);
  const instead = refused.length === 0 ? '' : `; ${refused.join(' and ')} cannot be used`;
  const { name } = attribute.definition;
  if (sampled === 'not found') {
    const found = `an object that is there is not found by its own ${name}: the filter is not understood${instead}`;
    return { verdict: 'bad', found, next: otherAttribute, code: 'filter.unsupported' };
  }
  const proven = provenForm(reading, attribute);
  if (proven !== undefined)
    return { verdict: 'good', found: `objects are found by ${name} (${proven})${instead}` };
  if (!isDoubtful(attribute))
    return { verdict: 'good', found: `an empty list to ${shown}, as it should be${instead}` };
  const found = `an empty list to ${shown}, which servers also give that do not understand it${instead}`;
  if (mayWrite) return { verdict: 'good', found: `${found}; the test user below shows which it is` };
  const next = 'Let the check-up write a test user, which proves it, or match on userName or externalId.';
  return { verdict: 'warning', found, next };
}

async function verdictOn(
  subject: Subject,
  probes: readonly Probed[],
  sample: JsonObject | undefined,
): Promise<Verdict> {
  const last = probes.at(-1);
  const ignored = probes.find((probed) => probed.kind === 'ignored');
  if (last?.kind === 'empty') {
    const sampled = await searchSample(subject, sample);
    if (sampled === 'found') learnHonoured(subject, last);
    return ofEmpty(subject, probes, sampled);
  }
  if (ignored?.kind === 'ignored') return ofIgnored(subject, ignored.objects);
  return ofRefused(subject, last?.kind === 'refused' ? last.failure.message : 'no filter could be asked');
}

/** Groups are asked for without their members, which can be many. */
const membersSent: Omit<Check, 'exchanges' | 'tookMs'> = {
  name: 'groups without members',
  verdict: 'warning',
  found: 'the server sends the members of a group although it is asked to leave them out',
  next: 'Expect reads of large groups to be slow, or have excludedAttributes supported by the server.',
};

function showsMembers(sample: JsonObject | undefined): boolean {
  const members = sample === undefined ? undefined : valueOfKey(sample, 'members');
  return isJsonArray(members) && members.length > 0;
}

const nameOf = (definition: AttributeDefinition): string => `filter on ${definition.name}`;

/**
 * Whether objects can be searched by each matching attribute: by a value that cannot exist, and by the values of an
 * object that is there, of which nothing is shown. `first` is what the first question of the check-up already found out.
 */
export async function* checkFilters(
  about: Pick<Subject, 'reading' | 'trace' | 'mayWrite'> & { readonly newId: () => string },
  kind: Kind,
  first?: readonly Probed[],
): AsyncGenerator<Check, void, undefined> {
  const { reading, trace } = about;
  const sample = await sampleOf(reading, kind, trace);
  if (kind.members !== undefined && showsMembers(sample)) yield checkFinding(trace, membersSent);
  for (const [index, definition] of kind.matching.entries()) {
    const name = nameOf(definition);
    const attribute = scimAttribute(definition);
    if (!attribute.ok) {
      const { message, code } = attribute.error;
      yield checkFinding(trace, { name, verdict: 'bad', found: message, next: 'Correct the mapping.', code });
      continue;
    }
    const subject = { reading, kind, attribute: attribute.value, trace, mayWrite: about.mayWrite };
    const probes = index === 0 && first !== undefined ? ok(first) : await probeForms(subject, about.newId());
    if (!probes.ok) {
      const { message, code } = probes.error;
      const next = 'Look at the answer of the server, then run the check again.';
      yield checkFinding(trace, { name, verdict: 'bad', found: message, next, code });
      continue;
    }
    yield checkFinding(trace, { name, ...(await verdictOn(subject, probes.value, sample)) });
  }
}
