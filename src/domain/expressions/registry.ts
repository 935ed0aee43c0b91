import type { FunctionDefinition } from './definition.ts';
import { casingFunctions } from './functions/casing.ts';
import { conditionFunctions } from './functions/conditions.ts';
import { dateFunctions } from './functions/dates.ts';
import { diacriticsFunctions } from './functions/diacritics.ts';
import { directoryFunctions } from './functions/directory.ts';
import { encodingFunctions } from './functions/encoding.ts';
import { flowFunctions } from './functions/flow.ts';
import { listFunctions } from './functions/lists.ts';
import { logicFunctions } from './functions/logic.ts';
import { randomFunctions } from './functions/random.ts';
import { replaceFunctions } from './functions/replace.ts';
import { roleFunctions } from './functions/roles.ts';
import { textFunctions } from './functions/text.ts';

/** Every function of the language by its exact name. A new function is added to a family's list and nowhere else. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    ...textFunctions,
    ...casingFunctions,
    ...diacriticsFunctions,
    ...replaceFunctions,
    ...encodingFunctions,
    ...randomFunctions,
    ...logicFunctions,
    ...conditionFunctions,
    ...flowFunctions,
    ...listFunctions,
    ...roleFunctions,
    ...directoryFunctions,
    ...dateFunctions,
  ].map((definition) => [definition.name, definition]),
);
