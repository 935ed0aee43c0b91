import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linksFileName } from '../../state/links/links-file.ts';
import type { Host } from '../host.ts';
import { type ConnectedApp, connect } from './connect.ts';
import { rememberedLinks } from './remembered-links.ts';
import type { Surroundings } from './surroundings.ts';

/** Everything the sample company remembers lies here; `sample-data/` itself is never written. */
export const sampleStateFolder = (host: Host): string => join(host.places.state, 'sample');

const marker = (host: Host): string => join(sampleStateFolder(host), 'links-told');

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}

async function eachApp(around: Surroundings, work: (app: ConnectedApp) => Promise<void>): Promise<void> {
  for (const app of around.workspace.apps) {
    const connected = await connect(around, app);
    if (!connected.ok) continue;
    await work(connected.value);
    await connected.value.close();
  }
}

const linksKey = ({ app, source, target }: ConnectedApp) => ({
  appId: app.app.id,
  source: source.identity,
  target: target.identity,
});

/**
 * Some people of the story were provisioned long ago: their links are part of it, and are remembered the first time
 * the sample company is used. Without them nobody could be disabled, since what was never managed is left alone.
 */
export async function tellSampleLinks(around: Surroundings): Promise<void> {
  const { host, workspace } = around;
  if (!workspace.sample || (await exists(marker(host)))) return;
  await eachApp(around, async (app) => {
    const links = rememberedLinks({
      ...linksKey(app),
      directory: host.places.state,
      process: host.identity,
      now: host.now,
      report: ({ message }) => around.warn(message),
    });
    for (const link of await around.sample.initialLinks(app.app.app.id)) {
      const saved = await links.save(link);
      if (!saved.ok) around.warn(saved.error.message);
    }
  });
  await mkdir(sampleStateFolder(host), { recursive: true, mode: 0o700 });
  await writeFile(marker(host), '', { mode: 0o600 });
}

/** Back to the beginning: the sample systems, their server and their links. Runs in the journal stay. */
export async function resetSampleCompany(around: Surroundings): Promise<void> {
  const { host } = around;
  await eachApp(around, async (app) => {
    await rm(join(host.places.state, 'links', linksFileName(linksKey(app))), { force: true });
  });
  await rm(sampleStateFolder(host), { recursive: true, force: true });
}
