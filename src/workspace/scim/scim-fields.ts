import { z } from 'zod';
import { secretReference } from '../secrets/secret-reference.ts';
import { certificateShape, headersShape, signInShape } from './scim-sign-in.ts';

export const scimDialects = ['portable', 'entra', 'entra-2020'] as const;

const MAX_LIMIT_SECONDS = 600;

const limitShape = z
  .number()
  .refine((seconds) => seconds >= 1 && seconds <= MAX_LIMIT_SECONDS, {
    message: 'this limit is too short or too long',
    params: { fix: `Use a number of seconds from 1 to ${MAX_LIMIT_SECONDS}.` },
  })
  .meta({ description: 'seconds for one request with its whole answer; 60 without it' });

const factName = /^([a-z][A-Za-z]*|filter \S.*)$/u;

const profileShape = z
  .record(z.string(), z.union([z.string().min(1), z.int().positive()]))
  .superRefine((facts, context) => {
    const params = {
      fix: 'Use a name as "provision doctor" shows it, such as "reference" or "filter userName".',
    };
    for (const name of Object.keys(facts).filter((fact) => !factName.test(fact)))
      context.addIssue({ code: 'custom', path: [name], message: 'this is no name of a fact', params });
  })
  .meta({ description: 'facts about this server that are fixed here instead of being learned' });

export const scimFields = z.strictObject({
  connector: z.literal('scim'),
  server: z
    .literal('sample')
    .optional()
    .meta({ description: 'the SCIM server of the sample company, instead of baseUrl' }),
  credential: z
    .literal('wrong')
    .optional()
    .meta({ description: 'with the sample server: shows what refused credentials look like' }),
  baseUrl: z.string().optional().meta({ description: 'https://host/scim/v2, without credentials in it' }),
  token: secretReference.optional(),
  signIn: signInShape.optional().meta({ description: 'another way to sign in than a bearer token' }),
  headers: headersShape
    .optional()
    .meta({ description: 'further headers of every request; secrets are references' }),
  clientCertificate: certificateShape.optional().meta({ description: 'mutual TLS' }),
  allowPlainHttp: z.boolean().optional().meta({ description: 'plain HTTP to another host than this one' }),
  ca: z.string().min(1).optional().meta({ description: 'PEM file with certificate authorities to trust' }),
  requestLimitSeconds: limitShape.optional(),
  dialect: z
    .enum(scimDialects)
    .optional()
    .meta({ description: 'how PATCH requests are spelled; without it the feature flags of baseUrl decide' }),
  ifMatch: z.boolean().optional().meta({ description: 'send If-Match where the server tells versions' }),
  mayReadAll: z
    .boolean()
    .optional()
    .meta({ description: 'read all objects when no filter of the server finds one' }),
  profile: profileShape.optional(),
});
export type ScimFields = z.output<typeof scimFields>;
