import { runUnlimited } from '../../src/domain/expressions/pattern-runner.ts';
import type { Attributes } from '../../src/domain/model/value.ts';
import { fail, ok } from '../../src/domain/result.ts';
import type { SamplePerson, WorkbenchScreen } from '../../src/session/state.ts';
import type { AppLanguage, SourceValues } from '../../src/session/workbench/language.ts';
import type { WorkbenchServices } from '../../src/session/workbench/perform.ts';
import { type ExpressionAttempt, type Trial, tryExpression } from '../../src/session/workbench/trial.ts';
import { appOf, listing, startOfRun } from './records.ts';
import { failure } from './systems/memory-trouble.ts';

/** A terminated worker, the mappings of his app, and trials as the real language makes them. */
export const language: AppLanguage = {
  objectType: 'Worker',
  attributes: ['WorkerID', 'Active', 'FirstName', 'LastName', 'Emails', 'Pin', 'Unmapped'].map((name) => ({
    name,
    isImported: name !== 'Unmapped',
  })),
  mappings: [
    { target: 'employeeID', expression: '[WorkerID]', isSecret: false },
    {
      target: 'accountDisabled',
      expression: 'Switch([Active], , "0", "True", "1", "False")',
      isSecret: false,
    },
    { target: 'unicodePwd', expression: 'Append("Start", [Pin])', isSecret: true },
  ],
};

export const attributes: Attributes = new Map<string, string | readonly string[]>([
  ['WorkerID', '21481'],
  ['Active', '0'],
  ['FirstName', 'Roberta'],
  ['LastName', 'Diaz'],
  ['Emails', ['a@example.com', 'b@example.com']],
  ['Pin', '4711'],
]);

export const values = (change: Partial<SourceValues> = {}): SourceValues => ({
  attributes,
  secret: new Set(['Pin']),
  notes: [],
  ...change,
});

export const roberta = listing({ displayName: 'Roberta Diaz', id: '21481' });

export const person = (change: Partial<SamplePerson> = {}): SamplePerson => ({
  listing: roberta,
  values: { state: 'ready', read: values() },
  ...change,
});

const tools = { now: new Date(startOfRun), runPattern: runUnlimited, random: () => [0] };

export const trialOf = (text: string, change: Partial<ExpressionAttempt> = {}): Trial =>
  tryExpression({ text, values: values(), language, hidesAll: false, ...change }, tools);

/** The workbench after its answers came. */
export function workbenchWith(text: string, change: Partial<WorkbenchScreen> = {}): WorkbenchScreen {
  return {
    at: 'workbench',
    app: appOf('workday-to-ad'),
    kind: 'user',
    field: { text, cursor: [...text].length },
    language: { state: 'ready', known: language },
    person: person(),
    ...(text === '' ? {} : { trial: trialOf(text) }),
    list: 'away',
    cursor: 0,
    scroll: 0,
    ...change,
  };
}

/** Services for tests that are about something else. */
export const idleWorkbench: WorkbenchServices = {
  loadLanguage: async () => ok(language),
  readValues: async () => fail(failure('object.notFound')),
  evaluate: (attempt) => ({ trial: tryExpression(attempt, tools), tookMs: 0 }),
  copy: () => true,
};
