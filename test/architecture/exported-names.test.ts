import { describe, expect, it } from 'vitest';
import { sharedNames } from '../tooling/exported-names.ts';

describe('exported names', () => {
  it('are found where two files share one, whatever kind of thing it is', () => {
    const files = [
      {
        path: 'a.ts',
        text: "export type Verdict = 'yes';\nexport async function* walk() {}\nconst inner = 1;\n",
      },
      {
        path: 'b.ts',
        text: 'export const Verdict = 1;\nexport function walk() {}\nexport const inner = 2;\n',
      },
      {
        path: 'c.ts',
        text: 'export function overloaded(a: string): void;\nexport function overloaded() {}\n',
      },
    ];

    expect(sharedNames(files)).toEqual([
      { name: 'Verdict', paths: ['a.ts', 'b.ts'] },
      { name: 'walk', paths: ['a.ts', 'b.ts'] },
    ]);
  });

  it('are allowed to be shared where that is the convention', () => {
    const command = 'export function register(program: Command): void {}';

    expect(
      sharedNames([
        { path: 'a.ts', text: command },
        { path: 'b.ts', text: command },
      ]),
    ).toEqual([]);
  });
});
