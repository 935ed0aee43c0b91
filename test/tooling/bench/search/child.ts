/** One job of `search.ts`, given as JSON in the arguments; prints its result as JSON. */
import process from 'node:process';
import { manyPeople } from '../../../support/people/many-people.ts';
import { createRandom } from '../../../support/people/people.ts';
import { measureFuse } from './fuse-reference.ts';
import { SAMPLE, type SearchJob, TEXTS_FROM } from './jobs.ts';
import { measureOurs } from './ours.ts';
import { keyPresses, makeQueries } from './people-queries.ts';
import { measureQuality } from './quality.ts';

const job: SearchJob = JSON.parse(process.argv[2] ?? '{}');

function textsFor({ seed, people }: SearchJob): readonly string[] {
  const first = [...manyPeople(seed, Math.min(people, TEXTS_FROM))];
  return makeQueries(first, createRandom(seed + 1), 6).map(({ text }) => text);
}

/** The same for this program and for fuse.js, in an order that helps neither. */
function sampleOf(presses: readonly string[], count: number): readonly string[] {
  const random = createRandom(SAMPLE);
  return Array.from({ length: count }, () => presses[random.below(presses.length)] ?? '');
}

const texts = job.do === 'quality' ? [] : textsFor(job);
const presses = texts.flatMap((text) => keyPresses({ text }));

switch (job.do) {
  case 'ours':
    console.log(JSON.stringify(await measureOurs(job, presses, sampleOf(presses, SAMPLE))));
    break;
  case 'fuse':
    console.log(JSON.stringify(measureFuse(job, sampleOf(presses, SAMPLE).slice(0, job.presses))));
    break;
  default:
    console.log(JSON.stringify(measureQuality(job)));
}
