import type { Desk } from '../desk'
import { DeskError, isTrouble } from '../kit/errors'
import type { PermittedPerson } from '../words/troubles'
import { beginning, ownTenants } from './beginning'
import { type Actor, may, type Permission, permissions, type TicketRules } from './permission'
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
    if (who.length === 0) return error
    if (isTrouble(error, 'not-allowed')) return again(error, new DeskError('not-allowed', { ...error.details, who }))
    if (isTrouble(error, 'may-not-open')) return again(error, new DeskError('may-not-open', { ...error.details, who }))
    return error
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
  // An advisor is told nobody's name without anybody having written down that they looked.
  const isLetIn = actor.grants?.some(({ tenantId }) => tenantId === tenant.id) === true
  if (isLetIn && !(ownTenants(actor, rules)?.includes(tenant.id) ?? true)) return []
  const people = await listUsers(store.db, [tenant.id])
  // Of the desk's people, who may everywhere, nobody outside has to know.
  const members = people.map((user) => ({
    ...user,
    memberships: user.memberships.filter(({ tenantId }) => tenantId === tenant.id),
  }))
  return permitted(members, permission, tenant.id, rules)
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
