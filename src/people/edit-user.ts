import type { Desk } from '../desk'
import { changesBetween } from '../journal/changes'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import type { Language } from '../kit/language'
import { isIn, joinAll } from './add-user'
import { keepingAdministrators, refuseFurtherAdministrator } from './administrators'
import { visibleTenants } from './beginning'
import { demandAddress, demandCharge, demandJoin, personMeant } from './charge'
import { groupIn } from './group-in'
import { leaveGroups } from './leave-groups'
import { spendOneTimeTokens } from './login-store'
import { demand, type Membership, type TicketRules } from './permission'
import { placeMeant } from './place-meant'
import { doerOf, type UserActor } from './session'
import type { Tenant } from './tenant'
import { type AddressEdit, addressesAfter, type User } from './user'
import { recordOfUser } from './user-entry'
import { findUser, isKnown, saveAddresses, updateUser } from './user-store'

export interface UserEdit {
  /** Name, telephone, language: what is named here becomes so; null is none. */
  facts: { name?: string | null; telephone?: string | null; language?: Language | null }
  addresses: AddressEdit
  groups: { add: readonly string[]; remove: readonly string[] }
  /** Where the groups are meant, if that was said. */
  tenant: string | undefined
}

/**
 * Changes what is named in `edit`; what already is so is no change and no entry. Name, telephone and language are
 * everybody's own, too; addresses decide who somebody is and are for whoever is in charge of the person, groups for
 * whoever manages the people of that place. Gives the address that is written to. Throws `user-not-found`, `not-allowed`,
 * `tenant-needed`, `wrong-value`, `address-needed`, `address-taken`, `first-administrator-only`, `last-administrator`.
 */
export async function editUser(
  desk: Desk,
  actor: UserActor,
  rules: TicketRules,
  typed: string,
  edit: UserEdit,
  key: string | undefined,
): Promise<string> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    const user = await personMeant(deed.tx, actor, rules, typed)
    const place = await placeToRegroup(deed, actor, rules, user, edit)
    await demandEdit(deed, actor, rules, user, edit, place)
    const request = JSON.parse(JSON.stringify({ user: user.id, ...edit }))
    const call = { key, actorId: actor.id, tenantId: place?.id ?? '', command: 'user edit', request }
    return once(deed, call, async () => {
      const edited = await changeUser(deed, actor, rules, user, edit)
      if (place !== undefined) await regroup(deed, actor, rules, edited, place, edit.groups)
      return edited.email
    })
  })
}

async function demandEdit(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  { facts, addresses, groups }: UserEdit,
  place: Tenant | null | undefined,
): Promise<void> {
  const ofOthers = Object.keys(facts).length > 0 && user.id !== actor.id
  const identity = Object.values(addresses).some((part) => part !== undefined && part.length > 0)
  if (ofOthers || identity) await demandCharge(deed.tx, actor, rules, user)
  if (place === undefined) return
  demand(actor, place === null ? 'desk:edit' : 'users:edit', place, rules)
  if (groups.add.length > 0) await demandJoin(deed.tx, actor, rules, user, place)
}

/** The tenant, or the desk (null), whose groups are to change; undefined where none are. */
async function placeToRegroup(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  { groups, tenant }: UserEdit,
): Promise<Tenant | null | undefined> {
  if (groups.add.length === 0 && groups.remove.length === 0) return undefined
  return placeMeant(deed.tx, actor, rules, user, tenant)
}

async function changeUser(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  { facts, addresses: wanted }: UserEdit,
): Promise<User> {
  const addresses = addressesAfter(user, wanted)
  const edited: User = { ...user, ...facts, addresses, email: addresses[0] ?? user.email }
  const changes = changesBetween(factsOf(user), factsOf(edited))
  if (Object.keys(changes).length === 0) return user
  for (const address of addresses.filter((one) => !user.addresses.includes(one))) {
    // First whether it is theirs to give: who may not give it does not learn whether somebody has it.
    await demandAddress(deed.tx, actor, rules, address)
    await refuseTaken(deed, actor, rules, user, address)
  }
  await updateUser(deed.tx, edited)
  if (changes.addresses !== undefined) await saveAddresses(deed.tx, edited)
  // An invitation that went to an address which is theirs no longer must not let anybody in.
  if (user.addresses.some((address) => !addresses.includes(address))) {
    await spendOneTimeTokens(deed.tx, user.id, deed.now)
  }
  recordOfUser(deed, edited, 'user.edited', changes)
  return edited
}

function factsOf({ name, telephone, language, addresses }: User) {
  return { name, telephone, language, addresses: [...addresses] }
}

/** Whose address it is is told only to those who may know of them. */
async function refuseTaken(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  address: string,
): Promise<void> {
  const owner = await findUser(deed.tx, address)
  if (owner === undefined) return
  const known = isKnown(owner, visibleTenants(actor, rules))
  throw new DeskError('address-taken', { address, email: user.email, owner: known ? owner.email : null })
}

async function regroup(
  deed: Deed,
  actor: UserActor,
  rules: TicketRules,
  user: User,
  place: Tenant | null,
  groups: UserEdit['groups'],
): Promise<void> {
  const tenantId = place?.id ?? null
  const added: Membership[] = []
  for (const typed of groups.add) added.push({ tenantId, group: await groupIn(deed.tx, place, typed, '--add-group') })
  const removed: Membership[] = []
  for (const typed of groups.remove) {
    removed.push({ tenantId, group: await groupIn(deed.tx, place, typed, '--remove-group') })
  }
  const gained = added.filter((membership) => !isIn(user, membership)).map(({ group }) => group)
  await refuseFurtherAdministrator(deed, actor, rules, place, gained)
  await keepingAdministrators(deed, actor, rules, user, [place], async () => {
    const joined = await joinAll(deed, actor, user, added)
    await leaveGroups(deed, actor, joined, removed)
  })
}
