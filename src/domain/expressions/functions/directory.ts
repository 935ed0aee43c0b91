import { fail, ok } from '../../result.ts';
import { base64Bytes } from '../bytes.ts';
import { defineFunction, type FunctionAnswer, type FunctionDefinition } from '../definition.ts';
import { integer, optionalAny, singleText } from '../parameters.ts';

/** Source: entra-docs cloud sync `reference-expressions`; the undocumented ones: Graph `synchronizationSchema: functions`. */
export const directoryFunctions: readonly FunctionDefinition[] = [
  defineFunction('directory', {
    name: 'CRef',
    help: 'The distinguished name as a reference; the text stays as it is.',
    parameters: { dn: singleText },
    evaluate: ({ dn }) => ok(dn),
  }),

  defineFunction('directory', {
    name: 'DNComponent',
    help: 'The value of the n-th part of a distinguished name, counted from 1 and from the left.',
    parameters: { dn: singleText, number: integer },
    evaluate: ({ dn, number }) => {
      if (number < 1) {
        return fail({
          code: 'ArgumentValue',
          message: 'number counts from 1',
          parameter: 'number',
          got: String(number),
        });
      }
      if (dn.length > MAX_DN) {
        return fail({
          code: 'ArgumentValue',
          message: `dn has more than ${MAX_DN} characters`,
          parameter: 'dn',
        });
      }
      return ok(componentValues(dn)[number - 1]);
    },
  }),

  defineFunction('directory', {
    name: 'StringFromSid',
    help: 'The S-1-5-... form of a binary security identifier, which enters as base64.',
    parameters: { sid: singleText },
    evaluate: ({ sid }) => sidText(sid),
  }),

  undocumented('DefaultDomain'),
  undocumented('AppRoleAssignments'),
];

/** Listed by Graph without a meaning: parsed, so that a schema with it can be read, and refused when it is needed. */
function undocumented(name: string): FunctionDefinition {
  return defineFunction('directory', {
    name,
    help: 'Listed by Graph but documented nowhere, so it cannot be evaluated here.',
    parameters: { source: optionalAny },
    evaluate: () =>
      fail({
        code: 'UnknownFunction',
        message:
          'what it returns is documented nowhere; put the wanted value into the mapping as a constant or an attribute',
      }),
  });
}

/** No directory has longer names; the patterns below work well up to here. */
const MAX_DN = 10_000;

/** RFC 4514: parts end at a comma that is not escaped; `\2C` and `\,` are escapes in a value. */
function componentValues(dn: string): readonly string[] {
  const parts = dn.match(/(?:\\.|[^\\,])+/gs) ?? [];
  return parts.map((part) => {
    const value = part
      .slice(part.indexOf('=') + 1)
      .replace(/^ +/, '')
      .replace(/([^\\]) +$/, '$1');
    return value.replace(/(?:\\[0-9A-Fa-f]{2})+|\\(.)/gs, (escaped: string, char?: string) =>
      char === undefined ? decodedHex(escaped) : char,
    );
  });
}

function decodedHex(escaped: string): string {
  const bytes = escaped
    .split('\\')
    .slice(1)
    .map((hex) => Number.parseInt(hex, 16));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** MS-DTYP 2.4.2: revision, number of sub-authorities, 48-bit authority (big endian), 32-bit numbers (little endian). */
function sidText(base64: string): FunctionAnswer {
  const bytes = base64Bytes(base64);
  const count = bytes?.[1] ?? 0;
  if (bytes === undefined || bytes[0] !== 1 || count > 15 || bytes.length !== 8 + 4 * count) {
    const message = 'sid is not a security identifier in base64';
    return fail({ code: 'ArgumentType', message, parameter: 'sid', got: base64 });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const authority = view.getUint16(2) * 2 ** 32 + view.getUint32(4);
  const numbers = Array.from({ length: count }, (_, index) => view.getUint32(8 + 4 * index, true));
  return ok(['S-1', authority, ...numbers].join('-'));
}
