import {
  type AttributeValue,
  type Complex,
  isList,
  type Scalar,
  scalarText,
} from '../../domain/model/value.ts';
import type { AttributeType } from '../../domain/schema/types.ts';
import { coreAttributeAt } from '../../protocols/scim/attribute-names.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../protocols/scim/json.ts';
import type { ScimAttribute } from './attributes.ts';

const folded: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** A text that is none of its type stays what it is: the server says what is wrong with it better than we can. */
function typed(value: Scalar, type: AttributeType): Scalar {
  const text = scalarText(value);
  if (type === 'Boolean') return folded.get(text.toLowerCase()) ?? value;
  if (type === 'Integer') return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : value;
  return text;
}

/** Expressions build complex values as JSON text (AppRoleAssignmentsComplex); a plain text becomes `{ value }`. */
function complexOf(text: string): readonly Json[] {
  if (!/^\s*[[{]/.test(text)) return [{ value: text }];
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [parsed as Json];
  } catch {
    return [{ value: text }];
  }
}

/** `roles`, `emails`, `members` as a whole: lists whose elements are objects (RFC 7643 section 2.4). */
function takesComplexValues({ path }: ScimAttribute): boolean {
  const known = path.sub === undefined && path.filter === undefined ? coreAttributeAt(path) : undefined;
  return known?.type === 'complex' && known.multiValued;
}

function encodeItem(item: Scalar | Complex, attribute: ScimAttribute): readonly Json[] {
  if (typeof item === 'object') return [item];
  const encoded = typed(item, attribute.definition.type);
  if (attribute.definition.type === 'Reference' && attribute.path.sub === undefined)
    return [{ value: encoded }];
  return takesComplexValues(attribute) ? complexOf(scalarText(item)) : [encoded];
}

/**
 * A value as JSON, by the type that the schema gives the attribute: `"True"` becomes true for a Boolean, a reference
 * becomes `{ "value": id }` (RFC 7643 section 4.3), a text for a list of complex values becomes one of them.
 */
export function encodeValue(value: AttributeValue, attribute: ScimAttribute): Json {
  const items = isList(value) ? value : [value];
  const encoded = items.flatMap((item) => encodeItem(item, attribute));
  const asList = attribute.definition.multivalued || isList(value) || takesComplexValues(attribute);
  return asList ? encoded : (encoded[0] ?? null);
}

const isScalar = (value: Json): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The id behind a reference: `value`, else the end of `$ref` (RFC 7643 section 2.4). SCIM 1.1 had `managerId`. */
function referenceOf(value: Json): string | undefined {
  if (isScalar(value)) return scalarText(value);
  if (!isJsonObject(value)) return undefined;
  const id = valueOfKey(value, 'value') ?? valueOfKey(value, 'managerId');
  if (id !== undefined && isScalar(id)) return scalarText(id);
  const uri = valueOfKey(value, '$ref');
  return typeof uri === 'string' ? lastSegment(uri) : undefined;
}

/** The last segment of a URI's path, percent-decoded where it can be. */
export function lastSegment(uri: string): string | undefined {
  const segment = uri
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1);
  if (segment === undefined || segment === '') return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Complex values are one level deep for us; what lies deeper is shown as JSON text. */
function complex(value: JsonObject): Complex {
  const entries = Object.entries(value).flatMap(([name, item]): readonly (readonly [string, Scalar])[] =>
    item === null ? [] : [[name, isScalar(item) ? item : JSON.stringify(item)]],
  );
  return Object.fromEntries(entries);
}

function decodeItem(item: Json, type: AttributeType): Scalar | Complex | undefined {
  if (type === 'Reference') return referenceOf(item);
  if (isScalar(item)) return typed(item, type);
  return isJsonObject(item) ? complex(item) : undefined;
}

/** JSON as a value of the model; undefined for null and for what holds nothing. */
export function decodeValue(value: Json, attribute: ScimAttribute): AttributeValue | undefined {
  const { multivalued, type } = attribute.definition;
  const decoded = (isJsonArray(value) ? value : [value]).map((item) => decodeItem(item, type));
  const items = decoded.filter((item) => item !== undefined);
  const [first] = items;
  if (first === undefined) return undefined;
  return multivalued || isJsonArray(value) || typeof first === 'object' ? items : first;
}
