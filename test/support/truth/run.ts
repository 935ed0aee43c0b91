import { randomUUID } from 'node:crypto';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import type { Subject } from '../../../src/domain/model/subject.ts';
import type { ResolvedMapping } from '../../../src/domain/schema/resolve.ts';
import type { ApprovalRequest } from '../../../src/engine/approval.ts';
import type { Links } from '../../../src/engine/links.ts';
import type { Source, Target } from '../../../src/engine/port.ts';
import type { RunEvent } from '../../../src/engine/run/events.ts';
import { provision } from '../../../src/engine/run/provision.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import { ENTERPRISE_USER_URN } from '../../../src/protocols/scim/urns.ts';
import { mappingWith, matching } from '../mappings.ts';

export const E = ENTERPRISE_USER_URN;
export const WORK_MAIL = 'emails[type eq "work"].value';
export const MANAGER = `${E}:manager`;
export const DEPARTMENT = `${E}:department`;

const reference = { type: 'Reference', referencedObjects: [{ referencedObjectName: 'User' }] };

/** Users of a SCIM app much as Microsoft's default schema maps them; matched by userName, then by externalId. */
export const scimUsers: ResolvedMapping = mappingWith({
  define: {
    [WORK_MAIL]: {},
    [DEPARTMENT]: {},
    [MANAGER]: reference,
  },
  map: {
    externalId: matching('[objectId]', 2),
    department: false,
    title: '[jobTitle]',
    [WORK_MAIL]: '[mail]',
    [DEPARTMENT]: '[department]',
    [MANAGER]: '[manager]',
  },
});

export const scimGroups: ResolvedMapping = mappingWith({ kind: 'group' });

export type RealRun = {
  readonly source: Source;
  readonly target: Target;
  readonly links: Links;
  readonly subject: Subject;
  readonly approves?: (request: ApprovalRequest) => boolean;
};

export type Ran = {
  readonly record: RunRecord;
  readonly events: readonly RunEvent[];
  readonly asked: readonly ApprovalRequest[];
};

/** One run of the engine on real connectors, as the program makes it. */
export async function runOn({
  source,
  target,
  links,
  subject,
  approves = () => true,
}: RealRun): Promise<Ran> {
  const asked: ApprovalRequest[] = [];
  const run = provision({
    runId: randomUUID(),
    context: {
      app: {
        id: 'app',
        displayName: 'App',
        kind: 'entra-to-saas',
        settings: { scope: 'assigned', skipOutOfScopeDeletions: false },
      },
      workspace: { name: 'Test', sample: false },
      mode: 'provision',
      subject,
      source: source.identity,
      target: target.identity,
    },
    mapping: subject.kind === 'group' ? scimGroups : scimUsers,
    memberMapping: scimUsers,
    source,
    target,
    links,
    approve: async (request) => {
      asked.push(request);
      return approves(request);
    },
    clock: () => new Date(),
    signal: new AbortController().signal,
    afterwards: () => new AbortController().signal,
    runPattern: runUnlimited,
    random: (bytes) => new Uint8Array(bytes),
  });
  const events: RunEvent[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done) return { record: next.value, events, asked };
    events.push(next.value);
  }
}
