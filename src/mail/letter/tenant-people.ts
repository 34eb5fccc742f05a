import { listTenants } from '../../people/tenant-store'
import type { User } from '../../people/user'
import { findUserById, membersOf, usersById } from '../../people/user-store'
import type { Posting } from './post-letter'
import { mayBeMailed } from './who-is-told'

/** A tenant as its people know it; undefined for one that does not stand. */
export async function placeOf(
  { tx }: Posting,
  tenantId: string | null,
): Promise<{ id: string; name: string; title: string } | undefined> {
  if (tenantId === null) return undefined
  const [tenant] = await listTenants(tx, [tenantId])
  return tenant === undefined ? undefined : { id: tenant.id, name: tenant.name, title: tenant.title ?? tenant.name }
}

/** Who that is today: whoever was merged into somebody is that one. */
export async function personOf({ tx, concerned }: Posting, id: string | null): Promise<User | undefined> {
  if (id === null) return undefined
  return (await concerned?.())?.users.get(id) ?? (await usersById(tx, [id])).get(id)
}

/**
 * Who rules a tenant and is to be told what happens to it, but for these: its administrators, and where it has none who
 * gets mail, those with full access.
 */
export async function administratorsToTell(
  posting: Posting,
  tenantId: string,
  but: readonly string[],
): Promise<User[]> {
  for (const group of ['admin', 'full-access']) {
    const ruling = await mailableOf(posting, tenantId, group)
    if (ruling.length > 0) return ruling.filter(({ id }) => !but.includes(id))
  }
  return []
}

async function mailableOf({ tx }: Posting, tenantId: string, group: string): Promise<User[]> {
  const found: User[] = []
  for (const { userId } of await membersOf(tx, tenantId, [group])) {
    const user = await findUserById(tx, userId)
    if (user !== undefined && mayBeMailed(user)) found.push(user)
  }
  return found
}
