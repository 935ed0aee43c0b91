/** One thing that is wrong with a workspace. Never contains a value from the file, because that may be a secret. */
export type WorkspaceIssue = {
  /** The file or folder, as an absolute path. */
  readonly file: string;
  /** Where in the file: `apps[0].target.token`. Empty for the file as a whole. */
  readonly path: string;
  /** Both count from 1. */
  readonly place?: Place;
  /** One sentence in the present tense, without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
};

export type Place = { readonly line: number; readonly column: number };

export type PathKey = string | number;

/** `['apps', 0, 'id']` -> `apps[0].id`; a key that is no plain word is quoted: `["a b"]`. */
export function pathText(keys: readonly PathKey[]): string {
  return keys.map(keyText).join('').replace(/^\./u, '');
}

function keyText(key: PathKey): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[$\w-]+$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** One line for people: `/etc/x/provision.json:12:7 apps[0].id: the id is missing. Add it.` */
export function describeIssue(issue: WorkspaceIssue): string {
  const place = issue.place === undefined ? '' : `:${issue.place.line}:${issue.place.column}`;
  const path = issue.path === '' ? '' : ` ${issue.path}`;
  return `${issue.file}${place}${path}: ${issue.message}. ${issue.fix}`;
}
