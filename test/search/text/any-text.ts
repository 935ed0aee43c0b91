import fc from 'fast-check';

/** What a person or a paste can hold: letters of many scripts, signs, control characters, halves of emoji. */
const telling = [
  ...['a', 'B', 'é', 'Ø', 'ß', 'İ', 'Σ', 'ﬁ', '½', '王', '김', 'ㄱ', 'カ', 'が', 'ـ', 'ة', 'й', 'राम'],
  ...[
    'e\u0301',
    '\u0301',
    '\u200d',
    '\u202e',
    '\u0000',
    '\u001b[31m',
    '\n',
    '\ufeff',
    '\uffff',
    '\ue000',
    '\u0001',
  ],
  ...[
    '👩‍💻',
    '🙂',
    '\ud83d',
    '\ude42',
    '🇩🇪',
    '@',
    '.',
    ',',
    '=',
    '-',
    "'",
    '’',
    '"',
    '\\',
    '*',
    '(',
    ' ',
    '  ',
    '7',
  ],
];

export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...telling),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0x10000, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''));
