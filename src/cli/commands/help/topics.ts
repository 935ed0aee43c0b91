/** A document that `provision help TOPIC` shows, or one section of it. */
export type HelpTopic = {
  /** Never the name of a command: `provision help run` is about the command. */
  readonly name: string;
  readonly summary: string;
  /** The document, from the folder of the program. The build puts all of them into the package. */
  readonly file: string;
  /** The heading of the section; the whole document without it. */
  readonly section?: string;
};

export const topics: readonly HelpTopic[] = [
  {
    name: 'introduction',
    summary: 'what this program is, and five minutes to a server of your own',
    file: 'README.md',
  },
  {
    name: 'sample-company',
    summary: 'whom to try the program with, and what should come out',
    file: 'sample-data/README.md',
  },
  { name: 'commands', summary: 'every command, its options and its output', file: 'src/cli/README.md' },
  {
    name: 'exit-codes',
    summary: 'what each exit code means',
    file: 'src/cli/README.md',
    section: 'Exit codes',
  },
  {
    name: 'workspace',
    summary: 'every key of provision.json, secrets, signing in',
    file: 'src/workspace/README.md',
  },
  { name: 'file', summary: 'people from a file as the source', file: 'src/connectors/file/README.md' },
  {
    name: 'scim',
    summary: 'a SCIM server as the target: doctor, dialects, what is learned',
    file: 'src/connectors/scim/README.md',
  },
  {
    name: 'emulators',
    summary: 'the embedded server and its misbehaviours',
    file: 'src/emulators/README.md',
  },
  {
    name: 'language',
    summary: 'the expression language and all its functions',
    file: 'src/domain/expressions/README.md',
  },
  { name: 'keys', summary: 'every key of the wizard', file: 'src/ui/keys/README.md' },
  { name: 'safety', summary: 'what a run does, and what keeps it safe', file: 'src/engine/README.md' },
  { name: 'state', summary: 'what is kept on this machine, and where', file: 'src/state/README.md' },
  { name: 'guide', summary: 'how the program is built, for whoever changes it', file: 'src/README.md' },
  { name: 'tests', summary: 'how it is tested and measured', file: 'test/README.md' },
];
