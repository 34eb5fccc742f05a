import { formatInstant } from '../kit/time/instant'
import type { Reader, Schema, Tx } from '../store/schema'
import { isLeased, type JobRecord, leaseLength } from './cron-job'

/** How the jobs went so far, by name; one that never ran is not among them. */
export async function listJobs(db: Reader): Promise<ReadonlyMap<string, JobRecord>> {
  const rows = await db.selectFrom('cron_jobs').selectAll().execute()
  return new Map(rows.map((row) => [row.name, recordOf(row)]))
}

/** Takes the job for a run, unless another one has it. */
export async function takeLease(tx: Tx, name: string, runId: string, now: Date): Promise<boolean> {
  const known = (await listJobs(tx)).get(name)
  if (known !== undefined && isLeased(known, now)) return false
  const lease = { leased_by: runId, leased_until: leaseEnd(now), started_at: formatInstant(now) }
  if (known === undefined) {
    const fresh = { name, finished_at: null, succeeded_at: null, failures: 0, error: null }
    await tx
      .insertInto('cron_jobs')
      .values({ ...fresh, ...lease })
      .execute()
  } else await tx.updateTable('cron_jobs').set(lease).where('name', '=', name).execute()
  return true
}

/** Prolongs a run's lease; false: it is somebody else's by now. */
export async function keepLease(tx: Tx, name: string, runId: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('cron_jobs')
    .set({ leased_until: leaseEnd(now) })
    .where('name', '=', name)
    .where('leased_by', '=', runId)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Gives the job back and says how it went; nothing where it is somebody else's by now. */
export async function finishJob(tx: Tx, name: string, runId: string, now: Date, error: string | null): Promise<void> {
  const at = formatInstant(now)
  await tx
    .updateTable('cron_jobs')
    .set((job) => ({
      leased_by: null,
      leased_until: null,
      finished_at: at,
      error,
      ...(error === null ? { succeeded_at: at, failures: 0 } : { failures: job('failures', '+', 1) }),
    }))
    .where('name', '=', name)
    .where('leased_by', '=', runId)
    .execute()
}

/** These jobs had nothing to do. One that a run works on is left to that. */
export async function noteNothingToDo(tx: Tx, names: readonly string[], now: Date): Promise<void> {
  const at = formatInstant(now)
  const done = { started_at: at, finished_at: at, succeeded_at: at, failures: 0, error: null }
  const known = await listJobs(tx)
  for (const name of names) {
    const job = known.get(name)
    if (job === undefined) {
      await tx
        .insertInto('cron_jobs')
        .values({ name, leased_by: null, leased_until: null, ...done })
        .execute()
    } else if (!isLeased(job, now)) {
      await tx
        .updateTable('cron_jobs')
        .set({ leased_by: null, leased_until: null, ...done })
        .where('name', '=', name)
        .execute()
    }
  }
}

function leaseEnd(now: Date): string {
  return formatInstant(new Date(now.getTime() + leaseLength))
}

function recordOf(row: Schema['cron_jobs']): JobRecord {
  const instant = (value: string | null): Date | null => (value === null ? null : new Date(value))
  return {
    name: row.name,
    leasedBy: row.leased_by,
    leasedUntil: instant(row.leased_until),
    startedAt: instant(row.started_at),
    finishedAt: instant(row.finished_at),
    succeededAt: instant(row.succeeded_at),
    failures: row.failures,
    error: row.error,
  }
}
