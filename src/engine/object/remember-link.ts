import type { Link } from '../links.ts';
import type { Run } from '../run/run.ts';

/**
 * Remembers which objects belong together; a preview remembers nothing. What was written stays written when it fails:
 * the sentence says so, and the next run finds the object by its matching attributes.
 */
export async function rememberLink(run: Run, link: Link): Promise<string | undefined> {
  if (run.context.mode === 'preview') return undefined;
  const saved = await run.links.save(link);
  return saved.ok ? undefined : `The connection of the two objects is not remembered: ${saved.error.message}`;
}

/** Forgets the link of an object that is gone; the sentence says when it stays. */
export async function forgetLink(run: Run, source: Link['source']): Promise<string | undefined> {
  if (run.context.mode === 'preview') return undefined;
  const dropped = await run.links.drop(source);
  return dropped.ok
    ? undefined
    : `The connection of the two objects is still remembered: ${dropped.error.message}`;
}
