import type { Entry } from '../../journal/entry'
import { factsOf } from '../../rule/notice'
import { type EventFacts, type FilterName, factsIn, filterNames, fits, type Rule, toldOf } from '../../rule/rule'
import { listRules } from '../../rule/rule-store'
import type { Reader } from '../../store/schema'
import type { ShownNotice } from '../kept-view'
import { compareRules } from '../letter/rule-letters'
import { readCursor } from '../reaction-store'
import { mailFates, noticesAbout } from './notice-store'

/**
 * Why a rule told nobody of an event, or not this address: it was disabled, made later, or a filter did not fit; it fits but
 * the event waits to be worked out (`waiting`), it means nobody who might be told (`nobody`), it did not fit then as it
 * stands now (`changed`), or it means others (`others`).
 */
export type WhyNot =
  | { reason: 'disabled' | 'newer' | 'waiting' | 'nobody' | 'changed' | 'others' }
  | { reason: 'filter'; filter: FilterName; told: readonly string[]; wanted: readonly string[] }

/** A rule about that kind of event, and what it meant for whom; or why nothing. */
export interface ExplainedRule {
  rule: Rule
  notices: readonly ShownNotice[]
  whyNot: WhyNot | undefined
}

/**
 * Goes through the rules of these scopes that are about this kind of event, by description, and tells of each what it meant
 * when this happened. With an address only what it meant for that one.
 */
export async function explainEvent(
  db: Reader,
  entry: Entry,
  scopes: readonly string[],
  address: string | undefined,
): Promise<ExplainedRule[]> {
  const rules: Rule[] = []
  for (const scope of scopes) rules.push(...(await listRules(db, scope)))
  const concerned = rules.filter(({ event }) => event === entry.type).sort(compareRules)
  const kept = await noticesAbout(db, entry.position)
  const mails = await mailFates(
    db,
    kept.flatMap(({ mailId }) => mailId ?? []),
  )
  const facts = await factsOf(db, entry)
  const cursor = await readCursor(db)
  return concerned.map((rule) => {
    const all = kept.filter(({ ruleId }) => ruleId === rule.id)
    const meant = all.filter((notice) => address === undefined || notice.address === address)
    const notices = meant.map((notice) => ({ notice, mail: mails.get(notice.mailId ?? '') }))
    if (notices.length > 0) return { rule, notices, whyNot: undefined }
    const whyNot =
      all.length > 0 ? ({ reason: 'others' } as const) : whyNobody(rule, entry, factsIn(rule.scope, facts), cursor)
    return { rule, notices, whyNot }
  })
}

function whyNobody(rule: Rule, entry: Entry, facts: EventFacts, cursor: number): WhyNot {
  if (cursor < entry.position && rule.enabled && fits(rule.filters, facts)) return { reason: 'waiting' }
  if (rule.createdAt.getTime() > Date.parse(entry.at)) return { reason: 'newer' }
  if (!rule.enabled) return { reason: 'disabled' }
  const misfit = misfitOf(rule, facts)
  if (misfit !== undefined) return misfit
  return { reason: rule.updatedAt.getTime() > Date.parse(entry.at) ? 'changed' : 'nobody' }
}

/** The first filter that an event does not pass, with what it tells and what the rule wants. */
export function misfitOf(
  { filters }: Pick<Rule, 'filters'>,
  facts: EventFacts,
): Extract<WhyNot, { reason: 'filter' }> | undefined {
  const filter = filterNames.find((name) => !fits({ [name]: filters[name] }, facts))
  if (filter === undefined) return undefined
  return { reason: 'filter', filter, told: toldOf(facts, filter), wanted: filters[filter] ?? [] }
}
