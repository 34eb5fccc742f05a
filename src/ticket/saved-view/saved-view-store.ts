import { DeskError } from '../../kit/errors'
import { formatInstant } from '../../kit/time/instant'
import type { Reader, Tx } from '../../store/schema'
import type { SavedFlags, SavedView } from './saved-view'

/** Somebody's views, by name. */
export async function listViews(db: Reader, userId: string): Promise<SavedView[]> {
  const rows = await db.selectFrom('saved_views').selectAll().where('user_id', '=', userId).orderBy('name').execute()
  return rows.map((row) => ({
    name: row.name,
    flags: JSON.parse(row.filters) as SavedFlags,
    createdAt: new Date(row.created_at),
  }))
}

export async function findView(db: Reader, userId: string, name: string): Promise<SavedView | undefined> {
  return (await listViews(db, userId)).find((view) => view.name === name)
}

/** Somebody's view of that name. Throws `view-not-found`. */
export async function viewByName(db: Reader, userId: string, name: string): Promise<SavedView> {
  const views = await listViews(db, userId)
  const found = views.find((view) => view.name === name)
  if (found !== undefined) return found
  const { closestOf } = await import('../../kit/suggestion')
  const suggestion = closestOf(
    name,
    views.map((view) => view.name),
  )
  throw new DeskError('view-not-found', { name, suggestion })
}

/** Saves a view, in the place of one of the same name. */
export async function putView(tx: Tx, userId: string, { name, flags, createdAt }: SavedView): Promise<void> {
  await deleteView(tx, userId, name)
  await tx
    .insertInto('saved_views')
    .values({ user_id: userId, name, filters: JSON.stringify(flags), created_at: formatInstant(createdAt) })
    .execute()
}

export async function deleteView(tx: Tx, userId: string, name: string): Promise<void> {
  await tx.deleteFrom('saved_views').where('user_id', '=', userId).where('name', '=', name).execute()
}
