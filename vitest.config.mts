import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }

/** Tests that start the built program, and what it needs, before the first of them. */
const ofProgram = ['test/binary*.test.ts', 'test/roles.test.ts', 'test/workspace/follow.test.ts']

const common = {
  environment: 'node' as const,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // Left to itself vitest keeps a core free, which of two is half of them.
  maxWorkers: '100%',
}
const define = { __VERSION__: JSON.stringify(version) }

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        define,
        test: {
          ...common,
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: ['test/soak/**', ...ofProgram],
          // What was read once serves every file that a worker takes: to read all modules anew took a third of the time.
          isolate: false,
        },
      },
      { define, test: { ...common, name: 'program', include: ofProgram } },
    ],
  },
})
