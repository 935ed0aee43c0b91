/**
 * The embedded SCIM server, empty, in a process of its own: `node scim-server-child.ts DIRECTORY TOKEN` prints its base
 * URL and serves until its standard input ends.
 */
import process from 'node:process';
import { startScimServer } from '../../../../src/emulators/scim/start.ts';

const [directory = '', token = ''] = process.argv.slice(2);
const server = await startScimServer({ directory, port: 0, token, now: () => new Date() });
if (!server.ok) throw new Error(server.error.message);
process.stdin.on('end', () => server.value.close()).resume();
console.log(server.value.baseUrl);
