import { runTool, type ToolTime } from '../../kit/system-tool'
import { type Courier, WayOutClosed, type WrittenMail } from './courier'
import type { Answer } from './outbox'

/** Exit codes that say the mail itself is at fault (sysexits: usage, data, no user, no host). */
const hopeless = [65, 67, 68]

/**
 * Hands mails to a program of this machine, which puts them into the queue of its mail server. One that hangs is ended: it has
 * the mail, and nobody knows what it did with it.
 */
export function sendmailCourier(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
  time: ToolTime,
): Courier {
  return {
    hands: 2,
    close: async () => undefined,
    async deliver({ from, to, source }: WrittenMail, mark): Promise<Answer> {
      if (!(await mark())) return { outcome: 'untried', reason: null }
      // -i: a line with a single dot is text. `<>` is the null sender of every sendmail.
      const words = ['-i', '-f', from === '' ? '<>' : from, '--', to]
      const run = await started(path, words, source, environment, time)
      if (run.isEnded) return { outcome: 'lost', reason: `${path}: no answer in time` }
      const said = run.stderr.trim().split('\n')[0] ?? ''
      const reason = `${path}: ${said === '' ? `exit code ${run.exitCode}` : said}`
      if (run.exitCode === 0) return { outcome: 'accepted', response: path }
      // Ended by a signal: it may have done its work.
      if (run.exitCode === null) return { outcome: 'lost', reason: `${path}: ended by a signal` }
      return hopeless.includes(run.exitCode) ? { outcome: 'failed', reason } : { outcome: 'deferred', reason }
    },
  }
}

async function started(
  path: string,
  words: readonly string[],
  source: Buffer,
  environment: Readonly<Record<string, string | undefined>>,
  time: ToolTime,
) {
  try {
    const run = await runTool(path, words, source, environment, time)
    if (run !== undefined) return run
  } catch (error) {
    throw new WayOutClosed(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new WayOutClosed(`${path}: there is no such program`)
}
