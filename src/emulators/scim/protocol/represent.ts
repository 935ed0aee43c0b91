import { present } from '../../../domain/present.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import { ENTERPRISE_USER_URN } from '../../../protocols/scim/urns.ts';
import { endpointOf, type StoredResource } from '../resources/model.ts';
import { findMember } from '../resources/rules.ts';
import { memberIdsOf } from '../resources/store.ts';
import type { RequestTarget } from './exchange.ts';

/** The resource as clients see it: with id, meta, the user's groups and the computed parts of references. */
export function represent(resource: StoredResource, target: RequestTarget): JsonObject {
  const { schemas = [], ...content } = resource.content;
  return {
    schemas,
    id: resource.id,
    ...content,
    ...(resource.type === 'User' ? userParts(resource, target) : groupParts(resource, target)),
    meta: {
      resourceType: resource.type,
      created: resource.created,
      lastModified: resource.lastModified,
      location: locationOf(resource, target),
      version: versionOf(resource),
    },
  };
}

export function locationOf(resource: StoredResource, target: RequestTarget): string {
  return `${target.baseUrl}/${endpointOf[resource.type]}/${encodeURIComponent(resource.id)}`;
}

/** The entity tag (RFC 7644 section 3.14), weak because `groups` may change without the user changing. */
export function versionOf(resource: StoredResource): string {
  return `W/"${resource.revision}"`;
}

function userParts(user: StoredResource, target: RequestTarget): JsonObject {
  const groups = target.store.groupsOf(user.id).map((group) => ({ ...link(group, target), type: 'direct' }));
  return { ...managerPart(user, target), ...(groups.length === 0 ? {} : { groups }) };
}

function managerPart(user: StoredResource, target: RequestTarget): JsonObject {
  const extension = valueOfKey(user.content, ENTERPRISE_USER_URN);
  const manager = isJsonObject(extension) ? valueOfKey(extension, 'manager') : undefined;
  const id = isJsonObject(manager) ? valueOfKey(manager, 'value') : undefined;
  const found = typeof id === 'string' ? target.store.get('User', id) : undefined;
  if (found === undefined || !isJsonObject(extension)) return {};
  const { display, ...rest } = link(found, target);
  const shown = { ...rest, ...present({ displayName: display }) };
  return { [ENTERPRISE_USER_URN]: { ...extension, manager: shown } };
}

function groupParts(group: StoredResource, target: RequestTarget): JsonObject {
  if (!isJsonArray(valueOfKey(group.content, 'members'))) return {};
  const members = memberIdsOf(group).map((id) => {
    const member = findMember(target.store, id);
    return member === undefined ? { value: id } : { ...link(member, target), type: member.type };
  });
  return { members };
}

function link(resource: StoredResource, target: RequestTarget): { readonly [key: string]: Json } {
  const display = valueOfKey(resource.content, 'displayName');
  return {
    value: resource.id,
    $ref: locationOf(resource, target),
    ...present({ display }),
  };
}
