import { usualAnchors } from '../../connectors/file/people/app-kinds.ts';
import type { FileListing } from '../../connectors/file/settings.ts';
import type { AppKind } from '../../domain/model/app.ts';
import type { SubjectKind } from '../../domain/model/subject.ts';
import { present } from '../../domain/present.ts';
import type { ResolvedMapping } from '../../domain/schema/resolve.ts';
import type { Source } from '../../engine/port.ts';
import type { FileConnector } from '../../workspace/file-config.ts';
import type { WorkspaceApp } from '../../workspace/load-workspace.ts';
import type { Surroundings } from './surroundings.ts';

type Mappings = { readonly user?: ResolvedMapping; readonly group?: ResolvedMapping };

/** Connects nothing yet: a source is asked only when a run or a search needs it. What reads files is loaded for files. */
export async function connectSource(
  { sample }: Surroundings,
  { app, source }: WorkspaceApp,
  mappings: Mappings,
): Promise<Source> {
  if (source.connector === 'sample') return sample.source(source.system, app.id);
  const users = listingOf(source, app.kind, mappings, 'user');
  const groups = listingOf(source, app.kind, mappings, 'group');
  if (users === undefined) throw new Error('a file source without a file');
  const name = (mappings.user ?? mappings.group)?.sourceDirectory.name ?? app.displayName;
  const { assigned } = source;
  const { createFileSource } = await import('../../connectors/file/source.ts');
  return createFileSource({
    name,
    users,
    ...present({ groups, assigned }),
  });
}

/**
 * What a search reads of an app whose source is a file, as plain data that can be posted to a worker. Undefined for
 * other sources, and for groups when the source names no file of groups.
 */
export function fileListing(
  { app, source }: WorkspaceApp,
  mappings: Mappings,
  kind: SubjectKind,
): FileListing | undefined {
  return source.connector === 'file' ? listingOf(source, app.kind, mappings, kind) : undefined;
}

function listingOf(
  { users, groups, id, members, delimiter, valueSeparator }: FileConnector,
  app: AppKind,
  mappings: Mappings,
  kind: SubjectKind,
): FileListing | undefined {
  const file = kind === 'user' ? users : groups;
  if (file === undefined) return undefined;
  const mapping = mappings[kind];
  const schemaAnchor = mapping === undefined ? [] : [mapping.anchors.source.name];
  const attributes = (mapping?.sourceObject.attributes ?? []).map(({ name, type, multivalued }) => ({
    name,
    type,
    multivalued,
  }));
  return {
    ...file,
    kind,
    app,
    anchors: id === undefined ? [...new Set([...schemaAnchor, ...usualAnchors(app)])] : [id],
    attributes,
    members: members ?? (app === 'ad-to-entra' ? 'member' : 'members'),
    delimiter,
    valueSeparator,
  };
}
