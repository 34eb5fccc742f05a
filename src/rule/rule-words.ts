import { resolveName } from '../kit/choice'
import { DeskError } from '../kit/errors'
import { languages } from '../kit/language'
import { parseDuration } from '../kit/time/duration'
import { checkLine } from '../kit/typed-text'
import type { WrongValues } from '../kit/wrong-values'
import { mailAddress } from '../people/mail-address'
import { priorities } from '../ticket/ticket'
import { loadWorkspaceWords } from '../words/catalogue'
import type { WorkspaceWords } from '../words/en/workspace'
import { type EventTypeName, edsChanges, eventTypeNames } from '../workspace/event-type'
import { readIban } from '../workspace/iban'
import { notExecuted, paymentStatuses } from '../workspace/payment'
import { loadStatusNames, type StatusNames } from '../workspace/status-names'
import {
  type FilterName,
  longestCollect,
  longestDescription,
  longestRuleSubject,
  type RuleRole,
  ruleRoles,
} from './rule'

/** What is typed of a rule. Undefined: nothing was said of it. */
export interface RuleFlags {
  description?: string | undefined
  event?: string | undefined
  /** What is typed for each filter: the values themselves, and what comes to them or goes. */
  filters: Readonly<Partial<Record<FilterName, FilterFlags>>>
  subject?: string | undefined
  to?: readonly string[] | undefined
  addTo?: readonly string[] | undefined
  removeTo?: readonly string[] | undefined
  external?: readonly string[] | undefined
  addExternal?: readonly string[] | undefined
  removeExternal?: readonly string[] | undefined
  collect?: string | undefined
  enabled?: boolean | undefined
}

export interface FilterFlags {
  set?: readonly string[] | undefined
  add?: readonly string[] | undefined
  remove?: readonly string[] | undefined
}

/** A filter as it was meant; what only the tenant can tell (accounts, contacts, categories, teams) is still as typed. */
export interface FilterEdit {
  /** `all`: there is to be no such filter. */
  set?: readonly string[] | 'all'
  add: readonly string[]
  remove: readonly string[]
}

/** A recipient as it was typed: a role, somebody's address, or the name of a team. */
export type TypedRecipient = { role: RuleRole } | { email: string } | { team: string }

/** What somebody wants of a rule, every value judged by itself. Undefined: as it is. */
export interface RuleEdit {
  description: string | undefined
  event: EventTypeName | undefined
  filters: Readonly<Partial<Record<FilterName, FilterEdit>>>
  subject: string | undefined
  to: readonly TypedRecipient[] | undefined
  addTo: readonly TypedRecipient[]
  /** As typed: it goes if it is there. */
  removeTo: readonly string[]
  external: readonly string[] | undefined
  addExternal: readonly string[]
  removeExternal: readonly string[]
  collect: number | undefined
  enabled: boolean | undefined
}

/** The names by which things are called in flags, in both languages. */
export interface RuleNames {
  statuses: StatusNames
  words: readonly WorkspaceWords[]
}

export async function loadRuleNames(): Promise<RuleNames> {
  return { statuses: await loadStatusNames(), words: await Promise.all(languages.map(loadWorkspaceWords)) }
}

/** The word that means every value of a filter. */
const all = 'all'

/** Judges each value by itself; what is wrong is collected in `wrong`. */
export function ruleEditFrom(flags: RuleFlags, names: RuleNames, wrong: WrongValues): RuleEdit {
  const { description, event, subject, collect } = flags
  const judged = <T>(typed: string | undefined, read: (typed: string) => T): T | undefined =>
    typed === undefined ? undefined : wrong.judge(() => read(typed))
  const each = <T>(typed: readonly string[] | undefined, read: (typed: string) => T): T[] =>
    (typed ?? []).flatMap((one) => judged(one, read) ?? [])
  return {
    description: judged(description, (typed) => checkLine('--description', typed, longestDescription)),
    event: judged(event, (typed) => eventNamed(typed, names)),
    filters: filterEdits(flags.filters, names, wrong),
    subject: judged(subject, (typed) => checkLine('--subject', typed, longestRuleSubject)),
    to: flags.to === undefined ? undefined : each(flags.to, recipientTyped),
    addTo: each(flags.addTo, recipientTyped),
    removeTo: flags.removeTo ?? [],
    external: flags.external === undefined ? undefined : each(flags.external, mailAddress),
    addExternal: each(flags.addExternal, mailAddress),
    removeExternal: each(flags.removeExternal, mailAddress),
    collect: judged(collect, collectTyped),
    enabled: flags.enabled,
  }
}

