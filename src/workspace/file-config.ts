import { extname } from 'node:path';
import { z } from 'zod';
import { present } from '../domain/present.ts';

/** What a file of people can be written in. */
export const fileFormats = ['json-lines', 'json', 'csv', 'ldif'] as const;
export type ConfiguredFormat = (typeof fileFormats)[number];

const byExtension: ReadonlyMap<string, ConfiguredFormat> = new Map([
  ['.jsonl', 'json-lines'],
  ['.ndjson', 'json-lines'],
  ['.json', 'json'],
  ['.csv', 'csv'],
  ['.ldif', 'ldif'],
  ['.ldf', 'ldif'],
]);

const formatOf = (path: string): ConfiguredFormat | undefined => byExtension.get(extname(path).toLowerCase());

/** A source whose people, and perhaps groups, are in files. Paths are absolute. */
export type FileConnector = {
  readonly connector: 'file';
  readonly users: { readonly path: string; readonly format: ConfiguredFormat };
  readonly groups?: { readonly path: string; readonly format: ConfiguredFormat };
  /** The attribute with the immutable id, when it is not the usual one of the app's kind. */
  readonly id?: string;
  /** The attribute that says whether an object is assigned; without it everybody is. */
  readonly assigned?: string;
  /** The attribute of a group that lists its members, when it is not the usual one. */
  readonly members?: string;
  readonly delimiter: string;
  readonly valueSeparator: string;
};

const fileFields = z.strictObject({
  connector: z.literal('file'),
  path: z.string().min(1).meta({ description: 'the file of people, relative to this file' }),
  groups: z.string().min(1).optional().meta({ description: 'the file of groups' }),
  format: z.enum(fileFormats).optional().meta({
    description: 'of both files; without it the extension says it: .jsonl .ndjson .json .csv .ldif .ldf',
  }),
  id: z.string().min(1).optional().meta({ description: 'the attribute with the immutable id of an object' }),
  assigned: z.string().min(1).optional().meta({
    description:
      'the attribute that says whether an object is assigned (true or false); without it everybody is',
  }),
  members: z.string().min(1).optional().meta({
    description: 'the attribute of a group with the ids of its members: members, for Active Directory member',
  }),
  delimiter: z.enum([',', ';', '\t', '|']).default(',').meta({ description: 'between the columns of CSV' }),
  valueSeparator: z.string().min(1).default(';').meta({
    description: 'between the values in one cell of CSV, for attributes with several values',
  }),
});
type FileFields = z.output<typeof fileFields>;

/** The keys, for "did you mean". */
export const fileKeys: readonly string[] = Object.keys(fileFields.shape);

/** Both files have a known extension, or `format` says what they are. */
export const fileShape = fileFields.refine(
  ({ path, groups, format }) =>
    format !== undefined || [path, groups ?? path].every((name) => formatOf(name) !== undefined),
  {
    path: ['format'],
    message: 'the extension does not say which format the file has',
    params: { fix: `Add "format" with one of ${fileFormats.map((format) => `"${format}"`).join(', ')}.` },
  },
);

/** What `provision.json` says of a file source, with its paths made absolute. */
export function fileConfig(written: FileFields, absolute: (path: string) => string): FileConnector {
  const { connector, path, groups, format, id, assigned, members, delimiter, valueSeparator } = written;
  const file = (name: string): FileConnector['users'] => {
    const found = format ?? formatOf(name);
    if (found === undefined) throw new Error('the rule of the file connector was not applied');
    return { path: absolute(name), format: found };
  };
  return {
    connector,
    users: file(path),
    ...(groups === undefined ? {} : { groups: file(groups) }),
    ...present({ id, assigned, members }),
    delimiter,
    valueSeparator,
  };
}
