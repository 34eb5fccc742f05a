import type { Desk } from '../../desk'
import { printText } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import type { UserActor } from '../../people/session'
import type { Settings } from '../../settings/setting'
import type { Reader } from '../../store/schema'
import { answerFromTopic } from '../answer-from-topic'
import type { NewTicket } from '../open-ticket'
import { fillPlaceholders, placeholderValues } from '../placeholder'
import { matchLines } from '../topic-screen'
import { offeredTopics } from '../topic-search'
import { listTopics } from '../topic-store'
import type { SpokenMatch } from '../topic-view'
import { spokenMatch } from './topic-show'

/** What the person says of the topics that were offered. */
type Verdict = { kind: 'open'; topic: string | null } | { kind: 'answered'; match: SpokenMatch }

/**
 * Offers the topics that fit before a ticket is sent. Gives the topic that the ticket is about, null where it is none of
 * them, and undefined where one of them answered the question: that is recorded and said here.
 */
export async function offerTopics(
  desk: Desk,
  { db, actor, settings }: { db: Reader; actor: UserActor; settings: Settings },
  { subject, description, requester }: Pick<NewTicket, 'subject' | 'description' | 'requester'>,
): Promise<string | null | undefined> {
  const found = offeredTopics(await listTopics(db), subject, description)
  if (found.length === 0) return null
  // The answer as it would be sent to them.
  const values = placeholderValues({ number: null, subject, requester: requester ?? actor }, settings)
  const matches = found.map((match) => spokenMatch(match, desk.language))
  const verdict = await ask(
    desk,
    matches.map((match) => ({ ...match, answer: fillPlaceholders(match.answer, values) })),
  )
  if (verdict.kind === 'open') return verdict.topic
  const { match } = verdict
  await answerFromTopic(desk, actor, match.id, subject)
  const { words, globals } = desk
  const screen = await screenOf(desk, 'UTC', [match.title])
  if (!globals.quiet)
    printText(desk, doneLine(screen, words.noTicketNeeded, words.answeredByTopic(safeText(match.title))))
  return undefined
}

async function ask(desk: Desk, matches: readonly SpokenMatch[]): Promise<Verdict> {
  const { words } = desk
  const screen = await screenOf(
    desk,
    'UTC',
    matches.flatMap(({ title, answer }) => [title, answer]),
  )
  desk.stderr.write(
    `\n${words.topicsFit(matches.length)}\n\n${matchLines(screen, matches, matches.length === 1 ? 12 : 5)}\n\n`,
  )
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
