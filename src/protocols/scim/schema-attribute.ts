/** One attribute of a SCIM schema as `/Schemas` publishes it (RFC 7643 section 7). */
export type SchemaAttribute = {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'complex' | 'reference' | 'dateTime' | 'binary';
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readWrite' | 'readOnly' | 'immutable' | 'writeOnly';
  readonly returned: 'default' | 'always' | 'never';
  readonly uniqueness: 'none' | 'server';
  readonly referenceTypes?: readonly string[];
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly SchemaAttribute[];
};

type Special = Partial<Omit<SchemaAttribute, 'name'>>;

/** An optional text that differs from the defaults of RFC 7643 section 2.2 only in what is named. */
export function attribute(name: string, special: Special = {}): SchemaAttribute {
  return {
    name,
    type: 'string',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...special,
  };
}

export function textAttributes(names: string): readonly SchemaAttribute[] {
  return names.split(' ').map((name) => attribute(name));
}

export function reference(
  name: string,
  referenceTypes: readonly string[],
  special: Special = {},
): SchemaAttribute {
  return attribute(name, { type: 'reference', caseExact: true, referenceTypes, ...special });
}

export function complex(
  name: string,
  subAttributes: readonly SchemaAttribute[],
  special: Special = {},
): SchemaAttribute {
  return attribute(name, { type: 'complex', subAttributes, ...special });
}

/** A list of complex values with the usual sub-attributes (RFC 7643 section 2.4). */
export function listAttribute(name: string, types: string, value: Special = {}): SchemaAttribute {
  const canonicalValues = types === '' ? {} : { canonicalValues: types.split(' ') };
  return complex(
    name,
    [
      attribute('value', value),
      attribute('display'),
      attribute('type', canonicalValues),
      attribute('primary', { type: 'boolean' }),
    ],
    { multiValued: true },
  );
}
