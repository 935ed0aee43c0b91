import { mappingWith, scopedBy } from '../../support/mappings.ts';
import { ada, adaInTarget } from '../../support/provisioned.ts';
import { createLinks, unassigned } from '../../support/systems/memory-source.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';

/** Situations of the decision table, as parts of a set-up. */
export const targetWith = (change: Held = {}) =>
  createTarget({ objects: [{ ref: 't-ada', attributes: { ...adaInTarget, ...change } }] });
export const linkedToAda = () => createLinks({ ada: 't-ada' });
export const notAssigned = { entitlements: { ada: unassigned } };
export const salesOnly = mappingWith({ scope: scopedBy('Sales only', 'department EQUALS', 'Sales') });
export const fromFinance = { people: [ada({ department: 'Finance' })] };
export const disabledInSource = { people: [ada({ accountEnabled: false })] };
