import type { Json } from '../kit/json'
import {
  checkedAt,
  entriesOf,
  itemsOf,
  type JsonPlace,
  partsOf,
  refuseTwice,
  textAt,
  wrongJson,
} from '../kit/json-place'
import { formatDuration } from '../kit/time/duration'
import { WrongValues } from '../kit/wrong-values'
import { eventTypeNames } from '../workspace/event-type'
import type { NewRule } from './edit-rule'
import {
  type FilterName,
  filterNames,
  filtersOf,
  longestDescription,
  longestRuleSubject,
  ruleName,
  rulePlaceholders,
  unknownPlaceholderIn,
} from './rule'
import { filtersJson } from './rule-view'
import { type RuleEdit, type RuleFlags, type RuleNames, ruleEditFrom } from './rule-words'
import type { ShownRule } from './shown-rule'

/** A rule in a file, with the place where it stands. */
export interface FiledRule {
  wanted: NewRule & { collect: number; enabled: boolean }
  path: string
}

const ruleKeys = ['description', 'event', 'filters', 'subject', 'recipients', 'collect', 'enabled'] as const

/** The rules as a file: in the order of their descriptions, without ids and without what became of addresses. */
export function rulesJson(rules: readonly ShownRule[]): Json {
  return {
    version: 1,
    rules: rules.map(({ rule, internal, external }) => ({
      description: rule.description,
      event: rule.event,
      filters: Object.fromEntries(Object.entries(filtersJson(rule)).filter(([name, values]) => isTold(name, values))),
      subject: rule.subject,
      recipients: { internal: internal.map(({ text }) => text), external: external.map(({ email }) => email) },
      collect: formatDuration(rule.collect),
      enabled: rule.enabled,
    })),
  }
}

/** That all accounts fit, also those that come later, is worth a line; that nothing else narrows the rule is not. */
function isTold(name: string, values: Json): boolean {
  return values !== 'all' || ['status', 'account', 'change', 'contact'].includes(name)
}

/** The rules that a JSON value describes, each value judged by itself. Throws `wrong-json` with the place. */
export function rulesFrom(value: unknown, names: RuleNames): FiledRule[] {
  const parts = partsOf({ value, path: '' }, ['version', 'rules'])
  if (parts.version.value !== 1) throw wrongJson('version', 'wrong-value', ['1'])
  if (parts.rules.value === undefined) throw wrongJson('rules', 'missing', ['[…]'])
  const rules = itemsOf(parts.rules).map((place) => ruleAt(place, names))
  refuseTwice(rules.map(({ wanted, path }) => ({ id: ruleName(wanted.description), path: `${path}.description` })))
  return rules
}

function ruleAt(place: JsonPlace, names: RuleNames): FiledRule {
  const parts = partsOf(place, ruleKeys)
  const description = textAt(parts.description, longestDescription)
  const event = checkedAt(parts.event, () => {
    const typed = textAt(parts.event, 100)
    const known = eventTypeNames.find((type) => type === typed)
    if (known === undefined) throw wrongJson(parts.event.path, 'wrong-value', eventTypeNames)
    return known
  })
  const recipients = partsOf(parts.recipients, ['internal', 'external'])
  const filters = filtersAt(parts.filters, filtersOf(event))
  const judged = (
    where: JsonPlace,
    flags: Omit<RuleFlags, 'filters'> & Partial<Pick<RuleFlags, 'filters'>>,
  ): RuleEdit =>
    checkedAt(where, () => {
      const wrong = new WrongValues()
      const edit = ruleEditFrom({ filters: {}, ...flags }, names, wrong)
      wrong.refuse()
      return edit
    })
  const { description: named = description } = judged(parts.description, { description })
  const subject = textAt(parts.subject, longestRuleSubject)
  const { subject: line = subject } = judged(parts.subject, { subject })
  if (unknownPlaceholderIn(event, line) !== undefined) {
    throw wrongJson(parts.subject.path, 'wrong-value', rulePlaceholders(event))
  }
  const { to = [] } = judged(recipients.internal, { to: textsAt(recipients.internal) })
  const { external = [] } = judged(recipients.external, { external: addressesAt(recipients.external) })
  const span = parts.collect.value === undefined ? '0' : textAt(parts.collect, 40)
  const { collect = 0 } = judged(parts.collect, { collect: span })
  const read = filters.map(([name, values, path]) =>
    judged({ value: values, path }, { filters: { [name]: { set: values } } }),
  )
  return {
    path: place.path,
    wanted: {
      ...judged(place, {}),
      description: named,
      event,
      // What the file does not narrow is not narrowed.
      filters: Object.assign(
        Object.fromEntries(filtersOf(event).map((name) => [name, unfiltered])),
        ...read.map((one) => one.filters),
      ),
      subject: line,
      to,
      external,
      collect,
      enabled: parts.enabled.value === undefined ? true : flagIn(parts.enabled),
    },
  }
}

const unfiltered = { set: 'all' as const, add: [], remove: [] }

/** A filter is a list of values, or `all`. */
function filtersAt(place: JsonPlace, known: readonly FilterName[]): [FilterName, string[], string][] {
  return entriesOf(place).flatMap(([key, content]): [FilterName, string[], string][] => {
    const name = filterNames.find((filter) => filter === key)
    if (name === undefined || !known.includes(name)) throw wrongJson(content.path, 'unknown-key', known)
    if (content.value === 'all') return [[name, ['all'], content.path]]
    const values = itemsOf(content).map(({ value, path }) => {
      if (!['string', 'number', 'boolean'].includes(typeof value)) throw wrongJson(path, 'wrong-type', ['"…"'])
      return String(value)
    })
    if (values.length === 0) throw wrongJson(content.path, 'missing', ['"all"', '["…"]'])
    return [[name, values, content.path]]
  })
}

function textsAt(place: JsonPlace): string[] {
  return itemsOf(place).map((item) => textAt(item, 320))
}

/** An address, or as `rule show` prints one: with whether it has confirmed, which no file can say. */
function addressesAt(place: JsonPlace): string[] {
  return itemsOf(place).map((item) => {
    if (typeof item.value === 'string') return textAt(item, 320)
    return textAt(partsOf(item, ['email', 'confirmed']).email, 320)
  })
}

function flagIn({ value, path }: JsonPlace): boolean {
  if (typeof value !== 'boolean') throw wrongJson(path, 'wrong-type', ['true', 'false'])
  return value
}
