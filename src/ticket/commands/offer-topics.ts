import type { Desk } from '../../desk'
import type { Choice } from '../../kit/ask'
import { printText } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import type { Beginning } from '../../people/beginning'
import type { UserActor } from '../../people/session'
import type { NewTicket } from '../open-ticket'
import { answerFromTopic } from '../topic/answer-from-topic'
import { spokenMatch } from '../topic/commands/topic-show'
import { fillPlaceholders, placeholderValues } from '../topic/placeholder'
import type { AnsweredBy } from '../topic/topic'
import { offeredLines } from '../topic/topic-screen'
import { offeredTopics } from '../topic/topic-search'
import { listTopics } from '../topic/topic-store'
import type { SpokenMatch } from '../topic/topic-view'
import { sayLines, spelledFor } from './open-summary'

/** What the person says of the topics that were offered. */
type Verdict = { kind: 'open'; topic: string | null } | { kind: 'answered'; match: SpokenMatch }

type Asked = Pick<NewTicket, 'subject' | 'description' | 'requester'>

/** Whose answers are the whole answer; those of the others say who will look into it, or ask back. */
const conclusive: readonly AnsweredBy[] = ['first-level', 'out-of-scope']

/**
 * Offers the topics that fit before a ticket is sent. Gives the topic that the ticket is about, null where it is none of
 * them, and undefined where one of them answered the question: that is recorded and said here.
 */
export async function offerTopics(
  desk: Desk,
  { store, actor, settings }: Beginning,
  asked: Asked,
): Promise<string | null | undefined> {
  const found = offeredTopics(await listTopics(store.db), asked.subject, asked.description)
  const matches = found.map((match) => spokenMatch(match, desk.language))
  const answers = matches.filter(({ answeredBy }) => isForOneself(actor, asked) && conclusive.includes(answeredBy))
  // The answer as it would be sent to them.
  const values = placeholderValues(
    { number: null, subject: asked.subject, requester: asked.requester ?? actor },
    settings,
  )
  const verdict = await askAnswered(
    desk,
    answers.map((match) => ({ ...match, answer: fillPlaceholders(match.answer, values) })),
  )
  if (verdict.kind === 'answered') {
    await closeWith(desk, actor, verdict.match, asked.subject)
    return undefined
  }
  if (verdict.topic !== null) return verdict.topic
  return askAbout(
    desk,
    matches.filter((match) => !answers.includes(match)),
  )
}

/** Whoever opens for somebody else is not the one who has the question. */
function isForOneself({ email }: UserActor, { requester }: Asked): boolean {
  return requester === undefined || requester.email === email
}

async function closeWith(desk: Desk, actor: UserActor, { id, title }: SpokenMatch, subject: string): Promise<void> {
  await answerFromTopic(desk, actor, id, subject)
  const { words, globals } = desk
  const screen = await screenOf(desk, 'UTC', [title])
  if (!globals.quiet) printText(desk, doneLine(screen, words.noTicketNeeded, words.answeredByTopic(safeText(title))))
}

/** Shows answers, and asks whether one of them was what was wanted. */
async function askAnswered(desk: Desk, matches: readonly SpokenMatch[]): Promise<Verdict> {
  if (matches.length === 0) return { kind: 'open', topic: null }
  const { words } = desk
  const spelled = await spelledFor(desk)
  const read = matches.map((match) => ({ ...match, title: spelled(match.title), answer: spelled(match.answer) }))
  const texts = matches.flatMap(({ title, answer }) => [title, answer])
  const screen = await screenOf(desk, 'UTC', texts)
  const shown = offeredLines(screen, read, matches.length === 1 ? 16 : 6)
  await sayLines(desk, ['', words.topicsFit(matches.length), '', shown, ''])
  const questioner = await desk.ask()
  return questioner.choose<Verdict>(words.askAnswered, [
    { name: words.notAnswered, value: { kind: 'open', topic: null } },
    ...matches.map((match) => ({
      name: words.isAnswered(safeText(match.title)),
      value: { kind: 'answered' as const, match },
    })),
    ...matches.map(({ id, title }) => ({
      name: words.isTopic(safeText(title)),
      value: { kind: 'open' as const, topic: id },
    })),
  ])
}

/** Whether it is a known issue, which says who answers it and what they will want to know. */
async function askAbout(desk: Desk, matches: readonly SpokenMatch[]): Promise<string | null> {
  if (matches.length === 0) return null
  const { words } = desk
  const questioner = await desk.ask()
  return questioner.choose<string | null>(words.askAbout(matches.length), [
    { name: words.notAbout, value: null },
    ...matches.map(
      ({ id, title, answeredBy }): Choice<string> => ({
        name: words.isAbout(safeText(title)),
        value: id,
        description: words.answeredByWhom[answeredBy],
      }),
    ),
  ])
}
