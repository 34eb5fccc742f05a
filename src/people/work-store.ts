import type { Reader } from '../store/schema'
import { type WorkKind, type WorkOwners, workKinds } from './team'

/** Whose what is, of everything that a team owns: one statement, for whoever says which team a ticket is of. */
export async function readWorkOwners(db: Reader): Promise<WorkOwners> {
  const rows = await db
    .selectFrom('team_work')
    .innerJoin('teams', 'teams.id', 'team_work.team_id')
    .select(['team_work.kind', 'team_work.name_key', 'teams.id', 'teams.name'])
    .execute()
  const owners = { topic: new Map(), module: new Map(), category: new Map() } satisfies Record<WorkKind, unknown>
  for (const { kind, name_key, id, name } of rows) owners[kindIn(kind)].set(name_key, { id, name })
  return owners
}

function kindIn(kind: string): WorkKind {
  return workKinds.find((known) => known === kind) ?? 'category'
}
