import { DeskError } from '../../kit/errors'
import { isStaff } from '../../people/permission'
import type { UserActor } from '../../people/session'
import { listTenants } from '../../people/tenant-store'
import { tenantIdsOf } from '../../people/user'
import type { Reader } from '../../store/schema'
import { type Category, categoryNamed, offeredTo } from './category'
import { listCategories } from './category-store'

/** The categories that an actor may know of: staff of all, everybody else of those they may choose. */
export async function categoriesIn(db: Reader, actor: UserActor): Promise<Category[]> {
  const ofPartner = (await listTenants(db, tenantIdsOf(actor.memberships))).some(({ partner }) => partner)
  return offeredTo(await listCategories(db), isStaff(actor) || ofPartner)
}

/** The same at the beginning of a command. */
export async function categoriesFor(begun: { store: { db: Reader }; actor: UserActor }): Promise<Category[]> {
  return categoriesIn(begun.store.db, begun.actor)
}

/** The category that words name, among those the actor may know of. Throws `category-not-found`, `ambiguous-value`. */
export async function categoryIn(db: Reader, actor: UserActor, typed: string): Promise<Category> {
  const known = await categoriesIn(db, actor)
  try {
    return categoryNamed(known, typed)
  } catch (error) {
    if (!(error instanceof DeskError) || error.trouble !== 'wrong-value') throw error
    const { closestOf } = await import('../../kit/suggestion')
    const ids = known.map(({ id }) => id)
    throw new DeskError('category-not-found', { name: typed, suggestion: closestOf(typed, ids) })
  }
}
