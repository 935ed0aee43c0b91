import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { present } from '../../domain/present.ts';
import { unreachable } from '../../domain/result.ts';
import { createPeopleIndex, type PeopleIndex } from '../../search/index/people-index.ts';
import { openIndex } from './open-index.ts';
import type { FromWorker, ReadingProgress, ToWorker } from './protocol.ts';

/** A held index; `adding` is done when everything that was added so far can be found. */
type Held = {
  index: PeopleIndex;
  adding: Promise<void>;
  /** Done when what was opened is stored. */
  opening: Promise<void>;
  readonly closing: AbortController;
};

type Asked = Extract<ToWorker, { readonly do: 'search' }>;
type Added = Extract<ToWorker, { readonly do: 'add' }>;

/** Progress is for eyes. */
const TELL_EVERY_MS = 100;

/**
 * Holds indexes and answers questions from a port: the search worker's whole work. Long work pauses, so that questions
 * come between; a question that was overtaken by a newer one is left as soon as the newer one is seen.
 */
export function serveSearch(port: MessagePort): void {
  const indexes = new Map<string, Held>();
  const inbox: ToWorker[] = [];
  const tell = (message: FromWorker): void => port.postMessage(message);

  const held = (name: string): Held => {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    const made: Held = {
      index: createPeopleIndex(),
      adding: Promise.resolve(),
      opening: Promise.resolve(),
      closing: new AbortController(),
    };
    indexes.set(name, made);
    return made;
  };

  /** Messages that have come but were not handed over yet. */
  const pull = (): void => {
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
      inbox.push(next.message);
    }
  };
  const isSkipped = ({ index, question }: Asked): boolean => {
    if (!question.mayBeSkipped) return false;
    pull();
    return inbox.some(
      (later) => later.do === 'search' && later.index === index && later.question.mayBeSkipped,
    );
  };

  const answer = (asked: Asked): void => {
    const { id, index, question } = asked;
    const started = performance.now();
    const found = held(index).index.searchUnless(() => isSkipped(asked), question.query, question.options);
    const ms = performance.now() - started;
    tell({ type: 'answered', id, ms, ...present({ answer: found }) });
  };

  const add = async (holder: Held, { id, listings, isLast }: Added): Promise<void> => {
    for (const _pause of holder.index.add(listings)) await nextTurn();
    if (isLast) for (const _pause of holder.index.settle()) await nextTurn();
    tell({ type: 'done', id });
  };

  const handle = (message: ToWorker): void => {
    const holder = held(message.index);
    switch (message.do) {
      case 'open':
        holder.opening = openIndex({
          ...message.request,
          signal: holder.closing.signal,
          take: (index) => {
            holder.index = index;
          },
          report: everySoOften((progress) => tell({ type: 'progress', index: message.index, progress })),
          opened: (result) => {
            if (indexes.get(message.index) === holder) tell({ type: 'opened', index: message.index, result });
          },
        });
        return;
      case 'add':
        holder.adding = holder.adding.then(() => add(holder, message));
        return;
      case 'finish':
        void holder.opening.then(() => tell({ type: 'done', id: message.id }));
        return;
      case 'search':
        answer(message);
        return;
      case 'close':
        holder.closing.abort();
        indexes.delete(message.index);
        return;
      default:
        unreachable(message);
    }
  };

  port.on('message', (message: ToWorker) => {
    inbox.push(message);
    for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) handle(next);
  });
}

function everySoOften(tell: (progress: ReadingProgress) => void): (progress: ReadingProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < TELL_EVERY_MS) return;
    last = now;
    tell(progress);
  };
}
