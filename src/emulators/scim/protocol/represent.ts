import {
  fieldOf,
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../../protocols/scim/json.ts';
import { ENTERPRISE_USER_URN } from '../../../protocols/scim/urns.ts';
import { endpointOf, type StoredResource } from '../resources/model.ts';
import { findMember } from '../resources/rules.ts';
import { memberIds } from '../resources/store.ts';
import type { Target } from './exchange.ts';

/** The resource as clients see it: with id, meta, the user's groups and the computed parts of references. */
export function represent(resource: StoredResource, target: Target): JsonObject {
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

export function locationOf(resource: StoredResource, target: Target): string {
  return `${target.baseUrl}/${endpointOf[resource.type]}/${encodeURIComponent(resource.id)}`;
}

/** The entity tag (RFC 7644 section 3.14), weak because `groups` may change without the user changing. */
export function versionOf(resource: StoredResource): string {
  return `W/"${resource.revision}"`;
}

function userParts(user: StoredResource, target: Target): JsonObject {
  const groups = target.store.groupsOf(user.id).map((group) => ({ ...link(group, target), type: 'direct' }));
  return { ...managerPart(user, target), ...(groups.length === 0 ? {} : { groups }) };
}

function managerPart(user: StoredResource, target: Target): JsonObject {
  const extension = fieldOf(user.content, ENTERPRISE_USER_URN);
  const manager = isJsonObject(extension) ? fieldOf(extension, 'manager') : undefined;
  const id = isJsonObject(manager) ? fieldOf(manager, 'value') : undefined;
  const found = typeof id === 'string' ? target.store.get('User', id) : undefined;
  if (found === undefined || !isJsonObject(extension)) return {};
  const { display, ...rest } = link(found, target);
  const shown = { ...rest, ...(display === undefined ? {} : { displayName: display }) };
  return { [ENTERPRISE_USER_URN]: { ...extension, manager: shown } };
}

function groupParts(group: StoredResource, target: Target): JsonObject {
  if (!isJsonArray(fieldOf(group.content, 'members'))) return {};
  const members = memberIds(group).map((id) => {
    const member = findMember(target.store, id);
    return member === undefined ? { value: id } : { ...link(member, target), type: member.type };
  });
  return { members };
}

function link(resource: StoredResource, target: Target): { readonly [key: string]: Json } {
  const display = fieldOf(resource.content, 'displayName');
  return {
    value: resource.id,
    $ref: locationOf(resource, target),
    ...(display === undefined ? {} : { display }),
  };
}
