import { instant, listOf, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { isLeased, type JobName, type JobRecord, jobNames } from './cron-job'
import type { JobOutcome } from './cron-run'

/** What a run did, job by job. */
export const cronRunView: View<readonly JobOutcome[]> = {
  fields: {
    jobs: listOf(
      objectOf({
        job: oneOf(jobNames),
        outcome: oneOf(['skipped', 'done', 'failed']),
        count: orNull(whole),
        error: orNull(text),
      }),
    ),
  },
  columns: ['jobs'],
  toJson: (outcomes) => ({
    jobs: outcomes.map((one) => ({
      job: one.job,
      outcome: one.outcome,
      count: one.outcome === 'done' ? one.count : null,
      error: one.outcome === 'failed' ? one.error : null,
    })),
  }),
}

/** A job, how it went, and when there will be something to do. */
export interface ShownJob {
  name: JobName
  /** Undefined: it never ran. */
  record: JobRecord | undefined
  nextAt: Date | null
  now: Date
}

const at = (value: Date | null | undefined) => (value == null ? null : formatInstant(value))

export const cronJobView: View<ShownJob> = {
  fields: {
    name: oneOf(jobNames),
    startedAt: orNull(instant),
    finishedAt: orNull(instant),
    succeededAt: orNull(instant),
    nextAt: orNull(instant),
    failures: whole,
    error: orNull(text),
    leasedUntil: orNull(instant),
  },
  columns: ['name', 'startedAt', 'finishedAt', 'succeededAt', 'nextAt', 'failures', 'error', 'leasedUntil'],
  toJson: ({ name, record, nextAt, now }) => ({
    name,
    startedAt: at(record?.startedAt),
    finishedAt: at(record?.finishedAt),
    succeededAt: at(record?.succeededAt),
    nextAt: at(nextAt),
    failures: record?.failures ?? 0,
    error: record?.error ?? null,
    leasedUntil: record !== undefined && isLeased(record, now) ? at(record.leasedUntil) : null,
  }),
}
