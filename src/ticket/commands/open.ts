import type { Desk } from '../../desk'
import { foreseenParts, mailNews } from '../../journal/mail-news'
import { type Draft, keepingDraft, recoverDraft } from '../../kit/draft'
import { printChange } from '../../kit/output'
import { type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { collect, defineVerb } from '../../kit/verb'
import { type Beginning, beginning } from '../../people/beginning'
import { type GivenFile, withFilesInHand } from '../attachment/given-files'
import { readDetails } from '../details'
import { refuseOpener } from '../may-open'
import { type NewTicket, type Opening, openTicket } from '../open-ticket'
import { openedView } from '../opened-view'
import { findTopic } from '../topic/topic-store'
import { filesNamed } from './attached-files'
import { copySentence } from './cc-words'
import { doneSentence, dryRunSentence, filesSentence, mailedFor, withAttachFlags } from './change'
import { leadSentence } from './lead-words'
import { openOrAnswer, type Ready, tryOpening, withSimilar } from './offer-similar'
import { questionsOf, readied } from './open-questions'
import { checkOpenUsage, judgedWords, refuseMissing, typedText } from './open-words'
import { withReportFlags } from './report-flags'

export const open = defineVerb({
  declare: (command) =>
    withReportFlags(
      withAttachFlags(
        command
          .argument('[subject]')
          .option('--subject <text>')
          .option('-m, --message <text>')
          .option('-F, --file <path>'),
      ),
    )
      .option('--for <email>')
      .option('--name <name>')
      .option('-c, --category <category>')
      .option('--topic <topic>')
      .option('--module <name>')
      .option('--priority <priority>')
      .option('--emergency')
      .option('--new-tenant <name>')
      .option('--cc <email>', '', collect)
      .option('--link <url>', '', collect)
      .option('--level <level>')
      .option('--reason <text>')
      .option('--force')
      .option('--via <channel>')
      .option('--consent')
      .option('--consent-by <manner>')
      .option('--if-duplicate <manner>')
      .option('-n, --dry-run')
      .option('--idempotency-key <key>')
      .option('--recover'),
  output: { one: openedView },
  async run(desk, typedSubject, flags) {
    checkOpenUsage(desk, typedSubject, flags)
    const { words, unreadable } = await judgedWords(desk, typedSubject, flags)
    const sources = filesNamed(flags)
    const begun = await beginning(desk)
    const { actor, store, rules, settings } = begun
    // Before anybody writes, and before a text is kept that could never be sent.
    await refuseOpener(begun, words)
    const draft = flags.recover === true ? await recoverDraft(desk, 'open', null) : undefined
    const kept: Draft = {
      command: 'open',
      ticket: null,
      subject: words.subject ?? null,
      text: typedText(words),
      files: sources.length > 0,
    }
    const opened = await keepingDraft(desk, kept, () =>
      // Looked at before anybody is asked anything.
      withFilesInHand(desk, settings['tickets.max-attachment-size'], async (files) => {
        for (const source of sources) await files.take(source)
        await refuseMissing(desk, begun, flags)
        if (unreadable !== undefined) throw unreadable
        const ready = await readied(desk, begun, words, draft, questionsOf(desk, kept, files))
        if (ready !== undefined && flags.dryRun === true) return showTried(desk, begun, ready, files.all)
        const opens = (asked: NewTicket): Promise<Opening> => openTicket(desk, actor, asked, files.all)
        return ready && openOrAnswer(desk, begun, ready, files.all, opens)
      }),
    )
    if (opened === undefined) return
    const { number, wasAsked } = opened
    const read = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
    const details = await withSimilar(desk, begun, read, wasAsked)
    await printChange(desk, openedView, details, async () => {
      const screen = await screenOf(desk, settings['desk.time-zone'])
      const topic = details.ticket.topic === null ? undefined : await findTopic(store.db, details.ticket.topic)
      const { ticket, attachments } = details
      const place = [ticket.subject, ticket.tenant.name, ticket.requester.email].map((text) => safeText(text))
      const { statuses } = screen.words
      const sentence = doneSentence(
        screen,
        ticket.number,
        place[0] ?? '',
        ...place.slice(1),
        statuses[ticket.status],
        ...(ticket.level === 2 ? [screen.words.levels.handedUp] : []),
        ...filesSentence(screen, attachments),
        ...copySentence(screen, details, words.cc),
        ...(topic === undefined ? [] : [screen.words.answeredByWhom[topic.answeredBy]]),
        ...(await leadSentence(begun, screen.words, ticket, topic)),
        ...mailedFor(screen, await mailNews(desk), ticket).parts,
      )
      return `${sentence}${await closedNow(desk, screen)}`
    })
  },
})

/** Says what would be opened, or answered instead, and who would be mailed. */
async function showTried(desk: Desk, begun: Beginning, ready: Ready, files: readonly GivenFile[]): Promise<undefined> {
  const { details, isAnswer } = await tryOpening(desk, begun, ready, files)
  const opened = isAnswer ? { ...details, similar: [] } : await withSimilar(desk, begun, details, ready.wasAsked)
  await printChange(desk, openedView, opened, async () => {
    const screen = await screenOf(desk, begun.zone, [details.ticket.subject])
    const would = isAnswer ? screen.words.wouldAnswerInstead : screen.words.wouldOpen
    return dryRunSentence(screen, details.ticket, [would, ...(await foreseenParts(desk, screen))])
  })
}

/** Whoever writes while nobody is there is told when somebody will be. */
async function closedNow(desk: Desk, screen: Screen): Promise<string> {
  const { hoursNow } = await import('../../hours/desk-calendar')
  const { hoursSentence } = await import('../../hours/hours-screen')
  const { now } = await hoursNow(desk, screen.zone)
  return now.open ? '' : `\n  ${hoursSentence(screen, now)}`
}
