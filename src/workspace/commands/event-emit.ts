import { mailNews } from '../../journal/mail-news'
import { entriesAt } from '../../journal/store'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { collect, defineVerb } from '../../kit/verb'
import { loadWorkspaceWords } from '../../words/catalogue'
import { emitEvent } from '../emit-event'
import { emittedView, eventFacts, eventKind } from '../event-view'
import { judgeEvent } from '../judge-event'
import { shownEvents } from '../read-events'
import { loadStatusNames } from '../status-names'
import { workplace } from '../workplace'
import { mailed, toldBy } from './told-by'

export const eventEmit = defineVerb({
  declare: (command) =>
    command
      .argument('<type>')
      .option('--attribute <name=value>', '', collect)
      .option('--external-id <id>')
      .option('--idempotency-key <key>'),
  output: { one: emittedView },
  async run(desk, type, flags) {
    const attributes = (flags.attribute ?? []).map(attributeFrom)
    const typed = { type, attributes, externalId: flags.externalId ?? null }
    const event = judgeEvent(typed, await loadStatusNames())
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    const working = { actor, rules, tenant, idempotencyKey: flags.idempotencyKey }
    const { position, isDuplicate: duplicate } = await emitEvent(desk, working, event)
    const [shown] = await shownEvents(store.db, await entriesAt(store.db, [position]), { all: true })
    if (shown === undefined) throw new DeskError('event-not-found', { id: String(position) })
    // Others may have left something to be worked out, which this event did not cause.
    const posted = desk.posted.filter(({ entryPosition }) => entryPosition === position)
    const mails = mailed(posted).length
    await printChange(desk, emittedView, { event: shown, duplicate, mails }, async () => {
      const words = await loadWorkspaceWords(desk.language)
      const facts = eventFacts(words, shown)
      const screen = await screenOf(desk, zone, facts)
      const fate = duplicate ? [words.isDuplicate] : toldBy(screen, words, { ...(await mailNews(desk)), posted })
      return doneLine(screen, eventKind(words, shown), ...facts, ...fate)
    })
  },
})

/** `status=executed`. Throws `wrong-value`. */
function attributeFrom(typed: string): readonly [string, string] {
  const at = typed.indexOf('=')
  if (at < 1) {
    throw new DeskError('wrong-value', { name: '--attribute', value: typed, allowed: ['NAME=VALUE'], suggestion: null })
  }
  return [typed.slice(0, at).trim(), typed.slice(at + 1)]
}
