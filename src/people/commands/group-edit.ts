import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { collect, defineVerb } from '../../kit/verb'
import { beginning } from '../beginning'
import { addGroup, editGroup, type GroupEdit, removeGroup } from '../edit-group'
import { grantablePermission, ownGroupName } from '../group'
import { groupLine, groupView } from '../group-view'
import { demand, grantable } from '../permission'
import { printedRemoved, removedJson } from '../removed-before'
import { groupNamed } from '../shown-group'
import { tenantDemanded } from '../tenant-meant'

export const groupAdd = defineVerb({
  declare: (command) =>
    command.argument('<name>').option('--permission <permission>', '', collect).option('--idempotency-key <key>'),
  output: { one: groupView },
  async run(desk, typed, flags) {
    if (flags.permission === undefined && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--permission' })
    const name = ownGroupName(typed)
    const given = flags.permission?.map(grantablePermission)
    const place = await begin(desk, flags.idempotencyKey)
    // Nobody types for what they may not do; the deed asks once more.
    if (given === undefined) demand(place.actor, 'groups:edit', place.tenant, place.rules)
    const granted = given ?? (await askPermissions(desk)).map(grantablePermission)
    await addGroup(desk, place, name, granted)
    await show(desk, place, name)
  },
})

export const groupEdit = defineVerb({
  declare: (command) =>
    command
      .argument('<group>')
      .option('--add-permission <permission>', '', collect)
      .option('--remove-permission <permission>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: groupView },
  async run(desk, typed, flags) {
    const { addPermission = [], removePermission = [] } = flags
    if (addPermission.length + removePermission.length === 0) {
      throw new DeskError('nothing-to-change', { flags: ['--add-permission', '--remove-permission'] })
    }
    const name = ownGroupName(typed)
    const edit: GroupEdit = {
      add: addPermission.map(grantablePermission),
      remove: removePermission.map(grantablePermission),
    }
    const place = await begin(desk, flags.idempotencyKey)
    await editGroup(desk, place, name, edit)
    await show(desk, place, name)
  },
})

export const groupRemove = defineVerb({
  declare: (command) => command.argument('<group>').option('--idempotency-key <key>'),
  output: { one: groupView },
  async run(desk, typed, flags) {
    const name = ownGroupName(typed)
    const place = await begin(desk, flags.idempotencyKey)
    const { actor, tenant, store, zone } = place
    const call = { key: place.idempotencyKey, actorId: actor.id, tenantId: tenant.id, command: 'group remove' }
    if (await printedRemoved(desk, { db: store.db, zone }, groupView, { ...call, request: { name } })) return
    const before = await groupNamed(store.db, tenant, place.rules, name)
    await removeGroup(desk, place, name, removedJson(groupView, before))
    await printChange(desk, groupView, before, async () => {
      const screen = await screenOf(desk, place.zone)
      return doneLine(screen, screen.words.groupNamed(name), place.tenant.name, screen.words.removed)
    })
  },
})

async function begin(desk: Desk, idempotencyKey: string | undefined) {
  const begun = await beginning(desk)
  const { actor, rules, store } = begun
  return { ...begun, idempotencyKey, tenant: await tenantDemanded(store.db, actor, rules, desk.tenant) }
}

async function show(desk: Desk, place: Awaited<ReturnType<typeof begin>>, name: string): Promise<void> {
  const group = await groupNamed(place.store.db, place.tenant, place.rules, name)
  await printChange(desk, groupView, group, async () => groupLine(await screenOf(desk, place.zone), group))
}

async function askPermissions(desk: Desk): Promise<string[]> {
  const ask = await desk.ask()
  const check = (typed: string): string | undefined =>
    listed(typed).every((name) => grantable.some((permission) => permission === name))
      ? undefined
      : desk.words.noPermission
  return listed(await ask.line(desk.words.askPermissions, { check }))
}

function listed(typed: string): string[] {
  return typed
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '')
}
