import type { Credentials } from '../../connectors/transport/credentials/credentials.ts';
import type { ScimConnector } from '../../workspace/scim/scim-config.ts';

/**
 * Credentials live as long as the program, and not only as long as the connections of one run: a token that was fetched
 * for one run is used for the next.
 */
export type SignedIn = (config: ScimConnector, make: () => Credentials) => Credentials;

export function createSignedIn(): SignedIn {
  const made = new WeakMap<ScimConnector, Credentials>();
  return (config, make) => {
    const known = made.get(config);
    if (known !== undefined) return known;
    const credentials = make();
    made.set(config, credentials);
    return credentials;
  };
}
