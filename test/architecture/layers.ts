/**
 * Who may import whom. A folder of `src` may import itself, the folders listed for it, and the named packages; Node's
 * own modules only where `node` is listed. `test/architecture/fixtures` breaks each rule once, and the guide has a row
 * for each layer.
 */
type Layer = {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
};

export const layers: Readonly<Record<string, Layer>> = {
  domain: { folders: [], packages: ['zod', 'jsonc-parser'], node: false },
  'protocols/scim': { folders: ['domain'], packages: [], node: false },
  search: { folders: ['domain'], packages: ['fuse.js', 'any-ascii'], node: true },
  engine: { folders: ['domain'], packages: [], node: false },
  'connectors/transport': { folders: ['domain', 'engine'], packages: ['undici'], node: true },
  'connectors/scim': {
    folders: ['domain', 'engine', 'protocols/scim', 'connectors/transport'],
    packages: [],
    node: true,
  },
  'connectors/file': { folders: ['domain', 'engine'], packages: ['csv-parse'], node: true },
  'connectors/sample': { folders: ['domain', 'engine'], packages: ['zod'], node: true },
  disk: { folders: [], packages: ['zod'], node: true },
  'emulators/scim': { folders: ['domain', 'protocols/scim', 'disk'], packages: [], node: true },
  state: { folders: ['domain', 'engine', 'disk'], packages: ['env-paths', 'zod'], node: true },
  workspace: { folders: ['domain'], packages: ['zod'], node: true },
  session: { folders: ['domain', 'engine', 'search'], packages: [], node: false },
  ui: {
    folders: ['domain', 'engine', 'session', 'search'],
    packages: ['ink', 'ink-select-input', 'ink-text-input', 'react', 'string-width'],
    node: true,
  },
};
