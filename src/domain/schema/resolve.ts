import type { SubjectKind } from '../model/subject.ts';
import { fail, ok, type Result } from '../result.ts';
import { findDirectory } from './check.ts';
import type { SchemaIssue } from './issue.ts';
import { isMetadataOff, isMetadataOn } from './json/metadata-json.ts';
import { suggestion } from './suggestion.ts';
import type {
  AttributeDefinition,
  AttributeMapping,
  DirectoryDefinition,
  ObjectDefinition,
  ObjectMapping,
  SynchronizationRule,
  SynchronizationSchema,
} from './types.ts';

export type FoundRule = {
  readonly rule: SynchronizationRule;
  readonly source: DirectoryDefinition;
  readonly target: DirectoryDefinition;
};

/** An object mapping with everything its names refer to. */
export type ResolvedMapping = {
  readonly rule: SynchronizationRule;
  readonly mapping: ObjectMapping;
  readonly sourceObject: ObjectDefinition;
  readonly targetObject: ObjectDefinition;
  readonly sourceDirectory: DirectoryDefinition;
  readonly targetDirectory: DirectoryDefinition;
  /** The immutable ids of both sides, by which they are linked. */
  readonly anchors: { readonly source: AttributeDefinition; readonly target: AttributeDefinition };
};

const issue = (
  path: string,
  message: string,
  fix: string,
): { readonly ok: false; readonly error: SchemaIssue } => fail({ path, message, fix });

const rulePath = (schema: SynchronizationSchema, rule: SynchronizationRule): string =>
  `synchronizationRules[${schema.synchronizationRules.indexOf(rule)}]`;

function withDirectories(
  schema: SynchronizationSchema,
  rule: SynchronizationRule,
): Result<FoundRule, SchemaIssue> {
  const source = findDirectory(schema, rule.sourceDirectoryName);
  const target = findDirectory(schema, rule.targetDirectoryName);
  if (source !== undefined && target !== undefined) return ok({ rule, source, target });
  const property = source === undefined ? 'sourceDirectoryName' : 'targetDirectoryName';
  const known = schema.directories.map(({ name }) => name);
  return issue(
    `${rulePath(schema, rule)}.${property}`,
    `The schema has no directory "${rule[property]}".`,
    `Name one of its directories; ${suggestion(rule[property], known)}`,
  );
}

function candidatesOf(schema: SynchronizationSchema, sourceObjectName: string | undefined) {
  const wanted = sourceObjectName?.toLowerCase();
  return schema.synchronizationRules.filter(
    (rule) =>
      !isMetadataOff(rule.metadata, 'supportsProvisionOnDemand') &&
      (wanted === undefined ||
        rule.objectMappings.some((mapping) => mapping.sourceObjectName.toLowerCase() === wanted)),
  );
}

/**
 * The rule to provision on demand with: the only one; else, of those that map `sourceObjectName` and support
 * provisioning on demand, the one with the lowest priority number.
 * Fails when there is none, or when several share that number. Rule ids are never guessed: always send `rule.id`.
 */
export function findRule(
  schema: SynchronizationSchema,
  { sourceObjectName }: { readonly sourceObjectName?: string } = {},
): Result<FoundRule, SchemaIssue> {
  const [only, ...others] = schema.synchronizationRules;
  if (only !== undefined && others.length === 0) return withDirectories(schema, only);
  const candidates = candidatesOf(schema, sourceObjectName).toSorted((a, b) => a.priority - b.priority);
  const [first, second] = candidates;
  const object = sourceObjectName === undefined ? '' : `maps "${sourceObjectName}" and `;
  if (first === undefined) {
    return issue(
      'synchronizationRules',
      `The schema has no rule that ${object}supports provisioning on demand.`,
      'Export the schema of a job that provisions this kind of object.',
    );
  }
  if (second !== undefined && second.priority === first.priority) {
    return issue(
      'synchronizationRules',
      `The rules "${first.name}" and "${second.name}" have the same priority ${first.priority}.`,
      'Give the rule that shall be used the lowest priority number.',
    );
  }
  return withDirectories(schema, first);
}

/** Source objects that are people, the usual one first; connectors name them after their own system. */
const peopleObjects: readonly string[] = ['user', 'worker', 'person', 'employee', 'inetorgperson'];

/** SCIM-shaped sources name objects by a URN that ends in the plain name. */
const plainName = (objectName: string): string => objectName.toLowerCase().split(':').at(-1) ?? '';

