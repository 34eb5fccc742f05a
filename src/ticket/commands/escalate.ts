import type { Desk } from '../../desk'
import { type Draft, keepingDraft, recoverDraft } from '../../kit/draft'
import { DeskError } from '../../kit/errors'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { beginning } from '../../people/beginning'
import { visibilityOf } from '../../people/permission'
import { type FileSource, type FilesInHand, type GivenFile, withFilesInHand } from '../attachment/given-files'
import { type Escalation, escalateTicket } from '../level/escalate-ticket'
import { checkReason } from '../level/level'
import type { ReportWords } from '../report/report-words'
import { ticketByNumber } from '../store'
import { ticketView } from '../ticket-view'
import { checkAttachFlags, filesNamed } from './attached-files'
import { changePrepared, filesSentence, withAttachFlags, withChangeFlags } from './change'
import { anyText } from './message-body'
import { checkReportUsage, reportFromFlags, saysAnything, withReportFlags } from './report-flags'
import { checkNumberUsage } from './typed-numbers'

interface EscalationInHand extends Escalation {
  files: readonly GivenFile[]
}

export const escalate = defineVerb({
  declare: (command) =>
    withReportFlags(withChangeFlags(withAttachFlags(command.argument('<number...>').option('--reason <text>'))))
      .option('--force')
      .option('--recover'),
  output: { one: ticketView },
  async run(desk, typed, flags) {
    const { force = false, recover = false } = flags
    checkAttachFlags(desk, flags)
    checkReportUsage(flags)
    checkNumberUsage(desk, typed, { ...flags, file: flags.consoleFile })
    const isAsked = flags.reason === undefined && !recover
    if (isAsked && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--reason' })
    const wrong = new WrongValues()
    const reason = flags.reason === undefined ? undefined : wrong.judge(() => checkReason(flags.reason ?? ''))
    const { words: report, unreadable } = await reportFromFlags(desk, flags, wrong)
    wrong.refuse()
    const said = { reason, report, force, recover }
    const sources = filesNamed(flags)
    let sent: readonly { size: number }[] = []
    await changePrepared(desk, typed, flags, {
      question: ({ levels }, count) => levels.askEscalate(count),
      attempt: desk.canAsk
        ? (actor, request) =>
            escalateTicket(desk, actor, { ...request, reason: anyText, report: undefined, force, willBeAsked: true })
        : undefined,
      prepare: async (numbers, work: (inHand: EscalationInHand) => Promise<void>) => {
        if (unreadable !== undefined) throw unreadable
        await withEscalation(desk, numbers, said, sources, work)
      },
      deed: (actor, request, { files, ...escalation }) => {
        sent = files
        return escalateTicket(desk, actor, { ...request, ...escalation }, files)
      },
      sentence: (screen, { ticket }, mailed) => [
        screen.words.statuses[ticket.status],
        screen.words.levels.handedUp,
        ...filesSentence(screen, sent),
        ...mailed.parts,
        mailed.takeBack,
      ],
    })
  },
})

/** What was said by flags. */
interface Said {
  reason: string | undefined
  report: ReportWords
  force: boolean
  recover: boolean
}

/** Gets in hand what an escalation needs; if it fails, or whoever is asked leaves, what was said is kept. */
async function withEscalation(
  desk: Desk,
  numbers: readonly number[],
  said: Said,
  sources: readonly FileSource[],
  work: (inHand: EscalationInHand) => Promise<void>,
): Promise<void> {
  const [number = 0] = numbers
  const { store, actor, rules, settings } = await beginning(desk)
  // Of a ticket that the actor may not know of no file is read.
  await ticketByNumber(store.db, number, visibilityOf(actor, rules))
  const before = said.recover ? await recoverDraft(desk, 'escalate', number) : undefined
  const draft: Draft = {
    command: 'escalate',
    ticket: number,
    subject: null,
    text: said.reason ?? before?.text ?? null,
    answers: { report: { ...reportIn(before), ...defined(said.report) } },
    files: sources.length > 0,
    isWorthKeeping: before !== undefined,
  }
  await keepingDraft(desk, draft, () =>
    withFilesInHand(desk, settings['tickets.max-attachment-size'], async (hand) => {
      for (const source of sources) await hand.take(source)
      // What several of them lack is not asked: each has a report of its own.
      const isWhole = said.force || numbers.length > 1
      if (desk.canAsk) await askMissing(desk, number, draft, isWhole, hand)
      const report = reportIn(draft)
      const words = saysAnything(report) ? report : undefined
      await work({ reason: checkReason(draft.text ?? ''), report: words, force: said.force, files: hand.all })
    }),
  )
}

/** Asks for exactly what is missing, then for the reason; the draft hears of every answer. */
async function askMissing(
  desk: Desk,
  number: number,
  draft: Draft,
  isWhole: boolean,
  hand: FilesInHand,
): Promise<void> {
  const { askReason, askReport } = await import('./ask-escalation')
  if (!isWhole) {
    await askReport(desk, number, reportIn(draft), hand, (report) => {
      draft.answers = { report }
      draft.files = hand.all.length > 0
      draft.isWorthKeeping = true
    })
  }
  if (draft.text === null) draft.text = await askReason(desk)
}

function reportIn(draft: Draft | undefined): ReportWords {
  return (draft?.answers as { report?: ReportWords } | undefined)?.report ?? {}
}

function defined(report: ReportWords): ReportWords {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined))
}
