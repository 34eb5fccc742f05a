import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import { type Guest, refuseOwnPeople, shownGuest } from './guest'
import { recordOfGuest } from './guest-entry'
import { deleteGuest, findGuest, saveAcceptance } from './guest-store'
import type { GuestChanged } from './invite-guest'
import { leaveTickets } from './leave-tickets'
import { doerOf, type UserActor } from './session'
import { findTenant } from './tenant-store'
import { deleteMemberships, findUserById, insertMembership } from './user-store'

/**
 * Accepts the actor's invitation to a tenant; having accepted it is no change. Throws `invitation-not-found` alike for a
 * tenant that did not invite them and for one that there is not.
 */
export async function acceptInvitation(
  desk: Desk,
  actor: UserActor,
  typed: string,
  key: string | undefined,
): Promise<GuestChanged> {
  return answer(desk, actor, { typed, command: 'guest accept', key }, async (deed, invitation) => {
    if (invitation.status === 'accepted') return { guest: shownGuest(invitation), changed: false }
    await refuseAtHome(deed, actor, invitation)
    const { tenantId, userId, group } = invitation
    await saveAcceptance(deed.tx, invitation, deed.now)
    await insertMembership(deed.tx, userId, { tenantId, group }, deed.now)
    const { email, name } = actor
    const guest: Guest = { ...invitation, email, name, status: 'accepted', acceptedAt: deed.now }
    recordOfGuest(deed, guest, 'guest.accepted')
    return { guest: shownGuest(guest), changed: true }
  })
}

/** Declines the actor's invitation; whoever had accepted it leaves the tenant, at once. Throws `invitation-not-found`. */
export async function declineInvitation(
  desk: Desk,
  actor: UserActor,
  typed: string,
  key: string | undefined,
): Promise<GuestChanged> {
  return answer(desk, actor, { typed, command: 'guest decline', key }, async (deed, invitation) => {
    await endVisit(deed, invitation)
    recordOfGuest(deed, invitation, 'guest.declined', { status: { from: invitation.status, to: 'declined' } })
    return { guest: shownGuest(invitation, 'declined'), changed: true }
  })
}

/** The end of a visit, or of the invitation to one: nothing is left that would let the person in. */
export async function endVisit(deed: Deed, guest: Guest): Promise<void> {
  await deleteGuest(deed.tx, guest)
  if (guest.status !== 'accepted') return
  await deleteMemberships(deed.tx, guest.userId, guest.tenantId)
  await leaveTickets(deed, { id: guest.userId, email: guest.email }, guest.tenantId)
}

/** Whoever became one of the tenant's own people since they were invited cannot be its guest, too. */
async function refuseAtHome(deed: Deed, actor: UserActor, { tenantId, tenant }: Guest): Promise<void> {
  const user = await findUserById(deed.tx, actor.id)
  refuseOwnPeople({ id: tenantId, name: tenant, domains: [] }, actor.email, user)
}

async function answer(
  desk: Desk,
  actor: UserActor,
  words: { typed: string; command: string; key: string | undefined },
  work: (deed: Deed, invitation: Guest) => Promise<GuestChanged>,
): Promise<GuestChanged> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const tenant = await findTenant(deed.tx, words.typed)
    const tenantId = tenant?.id ?? ''
    const call = { key: words.key, actorId: actor.id, tenantId, command: words.command, request: null }
    return once(deed, call, async () => {
      const invitation = await findGuest(deed.tx, tenantId, actor.id)
      if (invitation === undefined) throw new DeskError('invitation-not-found', { tenant: words.typed })
      return work(deed, invitation)
    })
  })
}
