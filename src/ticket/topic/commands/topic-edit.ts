import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Desk } from '../../../desk'
import { checkConfirmation, confirm } from '../../../kit/confirm'
import { DeskError } from '../../../kit/errors'
import { printChange } from '../../../kit/output'
import { isForPeople } from '../../../kit/output-format'
import { doneLine, screenOf } from '../../../kit/screen'
import { safeText } from '../../../kit/text/safe-text'
import { collect, defineVerb } from '../../../kit/verb'
import { beginning } from '../../../people/beginning'
import { demand, visibilityOf } from '../../../people/permission'
import { printedRemoved, removedJson } from '../../../people/removed-before'
import { addTopic, editTopic, removeTopic } from '../edit-topic'
import { shownTopic } from '../shown-topic'
import { topicId } from '../topic'
import { topicById, topicByName } from '../topic-store'
import { type SpokenTopic, topicView } from '../topic-view'
import { saysNothing, topicEditFrom, topicWords } from './topic-words'

export const topicAdd = defineVerb({
  declare: (command) =>
    withTexts(command.argument('<id>')).option('--required <field>', '', collect).option('--link <link>', '', collect),
  output: { one: topicView },
  async run(desk, typed, flags) {
    refuseMissing(flags)
    const id = topicId(typed)
    const words = await topicWords(desk, { ...flags, addRequired: flags.required, addLink: flags.link })
    const { editing, store, zone, language, visibility } = await begin(desk, flags.idempotencyKey)
    await addTopic(desk, editing, id, topicEditFrom(words))
    const topic = await shownTopic(store.db, await topicById(store.db, id), language, visibility)
    await show(desk, zone, topic, desk.words.topicAdded)
  },
})

export const topicEdit = defineVerb({
  declare: (command) =>
    withTexts(command.argument('<topic>'))
      .option('--no-category')
      .option('--add-required <field>', '', collect)
      .option('--remove-required <field>', '', collect)
      .option('--add-link <link>', '', collect)
      .option('--remove-link <label>', '', collect),
  output: { one: topicView },
  async run(desk, typed, flags) {
    if (saysNothing(flags)) {
      const editable = ['--title', '--question', '--answer', '--answer-file', '--answered-by', '--category']
      throw new DeskError('nothing-to-change', { flags: [...editable, '--add-required', '--add-link'] })
    }
    const words = await topicWords(desk, flags)
    const { editing, store, zone, language, visibility } = await begin(desk, flags.idempotencyKey)
    const id = await editTopic(desk, editing, typed, topicEditFrom(words))
    await show(desk, zone, await shownTopic(store.db, await topicById(store.db, id), language, visibility))
  },
})

export const topicRemove = defineVerb({
  declare: (command) => command.argument('<topic>').option('--idempotency-key <key>'),
  output: { one: topicView },
  async run(desk, typed, flags) {
    checkConfirmation(desk)
    const { editing, store, zone, language, visibility } = await begin(desk, flags.idempotencyKey)
    const call = { key: editing.idempotencyKey, actorId: editing.actor.id, tenantId: '', command: 'topic remove' }
    if (await printedRemoved(desk, { db: store.db, zone }, topicView, { ...call, request: { topic: typed } })) return
    const topic = await shownTopic(store.db, await topicByName(store.db, typed), language, visibility)
    // Nobody is asked about what they may not do.
    demand(editing.actor, 'desk:edit', null, editing.rules)
    await confirm(desk, desk.words.askRemoveTopic(safeText(topic.title), topic.tickets))
    await removeTopic(desk, editing, { typed, meant: topic.id, gives: removedJson(topicView, topic) })
    await show(desk, zone, topic, desk.words.removed)
  },
})

function withTexts<Words extends unknown[], Options extends OptionValues>(command: Command<Words, Options>) {
  return command
    .option('--title <text>')
    .option('--title-de <text>')
    .option('--title-en <text>')
    .option('--question <text>')
    .option('--question-de <text>')
    .option('--question-en <text>')
    .option('--answer <text>')
    .option('--answer-de <text>')
    .option('--answer-en <text>')
    .option('--answer-file <path>')
    .option('--answer-file-de <path>')
    .option('--answer-file-en <path>')
    .option('--answered-by <who>')
    .option('-c, --category <category>')
    .option('--idempotency-key <key>')
}

/** A topic without a title or an answer is none. */
function refuseMissing(flags: Readonly<Record<string, unknown>>): void {
  const isGiven = (...names: readonly string[]): boolean => names.some((name) => flags[name] !== undefined)
  if (!isGiven('title', 'titleDe', 'titleEn')) throw new DeskError('missing-flag', { flag: '--title', asks: false })
  const answers = ['answer', 'answerDe', 'answerEn', 'answerFile', 'answerFileDe', 'answerFileEn']
  if (!isGiven(...answers)) throw new DeskError('missing-flag', { flag: '--answer', asks: false })
}

async function begin(desk: Desk, idempotencyKey: string | undefined) {
  const begun = await beginning(desk)
  const { actor, rules, settings } = begun
  const language = isForPeople(desk) ? desk.language : settings['desk.language']
  return { ...begun, language, visibility: visibilityOf(actor, rules), editing: { actor, rules, idempotencyKey } }
}

async function show(desk: Desk, zone: string, topic: SpokenTopic, fate?: string): Promise<void> {
  await printChange(desk, topicView, topic, async () => {
    const screen = await screenOf(desk, zone, [topic.title])
    const { topicNamed, answeredByWhom } = screen.words
    return doneLine(screen, topicNamed(topic.id), safeText(topic.title), fate ?? answeredByWhom[topic.answeredBy])
  })
}
