import type { Desk } from '../desk'
import { changesBetween } from '../journal/changes'
import type { Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { type Administering, administer } from './administer'
import { staffMember } from './staff-member'
import type { Team } from './team'
import { deleteTeam, findTeam, insertTeam, teamByName, updateTeam } from './team-store'
import { userByEmail } from './user-store'

export interface TeamEdit {
  /** Undefined: as it is. */
  title: string | null | undefined
  /** Addresses. */
  add: readonly string[]
  remove: readonly string[]
}

/** Makes a team. Throws `not-allowed`, `team-exists`, `user-not-found`, and `not-staff` for a member who is none. */
export async function addTeam(
  desk: Desk,
  doing: Administering,
  wanted: { name: string; title: string | null; members: readonly string[] },
): Promise<string> {
  const { name, title } = wanted
  return administer(desk, doing, 'team add', { name, title, members: [...wanted.members] }, async (deed) => {
    if ((await findTeam(deed.tx, name)) !== undefined) throw new DeskError('team-exists', { name })
    const edited = await editedTeam(
      deed,
      { id: desk.newId(), name, title, members: [], createdAt: deed.now },
      { title: undefined, add: wanted.members, remove: [] },
    )
    await insertTeam(deed.tx, edited)
    deed.record({ type: 'team.added', payload: { name, title, members: emails(edited) } })
    return name
  })
}

/** Changes title and members; what is so already is no change and no entry. */
export async function editTeam(desk: Desk, doing: Administering, typed: string, edit: TeamEdit): Promise<string> {
  const request = { team: typed, title: edit.title ?? null, add: [...edit.add], remove: [...edit.remove] }
  return administer(desk, doing, 'team edit', request, async (deed) => {
    const before = await teamByName(deed.tx, typed)
    const after = await editedTeam(deed, before, edit)
    const changes = changesBetween(recorded(before), recorded(after))
    if (Object.keys(changes).length === 0) return before.name
    await updateTeam(deed.tx, after)
    deed.record({ type: 'team.edited', payload: { name: before.name, changes } })
    return before.name
  })
}

export async function removeTeam(desk: Desk, doing: Administering, typed: string): Promise<string> {
  return administer(desk, doing, 'team remove', { team: typed }, async (deed) => {
    const team = await teamByName(deed.tx, typed)
    await deleteTeam(deed.tx, team.id)
    deed.record({ type: 'team.removed', payload: { name: team.name, members: emails(team) } })
    return team.name
  })
}

async function editedTeam({ tx }: Deed, team: Team, edit: TeamEdit): Promise<Team> {
  const members = new Map(team.members.map((member) => [member.id, member]))
  for (const email of edit.add) {
    const member = await staffMember(tx, email)
    members.set(member.id, member)
  }
  for (const email of edit.remove) members.delete((await userByEmail(tx, email)).id)
  return {
    ...team,
    title: edit.title === undefined ? team.title : edit.title,
    members: [...members.values()].sort((a, b) => (a.email < b.email ? -1 : 1)),
  }
}

/** A team as its changes are written down. */
function recorded(team: Team) {
  return { title: team.title, members: emails(team) }
}

function emails(team: Team): string[] {
  return team.members.map(({ email }) => email)
}
