import { z } from 'zod';
import { type SecretRef, secretReference } from '../secrets/secret-reference.ts';

/** How a program proves to a SCIM server who it is. Secrets by reference only. */
export const signInShape = z.discriminatedUnion('with', [
  z.strictObject({ with: z.literal('bearer'), token: secretReference }),
  z.strictObject({
    with: z.literal('client-credentials'),
    tokenUrl: z.string().meta({ description: 'https address of the OAuth 2 token endpoint' }),
    clientId: z.string().min(1),
    clientSecret: secretReference,
    scope: z.string().min(1).exactOptional(),
    audience: z.string().min(1).exactOptional(),
    sendAs: z
      .enum(['body', 'basic'])
      .default('body')
      .meta({ description: 'where id and secret stand: in the form, or in a Basic header' }),
  }),
  z.strictObject({ with: z.literal('basic'), user: z.string().min(1), password: secretReference }),
  z.strictObject({ with: z.literal('none') }),
]);
export type SignIn = z.output<typeof signInShape>;

/** The keys of each way to sign in, for "did you mean". */
export const signInKeys: ReadonlyMap<string, readonly string[]> = new Map(
  signInShape.options.map((option) => [option.shape.with.value, Object.keys(option.shape)]),
);

export const certificateShape = z.strictObject({
  certificate: z
    .string()
    .min(1)
    .meta({ description: 'PEM file with the certificate, relative to this file' }),
  key: secretReference.meta({ description: 'reference to the PEM text of the key: "file:client-key.pem"' }),
  passphrase: secretReference.exactOptional(),
});

export const certificateKeys: readonly string[] = Object.keys(certificateShape.shape);

/** A text that anybody may see, or a reference to a secret. */
export type HeaderSetting = { readonly name: string } & (
  | { readonly value: string }
  | { readonly secret: SecretRef }
);

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u;
const secretName = /auth|key|token|secret|passw|credential|cookie|session|signature/iu;
/** What the program itself writes, what belongs to a connection (RFC 9110 section 7.6.1), and who is asked. */
const ownNames =
  /^(authorization|proxy-.*|host|content-.*|accept(-encoding)?|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|if-.*)$/iu;

type Trouble = { readonly message: string; readonly fix: string };

function headerTrouble(name: string, value: string | SecretRef): Trouble | undefined {
  if (!headerName.test(name)) return { message: 'this is no name of a header', fix: 'Write it as "X-Name".' };
  if (ownNames.test(name))
    return { message: 'this header is written by the program', fix: 'Remove it; "signIn" signs in.' };
  if (typeof value !== 'string') return undefined;
  if (/^(env|file|cmd):/u.test(value))
    return { message: 'this is not a reference to a secret', fix: 'Write "env:NAME" or "file:path".' };
  if (secretName.test(name))
    return { message: 'the secret itself stands here', fix: 'Write a reference instead: "env:NAME".' };
  if (!/^[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?$/u.test(value))
    return { message: 'this is no value of a header', fix: 'Use plain letters, digits and signs.' };
  return undefined;
}

/** Names of headers are the same in any case (RFC 9110 section 5.1): of two, only one would be sent. */
function repeatedName(name: string, before: readonly string[]): Trouble | undefined {
  const first = before.find((one) => one.toLowerCase() === name.toLowerCase());
  if (first === undefined) return undefined;
  const message = `this is the header "${first}" once more: case does not matter in names of headers`;
  return { message, fix: 'Remove one of the two.' };
}

export const headersShape = z
  .record(z.string(), z.union([secretReference, z.string()]))
  .superRefine((headers, context) => {
    const names = Object.keys(headers);
    for (const [index, [name, value]] of Object.entries(headers).entries()) {
      const trouble = headerTrouble(name, value) ?? repeatedName(name, names.slice(0, index));
      if (trouble === undefined) continue;
      const { message, fix } = trouble;
      context.addIssue({ code: 'custom', path: [name], message, params: { fix } });
    }
  });

export const headerSettings = (written: z.output<typeof headersShape>): readonly HeaderSetting[] =>
  Object.entries(written).map(([name, value]) =>
    typeof value === 'string' ? { name, value } : { name, secret: value },
  );
