import { sameDirectory } from '../directory-names.ts';
import { suggestion } from '../suggestion.ts';
import type { DirectoryDefinition, ObjectDefinition, SynchronizationSchema } from '../types.ts';
import { isInUse } from './facts.ts';
import { type SchemaFinding, schemaFinding } from './finding.ts';

type Place = {
  readonly path: string;
  readonly directory: DirectoryDefinition;
  readonly object: ObjectDefinition;
};

function reviewAnchor({ path, directory, object }: Place): readonly SchemaFinding[] {
  const anchors = object.attributes.filter(({ anchor }) => anchor);
  if (anchors.length === 1) return [];
  const names = anchors.map(({ name }) => name).join(', ');
  const count = anchors.length === 0 ? 'no anchor' : `${anchors.length} anchors (${names})`;
  return [
    schemaFinding({
      code: 'object.anchor',
      path: `${path}.attributes`,
      message: `The object "${object.name}" of the directory "${directory.name}" has ${count}.`,
      fix: 'Mark exactly one attribute, the immutable unique id, as anchor.',
    }),
  ];
}

function reviewReferences({ path, directory, object }: Place): readonly SchemaFinding[] {
  const known = directory.objects.map(({ name }) => name);
  return object.attributes.flatMap((attribute, index) =>
    attribute.referencedObjects
      .filter((name) => !known.includes(name))
      .map((name) =>
        schemaFinding({
          code: 'object.reference',
          path: `${path}.attributes[${index}].referencedObjects`,
          message: `The attribute "${attribute.name}" refers to the object "${name}", which the directory "${directory.name}" does not have.`,
          fix: `Name one of its objects; ${suggestion(name, known)}`,
        }),
      ),
  );
}

/** The metadata whose values name attributes. Source: Graph v1.0 reference, `objectDefinitionMetadataEntry`. */
const statusKeys = ['PropertyNameAccountEnabled', 'PropertyNameSoftDeleted'] as const;

function reviewStatusNames({ path, object }: Place): readonly SchemaFinding[] {
  const known = object.attributes.map(({ name }) => name);
  const unknown = statusKeys.flatMap((key) => {
    const name = object.metadata.get(key);
    return name === undefined || name === '' || known.includes(name) ? [] : [{ key, name }];
  });
  const findings = unknown.map(({ key, name }) =>
    schemaFinding({
      code: 'object.statusName',
      path: `${path}.metadata`,
      message: `${key} names the attribute "${name}", which the object "${object.name}" does not have: nobody can be disabled by it.`,
      fix: `Name one of its attributes; ${suggestion(name, known)}`,
    }),
  );
  if (!object.metadata.has('SoftDeletedAttribute')) return findings;
  const wrongName = schemaFinding({
    code: 'metadata.name',
    path: `${path}.metadata`,
    message: 'There is no metadata entry SoftDeletedAttribute; it has no effect.',
    fix: 'The entry is called PropertyNameSoftDeleted.',
  });
  return [...findings, wrongName];
}

/** Objects that a mapping in use names: what no mapping uses cannot do harm. */
function usedObjects({ directories, synchronizationRules }: SynchronizationSchema): readonly Place[] {
  const uses = synchronizationRules.flatMap((rule) =>
    rule.objectMappings.filter(isInUse).flatMap(({ sourceObjectName, targetObjectName }) => [
      { directory: rule.sourceDirectoryName, object: sourceObjectName },
      { directory: rule.targetDirectoryName, object: targetObjectName },
    ]),
  );
  return directories.flatMap((directory, index) =>
    directory.objects
      .map((object, position) => ({ path: `directories[${index}].objects[${position}]`, directory, object }))
      .filter((place) =>
        uses.some(
          (use) => use.object === place.object.name && sameDirectory(use.directory, place.directory.name),
        ),
      ),
  );
}

/** The directories: one anchor an object, references and status attributes that exist. */
export function reviewDirectories(schema: SynchronizationSchema): readonly SchemaFinding[] {
  return usedObjects(schema).flatMap((place) => [
    ...reviewAnchor(place),
    ...reviewReferences(place),
    ...reviewStatusNames(place),
  ]);
}
