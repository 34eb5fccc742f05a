import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import { makeUser } from './add-user'
import { refuseFurtherAdministrator } from './administrators'
import { groupIn } from './group-in'
import { type Guest, refuseOwnPeople, type ShownGuest, shownGuest } from './guest'
import { recordOfGuest } from './guest-entry'
import { deleteGuest, findGuest, insertGuest, saveGuestGroup } from './guest-store'
import { demand, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import type { Tenant } from './tenant'
import { tenantDemanded } from './tenant-meant'
import { deleteMemberships, findUser, insertMembership } from './user-store'

export interface WantedGuest {
  email: string
  group: string
  /** Undefined: the inviter's only tenant. */
  tenant: string | undefined
}

/** What became of it: `changed` is false where it was so already. */
export type GuestChanged = { guest: ShownGuest; changed: boolean }

/**
 * Invites somebody as a guest; whoever is invited or has accepted is put into the other group, at once. An address that
 * nobody has becomes a contact who belongs nowhere: the answer is the same, so that nobody learns whose people the desk
 * knows. Throws `tenant-not-found`, `not-allowed`, `own-tenant`, `own-invitation`, `first-administrator-only`.
 */
export async function inviteGuest(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  wanted: WantedGuest,
  key: string | undefined,
): Promise<GuestChanged> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await tenantDemanded(deed.tx, actor, rules, wanted.tenant)
    demand(actor, 'guests:edit', tenant, rules)
    const { email } = wanted
    const group = await groupIn(deed.tx, tenant, wanted.group)
    const call = { key, actorId: actor.id, tenantId: tenant.id, command: 'guest invite', request: { email, group } }
    return once(deed, call, async () => {
      const user = await findUser(deed.tx, email)
      refuseOwnPeople(tenant, email, user)
      // Otherwise whoever may invite could give themselves a greater group, or staff let themselves in.
      if (user?.id === actor.id) throw new DeskError('own-invitation', { tenant: tenant.name })
      await refuseFurtherAdministrator(deed, actor, rules, tenant, [group])
      const known = user === undefined ? undefined : await findGuest(deed.tx, tenant.id, user.id)
      // Known by another address: to answer with that one would tell that both are the same person's.
      const isByOther = known?.status === 'invited' && known.email !== email
      if (known !== undefined && isByOther) await deleteGuest(deed.tx, known)
      else if (known !== undefined) return regroup(deed, known, group)
      const contact = { email, name: null, telephone: null, status: 'contact' as const, memberships: [] }
      const { id } = user ?? (await makeUser(desk, deed, contact))
      return invite(deed, actor, tenant, { userId: id, address: email, group })
    })
  })
}

async function invite(
  deed: Deed,
  actor: UserActor,
  tenant: Tenant,
  invited: { userId: string; address: string; group: string },
): Promise<GuestChanged> {
  await insertGuest(deed.tx, { ...invited, tenantId: tenant.id, invitedBy: actor.id, now: deed.now })
  const guest: Guest = {
    tenantId: tenant.id,
    tenant: tenant.name,
    userId: invited.userId,
    email: invited.address,
    name: null,
    group: invited.group,
    status: 'invited',
    invitedBy: actor.email,
    invitedAt: deed.now,
    acceptedAt: null,
  }
  recordOfGuest(deed, guest, 'guest.invited')
  return { guest: shownGuest(guest), changed: true }
}

async function regroup(deed: Deed, guest: Guest, group: string): Promise<GuestChanged> {
  if (guest.group === group) return { guest: shownGuest(guest), changed: false }
  await saveGuestGroup(deed.tx, guest, group)
  if (guest.status === 'accepted') {
    await deleteMemberships(deed.tx, guest.userId, guest.tenantId)
    await insertMembership(deed.tx, guest.userId, { tenantId: guest.tenantId, group }, deed.now)
  }
  const regrouped = { ...guest, group }
  recordOfGuest(deed, regrouped, 'guest.invited', { group: { from: guest.group, to: group } })
  return { guest: shownGuest(regrouped), changed: true }
}
