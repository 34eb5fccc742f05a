import type { Deed } from '../journal/deed'
import { type Grant, type GrantEndReason, grantAsOf } from './grant'
import { type GrantFilter, openGrants, saveGrantEnd } from './grant-store'

/** Ends all grants that the filter finds, and writes it down in the log of each tenant. Gives those that it ended. */
export async function endGrants(deed: Deed, filter: GrantFilter, reason: GrantEndReason): Promise<Grant[]> {
  const ended: Grant[] = []
  for (const grant of await openGrants(deed.tx, filter)) {
    const { endedAt } = grantAsOf(grant, deed.now)
    // What had ended before is not told as ended by this.
    if (endedAt !== null) await endGrant(deed, grant, endedAt, 'expired')
    else ended.push(await endGrant(deed, grant, deed.now, reason))
  }
  return ended
}

/**
 * Writes down which grants ended because their time was over: by the clock, whoever comes by first. They let nobody in
 * since then, written down or not. Gives how many.
 */
export async function writeExpiries(deed: Deed, filter: GrantFilter = {}): Promise<number> {
  const due = await openGrants(deed.tx, { ...filter, dueBefore: deed.now })
  for (const grant of due) await endGrant(deed, grant, grant.endsAt ?? deed.now, 'expired')
  return due.length
}

async function endGrant(deed: Deed, grant: Grant, endedAt: Date, reason: GrantEndReason): Promise<Grant> {
  await saveGrantEnd(deed.tx, grant.id, endedAt, reason)
  deed.record({
    type: 'access.ended',
    tenantId: grant.tenantId,
    ...(reason === 'expired' ? { byTheClock: true as const } : {}),
    payload: { grant: grant.id, user: grant.advisor.id, email: grant.advisor.email, reason, at: endedAt.toISOString() },
  })
  return { ...grant, endedAt, endReason: reason }
}
