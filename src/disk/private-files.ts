import { randomUUID } from 'node:crypto';
import { chmod, type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** A text, or pieces of bytes one after the other. */
type Content = string | readonly Uint8Array[];

/** Creates the folder for this user alone, and takes other users' access away where it exists already. */
export async function ensurePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) await chmod(path, PRIVATE_FOLDER);
}

/** Replaces a file as a whole: after a crash at any moment it holds either the old content or the new one. */
export async function replaceFile(path: string, text: Content): Promise<void> {
  const draft = `${path}.${randomUUID()}.new`;
  try {
    await createFile(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await flushFolder(dirname(path));
}

/** Creates a file that must not exist yet. Nothing is left behind when it cannot be written whole. */
export async function createFile(path: string, text: Content): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'wx', PRIVATE_FILE);
    await handle.writeFile(text);
    await handle.datasync();
  } catch (error) {
    if (handle !== undefined) await rm(path, { force: true });
    throw error;
  } finally {
    await handle?.close();
  }
}

/** Makes the names in a folder durable. Windows cannot open a folder and needs no such thing. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
