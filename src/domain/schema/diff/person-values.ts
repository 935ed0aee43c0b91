import type { EvaluationContext } from '../../expressions/evaluate.ts';
import { matchQuestion } from '../../matching/classify-matches.ts';
import { type Attributes, displayText, REDACTED } from '../../model/value.ts';
import { type CompiledMapping, mapAttribute } from '../../planning/map-attributes.ts';
import { planAttribute } from '../../planning/plan-attribute.ts';
import { matchingTexts } from './attribute-changes.ts';
import { canonicalSource, defaultText } from './canonical.ts';
import { type CompareOptions, contextFor, type PersonSide } from './person-side.ts';

/** What a target attribute would be created with; `nothing` and `error` say why there is no value. */
export type Flow = { readonly value: string } | { readonly nothing: string } | { readonly error: string };

export type ValueDifferences = {
  readonly attributes: readonly { readonly name: string; readonly before: Flow; readonly after: Flow }[];
  /** What the target would be searched by, in order. */
  readonly matching?: { readonly before: string; readonly after: string };
};

/** Everything of a mapping that can change the value written. */
function facetsOf(one: CompiledMapping | undefined): string {
  if (one === undefined) return '';
  const { type, multivalued, required, mutability, anchor, defaultValue } = one.definition;
  const definition = [type, multivalued, required, mutability, anchor, defaultValue];
  return JSON.stringify([
    canonicalSource(one.mapping),
    defaultText(one.mapping),
    one.mapping.flowType,
    definition,
  ]);
}

/** Only what differs is evaluated: the same expression gives the same value on both sides. */
function changedNames(before: PersonSide, after: PersonSide): readonly string[] {
  const names = new Set([...before.compiled.keys(), ...after.compiled.keys()]);
  return [...names].filter(
    (name) => facetsOf(before.compiled.get(name)) !== facetsOf(after.compiled.get(name)),
  );
}

function flowOf(one: CompiledMapping | undefined, context: EvaluationContext): Flow {
  if (one === undefined) return { nothing: 'not mapped' };
  const mapped = mapAttribute(one, context);
  const { outcome } = mapped;
  const hidden = 'redacted' in outcome && outcome.redacted === true;
  if (outcome.kind === 'chooseUnique') {
    const offered = outcome.candidates.flatMap(({ value }) => value ?? []);
    return { value: hidden ? REDACTED : `the first free of ${offered.join(', ')}` };
  }
  const plan = planAttribute(mapped, { creating: true });
  if (plan.fate === 'invalid') return { error: plan.because };
  if (plan.fate !== 'send') return { nothing: plan.because };
  return { value: hidden ? REDACTED : (displayText(plan.value) ?? '') };
}

/** Why nothing flows is no difference. */
const sameFlow = (a: Flow, b: Flow): boolean =>
  'nothing' in a ? 'nothing' in b : JSON.stringify(a) === JSON.stringify(b);

function questionText({ matching }: PersonSide, context: EvaluationContext): string {
  const asked = matching.flatMap((one) => {
    const question = matchQuestion(mapAttribute(one, context));
    if (question.kind === 'ask') return [`${one.definition.name} = ${JSON.stringify(question.value)}`];
    return question.kind === 'error' ? [`${one.definition.name}: ${question.message}`] : [];
  });
  return asked.join(', then ') || 'nothing';
}

type CompareValues = (attributes: Attributes) => ValueDifferences | undefined;

/** Compares the values of somebody who is in scope by both schemas; undefined when all are the same. */
export function valuesOf(before: PersonSide, after: PersonSide, options: CompareOptions): CompareValues {
  const names = changedNames(before, after);
  const matchingOf = ({ resolved }: PersonSide): string => JSON.stringify(matchingTexts(resolved.mapping));
  const asksOtherwise = matchingOf(before) !== matchingOf(after);
  return (attributes) => {
    const [old, now] = [contextFor(attributes, before, options), contextFor(attributes, after, options)];
    const flows = names
      .map((name) => ({
        name,
        before: flowOf(before.compiled.get(name), old),
        after: flowOf(after.compiled.get(name), now),
      }))
      .filter((flow) => !sameFlow(flow.before, flow.after));
    if (!asksOtherwise) return flows.length === 0 ? undefined : { attributes: flows };
    const matching = { before: questionText(before, old), after: questionText(after, now) };
    if (matching.before !== matching.after) return { attributes: flows, matching };
    return flows.length === 0 ? undefined : { attributes: flows };
  };
}
