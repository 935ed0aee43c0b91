import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fail, ok, type Result } from '../domain/result.ts';
import type { WorkspaceIssue } from './workspace-issue.ts';

/** Exports of large tenants stay below 5 MB; more than this is some other file. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * The text of a file of the workspace: `provision.json`, a synchronization schema, a certificate. UTF-8 with or without
 * a byte order mark, and UTF-16 with one, which is what `>` makes in Windows PowerShell. Everything else is an issue
 * that names the file.
 */
export async function readTextFile(file: string): Promise<Result<string, WorkspaceIssue>> {
  const bytes = await readBytes(file);
  return bytes.ok ? decode(file, bytes.value) : bytes;
}

async function readBytes(file: string): Promise<Result<Buffer, WorkspaceIssue>> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK a named pipe would hold the program back until somebody writes into it.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = await handle.stat();
    if (!facts.isFile()) return fail(issue(file, 'this is not a file', 'Name a regular file.'));
    if (facts.size > MAX_BYTES)
      return fail(issue(file, 'the file is larger than 20 MB', 'Check that it is the right file.'));
    return ok(await handle.readFile());
  } catch (error) {
    return fail(cannotRead(file, error));
  } finally {
    await handle?.close();
  }
}

function cannotRead(file: string, error: unknown): WorkspaceIssue {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT') return issue(file, 'the file does not exist', 'Create it, or correct its name.');
  if (code === 'EACCES')
    return issue(file, 'the file cannot be read by this user', 'Change its owner or its mode.');
  return issue(file, `the file cannot be read (${code})`, 'Check the file and its folder.');
}

function decode(file: string, bytes: Buffer): Result<string, WorkspaceIssue> {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return fail(issue(file, 'the file is neither UTF-8 nor UTF-16 text', 'Save it as UTF-8.'));
  }
}

function issue(file: string, message: string, fix: string): WorkspaceIssue {
  return { file, path: '', message, fix };
}
