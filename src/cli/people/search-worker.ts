import { parentPort } from 'node:worker_threads';
import { serveSearch } from './serve.ts';

/** The entry of the worker thread that holds the indexes of people; `searching/client.ts` starts it. */
if (parentPort !== null) serveSearch(parentPort);
