import type { Desk } from '../../../desk'
import type { Language } from '../../../kit/language'
import { printMany, printOne } from '../../../kit/output'
import { isForPeople } from '../../../kit/output-format'
import { screenOf } from '../../../kit/screen'
import { checkLine } from '../../../kit/typed-text'
import { defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { isStaff, visibilityOf } from '../../../people/permission'
import type { UserActor } from '../../../people/session'
import type { Settings } from '../../../settings/setting'
import { shownTopic, shownTopics } from '../shown-topic'
import { saidIn } from '../topic'
import { searchTopics, type TopicMatch } from '../topic-search'
import { listTopics, topicByName } from '../topic-store'
import { type SpokenMatch, topicMatchView, topicView } from '../topic-view'

export const topicList = defineVerb({
  declare: (command) => command,
  output: { many: topicView },
  async run(desk) {
    const { store, settings, zone, actor, rules } = await beginning(desk)
    const topics = await shownTopics(store.db, languageFor(desk, settings), visibilityOf(actor, rules))
    await printMany(desk, topicView, topics, async () => {
      if (topics.length === 0) return desk.words.noTopics
      const { topicTable } = await import('../topic-list-screen')
      const texts = topics.map(({ title }) => title)
      return topicTable(await screenOf(desk, zone, texts), topics)
    })
  },
})

export const topicShow = defineVerb({
  declare: (command) => command.argument('<topic>'),
  output: { one: topicView },
  async run(desk, typed) {
    const { store, settings, zone, actor, rules } = await beginning(desk)
    const named = await topicByName(store.db, typed)
    const topic = await shownTopic(store.db, named, languageFor(desk, settings), visibilityOf(actor, rules))
    await printOne(desk, topicView, topic, async () => {
      const { topicScreen } = await import('../topic-screen')
      const texts = [topic.title, topic.question ?? '', topic.answer]
      const answer = await readAs(actor, settings, topic.answer)
      return topicScreen(await screenOf(desk, zone, [...texts, answer]), { ...topic, answer })
    })
  },
})

export const topicSearch = defineVerb({
  declare: (command) => command.argument('<text>'),
  output: { many: topicMatchView },
  async run(desk, typed) {
    const text = checkLine('TEXT', typed, 1000)
    const { store, settings, zone, actor } = await beginning(desk)
    const found = searchTopics(await listTopics(store.db), text)
    const matches = found.map((match) => spokenMatch(match, languageFor(desk, settings)))
    await printMany(desk, topicMatchView, matches, async () => {
      if (matches.length === 0) return desk.words.noTopicFits
      const { matchLines, placeholderLines } = await import('../topic-screen')
      const read: SpokenMatch[] = []
      for (const match of matches) read.push({ ...match, answer: await readAs(actor, settings, match.answer) })
      const texts = read.flatMap(({ title, answer }) => [title, answer])
      const screen = await screenOf(desk, zone, texts)
      const lines = matchLines(screen, read)
      return [lines, ...placeholderLines(screen, lines)].join('\n')
    })
  },
})

/** An answer for whoever reads it: what is known without a ticket stands in it. */
async function readAs(actor: UserActor, settings: Settings, answer: string): Promise<string> {
  const { fillPlaceholders, readersValues } = await import('../placeholder')
  return fillPlaceholders(answer, readersValues(isStaff(actor) ? undefined : actor, settings))
}

/** A match with its texts in that language. */
export function spokenMatch({ topic, score }: TopicMatch, language: Language): SpokenMatch {
  const { id, title, answer, answeredBy } = topic
  return { id, title: saidIn(title, language), answeredBy, answer: saidIn(answer, language), score }
}

/** Machines read the desk's language, whoever asks: their output is never translated. */
function languageFor(desk: Desk, settings: Settings): Language {
  return isForPeople(desk) ? desk.language : settings['desk.language']
}
