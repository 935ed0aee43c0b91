import { defineConfig } from 'vitest/config';

/** Tests that run the program, servers or other processes: on a busy machine each of those has to wait for its turn. */
const withProcesses = [
  'test/{journeys,cli,contract,connectors,emulators,support,disk,state,architecture}/**/*.test.{ts,tsx}',
  'test/engine/real-server/**/*.test.ts',
];

/*
 * A limit is only there to end a test that hangs. No test waits for time: it waits for content, and a machine that is
 * busy with other work takes ten times as long for it.
 */
const limits = (seconds: number) => ({ testTimeout: seconds * 1000, hookTimeout: seconds * 1000 });

const common = {
  setupFiles: ['test/tooling/setup.ts'],
  env: { TZ: 'UTC', FORCE_COLOR: '0', LANG: 'C.UTF-8' },
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...common, ...limits(300), name: 'processes', include: withProcesses } },
      {
        test: {
          ...common,
          ...limits(120),
          name: 'units',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: withProcesses,
        },
      },
    ],
  },
});
