import type { Hook } from '../protocol/hook.ts';
import { answers, errors } from './answers.ts';
import { filters } from './filters.ts';
import { identities } from './identity.ts';
import { lists } from './lists.ts';
import { members } from './members.ts';
import { methods } from './methods.ts';
import { defaultTiming, type Misbehaviour, type Timing } from './misbehaviour.ts';
import { patchShapes } from './patch-shapes.ts';
import { patchValues } from './patch-values.ts';
import { pressure } from './pressure.ts';

const table = {
  ...filters,
  ...lists,
  ...identities,
  ...patchValues,
  ...patchShapes,
  ...members,
  ...methods,
  ...errors,
  ...answers,
  ...pressure,
} as const satisfies Record<string, Misbehaviour>;

export type MisbehaviourName = keyof typeof table;

/** Every misbehaviour with one sentence for administrators, those about the same thing beside each other. */
export const misbehaviours: readonly { readonly name: MisbehaviourName; readonly says: string }[] =
  Object.entries(table).flatMap(([name, { says }]) => (isMisbehaviour(name) ? [{ name, says }] : []));

/** The misbehaviours that keep to one of the times; the others take no notice of it. */
export const heeding = (time: keyof Timing): readonly MisbehaviourName[] =>
  misbehaviours.flatMap(({ name }) => {
    const one: Misbehaviour = table[name];
    return one.heeds === time ? [name] : [];
  });

export function isMisbehaviour(name: string): name is MisbehaviourName {
  return Object.hasOwn(table, name);
}

/** The hooks of a server that misbehaves in these ways, for one server. */
export function makeHooks(names: readonly MisbehaviourName[], timing: Partial<Timing> = {}): readonly Hook[] {
  return [...new Set(names)].map((name) => table[name].make({ ...defaultTiming, ...timing }));
}
