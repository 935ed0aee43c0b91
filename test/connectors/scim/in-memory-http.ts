import type { Http, HttpAnswer, HttpRequest } from '../../../src/connectors/transport/message.ts';
import { fail, ok } from '../../../src/domain/result.ts';
import { type MisbehaviourName, makeHooks } from '../../../src/emulators/scim/misbehaviour/table.ts';
import { handle } from '../../../src/emulators/scim/protocol/handle.ts';
import { createResourceStore, memberIdsOf } from '../../../src/emulators/scim/resources/store.ts';
import { parseWireJson } from '../../../src/protocols/scim/json.ts';

/** The embedded server without sockets and files: what it answers, at once. `sent` is what reached it. */
export function inMemoryHttp(misbehave: readonly MisbehaviourName[] = []): Http & {
  readonly sent: readonly HttpRequest[];
  /** Who is in a group, whatever the server shows. */
  readonly membersOf: (group: string) => readonly string[];
} {
  let count = 0;
  const server = {
    store: createResourceStore([]),
    baseUrl: 'http://scim.test/scim/v2',
    now: () => new Date(0),
    newId: () => {
      count += 1;
      return `id-${count}`;
    },
  };
  const hooks = makeHooks(misbehave);
  const sent: HttpRequest[] = [];
  const answerTo = ({ method, path, query = [], body, ifMatch, accept }: HttpRequest): HttpAnswer => {
    const parsed = parseWireJson(body?.text ?? '');
    const response = handle(
      {
        method,
        path,
        query: new URLSearchParams(query.map(([name, value]) => [name, value])),
        ...(ifMatch === undefined ? {} : { ifMatch }),
        ...(accept === undefined ? {} : { accept }),
        ...(parsed === undefined ? {} : { body: parsed }),
      },
      server,
      hooks,
    );
    const headers = Object.entries(response.headers).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    const text = response.body === undefined ? '' : JSON.stringify(response.body);
    return { status: response.status, headers: new Map(headers), body: response.plain?.text ?? text };
  };
  return {
    place: 'scim.test',
    sent,
    membersOf: (group) => {
      const held = server.store.get('Group', group);
      return held === undefined ? [] : memberIdsOf(held);
    },
    send: async (request) => {
      sent.push(request);
      return ok(answerTo(request));
    },
    describe: ({ method, path }) => ({ request: `${method} /${path.join('/')}` }),
    inspectTls: async () =>
      fail({ code: 'configuration.invalid', message: 'There is no connection to inspect.' }),
    close: async () => undefined,
  };
}
