import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import type { MisbehaviourName } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import type { Expectation, Saying } from '../contract/contract-expectation.ts';

const works: Expectation = {};
const says = (...sayings: readonly Saying[]): Expectation => ({ says: sayings });
const misses = (...titles: readonly string[]): Expectation => ({ misses: titles });

const CROWD = 'finds everybody who shares a value';
const ONE_REFUSED = 'writes the other attributes when one is refused';
const everyRead = (text: RegExp): Expectation =>
  says(
    ['test', 'answer.unreadable', text],
    ['find', 'answer.unreadable', text],
    ['read', 'answer.unreadable', text],
    ['members', 'answer.unreadable', text],
    ['add members', 'answer.unreadable', text],
    ['remove members', 'answer.unreadable', text],
  );
const filter = (text: RegExp): Expectation => says(['find', 'filter.unsupported', text]);
const rejected = (text: RegExp): Expectation => says(['update', 'attribute.rejected', text]);

/** What becomes of the contract on a server that misbehaves so. A name that is missing here does not compile. */
export const expectations: Readonly<Record<MisbehaviourName, Expectation>> = {
  'ignores-filters': says(['find', 'filter.unsupported', /ignores the filter/]),
  'filter-without-hit-404': says(
    ['test', 'configuration.invalid', /200 and an empty list; this server breaks RFC 7644/],
    ['find', 'configuration.invalid', /200 and an empty list; this server breaks RFC 7644/],
  ),
  'user-name-filter-case-sensitive': works,
  // Nobody can know: the next create is refused as a duplicate, which says so.
  'inactive-not-found': {
    ...misses('disables a user, who is still found'),
    believes: /^find: does not find/,
  },
  'bracket-filter-400': works,
  'bracket-filter-empty': works,
  'bracket-pair-filter-400': works,
  'email-filter-empty': works,
  // It is noted that zero hits may mean that the filter is not understood.
  'extension-filter-empty': misses('finds by each attribute that tells people apart'),
  'boolean-filter-empty': works,
  'escaped-quote-filter-400': works,
  'escaped-quote-filter-500': works,
  'members-filter-400': works,
  'members-filter-empty': works,
  'manager-filter-400': works,
  'manager-filter-empty': works,
  'external-id-filter-400': filter(/does not support this filter/),
  'group-display-name-filter-400': works,
  'few-filter-attributes': filter(/does not support this filter/),
  'malformed-filter-ignored': works,
  'malformed-filter-500': works,
  'total-results-is-page-size': misses(CROWD),
  'total-results-missing': misses(CROWD),
  'items-per-page-zero': works,
  'no-resources-when-empty': works,
  'lower-case-resources-key': works,
  'paging-ignored': works,
  'cursor-paging-only': works,
  'count-zero-400': works,
  'count-zero-everybody': works,
  'read-by-id-answers-list': works,
  'excluded-attributes-ignored': works,
  'id-is-user-name': works,
  'no-location': works,
  'relative-location': works,
  'location-not-encoded': works,
  'create-answers-without-id': works,
  'create-answers-nothing': works,
  'create-answers-200': works,
  'no-meta': works,
  'no-timestamps': works,
  'resource-type-lower-case': works,
  'etag-unrelated': works,
  'unknown-id-400': works,
  'patch-unknown-id-500': says(['update', 'outcome.unknown', /answers 500/]),
  'delete-twice-500': works,
  'duplicate-on-patch-500': works,
  'duplicate-patch-half-applied': works,
  'string-boolean-400': works,
  'string-boolean-stored-as-text': works,
  'string-manager-400': works,
  'string-manager-stored-as-text': works,
  'object-manager-ignored': works,
  'manager-value-path-400': works,
  'text-filter-of-boolean-400': works,
  'text-filter-of-boolean-stored': works,
  'role-type-400': rejected(/other attributes are written, but roles is not.*no such value/),
  'null-400': works,
  'null-stored-as-none': works,
  'empty-string-400': works,
  'empty-string-ignored': works,
  'nick-name-400': rejected(/other attributes are written, but nickName is not.*unknown/),
  'removes-absent-400': works,
  'last-email-kept': works,
  'create-needs-email': works,
  'create-needs-password': says(['create', 'attribute.rejected', /a password is needed/]),
  'typed-entry-400': works,
  'typed-entry-replace-400': works,
  'add-list-replaces': works,
  'replace-list-merges': {
    ...misses('sets, changes and clears'),
    believes: /^update: says roles is written/,
  },
  'flat-map-400': works,
  'nested-map-replaces': works,
  'extension-map-split-at-dot': works,
  'custom-urn-split-at-dot': {
    ...misses('sets, changes and clears', 'sets all of them'),
    believes: /^update: (says urn:.*:Acme:2.0:User:tag is written|something else of .* changed)/,
  },
  'custom-extension-400': rejected(/Acme:2\.0:User:tag/),
  'one-operation-per-patch': works,
  'patch-ignored': {
    ...rejected(/answers 200, but does not store/),
    ...misses('changes one', 'clears an', 'disables a user', 'sets, changes', ONE_REFUSED),
    believes: /^update: (says \S+ is written|attribute.rejected is wrong about)/,
  },
  'legacy-removal-empties-group': works,
  'removal-with-ref-ignored': works,
  'legacy-removal-400': works,
  'one-member-removal-per-patch': works,
  'members-per-patch-20': works,
  'members-per-patch-20-413': works,
  'members-alone-in-patch': works,
  // An unknown group cannot be told from one without members.
  'members-hidden': misses('says object.notFound for a group'),
  'members-duplicated-on-re-add': works,
  'member-adds-lost-when-parallel': works,
  'unknown-member-500': works,
  'unknown-member-accepted': works,
  'group-patch-answers-200': works,
  'duplicate-group-names-accepted': works,
  'adscim-urn-400': works,
  'patch-answers-204': works,
  // A PUT is taken or refused as a whole.
  'patch-unsupported-405': misses(ONE_REFUSED),
  'patch-unsupported-501': misses(ONE_REFUSED),
  'writes-answer-500': says(['create', 'outcome.unknown', /answers 500.*unknown/]),
  'writes-forbidden-403': says(
    ['create', 'permission.denied', /the token may only read/],
    ['update', 'permission.denied', /the token may only read/],
  ),
  'create-conflict-409': says(['create', 'object.duplicate', /the name is taken/]),
  'create-unprocessable-422': says(['create', 'attribute.rejected', /breaks a rule of this server/]),
  'put-unsupported-405': works,
  'accept-needs-json': works,
  'delete-refuses-scim-accept': works,
  'plain-text-401': works,
  // Without a word about what is wrong, no attribute can be named, and no other spelling is tried.
  'html-errors': misses(ONE_REFUSED),
  'errors-without-body': misses(ONE_REFUSED),
  'errors-without-scim-type': works,
  'status-as-number': works,
  'stack-trace-detail': works,
  'vendor-error-object': works,
  'login-page': everyRead(/text\/html.*Sign in/),
  'empty-reads': everyRead(/with nothing where a SCIM object is expected/),
  'answers-as-json': works,
  'answers-without-type': works,
  'nulls-shown': works,
  'discovery-404': works,
  'discovery-bare-arrays': works,
  slow: says(
    ['test', 'timeout', /./],
    ['find', 'timeout', /./],
    ['read', 'timeout', /./],
    ['create', 'outcome.unknown', /./],
    ['update', 'outcome.unknown', /./],
  ),
  throttles: works,
  'throttles-until-date': works,
  'unavailable-at-first': works,
  'reads-fail-at-first': works,
};

type ByDialect = Partial<Readonly<Record<Dialect['name'], Partial<Record<MisbehaviourName, Expectation>>>>>;

/** Where the spelling of the service meets a server that it is wrong for. */
const otherwise: ByDialect = {
  entra: {
    'legacy-removal-empties-group': says([
      'remove members',
      'precondition.failed',
      /lost \d+ members? that nobody asked to remove/,
    ]),
    // Once stored as a text, this server keeps it so; the value is the right one, and the note tells.
    'string-boolean-stored-as-text': {
      believes: /says active is written, which is "(False|True)"|reads active wrongly/,
    },
  },
  'entra-2020': {
    // The map without a path carries the extension past this server, so that only its removal is refused: it is emptied.
    'custom-extension-400': { ...rejected(/Acme:2\.0:User:tag/), ...misses('sets all of them') },
    'custom-urn-split-at-dot': {
      ...misses('sets, changes and clears'),
      believes: /^update: (says urn:.*:Acme:2.0:User:tag is written|something else of .* changed)/,
    },
  },
};

export const expectedOf = (dialect: Dialect['name'], name: MisbehaviourName): Expectation =>
  otherwise[dialect]?.[name] ?? expectations[name];
