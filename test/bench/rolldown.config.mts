/**
 * The bench is TypeScript and uses the sources' own functions; Node.js 20 runs neither. So it is bundled like the
 * product, into a folder from which better-sqlite3 is found.
 */
import { defineConfig } from 'rolldown'

export default defineConfig({
  input: { bench: 'test/bench/bench.ts' },
  platform: 'node',
  external: ['better-sqlite3'],
  output: { dir: 'node_modules/.cache/helpdesk-bench', cleanDir: true, format: 'cjs' },
  logLevel: 'warn',
})
