import { sql } from 'kysely'
import { portionsOf } from '../store/portions'
import type { Reader } from '../store/schema'
import { isEventType } from '../workspace/event-type'
import type { RuleFit } from './rule-index'
import { readFilters } from './rule-store'

/** The enabled rules about these events, of these scopes, by description; those of deleted tenants rest. */
export async function enabledRules(
  db: Reader,
  events: readonly string[],
  scopes: readonly string[],
): Promise<RuleFit[]> {
  const rules: (RuleFit & { name: string })[] = []
  for (const portion of portionsOf(scopes)) {
    const rows = await db
      .selectFrom('rules')
      .select(['id', 'scope', 'event', 'filters', 'name'])
      // Written out, so that the index of enabled rules is seen to hold what is asked for.
      .where(sql<boolean>`enabled = 1`)
      .where('event', 'in', [...events])
      .where('scope', 'in', [...portion])
      .where(sql<boolean>`scope not in (select id from tenants where deleted_at is not null)`)
      .execute()
    for (const { event, filters, ...row } of rows) {
      if (isEventType(event)) rules.push({ ...row, event, filters: readFilters(filters) })
    }
  }
  return rules.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
}

/** Who watches these tickets, by ticket. */
export async function watchersOf(db: Reader, ticketIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  return grouped(
    await inPortions(ticketIds, (ids) =>
      db.selectFrom('watchers').select(['ticket_id as key', 'user_id as id']).where('ticket_id', 'in', ids).execute(),
    ),
  )
}

/** Who takes part in these tickets, by ticket. */
export async function participantsOf(db: Reader, ticketIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  return grouped(
    await inPortions(ticketIds, (ids) =>
      db
        .selectFrom('participants')
        .select(['ticket_id as key', 'user_id as id'])
        .where('ticket_id', 'in', ids)
        .where('status', '=', 'accepted')
        .execute(),
    ),
  )
}

/** The members of these teams, by team. */
export async function teamMembers(db: Reader, teamIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  return grouped(
    await inPortions(teamIds, (ids) =>
      db.selectFrom('team_members').select(['team_id as key', 'user_id as id']).where('team_id', 'in', ids).execute(),
    ),
  )
}

/** The names of the teams that these people are in, by person. */
export async function teamsOfPeople(db: Reader, userIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  return grouped(
    await inPortions(userIds, (ids) =>
      db
        .selectFrom('team_members')
        .innerJoin('teams', 'teams.id', 'team_members.team_id')
        .select(['team_members.user_id as key', 'teams.name as id'])
        .where('team_members.user_id', 'in', ids)
        .execute(),
    ),
  )
}

/** Whose these addresses are. */
export async function userIdsByAddress(db: Reader, addresses: readonly string[]): Promise<string[]> {
  const rows = await inPortions(addresses, (portion) =>
    db.selectFrom('user_addresses').select('user_id').where('address', 'in', portion).execute(),
  )
  return [...new Set(rows.map((row) => row.user_id))]
}

async function inPortions<T>(ids: readonly string[], read: (portion: string[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = []
  for (const portion of portionsOf([...new Set(ids)])) rows.push(...(await read([...portion])))
  return rows
}

function grouped(rows: readonly { key: string; id: string }[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { key, id } of rows) {
    const beside = groups.get(key)
    if (beside === undefined) groups.set(key, [id])
    else beside.push(id)
  }
  return groups
}
