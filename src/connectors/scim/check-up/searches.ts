import { texts } from '../../../domain/model/value.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Check } from '../../../engine/check-up.ts';
import { scimAttribute } from '../attributes.ts';
import { listPage, type Reading } from '../client.ts';
import { climbOf } from '../finding/filter-forms.ts';
import { factOf, provenForm } from '../finding/matching.ts';
import { learnFilters, probeRung } from '../finding/probe.ts';
import { idOf } from '../wire.ts';
import type { TestObject } from './test-object.ts';
import { checkFinding } from './trace.ts';

const queryFor = ({ kind }: TestObject, filter: string) =>
  ({ objectType: kind.selection.objectType, filter, place: { by: 'first' } }) as const;

/**
 * Whether the server finds a user name whatever its case, as RFC 7643 section 4.1.1 wants it. One that does is asked
 * once for each name from then on; for the others the name is asked for in lower case as well.
 */
export async function checkLetterCase(
  reading: Reading,
  object: TestObject,
  definition: AttributeDefinition,
): Promise<Check | undefined> {
  const { trace, values, ref } = object;
  const [value = ''] = texts(values.get(definition.name));
  const attribute = scimAttribute(definition);
  if (!attribute.ok || definition.caseExact || value.toUpperCase() === value) return undefined;
  const rung = climbOf(attribute.value, value.toUpperCase(), undefined).rungs[0];
  if (rung === undefined) return undefined;
  const page = await listPage(reading.http, queryFor(object, rung.filter), trace.op);
  const isFound = page.ok && page.value.resources.some((resource) => idOf(resource) === ref);
  if (isFound) {
    const because = `${rung.shown} found an object, spelled in another case`;
    reading.profile.learn({ fact: factOf(attribute.value), value: 'any-case', because });
  }
  const found = isFound
    ? `it is found by ${definition.name} in any case`
    : `${definition.name} is compared letter by letter, so it is tried in lower case as well`;
  return checkFinding(trace, { name: `letter case of ${definition.name}`, verdict: 'good', found });
}

/**
 * Asks again for what nobody has, now that there is somebody: a server that ignores filters looks like a good one as
 * long as it is empty.
 */
export async function checkNobody(
  reading: Reading,
  { trace, kind }: TestObject,
  definition: AttributeDefinition,
  impossible: string,
): Promise<Check | undefined> {
  const attribute = scimAttribute(definition);
  if (!attribute.ok) return undefined;
  const rung = climbOf(attribute.value, impossible, provenForm(reading, attribute.value)).rungs[0];
  const probed =
    rung === undefined ? undefined : await probeRung(reading, kind.selection.objectType, rung, trace.op);
  if (probed === undefined || !probed.ok || probed.value.kind === 'refused') return undefined;
  learnFilters(reading, probed.value, trace.op);
  const name = `search for nobody by ${definition.name}`;
  if (probed.value.kind === 'empty')
    return checkFinding(trace, { name, verdict: 'good', found: 'nobody is found' });
  const found = `the server ignores filters: ${probed.value.objects} objects came for a value that nobody has`;
  const next = 'Have the filters of the server corrected, or allow reading all objects for this target.';
  return checkFinding(trace, { name, verdict: 'bad', found, next, code: 'filter.unsupported' });
}
