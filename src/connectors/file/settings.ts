import type { AppKind } from '../../domain/model/app.ts';
import type { SubjectKind } from '../../domain/model/subject.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';

export type FileFormat = 'json-lines' | 'json' | 'csv' | 'ldif';

/** What of an attribute's definition the reading of a file needs. */
export type FileAttribute = Pick<AttributeDefinition, 'name' | 'type' | 'multivalued'>;

/**
 * One file and how its objects are to be understood. Plain data, so that it can be posted to a worker thread and
 * serve as a part of the key of a cache.
 */
export type FileListing = {
  /** Absolute. */
  readonly path: string;
  readonly format: FileFormat;
  readonly kind: SubjectKind;
  readonly app: AppKind;
  /** Where the immutable id stands: the first of these attributes that an object has. */
  readonly anchors: readonly string[];
  /** The source object's attributes in the schema. */
  readonly attributes: readonly FileAttribute[];
  /** The attribute of a group that lists the ids of its members. */
  readonly members: string;
  /** Between the columns of CSV. */
  readonly delimiter: string;
  /** Between the values of one cell of CSV, for attributes with several values. */
  readonly valueSeparator: string;
};
