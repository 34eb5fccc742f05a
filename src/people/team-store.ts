import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { type Team, type TeamName, type TeamWork, type WorkKind, workKey, workKinds } from './team'
import { peopleById } from './user-store'

/** All teams by name, each with its members by address and what it owns. */
export async function listTeams(db: Reader): Promise<Team[]> {
  const rows = await db.selectFrom('teams').selectAll().orderBy('name').execute()
  const members = await db.selectFrom('team_members').selectAll().execute()
  const work = await db.selectFrom('team_work').selectAll().execute()
  const people = await peopleById(
    db,
    members.map((row) => row.user_id),
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    title: row.title,
    members: members
      .filter((member) => member.team_id === row.id)
      .flatMap((member) => people.get(member.user_id) ?? [])
      .sort((a, b) => (a.email < b.email ? -1 : 1)),
    work: workIn(work.filter(({ team_id }) => team_id === row.id)),
    createdAt: new Date(row.created_at),
  }))
}

export async function findTeam(db: Reader, name: string): Promise<Team | undefined> {
  return (await listTeams(db)).find((team) => team.name === name.trim().toLowerCase())
}

/** The team of that name, or `team-not-found`. */
export async function teamByName(db: Reader, name: string): Promise<Team> {
  const team = await findTeam(db, name)
  if (team !== undefined) return team
  const { closestOf } = await import('../kit/suggestion')
  const known = (await listTeams(db)).map((candidate) => candidate.name)
  throw new DeskError('team-not-found', { name, suggestion: closestOf(name, known) })
}

/** The names of these teams, by id. */
export async function teamNames(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, TeamName>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('teams')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export async function isInTeam(db: Reader, teamId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('team_members')
    .select('team_id')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertTeam(tx: Tx, { id, name, title, members, work, createdAt }: Team): Promise<void> {
  await tx
    .insertInto('teams')
    .values({ id, name, title, created_at: formatInstant(createdAt) })
    .execute()
  await insertMembers(tx, id, members)
  await insertWork(tx, id, work)
}

/** Saves title, members and what it owns; the name of a team does not change. */
export async function updateTeam(tx: Tx, { id, title, members, work }: Team): Promise<void> {
  await tx.updateTable('teams').set({ title }).where('id', '=', id).execute()
  await deleteBelongings(tx, id)
  await insertMembers(tx, id, members)
  await insertWork(tx, id, work)
}

/** No ticket may be given to it any more. */
export async function deleteTeam(tx: Tx, id: string): Promise<void> {
  await deleteBelongings(tx, id)
  await tx.deleteFrom('teams').where('id', '=', id).execute()
}

async function deleteBelongings(tx: Tx, teamId: string): Promise<void> {
  await tx.deleteFrom('team_members').where('team_id', '=', teamId).execute()
  await tx.deleteFrom('team_work').where('team_id', '=', teamId).execute()
}

async function insertMembers(tx: Tx, teamId: string, members: Team['members']): Promise<void> {
  if (members.length === 0) return
  const rows = members.map(({ id }) => ({ team_id: teamId, user_id: id }))
  await tx.insertInto('team_members').values(rows).execute()
}

async function insertWork(tx: Tx, teamId: string, work: TeamWork): Promise<void> {
  const rows = workKinds.flatMap((kind) =>
    work[kind].map((name) => ({ kind, name_key: workKey(kind, name), name, team_id: teamId })),
  )
  if (rows.length > 0) await tx.insertInto('team_work').values(rows).execute()
}

function workIn(rows: readonly { kind: string; name: string }[]): TeamWork {
  const of = (kind: WorkKind): string[] => rows.flatMap((row) => (row.kind === kind ? [row.name] : [])).sort()
  return { topic: of('topic'), module: of('module'), category: of('category') }
}
