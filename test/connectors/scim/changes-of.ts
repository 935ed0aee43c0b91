import { asRef, type Delta } from '../../../src/domain/model/entry.ts';
import type { Update } from '../../../src/engine/port.ts';
import { userSelection } from './definitions.ts';

export const userUpdate = (...deltas: readonly Delta[]): Update => ({
  objectType: userSelection.objectType,
  ref: asRef('1'),
  deltas,
  definitions: userSelection.attributes,
});
