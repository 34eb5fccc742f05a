import { DeskError } from '../kit/errors'
import type { TimeJob } from '../ticket/time-jobs'

/**
 * What the desk does by itself. A job has a name and a work that can be done any number of times: it does what is due, each
 * thing once, in small transactions. `cron run` does them in this order: what comes back from hold may be due for a
 * reminder. While a run works on a job it has a lease on it, so that a second one leaves it alone; a lease that was not
 * prolonged for some minutes belongs to a run that is dead, and anybody may take it.
 */
export const jobNames = [
  'react',
  'release',
  'close',
  'remind',
  'solve-unanswered',
  'warn',
  'end-access',
  'collect',
  'send',
] as const
export type JobName = (typeof jobNames)[number]

/** How long a lease lasts without a word of its holder. */
export const leaseLength = 10 * 60 * 1000

/** How a job went so far, and who works on it. */
export interface JobRecord {
  name: string
  leasedBy: string | null
  leasedUntil: Date | null
  startedAt: Date | null
  finishedAt: Date | null
  succeededAt: Date | null
  /** In a row. */
  failures: number
  error: string | null
}

/** Whether somebody works on it. A lease that ends later than any lease can comes from a clock that was set back. */
export function isLeased({ leasedUntil }: Pick<JobRecord, 'leasedUntil'>, now: Date): boolean {
  if (leasedUntil === null) return false
  const left = leasedUntil.getTime() - now.getTime()
  return left > 0 && left <= leaseLength
}

/** The jobs that were named, each once and in the order of the desk, or all. Throws `wrong-value`. */
export function jobsNamed(typed: readonly string[] | undefined): readonly JobName[] {
  for (const name of typed ?? []) {
    if (jobNames.some((known) => known === name)) continue
    throw new DeskError('wrong-value', { name: '--job', value: name, allowed: [...jobNames], suggestion: null })
  }
  return typed === undefined ? jobNames : jobNames.filter((name) => typed.includes(name))
}

/** Reads what a job does when it is done. */
export const loadJob: Readonly<Record<JobName, () => Promise<TimeJob>>> = {
  react: async () => (await import('../mail/mail-jobs')).catchUp,
  release: async () => (await import('../ticket/time-jobs')).release,
  close: async () => (await import('../ticket/time-jobs')).close,
  remind: async () => (await import('../ticket/time-jobs')).remindRequesters,
  'solve-unanswered': async () => (await import('../ticket/time-jobs')).solveUnansweredTickets,
  warn: async () => (await import('../sla/warn-job')).warn,
  'end-access': async () => (await import('../access/end-expired')).endExpired,
  collect: async () => (await import('../mail/mail-jobs')).collectDue,
  send: async () => (await import('../mail/mail-jobs')).sendDue,
}
