import type { Entry, Ref } from '../../domain/model/entry.ts';
import { sameValue } from '../../domain/planning/compare.ts';
import type { Op } from '../port.ts';
import { hideSecrets, isSecretAttribute } from '../run/redact.ts';
import type { Run } from '../run/run.ts';
import type { PlannedAttribute } from './plan-object.ts';

/** What a look at the target found: the object, that it is not there, or nothing that can be trusted. */
export type ReadBack = Entry | 'gone' | undefined;

/** Reads the object back after a write; undefined when it cannot be read. Gone is a fact, not a failure. */
export async function readBack(run: Run, ref: Ref, op: Op): Promise<ReadBack> {
  const read = await run.target.read({ selection: run.ready.targetSelection, ref }, op);
  if (!read.ok) return read.error.code === 'object.notFound' ? 'gone' : undefined;
  hideSecrets(run.redactor, read.value.attributes, run.secrets.target);
  return read.value;
}

/** Passwords and their like go in and never come out. */
export const canBeReadBack = ({ mapped: { definition } }: PlannedAttribute): boolean =>
  definition.mutability !== 'WriteOnly' && !isSecretAttribute(definition.name);

/** True when the target stored something else than what was sent. Values that cannot be read back are not judged. */
export function storedDiffers(planned: PlannedAttribute, stored: Entry): boolean {
  const { definition } = planned.mapped;
  if (planned.plan.fate !== 'send' || !canBeReadBack(planned)) return false;
  return !sameValue(planned.plan.value, stored.attributes.get(definition.name), definition);
}

/** True when the attribute holds what it held before the write. */
export const isUntouched = ({ mapped, original }: PlannedAttribute, found: Entry): boolean =>
  sameValue(found.attributes.get(mapped.definition.name), original, mapped.definition);
