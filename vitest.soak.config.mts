import { defineConfig } from 'vitest/config'

/**
 * What takes minutes (`npm run soak`): many processes at once, processes killed at random moments, and the servers of
 * others: OpenSSH, Postfix.
 */
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
