import type { Desk } from '../desk'
import { carryOut, type Deed, tryOut } from '../journal/deed'
import { once } from '../journal/idempotency'
import type { Json } from '../kit/json'
import type { Screen } from '../kit/screen'
import { type Beginning, beginning, visibleTenants } from '../people/beginning'
import { demand, type Permission, type TicketRules } from '../people/permission'
import { doerOf, type UserActor } from '../people/session'
import type { Tenant } from '../people/tenant'
import { tenantDemanded } from '../people/tenant-meant'
import { tenantByName } from '../people/tenant-store'
import type { WorkspaceWords } from '../words/en/workspace'

/** Who changes what is a tenant's, and under which key, if any. */
export interface Working {
  actor: UserActor
  rules: TicketRules
  tenant: Tenant
  idempotencyKey: string | undefined
  /** Does all of it, with every refusal, and takes it back; no key is used up by that. */
  dryRun?: boolean
}

/** Where every command begins that is about what a tenant has. Throws `tenant-not-found`, `tenant-needed`. */
export async function workplace(desk: Desk): Promise<Beginning & { tenant: Tenant }> {
  const begun = await beginning(desk)
  const tenant = await tenantDemanded(begun.store.db, begun.actor, begun.rules, desk.tenant)
  return { ...begun, tenant }
}

/** The same for a command that changes something, under the key that was given. */
export async function workplaceToChange(
  desk: Desk,
  idempotencyKey: string | undefined,
): Promise<Beginning & { tenant: Tenant; working: Working }> {
  const begun = await workplace(desk)
  const { actor, rules, tenant } = begun
  return { ...begun, working: { actor, rules, tenant, idempotencyKey } }
}

/** What is said where there is nothing to show, and how to add something, to whoever may. */
export function nothingYet(
  { nothingYet: texts, toAddOne }: WorkspaceWords,
  what: keyof WorkspaceWords['nothingYet'],
  mayAdd: boolean,
): string {
  return mayAdd ? `${texts[what]}: ${toAddOne[what]}` : texts[what]
}

/** A table with the line below it that tells of more, if there is more. */
export function withMore({ paint }: Screen, table: string, more: string): string {
  return more === '' ? table : `${table}\n${paint.dim(more)}`
}

/** Carries out a deed in what is the tenant's, once for a key. Throws `not-allowed`, and `tenant-not-found` for one that is gone by now. */
export async function workIn<T extends Json>(
  desk: Desk,
  { actor, rules, tenant, idempotencyKey, dryRun = false }: Working,
  permission: Permission,
  command: string,
  request: Json,
  work: (deed: Deed) => Promise<T>,
): Promise<T> {
  const key = dryRun ? undefined : idempotencyKey
  return (dryRun ? tryOut : carryOut)<T>(desk, doerOf(actor), async (deed) => {
    await tenantByName(deed.tx, tenant.name, visibleTenants(actor, rules))
    demand(actor, permission, tenant, rules)
    return once(deed, { key, actorId: actor.id, tenantId: tenant.id, command, request }, () => work(deed))
  })
}
