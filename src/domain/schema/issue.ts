/** One fault in a synchronization schema, found before anything runs. */
export type SchemaIssue = {
  /** Where: `synchronizationRules[0].objectMappings[1].scope`, or `FILE:LINE:COLUMN` for text that is no JSON. */
  readonly path: string;
  /** What is wrong, one sentence in the present tense. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
};
