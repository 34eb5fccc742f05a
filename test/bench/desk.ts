import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Where the checkout lies: `npm run` starts every script there. */
export const root = process.cwd()
export const program = join(root, 'bin/helpdesk.js')

/** What every measured process sees of the world around it, the floor's as well. */
export function environmentOf(home: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: home, HELPDESK_HOME: home, LANG: 'en_GB.UTF-8' }
}

/** Runs Node.js with these words, output into a pipe, and gives what it printed. Throws when it fails. */
export function runNode(words: readonly string[], home: string): Buffer {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, words, {
    cwd: home,
    env: environmentOf(home),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`node ${words.join(' ')}: exit code ${status}\n${stderr.toString()}`)
  return stdout
}
