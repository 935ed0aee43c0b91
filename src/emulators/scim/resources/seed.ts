import { fail, ok, type Result } from '../../../domain/result.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import type { ServerProblem } from '../storage/server-problem.ts';
import { acceptResource } from './accept.ts';
import { endpointOf, type ResourceType, type StoredResource } from './model.ts';
import { checkRules } from './rules.ts';
import { createResourceStore } from './store.ts';

/**
 * The resources a new directory starts with, in SCIM form. An `id` is kept, members are ids of users or groups of the
 * seed; a resource without an id gets one.
 */
export type Seed = { readonly Users?: readonly JsonObject[]; readonly Groups?: readonly JsonObject[] };

type Making = { readonly now: () => Date; readonly newId: () => string };

/** The seed by the same rules as requests; seed.invalid names the resource that breaks one. */
export function seedResources(seed: Seed, making: Making): Result<readonly StoredResource[], ServerProblem> {
  const users = acceptAll('User', seed.Users, making);
  if (!users.ok) return users;
  const groups = acceptAll('Group', seed.Groups, making);
  if (!groups.ok) return groups;
  const resources = [...users.value, ...groups.value];
  const checked = checkTogether(resources);
  return checked.ok ? ok(resources) : checked;
}

function acceptAll(
  type: ResourceType,
  inputs: Json | undefined,
  making: Making,
): Result<readonly StoredResource[], ServerProblem> {
  const accepted: StoredResource[] = [];
  if (inputs !== undefined && !isJsonArray(inputs)) return invalid(endpointOf[type], 'must be a list');
  for (const [at, input] of (inputs ?? []).entries()) {
    const place = `${endpointOf[type]}[${at}]`;
    if (!isJsonObject(input)) return invalid(place, 'must be an object');
    const content = acceptResource(type, input);
    if (!content.ok) return invalid(place, content.error.detail);
    const id = valueOfKey(input, 'id') ?? making.newId();
    if (typeof id !== 'string' || id === '') return invalid(place, 'id must be a text');
    const now = making.now().toISOString();
    accepted.push({ type, id, created: now, lastModified: now, revision: 1, content: content.value });
  }
  return ok(accepted);
}

/** Only when all are there: groups may name members that come later. */
function checkTogether(resources: readonly StoredResource[]): Result<void, ServerProblem> {
  const ids = new Set<string>();
  const store = createResourceStore(resources);
  for (const resource of resources) {
    const place = `${resource.type} "${resource.id}"`;
    if (ids.has(resource.id)) return invalid(place, 'another resource has the same id');
    ids.add(resource.id);
    const checked = checkRules(store, resource);
    if (!checked.ok) return invalid(place, checked.error.detail);
  }
  return ok(undefined);
}

function invalid(place: string, detail: string) {
  return fail<ServerProblem>({ code: 'seed.invalid', message: `the seed's ${place}: ${detail}` });
}
