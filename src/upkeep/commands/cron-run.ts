import { DeskError } from '../../kit/errors'
import { printOne, printText } from '../../kit/output'
import { collect, defineVerb } from '../../kit/verb'
import { demandJob, type Worker } from '../../people/job'
import { jobsNamed } from '../cron-job'
import { type JobOutcome, runJobs } from '../cron-run'
import { cronRunView } from '../cron-view'

/** Says nothing where nothing happened: cron mails whatever is printed. */
export const cronRun = defineVerb({
  declare: (command) => command.option('--job <job>', '', collect),
  output: { one: cronRunView },
  async run(desk, flags) {
    const names = jobsNamed(flags.job)
    refuseReader(await demandJob(desk, 'desk:edit', 'cron'))
    // Who does what is due is the desk, whoever started the run; that needs its key.
    await desk.key()
    const outcomes = await runJobs(desk, names)
    const isForMachine = desk.globals.output !== undefined || desk.globals.fields !== undefined
    const lines = outcomes.flatMap((outcome) => lineFor(outcome, desk.words.jobsDid))
    if (isForMachine) await printOne(desk, cronRunView, outcomes, () => lines.join('\n'))
    else if (lines.length > 0) printText(desk, lines.join('\n'))
    const jobs = outcomes.flatMap((one) => (one.outcome === 'failed' ? [{ job: one.job, error: one.error }] : []))
    if (jobs.length > 0) throw new DeskError('cron-jobs-failed', { jobs })
  },
})

/** What the run does is the desk's own doing; but a token for reading starts nothing that writes. */
function refuseReader(worker: Worker): void {
  if (worker.kind === 'system') return
  const { wayIn } = worker
  if (wayIn.kind === 'token' && wayIn.scope === 'read') throw new DeskError('token-scope', { scope: 'read' })
}

function lineFor(outcome: JobOutcome, did: Record<JobOutcome['job'], (count: number) => string>): string[] {
  return outcome.outcome === 'done' && outcome.count > 0 ? [`${outcome.job}: ${did[outcome.job](outcome.count)}`] : []
}
