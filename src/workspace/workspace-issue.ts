/** One thing that is wrong with a workspace. Never contains a value from the file, because that may be a secret. */
export type WorkspaceIssue = {
  /** The file or folder, as an absolute path. */
  readonly file: string;
  /** Where in the file: `apps[0].target.token`. Empty for the file as a whole. */
  readonly path: string;
  /** Both count from 1. */
  readonly place?: IssuePlace;
  /** One sentence in the present tense, without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
};

export type IssuePlace = { readonly line: number; readonly column: number };

export type PathKey = string | number;

/** One line for people: `/etc/x/provision.json:12:7 apps[0].id: the id is missing. Add it.` */
export function describeIssue(issue: WorkspaceIssue): string {
  const place = issue.place === undefined ? '' : `:${issue.place.line}:${issue.place.column}`;
  const path = issue.path === '' ? '' : ` ${issue.path}`;
  return `${issue.file}${place}${path}: ${issue.message}. ${issue.fix}`;
}
