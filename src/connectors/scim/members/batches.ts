import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import type { HttpAnswer } from '../../transport/message.ts';
import { scimErrorOf } from '../answer-words.ts';
import { succeeded } from '../client.ts';
import { note, type ScimConnection } from '../connection.ts';
import { failureOf, noProof } from '../failures.ts';
import { patchRequest } from '../requests.ts';
import type { Group } from './looking.ts';

/** More than an on-demand run ever sends, and what the strictest known server takes in one request. */
export const usualBatch = 20;

/** How many members go into one PATCH. */
export function batchSize({ profile }: ScimConnection): number {
  const known = Number(profile.known('membersPerPatch'));
  return Number.isInteger(known) && known > 0 ? known : usualBatch;
}

/** How far a series of requests came. `sent` counts members, `requests` what was answered with success. */
export type Sent = { readonly sent: number; readonly requests: number };
export type Stopped = Sent & { readonly failure: Failure; readonly answer?: HttpAnswer };

/** 413, or a 400 that speaks of too much: RFC 7644 has no word for it but tooMany, which it means for lists. */
function isTooMuch(answer: HttpAnswer): boolean {
  const { scimType, detail } = scimErrorOf(answer);
  if (answer.status === 413) return true;
  return (
    answer.status === 400 &&
    /too ?many|too ?large|exceed|maximum|at most|limit of/i.test(`${scimType} ${detail}`)
  );
}

type Job = {
  readonly connection: ScimConnection;
  readonly group: Group;
  readonly body: (ids: readonly string[]) => JsonObject;
  readonly op: Op;
};

async function sendBatch({ connection, group, body, op }: Job, ids: readonly string[]): Answer<HttpAnswer> {
  const request = patchRequest({ objectType: group.objectType, ref: group.group }, body(ids));
  return request.ok ? connection.http.send(request.value, op) : request;
}

/** What an unsuccessful answer to a batch means: half of it is tried, or the series ends. */
function halved(job: Job, ids: readonly string[], answer: HttpAnswer): number | undefined {
  if (ids.length < 2 || !isTooMuch(answer)) return undefined;
  const size = Math.ceil(ids.length / 2);
  note(
    job.op,
    `The server does not take ${ids.length} members in one request (${answer.status}), so ${size} are sent at a time.`,
  );
  return size;
}

/** Sends members in portions that the server takes. Nobody is sent twice: a refused portion changed nothing. */
export async function sendInBatches(
  job: Job,
  ids: readonly string[],
  size: number,
): Promise<Result<Sent, Stopped>> {
  let [sent, requests, batch] = [0, 0, size];
  while (sent < ids.length) {
    const portion = ids.slice(sent, sent + batch);
    const answer = await sendBatch(job, portion);
    if (!answer.ok) return fail({ sent, requests, failure: answer.error });
    const smaller = halved(job, portion, answer.value);
    if (smaller !== undefined) {
      batch = smaller;
      continue;
    }
    if (!succeeded(answer.value)) {
      const failed = failureOf(answer.value, 'members');
      return fail({ sent, requests, failure: failed.error, answer: answer.value });
    }
    const doubt = noProof(answer.value, 'members');
    if (doubt !== undefined) return fail({ sent, requests, failure: doubt });
    if (batch < size) learnSize(job.connection, batch);
    sent += portion.length;
    requests += 1;
  }
  return ok({ sent, requests });
}

function learnSize({ profile }: ScimConnection, size: number): void {
  const because = 'more members in one request were refused';
  profile.learn({ fact: 'membersPerPatch', value: String(size), because });
}
