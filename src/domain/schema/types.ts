/**
 * The `synchronizationSchema` resource of Microsoft Graph v1.0, as read by the engine.
 * Source: Graph reference pages `synchronization-synchronizationschema` and the resources it links to.
 * `unknown` keeps the properties that Graph has and we do not use, so that a schema can be written back whole.
 */
type Unknown = { readonly unknown: Readonly<Record<string, unknown>> };

export type SynchronizationSchema = Unknown & {
  readonly id: string;
  readonly version?: string;
  readonly directories: readonly DirectoryDefinition[];
  readonly synchronizationRules: readonly SynchronizationRule[];
};

export type DirectoryDefinition = Unknown & {
  readonly id?: string;
  readonly name: string;
  readonly objects: readonly ObjectDefinition[];
};

export type ObjectDefinition = Unknown & {
  readonly name: string;
  readonly attributes: readonly AttributeDefinition[];
  readonly metadata: ReadonlyMap<string, string>;
};

export type AttributeType = 'String' | 'Integer' | 'Reference' | 'Binary' | 'Boolean' | 'DateTime';
export type Mutability = 'ReadWrite' | 'ReadOnly' | 'Immutable' | 'WriteOnly';

export type AttributeDefinition = Unknown & {
  readonly name: string;
  readonly type: AttributeType;
  readonly anchor: boolean;
  readonly required: boolean;
  readonly multivalued: boolean;
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly defaultValue?: string;
  readonly flowNullValues: boolean;
  readonly referencedObjects: readonly string[];
  /** The first XPath (Workday) or JSONPath (SuccessFactors) of the attribute. */
  readonly apiExpression?: string;
  readonly metadata: ReadonlyMap<string, string>;
};

export type SynchronizationRule = Unknown & {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly sourceDirectoryName: string;
  readonly targetDirectoryName: string;
  readonly objectMappings: readonly ObjectMapping[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Organizational units of AD cloud sync; empty = no restriction. */
  readonly includedContainers: readonly string[];
  readonly includedGroups: readonly string[];
};

export type FlowType = 'Add' | 'Update' | 'Delete';

export type ObjectMapping = Unknown & {
  readonly name: string;
  readonly enabled: boolean;
  readonly flowTypes: ReadonlySet<FlowType>;
  readonly sourceObjectName: string;
  readonly targetObjectName: string;
  readonly scope?: ScopeFilter;
  readonly attributeMappings: readonly AttributeMapping[];
  readonly metadata: ReadonlyMap<string, string>;
};

/** Groups are alternatives (OR), the clauses of a group must all hold (AND). */
export type ScopeFilter = {
  readonly groups: readonly FilterGroup[];
  readonly inputFilterGroups: readonly FilterGroup[];
  readonly categoryFilterGroups: readonly FilterGroup[];
};
export type FilterGroup = { readonly name: string; readonly clauses: readonly FilterClause[] };
export type FilterClause = {
  readonly operatorName: string;
  readonly sourceOperandName: string;
  readonly values: readonly string[];
};

export type MappingFlow =
  | 'Always'
  | 'ObjectAddOnly'
  | 'MultiValueAddOnly'
  | 'ValueAddOnly'
  | 'AttributeAddOnly';

export type AttributeMapping = Unknown & {
  readonly targetAttributeName: string;
  readonly source?: MappingSource;
  /** 0 = not a matching attribute; 1 is asked first. */
  readonly matchingPriority: number;
  readonly flowType: MappingFlow;
  readonly flowBehavior: 'FlowWhenChanged' | 'FlowAlways';
  readonly defaultValue?: string;
  readonly exportMissingReferences: boolean;
};

export type MappingSource = {
  readonly type: 'Attribute' | 'Constant' | 'Function';
  readonly name?: string;
  /** The text form, which is what the engine evaluates: `[mail]`, `"8"`, `Mid([mail], 1, 8)`. */
  readonly expression: string;
};
