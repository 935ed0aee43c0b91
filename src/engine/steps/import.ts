import { matchQuestion } from '../../domain/matching/classify.ts';
import type { Entry } from '../../domain/model/entry.ts';
import { isEmptyValue } from '../../domain/model/value.ts';
import { mapAttribute, matchingOrder } from '../../domain/planning/map-attributes.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Imported, Op } from '../port.ts';
import { type Ending, failedEnding, statusOfFailure } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { ImportEvidence } from '../run/evidence.ts';
import { hideSecrets, shownAttributes } from '../run/redact.ts';
import { evaluationContext, type Run } from '../run/run.ts';
import { type Report, step } from '../run/step.ts';
import { capitalised, nameOf } from '../wording.ts';

type Outcome =
  | { readonly kind: 'imported'; readonly imported: Imported }
  | { readonly kind: 'unmatchable'; readonly imported: Imported }
  | { readonly kind: 'failed'; readonly failure: Failure };

function importEvidence(run: Run, { entry, notes }: Imported): ImportEvidence {
  const asked = run.ready.sourceSelection.attributes.map(({ name }) => name);
  return {
    objectType: entry.objectType,
    id: entry.ref,
    displayName: nameOf(entry),
    attributes: shownAttributes(entry, run.secrets.source),
    withoutValue: asked.filter((name) => isEmptyValue(entry.attributes.get(name))),
    notes,
  };
}

/** Every matching attribute evaluates to nothing: the object could not be found again (ImportSkipped). */
function isUnmatchable(run: Run, entry: Entry): boolean {
  const context = evaluationContext(run, entry.attributes);
  const order = matchingOrder(run.ready.compiled);
  return (
    order.length > 0 &&
    order.every((compiled) => matchQuestion(mapAttribute(compiled, context)).kind === 'skip')
  );
}

async function read(run: Run, op: Op): Promise<Outcome> {
  const { subject } = run.context;
  const answer = await run.source.read({ selection: run.ready.sourceSelection, id: subject.id }, op);
  if (!answer.ok) return { kind: 'failed', failure: answer.error };
  const imported = answer.value;
  hideSecrets(run.redactor, imported.entry.attributes, run.secrets.source);
  return { kind: isUnmatchable(run, imported.entry) ? 'unmatchable' : 'imported', imported };
}

const unmatchableSentence = (run: Run): string => {
  const names = matchingOrder(run.ready.compiled).map(({ mapping }) => mapping.source?.expression ?? '');
  return `Read from ${run.source.identity.name}, but no matching attribute has a value: ${names.join(', ')}.`;
};

function describe(run: Run, outcome: Outcome): Report {
  const noun = run.context.subject.kind;
  const entry = { name: 'EntryImport', type: 'Import' } as const;
  if (outcome.kind === 'failed') {
    const { code, message } = outcome.failure;
    const details = { ErrorCode: code };
    const status = statusOfFailure(outcome.failure);
    return {
      status,
      sentence: message,
      reason: code,
      entries: [{ ...entry, status, description: message, details }],
    };
  }
  const { imported } = outcome;
  const details = Object.fromEntries(
    shownAttributes(imported.entry, run.secrets.source).map(({ name, value }) => [name, value]),
  );
  const evidence = { import: importEvidence(run, imported) };
  if (outcome.kind === 'unmatchable') {
    const sentence = unmatchableSentence(run);
    const skipped = { ...details, SkipReason: 'ImportSkipped' };
    return {
      status: 'Skipped',
      sentence,
      reason: 'ImportSkipped',
      entries: [{ ...entry, status: 'Skipped', description: sentence, details: skipped }],
      evidence,
    };
  }
  const notes = imported.notes.map((note) => `${capitalised(note).replace(/[.]$/, '')}.`);
  const sentence = [`${capitalised(noun)} imported from ${run.source.identity.name}.`, ...notes].join(' ');
  const description = `Retrieved ${imported.entry.objectType} '${nameOf(imported.entry)}' from ${run.source.identity.name}`;
  return {
    status: 'Success',
    sentence,
    entries: [{ ...entry, status: 'Success', description, details }],
    evidence,
  };
}

/** Step 1: reads the object and shows what the mappings will see. */
export async function* importObject(run: Run): AsyncGenerator<RunFact, Result<Imported, Ending>, undefined> {
  const outcome = yield* step(
    run,
    'import',
    (op) => read(run, op),
    (result) => describe(run, result),
  );
  if (outcome.kind === 'failed') return fail(failedEnding('import', outcome.failure));
  if (outcome.kind === 'imported') return ok(outcome.imported);
  return fail({
    ending: 'skipped',
    step: 'import',
    reason: 'ImportSkipped',
    message: unmatchableSentence(run),
  });
}
