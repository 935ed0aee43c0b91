import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspace } from '../../../src/cli/connecting/open-workspace.ts';
import type { Host } from '../../../src/cli/host.ts';
import { wizardServices } from '../../../src/cli/wizard/services.ts';
import { identifyProcess } from '../../../src/disk/process-identity.ts';
import { findPlaces } from '../../../src/state/places.ts';
import { freshHome } from '../../support/program.ts';

/** The wizard's services on the sample company, on a terminal whose output is kept. */
async function services(environment: Readonly<Record<string, string>> = { TERM: 'xterm-256color' }) {
  const home = await freshHome();
  const stdout = Object.assign(new PassThrough(), { isTTY: true });
  const env = { ...home.env, ...environment };
  const host: Host = {
    env,
    cwd: home.path,
    uid: process.getuid?.(),
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    now: () => new Date('2026-10-01T12:00:00Z'),
    identity: await identifyProcess(),
    places: findPlaces(env),
    calledAs: 'provision',
    sampleFolder: join(import.meta.dirname, '..', '..', '..', 'sample-data'),
  };
  const opened = await openWorkspace(host, { warn: () => {} });
  if (!opened.ok) throw new Error(opened.error.lines.join('\n'));
  onTestFinished(() => opened.value.sampleServer.close());
  const made = wizardServices(opened.value, { exit: () => {}, crashed: () => {}, warn: () => {} });
  return { ...made, written: () => String(stdout.read() ?? '') };
}

async function valuesOf21481() {
  const made = await services();
  const [known, read] = await Promise.all([
    made.loadLanguage('workday-to-ad', 'user'),
    made.readValues('workday-to-ad', 'user', '21481'),
  ]);
  if (!known.ok || !read.ok) throw new Error('the sample company has worker 21481');
  return { ...made, language: known.value, values: read.value };
}

describe('the services of the workbench on the sample company', () => {
  it('know the mappings of an app and the attributes of its source object', async () => {
    const { language } = await valuesOf21481();

    expect(language.objectType).toBe('Worker');
    expect(language.attributes).toContainEqual({ name: 'Active', isImported: true });
    expect(language.mappings).toContainEqual({
      target: 'accountDisabled',
      expression: 'Switch([Active], , "0", "True", "1", "False")',
      isSecret: false,
    });
  });

  it('try an expression with the values of a terminated worker', async () => {
    const { evaluate, language, values } = await valuesOf21481();

    const { trial } = evaluate({
      text: 'Switch([Active], , "0", "True", "1", "False")',
      values,
      language,
      hidesAll: false,
    });

    expect(trial.outcome).toEqual({ kind: 'value', value: 'True' });
    expect(trial.trace?.children[0]).toMatchObject({ expression: '[Active]', value: '0' });
    expect(trial.remarks).toEqual([]);
  });

  it('cut all hostile patterns of an expression together', async () => {
    const { evaluate } = await services();
    const hostile = `Replace("${'a'.repeat(40)}b", , "(a+)+$", , "x", , )`;
    // Every part of a concatenation is evaluated: each on its own limit alone, this would take four seconds.
    const text = Array.from({ length: 40 }, () => hostile).join(' & ');

    const { trial, tookMs } = evaluate({ text, hidesAll: false });

    expect(trial.outcome).toMatchObject({ kind: 'error', error: { code: 'InvalidRegex' } });
    expect(tookMs).toBeLessThan(2_000);
  });

  it('say what cannot be read', async () => {
    const { loadLanguage, readValues } = await services();

    expect(await loadLanguage('workday-to-ad', 'group')).toMatchObject({
      ok: false,
      error: { code: 'configuration.invalid', message: expect.stringContaining('does not provision groups') },
    });
    expect(await readValues('workday-to-ad', 'user', '99999999')).toMatchObject({
      ok: false,
      error: { code: 'object.notFound' },
    });
  });

  it('write to the clipboard of a terminal by OSC 52, and not to one that would print it', async () => {
    const xterm = await services();
    const console = await services({ TERM: 'linux' });

    expect(xterm.copy('[Zoë]')).toBe(true);
    expect(console.copy('[Zoë]')).toBe(false);

    expect(xterm.written()).toBe(`\x1b]52;c;${Buffer.from('[Zoë]').toString('base64')}\x07`);
    expect(console.written()).toBe('');
  });
});
