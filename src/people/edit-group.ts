import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import type { Json, JsonObject } from '../kit/json'
import { countMembers, deleteGroup, insertGroup, isAwaited, listOwnGroups, updateGroup } from './group-store'
import { demand, type Permission, permissions, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import type { Tenant } from './tenant'

export interface GroupEdit {
  add: readonly Permission[]
  remove: readonly Permission[]
}

interface Place {
  actor: UserActor
  rules: TicketRules
  tenant: Tenant
  idempotencyKey: string | undefined
}

/** Makes a group of the tenant's own. Throws `not-allowed`, `group-exists`. */
export async function addGroup(
  desk: Desk,
  place: Place,
  name: string,
  granted: readonly Permission[],
): Promise<string> {
  const wanted = inOrder(granted)
  return changeGroups(desk, place, 'group add', { name, permissions: wanted }, async (deed, own) => {
    if (own.has(name)) throw new DeskError('group-exists', { name, tenant: place.tenant.name })
    await insertGroup(deed.tx, { tenantId: place.tenant.id, name, permissions: wanted, createdAt: deed.now })
    deed.record({ type: 'group.added', tenantId: place.tenant.id, payload: { name, permissions: wanted } })
    return name
  })
}

/** Adds to and takes from what a group grants; it holds for its members from their next command on. */
export async function editGroup(desk: Desk, place: Place, name: string, edit: GroupEdit): Promise<string> {
  return changeGroups(desk, place, 'group edit', { name, ...edit }, async (deed, own) => {
    const before = groupNamed(own, name, place.tenant)
    const after = inOrder([...before, ...edit.add].filter((permission) => !edit.remove.includes(permission)))
    if (JSON.stringify(before) === JSON.stringify(after)) return name
    if (after.length === 0) throw new DeskError('group-empty', { name })
    await updateGroup(deed.tx, place.tenant.id, name, after)
    const changes = { permissions: { from: before, to: after } }
    deed.record({ type: 'group.edited', tenantId: place.tenant.id, payload: { name, changes } })
    return name
  })
}

/** Removes a group that nobody is in; `gives` is what that gives, also when it is repeated. Throws `group-in-use`: whose rights would end is for somebody to decide. */
export async function removeGroup(desk: Desk, place: Place, name: string, gives: JsonObject): Promise<JsonObject> {
  return changeGroups(desk, place, 'group remove', { name }, async (deed, own) => {
    const before = groupNamed(own, name, place.tenant)
    const { tx } = deed
    const members = (await countMembers(tx, place.tenant.id)).get(name) ?? 0
    if (members > 0 || (await isAwaited(tx, place.tenant.id, name))) {
      throw new DeskError('group-in-use', { name, tenant: place.tenant.name, members })
    }
    await deleteGroup(tx, place.tenant.id, name)
    deed.record({ type: 'group.removed', tenantId: place.tenant.id, payload: { name, permissions: before } })
    return gives
  })
}

async function changeGroups<T extends Json>(
  desk: Desk,
  { actor, rules, tenant, idempotencyKey: key }: Place,
  command: string,
  request: Json,
  change: (deed: Deed, own: ReadonlyMap<string, Permission[]>) => Promise<T>,
): Promise<T> {
  return carryOut(desk, doerOf(actor), async (deed) => {
    demand(actor, 'groups:edit', tenant, rules)
    const call = { key, actorId: actor.id, tenantId: tenant.id, command, request }
    return once(deed, call, async () => change(deed, await listOwnGroups(deed.tx, tenant.id)))
  })
}

/** What the group grants. Throws `group-not-found`. */
function groupNamed(own: ReadonlyMap<string, Permission[]>, name: string, tenant: Tenant): Permission[] {
  const found = own.get(name)
  if (found === undefined) throw new DeskError('group-not-found', { name, tenant: tenant.name })
  return found
}

/** Each once, in the order in which permissions are listed everywhere. */
function inOrder(granted: readonly Permission[]): Permission[] {
  return permissions.filter((permission) => granted.includes(permission))
}
