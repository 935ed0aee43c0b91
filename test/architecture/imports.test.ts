import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { layers } from './layers.ts';

const escaped = (text: string): string => text.replaceAll(/[.\\/]/g, '\\$&');
const anyOf = (names: readonly string[]): string => names.map(escaped).join('|');

function rulesFor(root: string): IFlattenedRuleSet['forbidden'] {
  const perLayer = Object.entries(layers).flatMap(([name, { folders, packages, node }]) => {
    const from = { path: `^${escaped(root)}/${escaped(name)}/` };
    const own = [name, ...folders];
    return [
      {
        name: `${name}: folders`,
        severity: 'error' as const,
        from,
        to: { path: `^${escaped(root)}/`, pathNot: `^${escaped(root)}/(${anyOf(own)})/` },
      },
      {
        name: `${name}: packages`,
        severity: 'error' as const,
        from,
        to: {
          dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'] as const,
          ...(packages.length === 0 ? {} : { pathNot: `node_modules/(${anyOf(packages)})/` }),
        },
      },
      ...(node
        ? []
        : [
            {
              name: `${name}: node`,
              severity: 'error' as const,
              from,
              to: { dependencyTypes: ['core'] as const },
            },
          ]),
    ];
  });
  return [
    ...perLayer,
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ] as unknown as IFlattenedRuleSet['forbidden'];
}

async function check(root: string): Promise<ICruiseResult['summary']> {
  const { output } = await cruise(
    [root],
    {
      ruleSet: { forbidden: rulesFor(root) ?? [] },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      combinedDependencies: false,
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  );
  if (typeof output === 'string') throw new Error('the cruise gave text instead of a result');
  return output.summary;
}

describe('the layers', () => {
  it('hold in the product', async () => {
    const { violations, totalCruised } = await check('src');

    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(150);
  });

  it('are really tested: every kind of violation is found where it is made on purpose', async () => {
    const { violations } = await check('test/architecture/fixtures');

    const found = new Set(violations.map(({ rule }) => rule.name));
    expect([...found].sort()).toEqual(
      [
        'disk: folders',
        'domain: folders',
        'domain: node',
        'emulators/scim: folders',
        'engine: packages',
        'no cycles',
        'resolvable',
        'session: folders',
      ].sort(),
    );
  });
});
