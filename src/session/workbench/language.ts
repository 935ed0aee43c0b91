import type { Attributes } from '../../domain/model/value.ts';

/** What an app's schema says about the expressions of one kind of object. */
export type AppLanguage = {
  /** The source object, as the schema calls it: "Worker". */
  readonly objectType: string;
  readonly attributes: readonly SourceAttribute[];
  readonly mappings: readonly KnownMapping[];
};

export type SourceAttribute = {
  readonly name: string;
  /** An import asks only for what mappings, filters and the account status read. */
  readonly isImported: boolean;
};

export type KnownMapping = {
  readonly target: string;
  readonly expression: string;
  /** Nothing that this mapping makes is ever shown: it makes a password, or the schema redacts it. */
  readonly isSecret: boolean;
};

/** One object of the source, as an import reads it. */
export type SourceValues = {
  readonly attributes: Attributes;
  /** Attributes whose values take part, but are never shown. */
  readonly secret: ReadonlySet<string>;
  /** "future hire, read as of 2026-12-01". */
  readonly notes: readonly string[];
};
