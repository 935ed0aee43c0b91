import type { filters } from '../../../../src/emulators/scim/misbehaviour/filters.ts';
import type { lists } from '../../../../src/emulators/scim/misbehaviour/lists.ts';
import { at, type Case, change, E, find, found, get, members } from './case.ts';

const inBrackets = find('emails[type eq "work"].value eq "ada@work.example"');
const asPair = find('emails[type eq "work" and value eq "ada@work.example"]');
const withQuote = find('displayName eq "Ada \\"the first\\""');
const malformed = find('userName eq');
const count = (seen: Parameters<typeof found>[0]) => (found(seen) as readonly string[] | undefined)?.length;
const everybody = 27;

export const filterCases: Readonly<Record<keyof typeof filters, Case>> = {
  'ignores-filters': { ask: find('userName eq "nobody"'), look: count, clean: 0, bad: everybody },
  'filter-without-hit-404': { ask: find('userName eq "nobody"'), clean: 200, bad: 404 },
  'user-name-filter-case-sensitive': {
    ask: find('userName eq "ADA@larkspur.example"'),
    look: found,
    clean: ['ada'],
    bad: [],
  },
  'inactive-not-found': {
    given: [change('/Users/ada', { op: 'replace', path: 'active', value: false })],
    ask: find('userName eq "ada@larkspur.example"'),
    look: found,
    clean: ['ada'],
    bad: [],
  },
  'bracket-filter-400': { ask: inBrackets, clean: 200, bad: 400 },
  'bracket-filter-empty': { ask: inBrackets, look: found, clean: ['ada'], bad: [] },
  'bracket-pair-filter-400': { ask: asPair, clean: 200, bad: 400 },
  'email-filter-empty': {
    ask: find('emails.value eq "ada@work.example"'),
    look: found,
    clean: ['ada'],
    bad: [],
  },
  'extension-filter-empty': {
    ask: find(`${E}:employeeNumber eq "42"`),
    look: found,
    clean: ['ada'],
    bad: [],
  },
  'boolean-filter-empty': {
    ask: find('active eq true and userName eq "ada@larkspur.example"'),
    look: found,
    clean: ['ada'],
    bad: [],
  },
  'escaped-quote-filter-400': { ask: withQuote, clean: 200, bad: 400 },
  'escaped-quote-filter-500': { ask: withQuote, clean: 200, bad: 500 },
  'members-filter-400': { ask: find('members.value eq "ada"', 'Groups'), clean: 200, bad: 400 },
  'members-filter-empty': {
    ask: find('id eq "team" and members eq "ada"', 'Groups'),
    look: found,
    clean: ['team'],
    bad: [],
  },
  'manager-filter-400': { ask: find('id eq "ada" and manager eq "grace"'), clean: 200, bad: 400 },
  'manager-filter-empty': { ask: find(`${E}:manager eq "grace"`), look: found, clean: ['ada'], bad: [] },
  'external-id-filter-400': { ask: find('externalId eq "E-1"'), clean: 200, bad: 400 },
  'group-display-name-filter-400': { ask: find('displayName eq "Team"', 'Groups'), clean: 200, bad: 400 },
  'few-filter-attributes': { ask: find('title eq "x"'), clean: 200, bad: 400 },
  'malformed-filter-ignored': { ask: malformed, look: count, clean: undefined, bad: everybody },
  'malformed-filter-500': { ask: malformed, clean: 400, bad: 500 },
};

export const listCases: Readonly<Record<keyof typeof lists, Case>> = {
  'total-results-is-page-size': {
    ask: get('/Users?count=3'),
    look: at('totalResults'),
    clean: everybody,
    bad: 3,
  },
  'total-results-missing': { ask: get('/Users'), look: at('totalResults'), clean: everybody, bad: undefined },
  'items-per-page-zero': { ask: get('/Users?count=3'), look: at('itemsPerPage'), clean: 3, bad: 0 },
  'no-resources-when-empty': {
    ask: find('userName eq "nobody"'),
    look: at('Resources'),
    clean: [],
    bad: undefined,
  },
  'lower-case-resources-key': {
    ask: find('id eq "ada"'),
    look: ({ body }) => Object.keys(body).filter((key) => /^resources$/i.test(key)),
    clean: ['Resources'],
    bad: ['resources'],
  },
  'paging-ignored': { ask: get('/Users?startIndex=27&count=5'), look: count, clean: 1, bad: everybody },
  'cursor-paging-only': {
    ask: get('/Users?startIndex=20&count=5'),
    look: (seen) => [
      count(seen),
      at('totalResults')(seen),
      at('Resources', 0, 'id')(seen),
      typeof at('nextCursor')(seen),
    ],
    clean: [5, everybody, 'u16', 'undefined'],
    bad: [5, undefined, 'ada', 'string'],
  },
  'count-zero-400': { ask: get('/Users?count=0'), clean: 200, bad: 400 },
  'count-zero-everybody': { ask: get('/Users?count=0'), look: count, clean: 0, bad: everybody },
  'read-by-id-answers-list': { ask: get('/Users/ada'), look: found, clean: undefined, bad: ['ada'] },
  'excluded-attributes-ignored': {
    ask: get('/Groups/team?excludedAttributes=members'),
    look: members,
    clean: undefined,
    bad: ['ada', 'grace'],
  },
};
