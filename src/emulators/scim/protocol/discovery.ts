import { fail, ok } from '../../../domain/result.ts';
import { builtInSchemas, type SchemaDefinition } from '../../../protocols/scim/core-schemas.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import type { SchemaAttribute } from '../../../protocols/scim/schema-attribute.ts';
import {
  CORE_GROUP_URN,
  CORE_USER_URN,
  ENTERPRISE_USER_URN,
  LIST_RESPONSE_URN,
  RESOURCE_TYPE_URN,
  SCHEMA_URN,
  SERVICE_PROVIDER_CONFIG_URN,
} from '../../../protocols/scim/urns.ts';
import { CURSOR_SECONDS } from './cursor.ts';
import type { ScimRequest } from './exchange.ts';
import { DEFAULT_COUNT, MAX_RESULTS } from './list.ts';
import { notFound } from './problem.ts';
import type { EndpointAnswer } from './resource-endpoints.ts';

/** What this server can do (RFC 7644 section 4). The caller knows that the first segment names a discovery endpoint. */
export function discover(request: ScimRequest, baseUrl: string): EndpointAnswer {
  const [endpoint, id, ...more] = request.path;
  // RFC 7644 section 4: discovery ignores paging and refuses a filter.
  if (request.query.has('filter')) return fail({ status: 403, detail: 'discovery endpoints take no filter' });
  if (more.length > 0) return notFound('no such endpoint');
  if (endpoint === 'ServiceProviderConfig') {
    return id === undefined ? found(serviceProviderConfig(baseUrl)) : notFound('no such endpoint');
  }
  const all = endpoint === 'Schemas' ? schemas(baseUrl) : resourceTypes(baseUrl);
  if (id === undefined) return found(listOf(all));
  const one = all.find((resource) => resource['id'] === id);
  return one === undefined ? notFound(`${endpoint} "${id}" does not exist`) : found(one);
}

const found = (body: JsonObject): EndpointAnswer => ok({ status: 200, headers: {}, body });

function listOf(resources: readonly JsonObject[]): JsonObject {
  return {
    schemas: [LIST_RESPONSE_URN],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

function serviceProviderConfig(baseUrl: string): JsonObject {
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_URN],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAX_RESULTS },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    // RFC 9865.
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: DEFAULT_COUNT,
      maxPageSize: MAX_RESULTS,
      cursorTimeout: CURSOR_SECONDS,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token in the Authorization header',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  };
}

function resourceTypes(baseUrl: string): readonly JsonObject[] {
  const type = (name: string, endpoint: string, schema: string): JsonObject => ({
    schemas: [RESOURCE_TYPE_URN],
    id: name,
    name,
    endpoint,
    schema,
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${name}` },
  });
  return [
    {
      ...type('User', '/Users', CORE_USER_URN),
      schemaExtensions: [{ schema: ENTERPRISE_USER_URN, required: false }],
    },
    type('Group', '/Groups', CORE_GROUP_URN),
  ];
}

function schemas(baseUrl: string): readonly JsonObject[] {
  return builtInSchemas.map((definition) => ({
    schemas: [SCHEMA_URN],
    id: definition.id,
    name: definition.name,
    description: definition.description,
    attributes: attributesOf(definition),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${definition.id}` },
  }));
}

function attributesOf(definition: SchemaDefinition): readonly JsonObject[] {
  return definition.attributes.map(attributeJson);
}

function attributeJson({ subAttributes, ...rest }: SchemaAttribute): JsonObject {
  return subAttributes === undefined ? rest : { ...rest, subAttributes: subAttributes.map(attributeJson) };
}
