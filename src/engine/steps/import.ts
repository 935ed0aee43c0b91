import { matchQuestion } from '../../domain/matching/classify-matches.ts';
import type { Entry } from '../../domain/model/entry.ts';
import { isEmptyValue } from '../../domain/model/value.ts';
import { mapAttribute, matchingOrder } from '../../domain/planning/map-attributes.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Imported, Op } from '../port.ts';
import type { Ending } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { ImportEvidence } from '../run/evidence.ts';
import { hideSecrets, shownAttributes } from '../run/redact.ts';
import { evaluationContext, type Run } from '../run/run.ts';
import { type Report, type StepStop, step, stepEntries, stoppedBy } from '../run/step.ts';
import { capitalised, nameOf } from '../wording.ts';

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

const unmatchableSentence = (run: Run): string => {
  const names = matchingOrder(run.ready.compiled).map(({ mapping }) => mapping.source?.expression ?? '');
  return `Read from ${run.source.identity.name}, but no matching attribute has a value: ${names.join(', ')}.`;
};

const shownDetails = (run: Run, { entry }: Imported) =>
  Object.fromEntries(shownAttributes(entry, run.secrets.source).map(({ name, value }) => [name, value]));

async function read(run: Run, op: Op): Promise<Result<Imported, StepStop>> {
  const { subject } = run.context;
  const answer = await run.source.read({ selection: run.ready.sourceSelection, id: subject.id }, op);
  if (!answer.ok) return fail(stoppedBy(answer.error));
  const imported = answer.value;
  hideSecrets(run.redactor, imported.entry.attributes, run.secrets.source);
  if (!isUnmatchable(run, imported.entry)) return ok(imported);
  return fail({
    ending: 'skipped',
    reason: 'ImportSkipped',
    message: unmatchableSentence(run),
    entryDetails: { ...shownDetails(run, imported), SkipReason: 'ImportSkipped' },
    evidence: { import: importEvidence(run, imported) },
  });
}

function describe(run: Run, imported: Imported): Report {
  const system = run.source.identity.name;
  const { entry } = imported;
  const status = 'Success';
  const description = `Retrieved ${entry.objectType} '${nameOf(entry)}' from ${system}`;
  const notes = imported.notes.map((note) => `${capitalised(note).replace(/[.]$/, '')}.`);
  return {
    status,
    sentence: [`${capitalised(run.context.subject.kind)} imported from ${system}.`, ...notes].join(' '),
    entries: [{ ...stepEntries.import, status, description, details: shownDetails(run, imported) }],
    evidence: { import: importEvidence(run, imported) },
  };
}

/** Step 1: reads the object and shows what the mappings will see. */
export function importObject(run: Run): AsyncGenerator<RunFact, Result<Imported, Ending>, undefined> {
  return step(
    run,
    'import',
    (op) => read(run, op),
    (imported) => describe(run, imported),
  );
}
