import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { DeskError } from '../kit/errors'
import { formatInstant } from '../kit/time/instant'
import { demand, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { codeWaitsUntil, isConfirmationCode, wrongCodesCountFor } from './confirmation-code'
import type { ExternalRecipient } from './recipient'
import {
  countWrongCode,
  deleteRecipient,
  rulesNaming,
  saveAnswer,
  takeOutOfRules,
  wrongCodesSince,
} from './recipient-state-store'
import { recipientKey, recipientsByAddress } from './recipient-store'
import { deskScope } from './rule'

/** Who acts for whose addresses. */
export interface RecipientPlace {
  actor: UserActor
  rules: TicketRules
  tenant: Tenant | null
  scope: string
}

/** From now on the address gets what rules mean for it. */
export async function confirmRecipient(deed: Deed, recipient: ExternalRecipient): Promise<void> {
  if (recipient.state === 'confirmed') return
  await saveAnswer(deed.tx, recipient.id, 'confirmed', deed.now)
  record(deed, 'recipient.confirmed', recipient)
}

/** From now on the address gets nothing more, whatever rules say. */
export async function stopRecipient(deed: Deed, recipient: ExternalRecipient): Promise<void> {
  if (recipient.state === 'stopped') return
  await saveAnswer(deed.tx, recipient.id, 'stopped', deed.now)
  record(deed, 'recipient.stopped', recipient)
}

/**
 * Confirms an address by the code that its confirmation mail brought. A wrong one is counted, in one transaction with the
 * comparison: of many at once no more get through than one after the other. Whoever said stop is not confirmed by somebody
 * else. Throws `not-allowed`, `external-recipient-not-found`, `recipient-stopped`, `wrong-confirmation-code`,
 * `too-many-attempts`; gives the address as it is then.
 */
export async function confirmByCode(
  desk: Desk,
  place: RecipientPlace,
  address: string,
  code: string,
): Promise<ExternalRecipient> {
  const key = await desk.key()
  const outcome = await carryOut(desk, doerOf(place.actor), async (deed) => {
    const recipient = await recipientIn(deed, place, address)
    if (recipient.state === 'confirmed') return recipient
    if (recipient.state === 'stopped') throw new DeskError('recipient-stopped', { address })
    const since = new Date(deed.now.getTime() - wrongCodesCountFor)
    const until = codeWaitsUntil(await wrongCodesSince(deed.tx, recipient.id, since), deed.now)
    if (until !== undefined) return new DeskError('too-many-attempts', { retryAt: formatInstant(until) })
    if (!isConfirmationCode(key, recipient.id, code)) {
      await countWrongCode(deed.tx, recipient.id)
      record(deed, 'recipient.refused', recipient)
      return new DeskError('wrong-confirmation-code', { address })
    }
    await confirmRecipient(deed, recipient)
    return { ...recipient, state: 'confirmed' as const, confirmedAt: deed.now }
  })
  // The refusal comes after the deed: a wrong code is written down, too.
  if (outcome instanceof DeskError) throw outcome
  return outcome
}

/** Removes an address, and from all rules of its place. Throws `not-allowed`, `external-recipient-not-found`. */
export async function removeRecipient(
  desk: Desk,
  place: RecipientPlace,
  address: string,
): Promise<{ recipient: ExternalRecipient; rules: readonly string[] }> {
  return carryOut(desk, doerOf(place.actor), async (deed) => {
    const recipient = await recipientIn(deed, place, address)
    const rules = (await rulesNaming(deed.tx, place.scope, [address])).get(address) ?? []
    await takeOutOfRules(deed.tx, place.scope, address)
    await deleteRecipient(deed.tx, recipient.id)
    record(deed, 'recipient.removed', recipient, { rules: [...rules] })
    return { recipient, rules }
  })
}

async function recipientIn(deed: Deed, place: RecipientPlace, address: string): Promise<ExternalRecipient> {
  const { actor, rules, tenant, scope } = place
  demand(actor, 'rules:edit', tenant, rules)
  const found = (await recipientsByAddress(deed.tx, [scope], [address])).get(recipientKey(scope, address))
  if (found === undefined) {
    throw new DeskError('external-recipient-not-found', { address, tenant: tenant?.name ?? null })
  }
  return found
}

function record(
  deed: Deed,
  type: 'recipient.confirmed' | 'recipient.stopped' | 'recipient.removed' | 'recipient.refused',
  { id, address, scope }: ExternalRecipient,
  more: { rules?: string[] } = {},
): void {
  const ofTenant = scope === deskScope ? {} : { tenantId: scope }
  deed.record({ type, ...ofTenant, payload: { recipient: id, address, ...more } })
}
