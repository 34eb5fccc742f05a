import type { Desk } from '../../desk'
import { changesBetween } from '../../journal/changes'
import type { Deed } from '../../journal/deed'
import { DeskError } from '../../kit/errors'
import type { JsonObject } from '../../kit/json'
import { type Administering, administer } from '../../people/administer'
import { removedJson } from '../../people/removed-before'
import { staffMember } from '../../people/staff-member'
import { noWork, type Team, type TeamWork, type WorkKind, workKey, workKinds } from '../../people/team'
import { deleteTeam, findTeam, insertTeam, teamByName, updateTeam } from '../../people/team-store'
import { teamView } from '../../people/team-view'
import { userByEmail } from '../../people/user-store'
import { readWorkOwners } from '../../people/work-store'
import { categoryNamed } from '../category/category'
import { listCategories } from '../category/category-store'
import { takeFromTickets } from '../take-from-tickets'
import { topicByName } from '../topic/topic-store'

export interface TeamEdit {
  /** Undefined: as it is. */
  title: string | null | undefined
  /** Addresses. */
  add: readonly string[]
  remove: readonly string[]
  /** What it owns from now on, and what no more, as typed. */
  own: TeamWork
  disown: TeamWork
}

/**
 * Makes a team. Throws `not-allowed`, `team-exists`, `user-not-found`, `not-staff` for a member who is none, `work-of-team`
 * for what another team owns, and what `categoryNamed` and `topicByName` throw.
 */
export async function addTeam(
  desk: Desk,
  doing: Administering,
  wanted: { name: string; title: string | null; members: readonly string[]; work: TeamWork },
): Promise<string> {
  const { name, title, members, work } = wanted
  const request = { name, title, members: [...members], ...requestOf(work) }
  return administer(desk, doing, 'team add', request, async (deed) => {
    if ((await findTeam(deed.tx, name)) !== undefined) throw new DeskError('team-exists', { name })
    const edited = await editedTeam(
      deed,
      { id: desk.newId(), name, title, members: [], work: noWork, createdAt: deed.now },
      { title: undefined, add: members, remove: [], own: work, disown: noWork },
    )
    await insertTeam(deed.tx, edited)
    deed.record({ type: 'team.added', payload: { name, ...recorded(edited) } })
    return name
  })
}

/** Changes title, members and what the team owns; what is so already is no change and no entry. Throws as `addTeam`. */
export async function editTeam(desk: Desk, doing: Administering, typed: string, edit: TeamEdit): Promise<string> {
  const { title = null, add, remove, own, disown } = edit
  const owning = { own: requestOf(own), disown: requestOf(disown) }
  const request = { team: typed, title, add: [...add], remove: [...remove], ...owning }
  return administer(desk, doing, 'team edit', request, async (deed) => {
    const before = await teamByName(deed.tx, typed)
    await saveTeam(deed, before, await editedTeam(deed, before, edit))
    return before.name
  })
}

/** Removes a team: what it owned is no team's, and the tickets that were given to it go back to their own, as they tell. */
export async function removeTeam(desk: Desk, doing: Administering, typed: string): Promise<JsonObject> {
  return administer(desk, doing, 'team remove', { team: typed }, async (deed) => {
    const team = await teamByName(deed.tx, typed)
    await takeFromTickets(deed, 'team', team)
    await deleteTeam(deed.tx, team.id)
    const { title: _, ...rest } = recorded(team)
    deed.record({ type: 'team.removed', payload: { name: team.name, ...rest } })
    return removedJson(teamView, team)
  })
}

/** Whoever owned a topic or category that there is no more does so no longer, as a step of whichever deed removes it. */
export async function disownWork(deed: Deed, kind: 'topic' | 'category', id: string): Promise<void> {
  const owner = (await readWorkOwners(deed.tx))[kind].get(workKey(kind, id))
  if (owner === undefined) return
  const before = await teamByName(deed.tx, owner.name)
  const left = before.work[kind].filter((name) => name !== id)
  await saveTeam(deed, before, { ...before, work: { ...before.work, [kind]: left } })
}

async function saveTeam(deed: Deed, before: Team, after: Team): Promise<void> {
  const changes = changesBetween(recorded(before), recorded(after))
  if (Object.keys(changes).length === 0) return
  await updateTeam(deed.tx, after)
  deed.record({ type: 'team.edited', payload: { name: before.name, changes } })
}

async function editedTeam(deed: Deed, team: Team, edit: TeamEdit): Promise<Team> {
  const { tx } = deed
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
    work: await editedWork(deed, team, edit),
  }
}

/** What the team owns afterwards. Throws `work-of-team` for what another one owns. */
async function editedWork({ tx }: Deed, team: Team, { own, disown }: TeamEdit): Promise<TeamWork> {
  const owners = await readWorkOwners(tx)
  const work: Record<WorkKind, readonly string[]> = { ...team.work }
  for (const kind of workKinds) {
    const kept = new Map(work[kind].map((name) => [workKey(kind, name), name]))
    for (const typed of disown[kind]) kept.delete(workKey(kind, await workNamed(tx, kind, typed)))
    for (const typed of own[kind]) {
      const name = await workNamed(tx, kind, typed)
      const owner = owners[kind].get(workKey(kind, name))
      if (owner !== undefined && owner.id !== team.id)
        throw new DeskError('work-of-team', { kind, name, team: owner.name })
      kept.set(workKey(kind, name), name)
    }
    work[kind] = [...kept.values()].sort()
  }
  return work
}

/** What is meant, in the form in which it is kept. */
async function workNamed(db: Deed['tx'], kind: WorkKind, typed: string): Promise<string> {
  if (kind === 'module') return typed
  return kind === 'topic' ? (await topicByName(db, typed)).id : categoryNamed(await listCategories(db), typed).id
}

/** A team as its changes are written down. */
function recorded({ title, members, work }: Team) {
  return { title, members: members.map(({ email }) => email), ...requestOf(work) }
}

function requestOf({ topic, module, category }: TeamWork) {
  return { topics: [...topic], modules: [...module], categories: [...category] }
}
