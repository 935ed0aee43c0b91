import type { Ref } from '../domain/model/entry.ts';
import type { Answer } from './failure.ts';

/**
 * Which source object belongs to which target object, remembered between runs and asked before any matching attribute.
 * One instance serves one app with one pair of systems; links of other tenants or hosts are invisible through it.
 * Failure: configuration.invalid, when what is remembered cannot be read or changed (rights, full disk, a lock).
 */
export interface Links {
  targetOf(source: Ref): Answer<Ref | undefined>;
  save(link: Link): Answer<void>;
  drop(source: Ref): Answer<void>;
}

export type Link = { readonly source: Ref; readonly target: Ref; readonly objectType: string };
