import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    setupFiles: ['test/tooling/setup.ts'],
    env: { TZ: 'UTC', FORCE_COLOR: '0', LANG: 'C.UTF-8' },
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
