import type { Link } from '../links.ts';
import type { Run } from '../run/run.ts';

/**
 * Remembers which objects belong together; a preview remembers nothing. What was written stays written when it fails:
 * a note says so, and the next run finds the object by its matching attributes.
 */
export async function rememberLink(run: Run, link: Link): Promise<readonly string[]> {
  if (run.context.mode === 'preview') return [];
  const saved = await run.links.save(link);
  return saved.ok ? [] : [`The connection of the two objects is not remembered: ${saved.error.message}`];
}

/** Forgets the link of an object that is gone; a note says when it stays. */
export async function forgetLink(run: Run, source: Link['source']): Promise<readonly string[]> {
  if (run.context.mode === 'preview') return [];
  const dropped = await run.links.drop(source);
  return dropped.ok
    ? []
    : [`The connection of the two objects is still remembered: ${dropped.error.message}`];
}
