import { fail, ok } from '../../domain/result.ts';
import type { Answer } from '../../engine/failure.ts';
import type { Links } from '../../engine/links.ts';
import { createLinks, type LinksRequest } from '../../state/links/links.ts';
import { StateError } from '../../state/state-problem.ts';

/** How long to wait for another process that changes the links of the same app. */
const LOCK_LIMIT_MS = 5_000;

async function answered<T>(work: Promise<T>): Answer<T> {
  try {
    return ok(await work);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const { message, fix } = error.problem;
    return fail({ code: 'configuration.invalid', message: `${message}. ${fix}` });
  }
}

/** The link file of an app behind the engine's port: its trouble becomes a value. */
export function rememberedLinks(request: Omit<LinksRequest, 'lockLimitMs'>): Links {
  const stored = createLinks({ ...request, lockLimitMs: LOCK_LIMIT_MS });
  return {
    targetOf: (source) => answered(stored.targetOf(source)),
    save: (link) => answered(stored.save(link)),
    drop: (source) => answered(stored.drop(source)),
  };
}
