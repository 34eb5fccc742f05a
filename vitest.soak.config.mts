import { defineConfig } from 'vitest/config'

/** What takes minutes: many processes at once, and processes killed at random moments (`npm run soak`). */
export default defineConfig({
  test: {
    include: ['test/soak/**/*.test.ts'],
    environment: 'node',
    // The tests start processes by the dozen; side by side they would only wait for each other.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
})
