import { fail, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';

/** Hands every piece of a reading to `work` and gives how the reading ended. A failure of `work` ends it early. */
export async function drain<Piece, End>(
  pieces: AsyncGenerator<Piece, Result<End, Failure>, undefined>,
  work: (piece: Piece) => Failure | undefined,
): Promise<Result<End, Failure>> {
  for (let next = await pieces.next(); ; next = await pieces.next()) {
    if (next.done) return next.value;
    const failure = work(next.value);
    if (failure === undefined) continue;
    await pieces.return(fail(failure));
    return fail(failure);
  }
}
