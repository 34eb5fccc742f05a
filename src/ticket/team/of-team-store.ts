import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import { type Team, type WorkKind, workKey, workKinds } from '../../people/team'
import { readWorkOwners } from '../../people/work-store'
import type { Reader, Schema } from '../../store/schema'

const columns = { topic: 'tickets.topic_id', module: 'tickets.module', category: 'tickets.category_id' } as const

/**
 * The condition by which a list shows what is a team's: the tickets whose team it is (`teamOf` says which), and those of no
 * team that one of its people has.
 */
export async function ofTeam(db: Reader, team: Team): Promise<Expression<SqlBool>> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  const owned = await ownedNames(db, team)
  const memberIds = team.members.map(({ id }) => id)
  // The narrowest that anybody owns decides; what is owned by nobody goes on to the next.
  const byWork = [...workKinds].reverse().reduce<Expression<SqlBool>>(
    (rest, kind) => {
      const { theirs, all } = owned[kind]
      const column = columns[kind]
      return ticket.or([isAmong(column, theirs), ticket.and([isNotAmong(column, all), rest])])
    },
    isAmong('tickets.assignee_id', memberIds),
  )
  return ticket.or([
    ticket('tickets.team_id', '=', team.id),
    ticket.and([ticket('tickets.team_id', 'is', null), byWork]),
  ])
}

type Owned = Readonly<Record<WorkKind, { theirs: readonly string[]; all: readonly string[] }>>

/** What the team and what any team owns, as it is written in tickets. */
async function ownedNames(db: Reader, team: Team): Promise<Owned> {
  const owners = await readWorkOwners(db)
  const modules = owners.module.size === 0 ? [] : await writtenModules(db)
  const namesOf = (kind: WorkKind) => {
    const written = kind === 'module' ? modules : [...owners[kind].keys()]
    const all = written.filter((name) => owners[kind].has(workKey(kind, name)))
    return { all, theirs: all.filter((name) => owners[kind].get(workKey(kind, name))?.id === team.id) }
  }
  return { topic: namesOf('topic'), module: namesOf('module'), category: namesOf('category') }
}

/** Every way in which a module is written: capitals are told apart by an engine as it likes, and here not at all. */
async function writtenModules(db: Reader): Promise<string[]> {
  const rows = await db.selectFrom('tickets').select('module').distinct().where('module', 'is not', null).execute()
  return rows.flatMap(({ module }) => module ?? [])
}

type Column = (typeof columns)[WorkKind] | 'tickets.assignee_id'

function isAmong(column: Column, names: readonly string[]): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  return names.length === 0 ? sql<boolean>`1 = 0` : ticket(column, 'in', [...names])
}

function isNotAmong(column: Column, names: readonly string[]): Expression<SqlBool> {
  const ticket = expressionBuilder<Schema, 'tickets'>()
  if (names.length === 0) return sql<boolean>`1 = 1`
  return ticket.or([ticket(column, 'is', null), ticket(column, 'not in', [...names])])
}
