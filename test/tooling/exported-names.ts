/**
 * `npm run names`: one exported word has one meaning. Lists every name that two files of `src` export, unless it is
 * one of `allowed`, and fails when there is any.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names that are a convention: each file that exports one plays the same part. */
const allowed: ReadonlySet<string> = new Set([
  // A family of commands: `program.ts` calls it to add the family to the command line.
  'register',
  // What a part of the bundle hands to the start: one name, so that the start needs to know no other.
  'main',
  'openBackend',
]);

const declaration =
  /^export (?:async )?(?:function\*?|const|let|class|type|interface|enum) +\*?([A-Za-z_$][\w$]*)/gm;

type Source = { readonly path: string; readonly text: string };
type SharedName = { readonly name: string; readonly paths: readonly string[] };

/** The names that more than one of the files exports, with the paths of those files. */
export function sharedNames(files: readonly Source[]): readonly SharedName[] {
  const exported = files.flatMap(({ path, text }) =>
    [...text.matchAll(declaration)].map(([, name = '']) => ({ name, path })),
  );
  return [...Map.groupBy(exported, ({ name }) => name)]
    .map(([name, places]) => ({ name, paths: [...new Set(places.map(({ path }) => path))] }))
    .filter(({ name, paths }) => paths.length > 1 && !allowed.has(name));
}

/** Every TypeScript file below a folder. */
const sourceFiles = (folder: string): readonly Source[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), 'utf8') }));

if (import.meta.main) {
  const shared = sharedNames(sourceFiles('src'));
  for (const { name, paths } of shared) console.error(`${name} is exported by ${paths.join(' and ')}`);
  if (shared.length > 0) process.exitCode = 1;
}
