import type { Desk } from '../../desk'
import { countFrom } from '../../kit/count'
import { DeskError } from '../../kit/errors'
import { printOne, printText } from '../../kit/output'
import { defineVerb } from '../../kit/verb'
import { demandJob } from '../../people/job'
import { loadMailWords } from '../../words/catalogue'
import type { ExitCode } from '../../words/troubles'
import { runParts } from '../mail-screen'
import { type ShownRun, sendRunView } from '../mail-view'
import { demandSender, dueNow, sendNow, waiting } from '../outbox/send-now'
import { sendAndWait } from '../outbox/wait-and-send'

/** Says nothing where nothing happened: cron mails whatever is printed. */
export const mailSend = defineVerb({
  declare: (command) => command.option('--limit <count>').option('-n, --dry-run').option('--wait'),
  output: { one: sendRunView },
  async run(desk, flags): Promise<ExitCode> {
    const limit = flags.limit === undefined ? undefined : countFrom(flags.limit)
    demandSender(await demandJob(desk, 'desk:edit', 'mail'), flags.dryRun === true)
    await desk.key()
    if (flags.dryRun === true) return showDue(desk)
    const run = flags.wait === true ? await sendAndWait(desk) : await sendNow(desk, limit)
    await show(desk, { ...run, due: await dueNow(desk) })
    if (run.closed !== null) {
      throw new DeskError('mail-way-out-closed', { reason: run.closed, waiting: await waiting(desk) })
    }
    return run.counts.deferred + run.counts.uncertain > 0 ? 75 : 0
  },
})

async function showDue(desk: Desk): Promise<ExitCode> {
  const due = await dueNow(desk)
  const counts = { accepted: 0, deferred: 0, failed: 0, uncertain: 0, suppressed: 0, held: 0 }
  await printOne(desk, sendRunView, { counts, reasons: [], due }, async () =>
    (await loadMailWords(desk.language)).wouldSend(due),
  )
  return 0
}

async function show(desk: Desk, run: ShownRun): Promise<void> {
  const words = await loadMailWords(desk.language)
  const isForMachine = desk.globals.output !== undefined || desk.globals.fields !== undefined
  const parts = runParts(words, run)
  if (isForMachine) return printOne(desk, sendRunView, run, () => parts.join('\n'))
  if (desk.globals.quiet) return
  if (parts.length > 0) printText(desk, [parts.join(' · '), ...run.reasons.map((reason) => `  ${reason}`)].join('\n'))
  else if (desk.stdout.isTerminal) printText(desk, words.nothingToSend)
}
