import { entriesAt } from '../../journal/store'
import { countFrom } from '../../kit/count'
import { instant, text } from '../../kit/json'
import { printMany } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { formatInstant } from '../../kit/time/instant'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { visibilityOf } from '../../people/permission'
import type { Rule } from '../../rule/rule'
import { ruleNamed } from '../../rule/rule-meant'
import { refuseBoth, rulePlace } from '../../rule/rule-place'
import { listRules } from '../../rule/rule-store'
import { loadRuleLogWords, loadWorkspaceWords } from '../../words/catalogue'
import { eventFacts, eventKind } from '../../workspace/event-view'
import { type ShownEvent, shownEvents } from '../../workspace/read-events'
import { fateText, noticeFields, noticeJson, type ShownNotice } from '../kept-view'
import { mailFates, noticesOfRules } from '../notice-store'
import { demandRuleEvents } from '../rule-events'

/** What a rule meant for somebody when something happened. */
interface Line {
  event: ShownEvent
  rule: Rule
  shown: ShownNotice
}

export const ruleLogView: View<Line> = {
  fields: { at: instant, event: text, type: text, rule: text, ...noticeFields },
  columns: ['at', 'event', 'type', 'rule', 'address', 'outcome', 'state', 'sentAt'],
  toJson: ({ event, rule, shown }) => ({
    at: formatInstant(event.createdAt),
    event: event.id,
    type: event.type,
    rule: rule.description,
    ...noticeJson(shown),
  }),
}

/** As many as a terminal shows, and a script gets all. */
const terminalLimit = 50

/** What rules caused, newest last. */
export const ruleLog = defineVerb({
  declare: (command) => command.argument('[rule]').option('--desk').option('--limit <count>'),
  output: { many: ruleLogView },
  async run(desk, typed, flags) {
    refuseBoth(desk, flags.desk === true)
    const limit = flags.limit === undefined ? undefined : countFrom(flags.limit)
    const place = await rulePlace(desk, flags.desk === true)
    demandRuleEvents(place)
    const { store, scope, tenant, actor, rules: ticketRules, zone } = place
    const rules =
      typed === undefined ? await listRules(store.db, scope) : [await ruleNamed(store.db, scope, tenant, typed)]
    const byId = new Map(rules.map((rule) => [rule.id, rule]))
    const newest = limit ?? (isForPeople(desk) ? terminalLimit : undefined)
    const kept = await noticesOfRules(store.db, [...byId.keys()], newest)
    const entries = await entriesAt(store.db, [...new Set(kept.map(({ position }) => position))])
    const events = await shownEvents(store.db, entries, visibilityOf(actor, ticketRules))
    const byPosition = new Map(events.map((event) => [event.position, event]))
    const mails = await mailFates(
      store.db,
      kept.flatMap(({ mailId }) => mailId ?? []),
    )
    const lines = kept.flatMap((notice) => {
      const event = byPosition.get(notice.position)
      const rule = byId.get(notice.ruleId)
      if (event === undefined || rule === undefined) return []
      return [{ event, rule, shown: { notice, mail: mails.get(notice.mailId ?? '') } }]
    })
    await printMany(desk, ruleLogView, lines, async () => {
      const words = await loadRuleLogWords(desk.language)
      if (lines.length === 0) return words.nothingCaused
      const workspace = await loadWorkspaceWords(desk.language)
      const { renderTable } = await import('../../kit/table')
      const about = lines.map(({ event }) => [eventKind(workspace, event), ...eventFacts(workspace, event).slice(0, 1)])
      const screen = await screenOf(desk, zone, [...about.flat(), ...rules.map(({ description }) => description)])
      const { when, event, rule, whom, fate } = words.columns
      const columns = [
        { title: when },
        { title: event, flexible: true },
        ...(typed === undefined ? [{ title: rule, flexible: true }] : []),
        { title: whom },
        { title: fate },
      ]
      const rows = lines.map((line, index) => [
        formatLocal(line.event.createdAt, zone, screen.language, 'day', screen.now),
        (about[index] ?? []).join(` ${screen.symbols.dot} `),
        ...(typed === undefined ? [safeText(line.rule.description)] : []),
        safeText(line.shown.notice.address),
        fateText(screen, words, line.shown),
      ])
      return renderTable(screen, columns, rows)
    })
  },
})
