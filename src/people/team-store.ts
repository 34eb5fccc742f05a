import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import type { Team } from './team'
import { peopleById } from './user-store'

/** All teams by name, each with its members by address. */
export async function listTeams(db: Reader): Promise<Team[]> {
  const rows = await db.selectFrom('teams').selectAll().orderBy('name').execute()
  const members = await db.selectFrom('team_members').selectAll().execute()
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

export async function insertTeam(tx: Tx, { id, name, title, members, createdAt }: Team): Promise<void> {
  await tx
    .insertInto('teams')
    .values({ id, name, title, created_at: formatInstant(createdAt) })
    .execute()
  await insertMembers(tx, id, members)
}

/** Saves title and members; the name of a team does not change. */
export async function updateTeam(tx: Tx, { id, title, members }: Team): Promise<void> {
  await tx.updateTable('teams').set({ title }).where('id', '=', id).execute()
  await tx.deleteFrom('team_members').where('team_id', '=', id).execute()
  await insertMembers(tx, id, members)
}

export async function deleteTeam(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('team_members').where('team_id', '=', id).execute()
  await tx.deleteFrom('teams').where('id', '=', id).execute()
}

async function insertMembers(tx: Tx, teamId: string, members: Team['members']): Promise<void> {
  if (members.length === 0) return
  const rows = members.map(({ id }) => ({ team_id: teamId, user_id: id }))
  await tx.insertInto('team_members').values(rows).execute()
}
