import { ok, type Result } from '../../../domain/result.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import { parsePath } from '../../../protocols/scim/path.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { ENTERPRISE_USER_URN } from '../../../protocols/scim/urns.ts';
import type { Patched } from '../protocol/hook.ts';
import type { ScimProblem, ScimType } from '../protocol/problem.ts';
import { always, type Misbehaviour } from './misbehaviour.ts';
import { pathOf, type SentValue, writtenBy } from './requests.ts';

export type Understood = Result<readonly JsonObject[], ScimProblem>;

/** An operation that is answered as if it were done, and is not. */
export const passedOver: Understood = ok([]);

/** A server that takes an operation for something else; undefined leaves it as it is. */
export const understanding = (
  says: string,
  revise: (operation: JsonObject, patched: Patched) => Understood | undefined,
): Misbehaviour => always(says, { operation: (one, patched) => revise(one, patched) ?? ok([one]) });

/** A server that refuses a PATCH with 400 for one of its operations. */
export const refusingOperation = (
  says: string,
  scimType: ScimType,
  rule: (operation: JsonObject, patched: Patched) => boolean,
): Misbehaviour =>
  understanding(says, (operation, patched) =>
    rule(operation, patched)
      ? { ok: false, error: { status: 400, scimType, detail: `cannot apply ${JSON.stringify(operation)}` } }
      : undefined,
  );

/** A rule that holds when one of the values that an operation writes meets it. */
export const writing =
  (rule: (written: SentValue) => boolean) =>
  (operation: JsonObject): boolean =>
    writtenBy(operation).some(rule);

/** The path of an operation; undefined without one, and for one that cannot be read. */
export function targetOf(operation: JsonObject): ScimPath | undefined {
  return read(pathOf(operation));
}

export const isAttribute = (path: string, attribute: string): boolean => {
  const parsed = read(path);
  return parsed?.attribute === attribute && parsed.urn === undefined && parsed.sub === undefined;
};

/** The manager itself, with or without the URN of its extension. */
export const isManager = (path: string): boolean => isManagerPath(path, undefined);
export const isManagerValue = (path: string): boolean => isManagerPath(path, 'value');

function isManagerPath(text: string, sub: string | undefined): boolean {
  const path = read(text);
  const isEnterprise = path?.urn === undefined || path.urn === ENTERPRISE_USER_URN;
  return path?.attribute === 'manager' && isEnterprise && path.sub === sub;
}

function read(text: string): ScimPath | undefined {
  const path = text === '' ? undefined : parsePath(text);
  return path?.ok ? path.value : undefined;
}
