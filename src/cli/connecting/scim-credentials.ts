import { clientCredentials } from '../../connectors/transport/credentials/client-credentials.ts';
import {
  anonymous,
  basic,
  bearer,
  type Credentials,
  type ExtraHeader,
  type SecretSource,
  withHeaders,
} from '../../connectors/transport/credentials/credentials.ts';
import type { HttpSettings } from '../../connectors/transport/http.ts';
import { sharing } from '../../connectors/transport/sending/sharing.ts';
import type { ClientCertificate } from '../../connectors/transport/tls/client-certificate.ts';
import { fail, ok, unreachable } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op } from '../../engine/port.ts';
import type { ScimConnector } from '../../workspace/scim/scim-config.ts';
import { resolveSecret } from '../../workspace/secrets/secret.ts';
import type { SecretRef } from '../../workspace/secrets/secret-reference.ts';
import type { Surroundings } from './surroundings.ts';

const SECRET_COMMAND_LIMIT_MS = 30_000;

/** How a server is reached; a token endpoint is reached in the same way. */
export type Reach = Pick<HttpSettings, 'ca' | 'clientCertificate' | 'environment' | 'limits' | 'time'>;

/**
 * A secret of a workspace, fetched when it is first needed and then kept while the program runs: a command may ask a
 * person for a password. `what` stands in the sentence when it cannot be had.
 */
function secretSource(
  { host, workspace, isTrusted }: Surroundings,
  reference: SecretRef,
  what: string,
): SecretSource {
  const access = {
    directory: workspace.directory,
    env: host.env,
    uid: host.uid,
    isTrusted,
    commandLimitMs: SECRET_COMMAND_LIMIT_MS,
  };
  let kept: string | undefined;
  const fetch = sharing(async (op: Op): Answer<string> => {
    const secret = await resolveSecret(reference, access, op.signal);
    if (secret.ok) {
      kept = secret.value;
      return secret;
    }
    const { message, fix } = secret.error;
    return fail<Failure>({
      code: 'configuration.invalid',
      message: `${what} cannot be had: ${message}. ${fix}`,
    });
  });
  return async ({ fresh }, op) => (kept === undefined || fresh ? fetch(op) : ok(kept));
}

function signIn(around: Surroundings, config: ScimConnector, reach: Reach): Credentials {
  const way = config.signIn;
  switch (way.with) {
    case 'none':
      return anonymous;
    case 'bearer':
      return bearer(secretSource(around, way.token, 'The token'));
    case 'basic':
      return basic(way.user, secretSource(around, way.password, 'The password'));
    case 'client-credentials': {
      const { with: _, clientSecret, ...rest } = way;
      const secret = secretSource(around, clientSecret, 'The client secret');
      return clientCredentials({ ...rest, clientSecret: secret, connection: reach });
    }
    default:
      return unreachable(way);
  }
}

/** What every request to this server carries to prove who we are. */
export function scimCredentials(around: Surroundings, config: ScimConnector, reach: Reach): Credentials {
  const headers = config.headers.map((header): ExtraHeader => {
    if ('value' in header) return header;
    const { name, secret } = header;
    return { name, secret: secretSource(around, secret, `The value of the header ${name}`) };
  });
  return withHeaders(signIn(around, config, reach), headers);
}

/** The client certificate of a connection; its key is a secret like any other. `certificate` is PEM text. */
export function certificateSource(
  around: Surroundings,
  certificate: string,
  { key, passphrase }: NonNullable<ScimConnector['clientCertificate']>,
): (op: Op) => Answer<ClientCertificate> {
  const keySource = secretSource(around, key, 'The key of the client certificate');
  const phraseSource =
    passphrase && secretSource(around, passphrase, 'The passphrase of the client certificate');
  return async (op) => {
    const pem = await keySource({ fresh: false }, op);
    if (!pem.ok) return pem;
    if (phraseSource === undefined) return ok({ cert: certificate, key: pem.value });
    const phrase = await phraseSource({ fresh: false }, op);
    return phrase.ok ? ok({ cert: certificate, key: pem.value, passphrase: phrase.value }) : phrase;
  };
}
