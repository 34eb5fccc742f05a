import type { Desk } from '../../desk'
import { carryOut } from '../../journal/deed'
import { doerOf, type UserActor } from '../../people/session'
import type { SavedFlags } from './saved-view'
import { deleteView, putView } from './saved-view-store'

// A view is its owner's own note of how they look at the queue: nothing that happened to anybody, and so no entry.

/** Keeps a view under that name, in the place of one that is there. */
export async function saveView(desk: Desk, actor: UserActor, name: string, flags: SavedFlags): Promise<void> {
  await carryOut(desk, doerOf(actor), async ({ tx, now }) => putView(tx, actor.id, { name, flags, createdAt: now }))
}

/** Forgets a view. */
export async function removeView(desk: Desk, actor: UserActor, name: string): Promise<void> {
  await carryOut(desk, doerOf(actor), async ({ tx }) => deleteView(tx, actor.id, name))
}
