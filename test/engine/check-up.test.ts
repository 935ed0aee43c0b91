import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/engine/check-up.ts';
import { type CheckedApp, type CheckUpReport, checkUp, type PartCheck } from '../../src/engine/check-up.ts';
import { readyMapping } from '../../src/engine/run/run.ts';
import { tipFor } from '../../src/engine/tips.ts';
import { mappingWith, matching } from '../support/mappings.ts';
import { createSource } from '../support/systems/memory-source.ts';
import { createTarget } from '../support/systems/memory-target.ts';
import { failure } from '../support/systems/memory-trouble.ts';

const good = (name: string): Check => ({ name, verdict: 'good', found: 'fine', exchanges: [] });
const userMapping = { kind: 'user', ready: readyMapping(mappingWith()) } as const;
const groupMapping = { kind: 'group', ready: readyMapping(mappingWith({ kind: 'group' })) } as const;

const systems = (change: Partial<NonNullable<CheckedApp['systems']>> = {}) => ({
  source: createSource(),
  target: createTarget(),
  mappings: [userMapping, groupMapping],
  ...change,
});

/** Every reading of the clock is 5 ms later. */
function clock(): () => number {
  let now = 0;
  return () => {
    now += 5;
    return now;
  };
}

type Checked = { readonly yielded: readonly PartCheck[]; readonly report: CheckUpReport };

async function checked(change: Partial<CheckedApp> = {}): Promise<Checked> {
  const app: CheckedApp = {
    configuration: [good('schema')],
    systems: systems(),
    mayWrite: false,
    clock: clock(),
    ...change,
  };
  const facts = checkUp(app, { signal: new AbortController().signal, observe: () => {} });
  const yielded: PartCheck[] = [];
  for (;;) {
    const next = await facts.next();
    if (next.done) return { yielded, report: next.value };
    yielded.push(next.value);
  }
}

const lines = ({ yielded }: Checked) =>
  yielded.map(({ part, check }) => `${part} ${check.name}: ${check.verdict}`);

describe('the check-up of an app', () => {
  it('goes through configuration, source and target, and tells how the source is searched', async () => {
    const found = await checked();

    expect(lines(found)).toEqual([
      'configuration schema: good',
      'source connection: good',
      'source search: good',
      'target connection: good',
    ]);
    expect(found.report.checks).toEqual(found.yielded);
    expect(found.yielded[2]?.check.found).toContain('any part of a name finds it');
    expect(found.yielded[3]?.check.found).toBe('it answers, lets us in, and can be searched by userName');
  });

  it('tells of the source what was asked and answered', async () => {
    const source = createSource();

    const { yielded } = await checked({ systems: systems({ source }) });

    expect(yielded[1]?.check).toMatchObject({ name: 'connection', found: 'test: found' });
  });

  it('writes nothing and asks each system once', async () => {
    const target = createTarget();
    const source = createSource();

    await checked({ systems: systems({ source, target }) });

    expect([source.calls, target.calls]).toEqual([['test'], ['test']]);
    expect(target.writes).toEqual([]);
  });

  it('times each finding and keeps its requests', async () => {
    const { yielded } = await checked();

    expect(yielded[3]?.check).toMatchObject({
      tookMs: 5,
      exchanges: [{ request: 'test', answer: 'found' }],
    });
  });

  it('tells a failure with its tip and its code, and goes on with the target', async () => {
    const source = createSource();
    source.fails('test', failure('connection.refused'));

    const found = await checked({ systems: systems({ source }) });

    expect(found.yielded[1]?.check).toMatchObject({
      verdict: 'bad',
      found: 'The system says connection.refused.',
      next: tipFor('test', 'connection.refused'),
      code: 'connection.refused',
    });
    expect(lines(found).at(-1)).toBe('target connection: good');
  });

  it('asks no system as long as the configuration is wrong', async () => {
    const configuration = [{ ...good('schema'), verdict: 'bad' as const }];
    const app = { configuration, mayWrite: false, clock: clock() };
    const facts = checkUp(app, { signal: new AbortController().signal, observe: () => {} });

    const yielded: PartCheck[] = [];
    for await (const one of facts) yielded.push(one);
    expect(yielded.map(({ part, check }) => `${part}: ${check.verdict}`)).toEqual([
      'configuration: bad',
      'source: skipped',
      'target: skipped',
    ]);
    for (const { check } of yielded.slice(1)) expect(check.next).toMatch(/\.$/);
  });

  it('finds a mapping without a matching attribute', async () => {
    const ready = readyMapping(mappingWith({ map: { userName: '[userPrincipalName]' } }));

    const { yielded } = await checked({ systems: systems({ mappings: [{ kind: 'user', ready }] }) });

    expect(yielded.at(-1)?.check).toMatchObject({ verdict: 'bad', code: 'configuration.invalid' });
  });
});

describe('a target with a check-up of its own', () => {
  const capabilities = [
    { name: 'filter on userName', value: 'equality', from: 'measured', because: '200' },
  ] as const;
  const own = () => createTarget({ checkUp: { checks: [good('TLS'), good('clock')], capabilities } });

  it('is asked that instead of the test, and its findings and capabilities are passed on', async () => {
    const target = own();

    const found = await checked({ systems: systems({ target }) });

    expect(lines(found).slice(-2)).toEqual(['target TLS: good', 'target clock: good']);
    expect(found.report.capabilities).toEqual(capabilities);
    expect(target.calls).toEqual([]);
  });

  it.each([true, false])(
    'is told what the mappings read and write, and whether it may write: %s',
    async (mayWrite) => {
      const target = own();
      const ready = readyMapping(
        mappingWith({
          map: { externalId: matching('[employeeId]', 1), userName: matching('[userPrincipalName]', 2) },
        }),
      );

      await checked({
        mayWrite,
        systems: systems({ target, mappings: [{ kind: 'user', ready }, groupMapping] }),
      });

      const [request] = target.askedToCheck;
      expect(request?.mayWrite).toBe(mayWrite);
      expect(request?.kinds.map(({ selection }) => selection.objectType)).toEqual(['User', 'Group']);
      expect(request?.kinds[0]?.matching.map(({ name }) => name)).toEqual(['externalId', 'userName']);
      expect(request?.kinds[0]).not.toHaveProperty('members');
      expect(request?.kinds[1]?.members?.name).toBe('members');
    },
  );
});
