import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { sentencesOf } from '../kit/report'
import { type JobName, loadJob } from './cron-job'
import { finishJob, keepLease, noteNothingToDo, takeLease } from './cron-job-store'

/** What became of a job in a run: somebody else has it, it was done, or it failed and must be done again. */
export type JobOutcome =
  | { job: JobName; outcome: 'skipped' }
  | { job: JobName; outcome: 'done'; count: number }
  | { job: JobName; outcome: 'failed'; error: string }

/**
 * Does the jobs one after the other; one that fails does not keep the others back. Whether there is anything to do is asked
 * first, when it is a job's turn: most runs find nothing, and a lease for each job costs more than the rest of such a run.
 */
export async function runJobs(desk: Desk, names: readonly JobName[]): Promise<JobOutcome[]> {
  const runId = desk.newId()
  const outcomes: JobOutcome[] = []
  const idle: JobName[] = []
  for (const job of names) {
    const isIdle = await hasNothingToDo(desk, job)
    if (isIdle) idle.push(job)
    outcomes.push(isIdle ? { job, outcome: 'done', count: 0 } : await runJob(desk, job, runId))
  }
  const error = await noteIdle(desk, idle)
  if (error === undefined) return outcomes
  return outcomes.map((one) => (idle.includes(one.job) ? { job: one.job, outcome: 'failed', error } : one))
}

/** What cannot be asked is left to the job itself, which says why. */
async function hasNothingToDo(desk: Desk, job: JobName): Promise<boolean> {
  try {
    const next = await (await loadJob[job]()).next(desk)
    return next === null || next > desk.now()
  } catch {
    return false
  }
}

/** Writes down, at once for all, that there was nothing to do; gives why it could not. */
async function noteIdle(desk: Desk, idle: readonly JobName[]): Promise<string | undefined> {
  if (idle.length === 0) return undefined
  try {
    const store = await desk.store()
    await store.write((tx) => noteNothingToDo(tx, idle, desk.now()))
    return undefined
  } catch (error) {
    return sentenceOf(desk, error)
  }
}

async function runJob(desk: Desk, job: JobName, runId: string): Promise<JobOutcome> {
  try {
    const store = await desk.store()
    const isMine = await store.write((tx) => takeLease(tx, job, runId, desk.now()))
    if (!isMine) return { job, outcome: 'skipped' }
    const outcome = await workOn(desk, job, runId)
    const error = outcome.outcome === 'failed' ? outcome.error : null
    await store.write((tx) => finishJob(tx, job, runId, desk.now(), error))
    return outcome
  } catch (error) {
    // Not even the lease could be written: a busy or a full disk. The lease ends by itself.
    return { job, outcome: 'failed', error: await sentenceOf(desk, error) }
  }
}

async function workOn(desk: Desk, job: JobName, runId: string): Promise<JobOutcome> {
  try {
    const timeJob = await loadJob[job]()
    const count = await timeJob.work({ desk, keep: (tx, now) => keepLease(tx, job, runId, now) })
    return { job, outcome: 'done', count }
  } catch (error) {
    return { job, outcome: 'failed', error: await sentenceOf(desk, error) }
  }
}

async function sentenceOf(desk: Desk, error: unknown): Promise<string> {
  const refusal = error instanceof DeskError ? error : await desk.storeTrouble(error)
  if (refusal !== undefined) return (await sentencesOf(refusal, desk.language)).message
  return error instanceof Error ? error.message : String(error)
}
