import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { type Guest, guestStatuses } from './guest'
import { tenantStands } from './tenant-store'

export async function insertGuest(
  tx: Tx,
  invitation: { tenantId: string; userId: string; address: string; group: string; invitedBy: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('guests')
    .values({
      tenant_id: invitation.tenantId,
      user_id: invitation.userId,
      address: invitation.address,
      group_name: invitation.group,
      status: 'invited',
      invited_by: invitation.invitedBy,
      invited_at: formatInstant(invitation.now),
      accepted_at: null,
    })
    .execute()
}

export async function saveGuestGroup(tx: Tx, { tenantId, userId }: Guest, group: string): Promise<void> {
  await tx
    .updateTable('guests')
    .set({ group_name: group })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute()
}

export async function saveAcceptance(tx: Tx, { tenantId, userId }: Guest, now: Date): Promise<void> {
  await tx
    .updateTable('guests')
    .set({ status: 'accepted', accepted_at: formatInstant(now) })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute()
}

export async function deleteGuest(tx: Tx, { tenantId, userId }: Guest): Promise<void> {
  await tx.deleteFrom('guests').where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute()
}

export async function findGuest(db: Reader, tenantId: string, userId: string): Promise<Guest | undefined> {
  const row = await selectGuests(db)
    .where('guests.tenant_id', '=', tenantId)
    .where('guests.user_id', '=', userId)
    .executeTakeFirst()
  return row === undefined ? undefined : guestOf(row)
}

/** The guest of a tenant whom it knows by that address. */
export async function findGuestByEmail(db: Reader, tenantId: string, email: string): Promise<Guest | undefined> {
  const rows = await selectGuests(db)
    .leftJoin('user_addresses as any_addresses', (join) =>
      join.onRef('any_addresses.user_id', '=', 'guests.user_id').on('any_addresses.address', '=', email),
    )
    .where('guests.tenant_id', '=', tenantId)
    .where((guest) =>
      guest.or([
        guest('guests.address', '=', email),
        // Whoever accepted is known by all their addresses, whoever did not only by the one that was typed.
        guest.and([guest('guests.status', '=', 'accepted'), guest('any_addresses.address', 'is not', null)]),
      ]),
    )
    .execute()
  const [row] = rows
  return row === undefined ? undefined : guestOf(row)
}

/** Guests and invitations, by tenant, oldest first: all, those of these tenants, or those of one person. */
export async function listGuests(
  db: Reader,
  narrowing: { tenantIds?: readonly string[]; userId?: string } = {},
): Promise<Guest[]> {
  const { tenantIds, userId } = narrowing
  if (tenantIds?.length === 0) return []
  let query = selectGuests(db)
  if (tenantIds !== undefined) query = query.where('guests.tenant_id', 'in', [...tenantIds])
  if (userId !== undefined) query = query.where('guests.user_id', '=', userId)
  return (await query.execute()).map(guestOf)
}

/** Wherever somebody is a guest or invited, deleted tenants included, which may be restored. */
export async function listVisits(db: Reader, userId: string): Promise<Guest[]> {
  return (await selectAllGuests(db).where('guests.user_id', '=', userId).execute()).map(guestOf)
}

/** Guests of tenants that stand; the beginning of every query for them. */
function selectGuests(db: Reader) {
  return selectAllGuests(db).where(tenantStands('guests.tenant_id'))
}

/** Guests with names. */
function selectAllGuests(db: Reader) {
  return db
    .selectFrom('guests')
    .innerJoin('tenants', 'tenants.id', 'guests.tenant_id')
    .innerJoin('users', 'users.id', 'guests.user_id')
    .leftJoin('user_addresses as addresses', (join) =>
      join.onRef('addresses.user_id', '=', 'guests.user_id').on('addresses.position', '=', 0),
    )
    .leftJoin('user_addresses as inviters', (join) =>
      join.onRef('inviters.user_id', '=', 'guests.invited_by').on('inviters.position', '=', 0),
    )
    .selectAll('guests')
    .select([
      'tenants.name as tenant_name',
      'users.name as user_name',
      'addresses.address as user_address',
      'inviters.address as inviter_address',
    ])
    .orderBy('tenants.name')
    .orderBy('guests.invited_at')
    .orderBy('guests.address')
}

type GuestRow = Awaited<ReturnType<ReturnType<typeof selectGuests>['executeTakeFirstOrThrow']>>

function guestOf(row: GuestRow): Guest {
  const accepted = row.status === 'accepted'
  return {
    tenantId: row.tenant_id,
    tenant: row.tenant_name,
    userId: row.user_id,
    email: accepted ? (row.user_address ?? row.address) : row.address,
    name: accepted ? row.user_name : null,
    group: row.group_name,
    status: guestStatuses.find((status) => status === row.status) ?? 'invited',
    invitedBy: row.inviter_address ?? '',
    invitedAt: new Date(row.invited_at),
    acceptedAt: row.accepted_at === null ? null : new Date(row.accepted_at),
  }
}
