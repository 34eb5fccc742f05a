import { instant, listOf, objectOf, orNull, text } from '../kit/json'
import { doneLine, type Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { Team } from './team'
import { personText } from './user-view'

export const teamView: View<Team> = {
  fields: {
    name: text,
    title: orNull(text),
    members: listOf(objectOf({ email: text, name: orNull(text) })),
    createdAt: instant,
  },
  columns: ['name', 'title', 'members', 'createdAt'],
  toJson: ({ name, title, members, createdAt }) => ({
    name,
    title,
    members: members.map((member) => ({ email: member.email, name: member.name })),
    createdAt: formatInstant(createdAt),
  }),
}

/** The sentence after a change of a team; `fate` says what became of it where it is no more. */
export function teamLine(screen: Screen, { name, title, members }: Team, fate?: string): string {
  const { words } = screen
  const people = members.length === 0 ? [words.nobodyInIt] : members.map(personText)
  const facts = fate === undefined ? people : [fate]
  return doneLine(screen, words.teamNamed(name), title === null ? '' : safeText(title), ...facts)
}
