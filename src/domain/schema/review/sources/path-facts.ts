import type { AttributeDefinition } from '../../types.ts';

/** An attribute of an HR source that is read by a path, and where its definition stands. */
export type PathFacts = {
  readonly path: string;
  readonly attribute: AttributeDefinition;
  readonly expression: string;
};
