import { z } from 'zod';
import { type Evaluated, evaluate } from '../../../src/domain/expressions/evaluate.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import { parseExpression } from '../../../src/domain/expressions/syntax/expression.ts';
import type { Attributes, AttributeValue } from '../../../src/domain/model/value.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const item = z.union([scalar, z.record(z.string(), scalar)]);
const attribute = z.union([scalar, z.array(item), z.null()]);

const expectation = z.union([
  z.string(),
  z.null(),
  z.array(z.string()),
  z.object({ $drop: z.literal(true) }),
  z.object({ $match: z.string() }),
  z.object({ $contains: z.array(z.record(z.string(), scalar)) }),
]);

const caseSchema = z.object({
  id: z.string(),
  expression: z.string(),
  source: z.record(z.string(), attribute),
  expect: expectation.optional(),
  expectError: z.string().optional(),
  expectParsed: z.unknown().optional(),
  expectLog: z.string().optional(),
  now: z.string().optional(),
  taken: z.array(z.string()).optional(),
  ambiguous: z.boolean().optional(),
  note: z.string().optional(),
});

export type ExpressionCase = z.infer<typeof caseSchema>;

export const readCases = (json: unknown): readonly ExpressionCase[] => z.array(caseSchema).parse(json);

export function attributesOf(source: ExpressionCase['source']): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const [name, value] of Object.entries(source)) {
    if (value !== null) attributes.set(name, value);
  }
  return attributes;
}

/** A fixed sequence is random enough for what the cases ask. */
export function countingBytes(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => (next = (next * 73 + 41) % 251));
}

export function evaluateText(expression: string, source: ExpressionCase['source'], now?: string): Evaluated {
  const parsed = parseExpression(expression);
  if (!parsed.ok) {
    return { outcome: { kind: 'error', error: parsed.error }, trace: { expression, children: [] } };
  }
  return evaluate(parsed.value, {
    attributes: attributesOf(source),
    now: new Date(now ?? '2026-01-02T03:04:05Z'),
    runPattern: runUnlimited,
    random: countingBytes(),
  });
}

/** The outcome in the form the case files use; the target's look-up of SelectUniqueValue is done with `taken`. */
export function runCase(one: ExpressionCase): unknown {
  const { outcome } = evaluateText(one.expression, one.source, one.now);
  switch (outcome.kind) {
    case 'value':
      return outcome.value;
    case 'null':
      return null;
    case 'skipAttribute':
      return { $drop: true };
    case 'skipObject':
      return { $dropObject: true };
    case 'chooseUnique': {
      const taken = (one.taken ?? []).map((value) => value.toLowerCase());
      const free = outcome.candidates.find(({ value }) => value && !taken.includes(value.toLowerCase()));
      return free?.value ?? { $error: 'NotUnique' };
    }
    case 'error':
      return { $error: outcome.error.code };
  }
}
