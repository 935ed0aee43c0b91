import type { Ref } from '../domain/model/entry.ts';

/**
 * Which source object belongs to which target object, remembered between runs and asked before any matching attribute.
 * One instance serves one app with one pair of systems; links of other tenants or hosts are invisible through it.
 */
export interface Links {
  targetOf(source: Ref): Promise<Ref | undefined>;
  save(link: { readonly source: Ref; readonly target: Ref; readonly objectType: string }): Promise<void>;
  drop(source: Ref): Promise<void>;
}
