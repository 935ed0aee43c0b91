/** Saves as many links as asked, one after the other, each under the lock; then says so and ends. */

import { identifyProcess } from '../../../src/disk/process-identity.ts';
import { asRef } from '../../../src/domain/model/entry.ts';
import { createLinks } from '../../../src/state/links/links.ts';

const [directory = '', name = '', count = '0'] = process.argv.slice(2);
const links = createLinks({
  directory,
  appId: 'entra-to-saas',
  source: { name: 'Azure Active Directory', place: 'northwind' },
  target: { name: 'customappsso', place: 'host:1' },
  process: await identifyProcess(),
  now: () => new Date(),
  lockLimitMs: 15_000,
  report: (problem) => process.stdout.write(`${problem.message}\n`),
});
for (let index = 0; index < Number(count); index++) {
  const source = asRef(`${name}-${index}`);
  await links.save({ source, target: asRef(`target-of-${source}`), objectType: 'User' });
  process.stdout.write(`${source}\n`);
}
