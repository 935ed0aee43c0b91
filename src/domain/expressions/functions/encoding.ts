import { fail, ok } from '../../result.ts';
import {
  base64Bytes,
  base64Text,
  decodeText,
  hexText,
  type TextEncoding,
  utf8Bytes,
  utf16Bytes,
} from '../bytes.ts';
import { defineFunction, type FunctionAnswer, type FunctionDefinition, tooLong } from '../definition.ts';
import { optionalText, singleText } from '../parameters.ts';
import { MAX_TEXT } from '../value.ts';

/** Source: entra-docs `functions-for-customizing-application-data`; ConvertFromBase64: cloud sync `reference-expressions`. */
export const encodingFunctions: readonly FunctionDefinition[] = [
  defineFunction('encoding', {
    name: 'ConvertToBase64',
    help: 'Base64 of the text in UTF-16 (little endian).',
    parameters: { source: singleText },
    evaluate: ({ source }) => encoded(source, 3, () => base64Text(utf16Bytes(source))),
  }),

  defineFunction('encoding', {
    name: 'ConvertFromBase64',
    help: 'The text in a base64 value. encoding is Unicode (UTF-16, the default), UTF8 or ASCII.',
    parameters: { source: singleText, encoding: optionalText },
    evaluate: ({ source, encoding = 'Unicode' }) => fromBase64(source, encoding),
  }),

  defineFunction('encoding', {
    name: 'ConvertToUTF8Hex',
    help: 'The UTF-8 bytes of the text in hexadecimal, upper case.',
    parameters: { source: singleText },
    evaluate: ({ source }) => encoded(source, 6, () => hexText(utf8Bytes(source))),
  }),
];

/** `growth` is the most characters that one character of the source can become. */
function encoded(source: string, growth: number, encode: () => string): FunctionAnswer {
  return source.length * growth > MAX_TEXT ? tooLong(`${MAX_TEXT} characters`) : ok(encode());
}

const encodings: readonly TextEncoding[] = ['Unicode', 'UTF8', 'ASCII'];

function fromBase64(source: string, encoding: string): FunctionAnswer {
  const known = encodings.find((candidate) => candidate === encoding);
  if (known === undefined) {
    const message = 'encoding must be Unicode, UTF8 or ASCII';
    return fail({ code: 'ArgumentValue', message, parameter: 'encoding', got: encoding });
  }
  const bytes = base64Bytes(source);
  if (bytes === undefined) {
    return fail({ code: 'ArgumentType', message: 'source is not base64', parameter: 'source', got: source });
  }
  return ok(decodeText(bytes, known));
}
