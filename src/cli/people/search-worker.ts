import { parentPort } from 'node:worker_threads';
import { serveSearch } from './serve-indexes.ts';

/** The entry of the worker thread that holds the indexes of people; `search-service.ts` starts it. */
if (parentPort !== null) serveSearch(parentPort);
