import type { Person } from './user'

/**
 * A team is staff who own the same kind of work (DOMAIN 1): topics, modules, categories. Nothing is owned by two. A ticket is
 * of the team that owns its topic, else its module, else its category; without any it is everybody's who works on its level.
 */
export interface Team extends TeamName {
  title: string | null
  /** By address. */
  members: readonly Person[]
  work: TeamWork
  createdAt: Date
}

/** A team as others know it: its id, and the short name by which it is typed and shown. */
export interface TeamName {
  id: string
  name: string
}

/** What there is to own, the narrowest first: that is the order in which a ticket's team is looked for. */
export const workKinds = ['topic', 'module', 'category'] as const
export type WorkKind = (typeof workKinds)[number]

/** What a team owns: topics and categories by their id, modules as somebody wrote them; each list in its own order. */
export type TeamWork = Readonly<Record<WorkKind, readonly string[]>>

export const noWork: TeamWork = { topic: [], module: [], category: [] }

/** Whose what is, by what it is found by (`workKey`). */
export type WorkOwners = Readonly<Record<WorkKind, ReadonlyMap<string, TeamName>>>

/** Where no team owns anything. */
export const nobodyOwns: WorkOwners = { topic: new Map(), module: new Map(), category: new Map() }

/** What a ticket is about, as far as its team goes by that. */
export type AboutWork = Readonly<Record<WorkKind, string | null>>

/** The form in which two ways to write the same are one: people write a module as they like. */
export function workKey(kind: WorkKind, name: string): string {
  return kind === 'module' ? name.normalize('NFC').toLowerCase() : name
}

/** Whose work it is; null: no team's. */
export function ownerOf(about: AboutWork, owners: WorkOwners): TeamName | null {
  for (const kind of workKinds) {
    const name = about[kind]
    const owner = name === null ? undefined : owners[kind].get(workKey(kind, name))
    if (owner !== undefined) return owner
  }
  return null
}

/** Whether all that an entry about a ticket tells is that it went from team to team. */
export function isOnlyAboutTeam({ team, changes = {} }: Readonly<Record<string, unknown>>): boolean {
  const changed = typeof changes === 'object' && changes !== null ? Object.keys(changes) : []
  return changed.every((field) => field === 'team') && (team !== undefined || changed.length > 0)
}
