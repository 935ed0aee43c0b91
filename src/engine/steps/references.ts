import type { Ref } from '../../domain/model/entry.ts';
import { ok, type Result, unreachable } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import { hideSecrets } from '../redact.ts';
import type { ReadyMapping, Run } from '../run.ts';
import { findMatch } from './find-match.ts';
import { nameOf } from './import.ts';

/** Where the object a reference points to stands in the target. */
export type Resolved =
  | { readonly kind: 'found'; readonly target: Ref; readonly name: string }
  /** `because` follows the name: "is not yet provisioned in customappsso". */
  | { readonly kind: 'missing'; readonly name: string; readonly because: string };

/**
 * Finds the target object that belongs to a source object: by stored link, else by its matching attributes.
 * Nothing is created for a reference; one without a counterpart is left out and named
 * (entra-docs `how-provisioning-works`: objects first, references afterwards).
 */
export async function resolveReference(
  run: Run,
  ready: ReadyMapping,
  id: string,
  op: Op,
): Promise<Result<Resolved, Failure>> {
  const read = await run.source.read({ selection: ready.sourceSelection, id }, op);
  if (!read.ok && read.error.code === 'object.notFound') {
    return ok({
      kind: 'missing',
      source: undefined,
      name: id,
      because: `does not exist in ${run.source.identity.name}`,
    });
  }
  if (!read.ok) return read;
  const { entry } = read.value;
  hideSecrets(run.redactor, entry.attributes, run.secrets.source);
  const name = nameOf(entry);
  const source = entry.ref;
  const found = await findMatch(run, { ready, source: entry.ref, attributes: entry.attributes }, op);
  if (!found.ok) return found;
  const { match } = found.value;
  const place = run.target.identity.name;
  switch (match.kind) {
    case 'one':
      return ok({ kind: 'found', source, target: match.entry.ref, name });
    case 'none':
      return ok({ kind: 'missing', source, name, because: `is not yet provisioned in ${place}` });
    case 'several':
      return ok({
        kind: 'missing',
        source,
        name,
        because: `matches ${match.entries.length} objects in ${place}`,
      });
    case 'invalid':
      return ok({ kind: 'missing', source, name, because: `cannot be matched: ${match.message}` });
    default:
      return unreachable(match);
  }
}