function filterEdits(typed: RuleFlags['filters'], names: RuleNames, wrong: WrongValues): RuleEdit['filters'] {
  const edits = Object.entries(typed).flatMap(([key, { set, add = [], remove = [] }]) => {
    const name = key as FilterName
    if (set === undefined && add.length + remove.length === 0) return []
    const values = (given: readonly string[]): string[] => [
      ...new Set(given.flatMap((value) => wrong.judge(() => filterValues(name, value, names)) ?? [])),
    ]
    const isAll = set?.some((value) => value.trim().toLowerCase() === all) === true
    const wanted = isAll ? all : set === undefined ? undefined : values(set)
    const edit: FilterEdit = { add: values(add), remove: values(remove) }
    return [[name, wanted === undefined ? edit : { ...edit, set: wanted }] as const]
  })
  return Object.fromEntries(edits)
}

/** The values that somebody means by one word; most words mean one. Throws `wrong-value`, `wrong-iban` … */
function filterValues(name: FilterName, typed: string, names: RuleNames): readonly string[] {
  const flag = `--${name}`
  switch (name) {
    case 'status':
      return statusesTyped(typed, names.statuses)
    case 'change':
      return [namedIn(flag, typed, edsChanges, (id) => names.words.map((words) => words.edsChanges[id]))]
    case 'priority':
      return [namedIn(flag, typed, priorities)]
    case 'level':
      return [namedIn(flag, typed, ['1', '2'])]
    case 'emergency':
      return [namedIn(flag, typed, ['true', 'false'])]
    case 'by':
      return [namedIn(flag, typed, ['customer', 'staff'])]
    case 'account':
      return [accountTyped(typed)]
    case 'contact':
    case 'category':
    case 'team':
    case 'module':
      return [checkLine(flag, typed)]
  }
}

function statusesTyped(typed: string, names: StatusNames): readonly string[] {
  const word = typed.trim().toLowerCase()
  if (word === 'not-executed') return notExecuted
  const status = names.get(word)
  if (status !== undefined) return [status]
  const allowed = [...paymentStatuses, 'not-executed']
  throw new DeskError('wrong-value', { name: '--status', value: typed, allowed, suggestion: null })
}

/** What looks like an IBAN is judged as one; a label or a beginning is for the tenant to know. */
function accountTyped(typed: string): string {
  if (typed.includes('@')) return mailAddress(typed)
  return /^\s*[a-z]{2}\s*\d\s*\d(?:\s*[a-z\d]){11,}\s*$/i.test(typed) ? readIban(typed) : checkLine('--account', typed)
}

/** By id, by a label in either language, or by an unambiguous beginning. Throws `wrong-value`, `ambiguous-value`. */
function eventNamed(typed: string, { words }: RuleNames): EventTypeName {
  return namedIn('--event', typed, eventTypeNames, (id) => words.map(({ eventTypes }) => eventTypes[id]))
}

function namedIn<T extends string>(
  name: string,
  typed: string,
  ids: readonly T[],
  labels: (id: T) => readonly string[] = () => [],
): T {
  const resolved = resolveName(typed, ids, (id) => labels(id as T))
  const found = ids.find((id) => 'found' in resolved && resolved.found === id)
  if (found !== undefined) return found
  if ('matches' in resolved && resolved.matches.length > 1) {
    throw new DeskError('ambiguous-value', { name, value: typed, matches: [...resolved.matches] })
  }
  throw new DeskError('wrong-value', { name, value: typed, allowed: [...ids], suggestion: null })
}

/** A role (`@team`), an address, or what may be a team's name. Throws `wrong-value`, `wrong-address`. */
export function recipientTyped(typed: string): TypedRecipient {
  const word = typed.trim()
  if (word.startsWith('@')) return { role: namedIn('--to', word, ruleRoles) }
  if (word.includes('@')) return { email: mailAddress(word) }
  return { team: checkLine('--to', word, 40).toLowerCase() }
}

/** `5m`, or `0` for at once. Throws `wrong-value`. */
export function collectTyped(typed: string): number {
  const milliseconds = parseDuration(typed)
  if (milliseconds !== undefined && milliseconds <= longestCollect) return milliseconds
  const allowed = ['0', '5m', '1h', '… 24h']
  throw new DeskError('wrong-value', { name: '--collect', value: typed, allowed, suggestion: null })
}