function rank(mapping: ObjectMapping, kind: SubjectKind): number {
  const name = plainName(mapping.sourceObjectName);
  return (kind === 'group' ? ['group'] : peopleObjects).indexOf(name);
}

/** Why a mapping takes no part in provisioning; undefined when it does. */
function reasonUnused({ enabled, metadata }: ObjectMapping): string | undefined {
  if (!enabled) return 'is switched off';
  if (metadata.get('Disposition')?.toLowerCase() === 'discard')
    return 'discards its objects (Disposition Discard)';
  return isMetadataOn(metadata, 'Unsynchronized') ? 'is for reference only (Unsynchronized)' : undefined;
}

function pickMapping(
  rule: SynchronizationRule,
  kind: SubjectKind,
  path: string,
): Result<ObjectMapping, SchemaIssue> {
  const ofKind = rule.objectMappings
    .filter((mapping) => rank(mapping, kind) >= 0)
    .toSorted((a, b) => rank(a, kind) - rank(b, kind));
  const [first, second] = ofKind.filter((mapping) => reasonUnused(mapping) === undefined);
  if (first === undefined) {
    const reasons = ofKind.map((mapping) => `"${mapping.name}" ${reasonUnused(mapping)}`);
    const why = reasons.length === 0 ? `it maps no ${kind} object` : reasons.join('; ');
    return issue(
      path,
      `The rule "${rule.name}" does not provision ${kind}s: ${why}.`,
      `Switch on a mapping whose source object is a ${kind}.`,
    );
  }
  if (second !== undefined && rank(second, kind) === rank(first, kind)) {
    return issue(
      path,
      `The mappings "${first.name}" and "${second.name}" both provision the object "${first.sourceObjectName}".`,
      'Switch off the one that shall not be used on demand.',
    );
  }
  return ok(first);
}

type AnchoredObject = { readonly object: ObjectDefinition; readonly anchor: AttributeDefinition };

function anchoredObject(
  directory: DirectoryDefinition,
  objectName: string,
  path: string,
): Result<AnchoredObject, SchemaIssue> {
  const object = directory.objects.find(({ name }) => name === objectName);
  if (object === undefined) {
    const known = directory.objects.map(({ name }) => name);
    return issue(
      path,
      `The directory "${directory.name}" has no object "${objectName}".`,
      `Name one of its objects; ${suggestion(objectName, known)}`,
    );
  }
  const anchors = object.attributes.filter(({ anchor }) => anchor);
  const [anchor] = anchors;
  if (anchor !== undefined && anchors.length === 1) return ok({ object, anchor });
  const count = anchors.length === 0 ? 'no anchor' : `${anchors.length} anchors`;
  return issue(
    path,
    `The object "${objectName}" of the directory "${directory.name}" has ${count}.`,
    'Mark exactly one attribute, the immutable unique id, as anchor.',
  );
}

/**
 * The mapping of a rule for people or for groups, with the definitions it refers to. Mappings that are switched off,
 * discard their objects or are not synchronized are never picked; the issue says why each was left out.
 */
export function mappingFor({
  rule,
  schema,
  kind,
}: {
  readonly rule: SynchronizationRule;
  readonly schema: SynchronizationSchema;
  readonly kind: SubjectKind;
}): Result<ResolvedMapping, SchemaIssue> {
  const found = withDirectories(schema, rule);
  if (!found.ok) return found;
  const path = `${rulePath(schema, rule)}.objectMappings`;
  const picked = pickMapping(rule, kind, path);
  if (!picked.ok) return picked;
  const at = `${path}[${rule.objectMappings.indexOf(picked.value)}]`;
  const source = anchoredObject(found.value.source, picked.value.sourceObjectName, `${at}.sourceObjectName`);
  if (!source.ok) return source;
  const target = anchoredObject(found.value.target, picked.value.targetObjectName, `${at}.targetObjectName`);
  if (!target.ok) return target;
  return ok({
    rule,
    mapping: picked.value,
    sourceObject: source.value.object,
    targetObject: target.value.object,
    sourceDirectory: found.value.source,
    targetDirectory: found.value.target,
    anchors: { source: source.value.anchor, target: target.value.anchor },
  });
}

/** The matching attributes in the order in which they are asked: lowest priority number first, 0 is none. */
export function matchingMappings(mapping: ObjectMapping): readonly AttributeMapping[] {
  return mapping.attributeMappings
    .filter(({ matchingPriority }) => matchingPriority > 0)
    .toSorted((a, b) => a.matchingPriority - b.matchingPriority);
}
