import type { SampleSystems } from '../../connectors/sample/systems.ts';
import type { Workspace } from '../../workspace/load-workspace.ts';
import type { Host } from '../host.ts';
import type { SampleServer } from './sample-server.ts';
import type { SignedIn } from './signed-in.ts';

/** What lives as long as the program and every app is connected with. */
export type Surroundings = {
  readonly host: Host;
  readonly workspace: Workspace;
  readonly sample: SampleSystems;
  readonly sampleServer: SampleServer;
  readonly signedIn: SignedIn;
  readonly isTrusted: (command: readonly string[]) => Promise<boolean>;
  readonly warn: (sentence: string) => void;
};
