import { instant, listOf, objectOf, orNull, text } from '../kit/json'
import { doneLine, type Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { Team, TeamWork } from './team'
import { personText } from './user-view'

export const teamView: View<Team> = {
  fields: {
    name: text,
    title: orNull(text),
    members: listOf(objectOf({ email: text, name: orNull(text) })),
    topics: listOf(text),
    modules: listOf(text),
    categories: listOf(text),
    createdAt: instant,
  },
  columns: ['name', 'title', 'members', 'createdAt', 'topics', 'modules', 'categories'],
  toJson: ({ name, title, members, work, createdAt }) => ({
    name,
    title,
    members: members.map((member) => ({ email: member.email, name: member.name })),
    topics: [...work.topic],
    modules: [...work.module],
    categories: [...work.category],
    createdAt: formatInstant(createdAt),
  }),
}

/** What a team owns, in the order in which a ticket's team is looked for. */
export function workText({ topic, module, category }: TeamWork): string {
  return [...topic, ...module, ...category].map((name) => safeText(name)).join(', ')
}

/** The sentence after a change of a team; `fate` says what became of it where it is no more. */
export function teamLine(screen: Screen, { name, title, members, work }: Team, fate?: string): string {
  const { words } = screen
  const people = members.length === 0 ? [words.nobodyInIt] : members.map(personText)
  const owned = workText(work)
  const facts = fate === undefined ? [...people, ...(owned === '' ? [] : [words.ownsWork(owned)])] : [fate]
  return doneLine(screen, words.teamNamed(name), title === null ? '' : safeText(title), ...facts)
}
