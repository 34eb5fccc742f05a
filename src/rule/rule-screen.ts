import { doneLine, type Screen } from '../kit/screen'
import { padText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { formatDuration } from '../kit/time/duration'
import type { RuleTexts } from '../words/catalogue'
import type { WorkspaceWords } from '../words/en/workspace'
import { shownAddress } from '../workspace/account'
import { edsChanges } from '../workspace/event-type'
import { isPaymentStatus } from '../workspace/payment'
import { type FilterName, filtersOf, type Rule } from './rule'
import type { ShownRule } from './shown-rule'

/** What rules are drawn with. */
export interface RuleScreen extends Screen {
  rule: RuleTexts
  workspace: WorkspaceWords
  /** What accounts are called, by IBAN or address, for those who may see them; and how many there are. */
  accounts: ReadonlyMap<string, string | null> | null
}

/** All of a rule, line by line: what, when and to whom; what it is called, too, where that stands nowhere else. */
export function ruleLines(screen: RuleScreen, shown: ShownRule, isNamed = false): string[] {
  const { rule, workspace } = screen
  const { description, event, subject, collect } = shown.rule
  const facts: (readonly [string, readonly string[]])[] = [
    ...(isNamed ? [[rule.labels.description, [safeText(description)]] as const] : []),
    [rule.labels.event, [workspace.eventTypes[event]]],
    ...filtersOf(event).flatMap((name) => filterFact(screen, shown.rule, name)),
    [rule.labels.subject, [safeText(subject)]],
    ...(shown.internal.length === 0 ? [] : [[rule.labels.to, internalTexts(screen, shown)] as const]),
    ...(shown.external.length === 0 ? [] : [[rule.labels.external, externalTexts(screen, shown)] as const]),
    [rule.labels.collect, [collect === 0 ? rule.atOnce : rule.collected(formatDuration(collect))]],
  ]
  const widest = Math.max(...facts.map(([label]) => screen.measure(label)))
  return facts.flatMap(([label, lines]) => factLines(screen, label, lines, widest))
}

/** A rule's screen: what it is called, whose it is and whether it works, then all of it. */
export function ruleScreen(screen: RuleScreen, shown: ShownRule): string {
  const { rule, paint, symbols } = screen
  const { description, enabled } = shown.rule
  const facts = [shown.tenant ?? rule.deskRules, enabled ? rule.enabled : rule.disabled]
  const title = `${paint.bold(safeText(description))} ${symbols.dot} ${facts.join(` ${symbols.dot} `)}`
  return [...wrapText(title, screen.columns, screen.measure), ...ruleLines(screen, shown)].join('\n')
}

/** The sentence after a change of a rule; `fate` says what became of it. */
export function ruleLine(screen: RuleScreen, { rule, tenant, internal, external }: ShownRule, fate?: string): string {
  const texts = screen.rule
  const waiting = external.filter(({ state }) => state === 'pending').map(({ email }) => safeText(email))
  const line = doneLine(
    screen,
    texts.ruleNamed(safeText(rule.description)),
    tenant ?? '',
    fate ?? (rule.enabled ? texts.enabled : texts.disabled),
    ...(fate === undefined
      ? [shortly(texts, [...internal.map(({ text }) => text), ...external.map(({ email }) => email)])]
      : []),
  )
  if (waiting.length === 0 || fate === texts.deleted) return line
  return [
    line,
    ...wrapText(`  ${shortly(texts, waiting)}: ${texts.outsideStates.pending}`, screen.columns, screen.measure),
  ].join('\n')
}

/** The first of several, and how many there are besides. */
export function shortly(texts: RuleTexts, all: readonly string[]): string {
  const [first = texts.nobody, ...more] = all.map((one) => safeText(one))
  return more.length === 0 ? first : more.length === 1 ? [first, ...more].join(', ') : texts.more(first, more.length)
}

function filterFact(screen: RuleScreen, rule: Rule, name: FilterName): (readonly [string, readonly string[]])[] {
  const { rule: texts } = screen
  const values = rule.filters[name]
  if (values !== undefined) {
    const shown = [values.map((value) => valueText(screen, name, value)).join(', ')]
    const count =
      name === 'account' && screen.accounts !== null ? [texts.someOf(values.length, screen.accounts.size)] : []
    return [[texts.filters[name], [[...shown, ...count].join(' ')]]]
  }
  if (name === 'status') return [[texts.filters[name], [texts.allStatuses]]]
  if (name === 'account') return [[texts.filters[name], [texts.allAccounts]]]
  if (name === 'contact') return [[texts.filters[name], [texts.allContacts]]]
  // Of the many filters that tickets have, those are told that narrow the rule.
  return name === 'change' ? [[texts.filters[name], [texts.all]]] : []
}

function valueText(screen: RuleScreen, name: FilterName, value: string): string {
  const { rule, workspace, words } = screen
  switch (name) {
    case 'status':
      return isPaymentStatus(value) ? workspace.paymentStatuses[value] : safeText(value)
    case 'change': {
      const change = edsChanges.find((known) => known === value)
      return change === undefined ? safeText(value) : workspace.edsChanges[change]
    }
    case 'account': {
      const label = screen.accounts?.get(value) ?? null
      return [shownAddress(value), ...(label === null ? [] : [label])].map((text) => safeText(text)).join(' ')
    }
    case 'emergency':
      return value === 'true' ? rule.emergencies.true : rule.emergencies.false
    case 'level':
      return value === '2' ? rule.levels[2] : rule.levels[1]
    case 'by':
      return value === 'staff' ? rule.sides.staff : rule.sides.customer
    case 'priority':
      return words.priorities[value as keyof typeof words.priorities] ?? safeText(value)
    default:
      return safeText(value)
  }
}

function internalTexts({ rule }: RuleScreen, { internal }: ShownRule): string[] {
  return internal.map(({ text, name, isReached }) => {
    const role = text in rule.roles ? rule.roles[text as keyof typeof rule.roles] : null
    const more = role ?? name
    const shown = more === null ? safeText(text) : `${safeText(text)} (${safeText(more)})`
    return isReached ? shown : `${safeText(text)} (${rule.unreached})`
  })
}

function externalTexts({ rule }: RuleScreen, { external }: ShownRule): string[] {
  return external.map(({ email, state }) => `${safeText(email)} (${rule.outsideStates[state]})`)
}

function factLines(screen: RuleScreen, label: string, texts: readonly string[], widest: number): string[] {
  const { columns, measure, paint } = screen
  const lines = texts.flatMap((text) => wrapText(text, Math.max(20, columns - widest - 4), measure))
  return lines.map((line, index) =>
    `  ${paint.dim(padText(index === 0 ? label : '', widest, measure))}  ${line}`.trimEnd(),
  )
}
