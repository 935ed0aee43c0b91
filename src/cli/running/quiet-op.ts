import type { Op } from '../../engine/port.ts';

/** An operation outside a run: nobody looks at its exchanges. */
export const quietOp = (signal: AbortSignal): Op => ({ signal, observe: () => {} });
