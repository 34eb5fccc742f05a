import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { flag, listOf, objectOf, oneOf, orNull, text } from '../../kit/json'
import { printMany } from '../../kit/output'
import { joinParts, type Screen, screenOf } from '../../kit/screen'
import { wrapSentence } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { may, visibilityOf } from '../../people/permission'
import { tenantById } from '../../people/tenant-store'
import { deskScope } from '../../rule/rule'
import { loadRuleLogWords, loadWorkspaceWords } from '../../words/catalogue'
import type { RuleLogWords } from '../../words/en/rule-log'
import type { WorkspaceWords } from '../../words/en/workspace'
import { demandEvents } from '../../workspace/event-permission'
import { eventIdOf } from '../../workspace/event-type'
import { eventFacts, eventKind } from '../../workspace/event-view'
import { eventById } from '../../workspace/read-events'
import { eventMeant } from '../event-meant'
import { type ExplainedRule, explainEvent, type WhyNot } from '../explain-event'
import { fateText, noticeFields, noticeJson, type ShownNotice } from '../kept-view'
import { filterValue } from '../shown-filter'

/** A rule and one of those whom it meant; nobody where it meant none. */
interface Line {
  explained: ExplainedRule
  tenant: string | null
  notice: ShownNotice | undefined
}

const reasons = ['disabled', 'newer', 'waiting', 'nobody', 'changed', 'others', 'filter'] as const

export const explainView: View<Line> = {
  fields: {
    rule: text,
    tenant: orNull(text),
    matched: flag,
    reason: orNull(oneOf(reasons)),
    filter: orNull(objectOf({ name: text, told: listOf(text), wanted: listOf(text) })),
    ...noticeFields,
  },
  columns: ['rule', 'matched', 'reason', 'address', 'outcome', 'state', 'sentAt', 'response'],
  toJson: ({ explained: { rule, whyNot }, tenant, notice }) => ({
    rule: rule.description,
    tenant,
    matched: whyNot === undefined || whyNot.reason === 'others' || whyNot.reason === 'nobody',
    reason: whyNot?.reason ?? null,
    filter:
      whyNot?.reason === 'filter' ? { name: whyNot.filter, told: [...whyNot.told], wanted: [...whyNot.wanted] } : null,
    ...noticeJson(notice),
  }),
}

/** Rule by rule, why a mail about an event went or did not, and what became of it. */
export const ruleExplain = defineVerb({
  declare: (command) => command.argument('<event>').argument('[address]'),
  output: { many: explainView },
  async run(desk, id, typed) {
    const address = typed === undefined ? undefined : mailAddress(typed)
    const { store, zone, entry, event, tenant, scopes } = await explainedEvent(desk, id)
    const explained = await explainEvent(store.db, entry, scopes, address)
    const tenantOf = (scope: string): string | null => (scope === deskScope ? null : tenant)
    const lines = explained.flatMap((one) =>
      (one.notices.length === 0 ? [undefined] : one.notices).map((notice) => ({
        explained: one,
        tenant: tenantOf(one.rule.scope),
        notice,
      })),
    )
    await printMany(desk, explainView, lines, async () => {
      const words = await loadRuleLogWords(desk.language)
      const workspace = await loadWorkspaceWords(desk.language)
      const facts = eventFacts(workspace, event)
      const screen = await screenOf(desk, zone, [...facts, ...explained.map(({ rule }) => rule.description)])
      const when = formatLocal(event.createdAt, zone, screen.language, 'day', screen.now)
      const head = joinParts(screen, [when, eventKind(workspace, event), ...facts])
      if (explained.length === 0) return [head, '', words.noRules].join('\n')
      return [head, ...explained.map((one) => ruleText(screen, words, workspace, one, address))].join('\n\n')
    })
  },
})

/**
 * The event with that id, and whose rules about it the actor may see: those of its tenant, those of the desk, or both. Throws
 * `event-not-found` for whoever may not know of it.
 */
async function explainedEvent(desk: Desk, id: string) {
  const { store, zone, actor, rules } = await beginning(desk)
  const entry = await eventMeant(store.db, { actor, rules, tenant: desk.tenant }, id)
  if (entry.tenantId === null) throw new DeskError('event-not-found', { id })
  const tenant = await tenantById(store.db, entry.tenantId)
  try {
    demandEvents(actor, tenant, rules)
  } catch {
    // Whoever may not read a tenant's events is not told whether there is this one.
    throw new DeskError('event-not-found', { id })
  }
  const event = await eventById(store.db, eventIdOf(entry), undefined, visibilityOf(actor, rules))
  const scopes = [
    ...(may(actor, 'rules:view', tenant.id, rules) ? [tenant.id] : []),
    ...(may(actor, 'rules:view', null, rules) ? [deskScope] : []),
  ]
  return { store, zone, entry, event, tenant: tenant.name, scopes }
}

function ruleText(
  screen: Screen,
  words: RuleLogWords,
  workspace: WorkspaceWords,
  { rule, notices, whyNot }: ExplainedRule,
  address: string | undefined,
): string {
  const { paint, symbols } = screen
  const mark = whyNot === undefined ? paint.green(symbols.done) : paint.dim(symbols.nothing)
  const title = `${mark} ${safeText(rule.description)}`
  if (whyNot !== undefined)
    return [title, ...wrapped(screen, whyNotText(screen, words, workspace, whyNot, address))].join('\n')
  return [
    title,
    ...notices.flatMap((shown) =>
      wrapped(screen, `${safeText(shown.notice.address)}: ${fateText(screen, words, shown)}`),
    ),
  ].join('\n')
}

function wrapped(screen: Screen, sentence: string): string[] {
  return wrapSentence(`  ${sentence}`, screen.columns, screen.measure)
}

export function whyNotText(
  { symbols }: Pick<Screen, 'symbols'>,
  words: RuleLogWords,
  workspace: WorkspaceWords,
  whyNot: WhyNot,
  address: string | undefined,
): string {
  if (whyNot.reason === 'others') return words.reasons.others(address ?? symbols.nothing)
  if (whyNot.reason !== 'filter') return words.reasons[whyNot.reason]
  const { filter, told, wanted } = whyNot
  const shown = (values: readonly string[]): string =>
    values.map((value) => filterValue(workspace, filter, value)).join(', ')
  return words.reasons.filter(
    workspace.filterNames[filter],
    told.length === 0 ? words.reasons.nothingTold : shown(told),
    shown(wanted),
  )
}
