import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A SCIM server that we did not write, on loopback, with nothing in it. */
export type Peer = { readonly baseUrl: string; readonly close: () => Promise<void> };

/** Serves on a free port of the loopback interface. */
export async function listening(handler: RequestListener, path: string): Promise<Peer> {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${path}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
