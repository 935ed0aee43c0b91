import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import type { ScimAttribute } from '../attributes.ts';
import { textsAt } from '../wire.ts';
import type { MatchForm } from './filter-forms.ts';

/** How one text is compared with another: by the case rule that the schema gives the attribute, or loosely. */
type Likeness = (text: string) => string;

const asItIs: Likeness = (text) => text;
const anyCase: Likeness = (text) => text.normalize('NFC').toLowerCase();
const loosely: Likeness = (text) => text.normalize('NFKC').toLowerCase().trim();

const likenessOf = ({ definition: { caseExact, type } }: ScimAttribute): Likeness =>
  caseExact && type !== 'Boolean' ? asItIs : anyCase;

const holds = (resource: JsonObject, attribute: ScimAttribute, value: string, likeness: Likeness): boolean =>
  textsAt(resource, attribute).some((text) => likeness(text) === likeness(value));

const contains: typeof holds = (resource, attribute, part, likeness) =>
  textsAt(resource, attribute).some((text) => likeness(text).includes(likeness(part)));

/** Whether a resource holds the value, by the case rule that the schema gives the attribute. */
export const holdsValue = (resource: JsonObject, attribute: ScimAttribute, value: string): boolean =>
  holds(resource, attribute, value, likenessOf(attribute));

/** Whether it holds exactly these characters: if not, the server compared without regard to case. */
export const holdsSpelling = (resource: JsonObject, attribute: ScimAttribute, value: string): boolean =>
  holds(resource, attribute, value, asItIs);

const systemCode = 'SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering';

/** What the server did with a filter that it answers with objects nobody asked for. */
export function ignoredFilter({ definition: { name } }: ScimAttribute): Result<never, Failure> {
  return fail({
    code: 'filter.unsupported',
    message: `The target ignores the filter: it answers with objects whose ${name} is not the value asked for.`,
    attributes: [name],
    systemCode,
  });
}

function hiddenAttribute({ definition: { name } }: ScimAttribute): Result<never, Failure> {
  return fail({
    code: 'filter.unsupported',
    message: `The target finds an object but does not show its ${name}, so the hit cannot be checked.`,
    attributes: [name],
    systemCode,
  });
}

/**
 * Every hit is checked here, because servers that do not know a filter may answer with everybody. A hit that differs
 * by case, width or outer blanks alone shows a server that folds those, not one that ignores the filter.
 * filter.unsupported for any other hit.
 */
export function checkHits(
  hits: readonly JsonObject[],
  { asks, text, form }: MatchForm,
): Result<void, Failure> {
  const isAsked = form === 'part' ? contains : holds;
  const strangers = hits.filter((hit) => !isAsked(hit, asks, text, loosely));
  if (strangers.length === 0) return ok(undefined);
  const isHidden = strangers.every((hit) => textsAt(hit, asks).length === 0);
  return isHidden && strangers.length === 1 ? hiddenAttribute(asks) : ignoredFilter(asks);
}
