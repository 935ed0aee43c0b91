import type { SubjectKind } from '../domain/model/subject.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Failure } from '../engine/failure.ts';
import type { Op } from '../engine/port.ts';
import type { SearchIndex } from '../search/answer.ts';
import { buildIndex } from '../search/build-index.ts';
import type { ConnectedApp } from './connect.ts';

/** The people and groups of an app's source, indexed. */
export type Directory = { readonly [kind in SubjectKind]: SearchIndex };

/** Reads the whole list of a source and indexes it; groups only where the app provisions them. */
export async function readDirectory(
  { source, mappings }: ConnectedApp,
  op: Op,
): Promise<Result<Directory, Failure>> {
  const users = await source.list('user', op);
  if (!users.ok) return fail(users.error);
  const groups = mappings.group === undefined ? ok([]) : await source.list('group', op);
  if (!groups.ok) return fail(groups.error);
  return ok({ user: buildIndex(users.value), group: buildIndex(groups.value) });
}
