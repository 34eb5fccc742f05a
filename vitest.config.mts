import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }

export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/soak/**'],
    environment: 'node',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Left to itself vitest keeps a core free, which of two is half of them.
    maxWorkers: '100%',
  },
})
