import type { Desk } from '../desk'
import { DeskError, isTrouble } from '../kit/errors'
import type { PermittedPerson } from '../words/troubles'
import { beginning, ownTenants } from './beginning'
import { type Actor, may, type Permission, permissions, type TicketRules } from './permission'
import type { UserActor } from './session'
import { findTenant } from './tenant-store'
import { listUsers } from './user-store'

/**
 * The same refusal with the people who may do what was refused (DOMAIN 2): in a tenant its own members, for the desk's
 * things its administrators, and those only for the desk's own people. A refusal that cannot be told more of is as it was.
 */
export async function withWhoMay(desk: Desk, error: unknown): Promise<unknown> {
  const asked = askedFor(error)
  if (asked === undefined) return error
  try {
    const who = await whoMay(desk, asked)
    if (isTrouble(error, 'may-not-open')) {
      const whom = who.length > 0 ? { who } : await whomToAsk(desk, error.details.tenant)
      return again(error, new DeskError('may-not-open', { ...error.details, ...whom }))
    }
    if (who.length === 0 || !isTrouble(error, 'not-allowed')) return error
    return again(error, new DeskError('not-allowed', { ...error.details, who }))
  } catch {
    return error
  }
}

function askedFor(error: unknown): { permission: Permission; tenant: string | null } | undefined {
  if (isTrouble(error, 'may-not-open')) return { permission: 'tickets:open', tenant: error.details.tenant }
  if (!isTrouble(error, 'not-allowed')) return undefined
  const permission = permissions.find((known) => known === error.details.permission)
  return permission === undefined ? undefined : { permission, tenant: error.details.tenant }
}

async function whoMay(
  desk: Desk,
  { permission, tenant: name }: { permission: Permission; tenant: string | null },
): Promise<PermittedPerson[]> {
  const { actor, rules, store } = await beginning(desk)
  if (name === null) {
    if (!actor.memberships.some(({ tenantId }) => tenantId === null)) return []
    return permitted(await listUsers(store.db), permission, null, rules)
  }
  const tenant = await findTenant(store.db, name)
  if (tenant === undefined) return []
  if (isOnlyLetIn(actor, tenant.id, rules)) return []
  return permitted(membersIn(await listUsers(store.db, [tenant.id]), tenant.id), permission, tenant.id, rules)
}

/** An advisor is told nobody's name without anybody having written down that they looked. */
function isOnlyLetIn(actor: UserActor, tenantId: string, rules: TicketRules): boolean {
  const isLetIn = actor.grants?.some((grant) => grant.tenantId === tenantId) === true
  return isLetIn && !(ownTenants(actor, rules)?.includes(tenantId) ?? true)
}

/** Of the desk's people, who may everywhere, nobody outside has to know. */
function membersIn<T extends Candidate>(people: readonly T[], tenantId: string): T[] {
  return people.map((user) => ({
    ...user,
    memberships: user.memberships.filter((membership) => membership.tenantId === tenantId),
  }))
}

/** Where nobody of a tenant may open: who rules it, and how the desk is reached. */
async function whomToAsk(
  desk: Desk,
  name: string,
): Promise<{ administrators: PermittedPerson[]; contact: readonly string[] }> {
  const { actor, rules, store, settings } = await beginning(desk)
  const contact = [settings['contact.email'], settings['contact.phone']].filter((text) => text !== '')
  const tenant = await findTenant(store.db, name)
  if (tenant === undefined || isOnlyLetIn(actor, tenant.id, rules)) return { administrators: [], contact }
  const members = membersIn(await listUsers(store.db, [tenant.id]), tenant.id)
  return { administrators: permitted(members, 'users:edit', tenant.id, rules), contact }
}

type Candidate = Omit<Extract<Actor, { kind: 'user' }>, 'kind'> & { status: string }

function permitted(
  people: readonly Candidate[],
  permission: Permission,
  tenantId: string | null,
  rules: TicketRules,
): PermittedPerson[] {
  return people
    .filter((user) => user.status !== 'disabled' && may({ ...user, kind: 'user' }, permission, tenantId, rules))
    .map(({ email, name }) => ({ email, name }))
}

function again(before: DeskError, told: DeskError): DeskError {
  told.draft = before.draft
  return told
}
