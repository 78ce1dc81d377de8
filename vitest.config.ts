import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** One more than there are cores: what starts processes, or kills them, waits for most of its time. */
const WORKERS = availableParallelism() + 1

export default defineConfig({
  test: {
    maxWorkers: WORKERS,
    // Files of the first two projects share processes, and so what they import; no file leaves anything behind there.
    restoreMocks: true,
    setupFiles: ['test/support/properties.ts'],
    unstubEnvs: true,
    projects: [
      // No test is a measurement: what a busy machine takes its time for is no failure.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false, testTimeout: 180_000 } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/redis-setup.ts'],
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/redis-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
