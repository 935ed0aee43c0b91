import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import { coerce, missingValues, sameValue } from '../../../src/domain/planning/compare.ts';
import { disabledValue } from '../../../src/domain/schema/account-status.ts';
import type { AttributeDefinition, AttributeType } from '../../../src/domain/schema/types.ts';
import { definition } from '../scoping/scoping-setup.ts';

const types: readonly AttributeType[] = ['String', 'Integer', 'Reference', 'Binary', 'Boolean', 'DateTime'];
const scalars = fc.oneof(fc.string(), fc.boolean(), fc.integer());
const values: fc.Arbitrary<AttributeValue> = fc.oneof(scalars, fc.array(scalars, { maxLength: 4 }));
const definitions: fc.Arbitrary<AttributeDefinition> = fc
  .record({ type: fc.constantFrom(...types), multivalued: fc.boolean(), caseExact: fc.boolean() })
  .map((over) => definition('any', over));

describe('sameValue', () => {
  it('holds for a value and itself', () => {
    fc.assert(
      fc.property(values, definitions, (value, kind) => {
        expect(sameValue(value, value, kind)).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the two', () => {
    fc.assert(
      fc.property(
        values,
        values,
        definitions,
        (a, b, kind) => sameValue(a, b, kind) === sameValue(b, a, kind),
      ),
    );
  });

  it('does not depend on the order of a multi-valued attribute', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (list) =>
        sameValue(list, list.toReversed(), definition('x', { multivalued: true })),
      ),
    );
  });

  it('knows no difference between absent and empty', () => {
    expect(sameValue(undefined, '', definition('x'))).toBe(true);
    expect(sameValue(undefined, [], definition('x', { multivalued: true }))).toBe(true);
  });
});

describe('coerce', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(values, definitions, (value, kind) => {
        const once = coerce(value, kind);
        expect(coerce(once, kind)).toEqual(once);
      }),
    );
  });

  it('gives a list to a multi-valued attribute and one value to a single-valued one', () => {
    fc.assert(
      fc.property(
        values,
        definitions,
        (value, kind) => Array.isArray(coerce(value, kind)) === kind.multivalued,
      ),
    );
  });
});

describe('missingValues', () => {
  const multi = definition('x', { multivalued: true });

  it('added to what is held leaves nothing missing', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (wanted, held) => {
        const missing = missingValues(wanted, held, multi);
        const after = Array.isArray(missing) ? [...held, ...missing] : held;
        expect(missingValues(wanted, after, multi)).toBeUndefined();
      }),
    );
  });
});

describe('the value that disables', () => {
  it.each([
    ['active', 'Boolean', false],
    ['active', 'String', 'False'],
    ['accountEnabled', 'Boolean', false],
    ['AccountEnabled', 'Boolean', false],
    ['accountDisabled', 'Boolean', true],
    ['accountDisabled', 'String', 'True'],
    ['IsSoftDeleted', 'Boolean', true],
  ] as const)('of %s (%s) is %s', (name, type, expected) => {
    expect(disabledValue({ name, type })).toBe(expected);
  });
});
