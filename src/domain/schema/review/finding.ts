export type Severity = 'error' | 'warning' | 'note';

/**
 * Everything a review can find. An error makes the schema, or one mapping of it, useless or wrong; a warning is
 * probably not meant so; a note is true and worth knowing, and needs no change.
 */
const severities = {
  'schema.notJson': 'error',
  'schema.notSchema': 'error',
  'schema.shape': 'error',
  'schema.repeatedKey': 'error',
  'schema.unknownKey': 'warning',
  'name.repeated': 'error',
  'directory.unknown': 'error',
  'object.unknown': 'error',
  'object.anchor': 'error',
  'object.reference': 'warning',
  'object.statusName': 'warning',
  'metadata.value': 'warning',
  'metadata.name': 'warning',
  'rule.none': 'error',
  'rule.sameId': 'error',
  'rule.samePriority': 'warning',
  'rule.noMappings': 'warning',
  'rule.notOnDemand': 'note',
  'rule.container': 'warning',
  'mapping.unused': 'note',
  'mapping.sameObject': 'warning',
  'mapping.noFlow': 'warning',
  'mapping.writesNothing': 'note',
  'target.unknown': 'error',
  'target.repeated': 'error',
  'target.differsInCase': 'error',
  'target.path': 'error',
  'target.anchor': 'error',
  'target.readOnly': 'warning',
  'target.immutable': 'note',
  'target.writeOnly': 'note',
  'target.requiredMissing': 'warning',
  'target.noAccountName': 'warning',
  'target.longAccountName': 'note',
  'default.unused': 'note',
  'default.onRequired': 'note',
  'default.onMatching': 'warning',
  'flow.singleValued': 'warning',
  'flow.missingReferences': 'warning',
  'flow.nothing': 'note',
  'flow.randomEveryTime': 'warning',
  'matching.none': 'error',
  'matching.notFilterable': 'error',
  'matching.severalValues': 'warning',
  'matching.constant': 'error',
  'matching.random': 'error',
  'matching.shared': 'warning',
  'matching.samePriority': 'warning',
  'matching.negative': 'warning',
  'matching.preHire': 'warning',
  'source.unknown': 'error',
  'source.case': 'error',
  'source.disagrees': 'warning',
  'source.quotedAttribute': 'warning',
  'type.severalValues': 'warning',
  'type.listArgument': 'error',
  'type.constant': 'error',
  'type.text': 'warning',
  'type.reference': 'warning',
  'reference.function': 'error',
  'expression.invalid': 'error',
  'expression.hardlyMeant': 'warning',
  'expression.argument': 'error',
  'expression.undocumented': 'error',
  'iif.possiblyEmpty': 'note',
  'iif.negated': 'warning',
  'iif.emptyText': 'warning',
  'iif.presence': 'warning',
  'switch.noDefault': 'warning',
  'switch.sameKey': 'warning',
  'switch.similarKeys': 'warning',
  'switch.blankKey': 'warning',
  'switch.booleanKey': 'warning',
  'switch.presence': 'warning',
  'replace.form': 'error',
  'replace.pattern': 'error',
  'replace.places': 'warning',
  'replace.unused': 'warning',
  'replace.group': 'warning',
  'date.places': 'warning',
  'date.format': 'error',
  'date.offset': 'warning',
  'date.form': 'error',
  'unique.alwaysFlows': 'warning',
  'unique.matching': 'error',
  'unique.collapse': 'warning',
  'unique.unsupported': 'note',
  'roles.direct': 'warning',
  'roles.syncAll': 'warning',
  'roles.assignedOnly': 'note',
  'text.empty': 'warning',
  'text.diacritics': 'warning',
  'status.none': 'warning',
  'status.inverted': 'error',
  'status.constant': 'warning',
  'status.notUpdated': 'warning',
  'scope.problem': 'error',
  'scope.unknownAttribute': 'error',
  'scope.unknownKey': 'error',
  'scope.emptyGroup': 'warning',
  'scope.severalValues': 'warning',
  'scope.neverHolds': 'warning',
  'scope.operand': 'warning',
  'scope.withoutValue': 'note',
  'scope.notOnDemand': 'note',
  'path.mixedVersions': 'error',
  'path.wrongVersion': 'error',
  'path.version': 'note',
  'path.missing': 'warning',
  'path.syntax': 'error',
  'path.trap': 'warning',
  'path.startDate': 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingCode = keyof typeof severities;

/** One thing that a review found. `position` and `length` count UTF-16 units inside `expression`. */
export type SchemaFinding = {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Where in the file: `synchronizationRules[0].objectMappings[0].scope.groups[0]`. */
  readonly path: string;
  /** What is the matter, in sentences of the present tense. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** The target attribute of the mapping it is about. */
  readonly target?: string;
  readonly expression?: string;
  readonly position?: number;
  readonly length?: number;
};

type Told = Omit<SchemaFinding, 'severity'>;

/** A finding with the severity that its code has. */
export const schemaFinding = (told: Told): SchemaFinding => ({ ...told, severity: severities[told.code] });

export type Counts = { readonly errors: number; readonly warnings: number; readonly notes: number };

export function countFindings(findings: readonly SchemaFinding[]): Counts {
  const count = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note') };
}
