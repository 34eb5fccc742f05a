import type { Desk } from '../../desk'
import type { Ask, Option } from '../../kit/ask'
import { safeText } from '../../kit/text/safe-text'
import { listTeams } from '../../people/team-store'
import { offeredTo } from '../../ticket/category/category'
import { listCategories } from '../../ticket/category/category-store'
import { priorities } from '../../ticket/ticket'
import type { RuleTexts } from '../../words/catalogue'
import type { FilterName } from '../rule'
import type { RulePlace } from '../rule-place'
import type { FilterEdit } from '../rule-words'

interface Asking {
  desk: Desk
  ask: Ask
  place: RulePlace
  texts: RuleTexts
}

const ofTickets = ['category', 'priority', 'emergency', 'level', 'team', 'module', 'by'] as const
type TicketFilter = (typeof ofTickets)[number]

export function isTicketFilter(name: FilterName): name is TicketFilter {
  return ofTickets.some((known) => known === name)
}

/**
 * Narrows a rule about tickets: by what, is one question, so that whoever wants all of them answers no more than that. Gives
 * a filter for each that was picked.
 */
export async function askTicketFilters(
  asking: Asking,
  names: readonly TicketFilter[],
): Promise<Partial<Record<TicketFilter, FilterEdit>>> {
  const { ask, texts } = asking
  const offered: { name: TicketFilter; options: Option<string>[] }[] = []
  for (const name of names) {
    const options = await optionsOf(asking, name)
    // A choice of one is none; a module is typed.
    if (name === 'module' || options.length > 1) offered.push({ name, options })
  }
  if (offered.length === 0) return {}
  const picked = await ask.chooseSeveral(
    texts.askNarrow,
    offered.map(({ name }) => ({ name: texts.filters[name], value: name })),
  )
  const filters: Partial<Record<TicketFilter, FilterEdit>> = {}
  for (const { name, options } of offered.filter((one) => picked.includes(one.name))) {
    filters[name] = { set: await valuesAsked(asking, name, options), add: [], remove: [] }
  }
  return filters
}

async function valuesAsked(
  { ask, texts }: Asking,
  name: TicketFilter,
  options: readonly Option<string>[],
): Promise<string[]> {
  const question = texts.askWhich(texts.filters[name])
  if (name === 'module') return askModules({ ask, texts }, question)
  // Of two that exclude each other both would be no filter.
  if (name === 'emergency' || name === 'level' || name === 'by') return [await ask.choose(question, options)]
  return ask.chooseSeveral(question, options, (chosen) => (chosen.length === 0 ? texts.atLeastOne : undefined))
}

async function askModules({ ask, texts }: Pick<Asking, 'ask' | 'texts'>, question: string): Promise<string[]> {
  const parts = (typed: string): string[] => typed.split(',').flatMap((part) => part.trim() || [])
  const isWrong = (typed: string): boolean => parts(typed).length === 0 || parts(typed).some((one) => one.length > 200)
  const typed = await ask.line(question, { check: (answer) => (isWrong(answer) ? texts.noModules : undefined) })
  return [...new Set(parts(typed).map((part) => part.replace(/\s+/g, ' ')))]
}

async function optionsOf({ desk, place, texts }: Asking, name: TicketFilter): Promise<Option<string>[]> {
  const { db } = place.store
  switch (name) {
    case 'category': {
      const all = await listCategories(db)
      const offered = place.tenant === null ? all : offeredTo(all, place.tenant.partner)
      return offered.map(({ id, label }) => ({ name: safeText(label[desk.language]), value: id }))
    }
    case 'priority':
      return priorities.map((value) => ({ name: desk.words.priorities[value], value }))
    case 'emergency':
      return (['true', 'false'] as const).map((value) => ({ name: texts.emergencies[value], value }))
    case 'level':
      return ([1, 2] as const).map((level) => ({ name: texts.levels[level], value: String(level) }))
    case 'by':
      return (['customer', 'staff'] as const).map((value) => ({ name: texts.sides[value], value }))
    case 'team':
      // Who is in which team is the desk's own business.
      return place.tenant === null
        ? (await listTeams(db)).map(({ name: team, title }) => ({ name: safeText(title ?? team), value: team }))
        : []
    case 'module':
      return []
  }
}
