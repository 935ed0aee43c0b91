/** What can be wrong with an expression, before or while it is evaluated. The list is closed. */
export type ExpressionErrorCode =
  | 'ParseError'
  | 'UnknownFunction'
  | 'ArgumentCount'
  | 'ArgumentType'
  | 'ArgumentValue'
  | 'InvalidRegex'
  | 'NestingNotAllowed'
  | 'NotUnique'
  | 'UserError'
  | 'ExpressionTooLong';

/** Plain JSON. `position` counts UTF-16 code units from 0 in the text that was parsed. */
export type ExpressionError = {
  readonly code: ExpressionErrorCode;
  readonly message: string;
  readonly position?: number;
  readonly length?: number;
  /** What could have stood at `position`. */
  readonly expected?: readonly string[];
  /** "Did you mean": the nearest legal spelling. */
  readonly suggestion?: string;
};
