import { printMany } from '../../kit/output'
import { joinParts, type Screen, screenOf } from '../../kit/screen'
import { wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import { demandJob } from '../../people/job'
import { readSettings } from '../../settings/store'
import { isLeased, jobNames, loadJob } from '../cron-job'
import { listJobs } from '../cron-job-store'
import { cronJobView, type ShownJob } from '../cron-view'

export const cronJobs = defineVerb({
  declare: (command) => command,
  output: { many: cronJobView },
  async run(desk) {
    await demandJob(desk, 'desk:view')
    const { db } = await desk.store()
    const records = await listJobs(db)
    const jobs: ShownJob[] = []
    for (const name of jobNames) {
      const job = await loadJob[name]()
      jobs.push({ name, record: records.get(name), nextAt: await job.next(desk), now: desk.now() })
    }
    await printMany(desk, cronJobView, jobs, async () => {
      const screen = await screenOf(desk, (await readSettings(db))['desk.time-zone'])
      return jobs
        .flatMap((job) => [
          ...wrapText(`${job.name}: ${screen.words.jobsDo[job.name]}`, screen.columns - 2, screen.measure).map(
            (line, index) => (index === 0 ? line : `  ${line}`),
          ),
          ...factLines(screen, job),
        ])
        .join('\n')
    })
  },
})

/** When it ran, when there is something to do, what went wrong. */
function factLines(screen: Screen, { record, nextAt, now }: ShownJob): string[] {
  const { words, paint } = screen
  const time = (instant: Date): string => formatLocal(instant, screen.zone, screen.language, 'day', now)
  const parts = [
    record?.finishedAt == null ? words.neverRan : words.ranAt(time(record.finishedAt)),
    nextAt === null ? words.nothingDue : nextAt <= now ? words.dueNow : words.dueAt(time(nextAt)),
    ...(record?.leasedUntil != null && isLeased(record, now) ? [words.leasedUntil(time(record.leasedUntil))] : []),
  ]
  const lines = joinParts(screen, parts, 0, screen.columns - 2)
    .split('\n')
    .map((line) => paint.dim(line))
  const error = record?.error == null ? [] : [paint.red(words.jobFailed(record.failures, safeText(record.error)))]
  return [...lines, ...error].map((line) => `  ${line}`)
}
