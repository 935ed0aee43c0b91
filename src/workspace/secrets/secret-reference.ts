import { z } from 'zod';

/** Where a secret is, never the secret: the only form in which a workspace file mentions one. */
export type SecretRef =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'cmd'; readonly command: readonly string[] };

export const secretForms = '"env:NAME", "file:path" (a file of mode 0600) or {"cmd": ["pass", "show", "x"]}';

const text = z
  .string()
  .regex(/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|cmd:\[.+\])$/u)
  .meta({
    description: 'env:NAME, file:path (mode 0600, relative to the workspace), or cmd:["pass","show","x"]',
  });

const command = z.strictObject({ cmd: z.array(z.string().regex(/^[^\0]+$/u)).min(1) });

/** `env:NAME`, `file:path`, `cmd:["pass","show","x"]`; the last one also as an object, which needs no escaping in JSON. */
export const secretReference = z.union([text, command]).transform((written, context): SecretRef => {
  const found =
    typeof written === 'string' ? parseText(written) : { kind: 'cmd' as const, command: written.cmd };
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: 'not a reference' });
  return z.NEVER;
});

function parseText(written: string): SecretRef | undefined {
  const colon = written.indexOf(':');
  const rest = written.slice(colon + 1);
  switch (written.slice(0, colon)) {
    case 'env':
      return { kind: 'env', name: rest };
    case 'file':
      return { kind: 'file', path: rest };
    default:
      return parseCommand(rest);
  }
}

function parseCommand(list: string): SecretRef | undefined {
  try {
    const parsed = command.shape.cmd.safeParse(JSON.parse(list));
    return parsed.success ? { kind: 'cmd', command: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}
