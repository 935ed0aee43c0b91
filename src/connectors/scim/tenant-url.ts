/** What the query of a Tenant URL may ask for; the names are Microsoft's, compared without regard to case. */
export type ScimFeature = 'aadOptscim062020' | 'AzureAdScimPatch2017';

const features: ReadonlyMap<string, ScimFeature> = new Map([
  ['aadoptscim062020', 'aadOptscim062020'],
  ['azureadscimpatch2017', 'AzureAdScimPatch2017'],
]);

type TenantUrl = {
  /** The base URL to send to, without feature flags. */
  readonly baseUrl: string;
  readonly features: readonly ScimFeature[];
};

/**
 * Takes the feature flags off a Tenant URL: they speak to the provisioning service, not to the server. Every other
 * parameter stays. Source: entra-docs `application-provisioning-config-problem-scim-compatibility`.
 * A text that is no URL comes back as it is; whoever connects says what is wrong with it.
 */
export function readTenantUrl(text: string): TenantUrl {
  if (!URL.canParse(text)) return { baseUrl: text, features: [] };
  const url = new URL(text);
  const parameters = [...url.searchParams];
  const found = parameters.flatMap(([name]) => features.get(name.toLowerCase()) ?? []);
  url.search = new URLSearchParams(
    parameters.filter(([name]) => !features.has(name.toLowerCase())),
  ).toString();
  return { baseUrl: url.href, features: found };
}
