import fc from 'fast-check';
import { compareOperators, type Filter, type ScimPath } from '../../../src/protocols/scim/syntax.ts';
import { ENTERPRISE_USER_URN } from '../../../src/protocols/scim/urns.ts';

/** Any text, lone surrogates, quotes and control characters included. */
export const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});

const name = fc.constantFrom(
  'userName',
  'emails',
  'title',
  'value',
  'type',
  'x-tension',
  '$ref',
  '__proto__',
  'a1',
);
/** URNs as extensions have them: with dots, digits and hyphens in any of their parts. */
const urnPart = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,8}$/);
const madeUpUrn = fc
  .array(urnPart, { minLength: 1, maxLength: 6 })
  .map((parts) => `urn:extension:${parts.join(':')}`);
const urn = fc.oneof(
  fc.constantFrom(ENTERPRISE_USER_URN, 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User'),
  madeUpUrn,
);
const literal = fc.oneof(
  anyText,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  fc.boolean(),
  fc.constant(null),
);

/** Paths and filters as the parser gives them back: canonical names, lists of at least two terms. */
export const { filter: anyFilter, path: anyPath } = fc.letrec<{
  filter: Filter;
  path: ScimPath;
  simple: ScimPath;
}>((tie) => ({
  simple: fc.record({ urn, attribute: name, sub: name }, { requiredKeys: ['attribute'] }),
  path: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'scim' },
    tie('simple'),
    fc.record(
      { urn, attribute: name, filter: tie('filter'), sub: name },
      { requiredKeys: ['attribute', 'filter'] },
    ),
  ),
  filter: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'scim' },
    fc.record({ kind: fc.constant('present' as const), path: tie('path') }),
    fc
      .record({
        kind: fc.constant('compare' as const),
        path: tie('path'),
        operator: fc.constantFrom(...compareOperators),
        value: literal,
      })
      .filter(
        ({ operator, value }) =>
          operator === 'eq' || operator === 'ne' || typeof value === 'string' || typeof value === 'number',
      ),
    fc.record({
      kind: fc.constant('exists' as const),
      path: fc.record({ attribute: name, filter: tie('filter') }),
    }),
    fc.record({ kind: fc.constant('not' as const), term: tie('filter') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));
