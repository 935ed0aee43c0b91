import type { TargetQuery } from '../../../src/engine/port.ts';
import { LIST_RESPONSE_URN } from '../../../src/protocols/scim/urns.ts';
import { attributeOf, userSelection } from './definitions.ts';

export const listOf = (...Resources: readonly unknown[]) => ({
  schemas: [LIST_RESPONSE_URN],
  totalResults: Resources.length,
  Resources,
});

export const userQuery = (name: string, value: string): TargetQuery => ({
  selection: userSelection,
  attribute: attributeOf(userSelection, name),
  value,
});
