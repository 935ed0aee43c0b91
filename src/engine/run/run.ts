import type { EvaluationContext } from '../../domain/expressions/evaluate.ts';
import type { PatternRunner } from '../../domain/expressions/pattern-runner.ts';
import type { AppTraits } from '../../domain/model/app.ts';
import { traitsOf } from '../../domain/model/app.ts';
import type { Attributes } from '../../domain/model/value.ts';
import { type CompiledMapping, compileMappings } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import { importedAttributes } from '../../domain/schema/imported-attributes.ts';
import type { ResolvedMapping } from '../../domain/schema/resolve.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import type { Approve } from '../approval.ts';
import type { Links } from '../links.ts';
import type { Selection, Source, Target } from '../port.ts';
import type { RunContext } from './record.ts';
import { createRedactor, mappingSecrets, type Redactor, type Secrets } from './redact.ts';

/** Everything one run needs. Clock, randomness and the pattern limit are handed in: a test replays a run exactly. */
export type RunRequest = {
  readonly runId: string;
  readonly context: RunContext;
  /** The mapping of the subject's own kind. */
  readonly mapping: ResolvedMapping;
  /** For a group: the mapping by which its members are found in the target. Absent when users are not mapped. */
  readonly memberMapping?: ResolvedMapping;
  readonly source: Source;
  readonly target: Target;
  readonly links: Links;
  readonly approve: Approve;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  /** A fresh, short signal for reading back after a write: it must not be cut off by the run's own. */
  readonly afterwards: () => AbortSignal;
  readonly runPattern: PatternRunner;
  readonly random: (bytes: number) => Uint8Array;
};

/** A mapping made ready for one run: parsed once, with the selections that source and target are asked for. */
export type ReadyMapping = {
  readonly resolved: ResolvedMapping;
  readonly compiled: readonly CompiledMapping[];
  readonly sourceSelection: Selection;
  readonly targetSelection: Selection;
};

export type Run = RunRequest & {
  readonly traits: AppTraits;
  readonly ready: ReadyMapping;
  readonly readyMembers?: ReadyMapping;
  readonly secrets: Secrets;
  readonly redactor: Redactor;
  /** One reading of the clock for every expression of this run. */
  readonly now: Date;
};

const byName = (definitions: readonly AttributeDefinition[]): ReadonlyMap<string, AttributeDefinition> =>
  new Map(definitions.map((definition) => [definition.name, definition]));

const distinct = (definitions: readonly AttributeDefinition[]): readonly AttributeDefinition[] => [
  ...byName(definitions).values(),
];

/** The definitions of the named attributes; names the schema does not define are left out. */
function definitionsOf(
  names: readonly string[],
  all: readonly AttributeDefinition[],
): readonly AttributeDefinition[] {
  const known = byName(all);
  return [...new Set(names)].flatMap((name) => known.get(name) ?? []);
}

/** What Import asks for and shows: what mappings, filters and the status read, and what names the object. */
function importedNames(resolved: ResolvedMapping, compiled: readonly CompiledMapping[]): readonly string[] {
  const parsed = compiled.flatMap(({ expression }) => (expression?.ok ? [expression.value] : []));
  const attributesOf = new Map(parsed.map(({ text, sourceAttributes }) => [text, sourceAttributes]));
  const read = importedAttributes(resolved, (text) => attributesOf.get(text) ?? []);
  return [...read, 'displayName', 'userPrincipalName', 'distinguishedName'];
}

export function readyMapping(resolved: ResolvedMapping): ReadyMapping {
  const compiled = compileMappings(resolved);
  const { sourceObject, targetObject, anchors } = resolved;
  return {
    resolved,
    compiled,
    sourceSelection: {
      objectType: sourceObject.name,
      attributes: definitionsOf(importedNames(resolved, compiled), sourceObject.attributes),
    },
    targetSelection: {
      objectType: targetObject.name,
      attributes: distinct([anchors.target, ...compiled.map(({ definition }) => definition)]),
    },
  };
}

export function prepareRun(request: RunRequest): Run {
  const { mapping, memberMapping } = request;
  const ready = readyMapping(mapping);
  // A user's own mapping is also the one by which the manager is found: it is parsed once.
  const readyMembers = memberMapping === mapping ? ready : memberMapping && readyMapping(memberMapping);
  const secrets = mappingSecrets([...ready.compiled, ...(readyMembers?.compiled ?? [])]);
  return {
    ...request,
    traits: traitsOf(request.context.app.kind),
    ready,
    ...present({ readyMembers }),
    secrets,
    redactor: createRedactor(secrets),
    now: request.clock(),
  };
}

export function evaluationContext(run: Run, attributes: Attributes): EvaluationContext {
  return { attributes, now: run.now, runPattern: run.runPattern, random: run.random };
}
