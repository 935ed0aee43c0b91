import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { issue, issueAuthority } from '../../support/certificates.ts';
import { runSeeds } from '../../support/faults/runs.ts';
import { atFullSize } from '../../support/long.ts';
import { person } from '../../support/provisioned.ts';
import { createLinks, createSource } from '../../support/systems/memory-source.ts';
import { runOn } from '../../support/truth/run.ts';
import { connectedTo } from '../../support/truth/systems.ts';

/** 520 runs in `npm run test:long`. */
const BATCHES = atFullSize(10, 1);
const RUNS_EACH = atFullSize(52, 32);

/** Every seed is a scenario with its own faults, the same for ever; what went wrong is told with the seed. */
describe('runs through a network that fails', () => {
  it.each(Array.from({ length: BATCHES }, (_, batch) => batch * RUNS_EACH))(
    'duplicate nobody, lose nobody and tell the truth, from seed %i',
    async (first) => {
      const { wrong, faults, unknown, runs } = await runSeeds(first, RUNS_EACH);

      expect(wrong).toEqual([]);
      expect(runs).toBe(RUNS_EACH);
      // Without faults, and without answers that nobody saw, nothing was tried.
      expect(faults).toBeGreaterThan(RUNS_EACH / 2);
      expect(unknown).toBeGreaterThan(0);
    },
  );
});

describe('a run against a server', () => {
  it('whose certificate has expired ends before anything is sent, and says so', async () => {
    const authority = issueAuthority();
    const { cert, key } = issue({
      name: 'scim server',
      hosts: ['127.0.0.1'],
      by: authority,
      from: new Date('2020-01-02T00:00:00Z'),
      to: new Date('2021-01-02T00:00:00Z'),
    });
    const asked: string[] = [];
    const server = createServer({ cert, key }, (request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    onTestFinished(() => void server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connected = connectedTo(`https://127.0.0.1:${port}/scim/v2`, { ca: authority.cert });
    onTestFinished(connected.close);

    const { record, events } = await runOn({
      source: createSource({ people: [person('ada')] }),
      target: connected.target,
      links: createLinks(),
      subject: { kind: 'user', id: 'ada' },
    });

    expect(events.at(-1)).toMatchObject({ type: 'run.finished', ending: 'unreachable' });
    expect(record.statusInfo.reason).toContain('has expired (CERT_HAS_EXPIRED)');
    expect(record.evidence.wrote).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
