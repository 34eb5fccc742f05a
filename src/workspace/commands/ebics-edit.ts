import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { isWebLink } from '../../kit/link'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { loadWorkspaceWords } from '../../words/catalogue'
import { isEbicsId, isOrderType } from '../ebics'
import { ebicsContactNamed } from '../ebics-store'
import { ebicsParts, ebicsView, type ShownContact } from '../ebics-view'
import { addEbicsContact, type EbicsEdit, type EbicsFacts, editEbicsContact, removeEbicsContact } from '../edit-ebics'
import { workplaceToChange } from '../workplace'
import { removalOf } from './removal'

interface ContactFlags {
  hostId?: string | undefined
  partnerId?: string | undefined
  userId?: string | undefined
  orderType?: string[] | undefined
}

export const ebicsAdd = defineVerb({
  declare: (command) =>
    command
      .argument('<name>')
      .option('--host-id <id>')
      .option('--partner-id <id>')
      .option('--user-id <id>')
      .option('--url <link>')
      .option('--order-type <type>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: ebicsView },
  async run(desk, typed, flags) {
    const wanted = contactFrom(typed, flags)
    const { working, store, zone, tenant } = await workplaceToChange(desk, flags.idempotencyKey)
    const name = await addEbicsContact(desk, working, wanted)
    await show(desk, zone, { ...(await ebicsContactNamed(store.db, tenant, name)), tenant: tenant.name })
  },
})

export const ebicsEdit = defineVerb({
  declare: (command) =>
    command
      .argument('<contact>')
      .option('--name <name>')
      .option('--host-id <id>')
      .option('--partner-id <id>')
      .option('--user-id <id>')
      .option('--url <link>')
      .option('--no-url')
      .option('--order-type <type>', '', collect)
      .option('--remove-order-type <type>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: ebicsView },
  async run(desk, typed, flags) {
    const edit = editFrom(flags)
    const { working, store, zone, tenant } = await workplaceToChange(desk, flags.idempotencyKey)
    const name = await editEbicsContact(desk, working, typed, edit)
    await show(desk, zone, { ...(await ebicsContactNamed(store.db, tenant, name)), tenant: tenant.name })
  },
})

export const ebicsRemove = removalOf({
  argument: '<contact>',
  permission: 'ebics:edit',
  view: ebicsView,
  named: ebicsContactNamed,
  question: (words, { name }) => words.askRemoveEbics(safeText(name)),
  command: 'ebics remove',
  request: (contact) => ({ contact }),
  nameOf: ({ name }) => name,
  remove: removeEbicsContact,
  parts: ebicsParts,
})

async function show(desk: Desk, zone: string, contact: ShownContact): Promise<void> {
  await printChange(desk, ebicsView, contact, async () => {
    const parts = ebicsParts(await loadWorkspaceWords(desk.language), contact)
    return doneLine(await screenOf(desk, zone, parts), ...parts)
  })
}

function contactFrom(typed: string, flags: ContactFlags & { url?: string | undefined }): EbicsFacts {
  const wrong = new WrongValues()
  const { hostId, partnerId, userId, url } = flags
  const idFrom = (flag: string, value: string | undefined): string | undefined => {
    if (value === undefined) wrong.miss(flag)
    return value === undefined ? undefined : wrong.judge(() => ebicsId(flag, value))
  }
  const facts = {
    name: wrong.judge(() => checkLine('NAME', typed, 100)) ?? '',
    hostId: idFrom('--host-id', hostId) ?? '',
    partnerId: idFrom('--partner-id', partnerId) ?? '',
    userId: idFrom('--user-id', userId) ?? '',
    url: url === undefined ? null : (wrong.judge(() => webLink(url)) ?? null),
    orderTypes: wrong.judge(() => orderTypesFrom('--order-type', flags.orderType)) ?? [],
  }
  wrong.refuse()
  return facts
}

function editFrom(
  flags: ContactFlags & {
    name?: string | undefined
    url?: string | boolean | undefined
    removeOrderType?: string[] | undefined
  },
): EbicsEdit {
  const wrong = new WrongValues()
  const { name, hostId, partnerId, userId, url, orderType, removeOrderType } = flags
  const edit: EbicsEdit = {
    ...(name === undefined ? {} : { name: wrong.judge(() => checkLine('--name', name, 100)) ?? '' }),
    ...(hostId === undefined ? {} : { hostId: wrong.judge(() => ebicsId('--host-id', hostId)) ?? '' }),
    ...(partnerId === undefined ? {} : { partnerId: wrong.judge(() => ebicsId('--partner-id', partnerId)) ?? '' }),
    ...(userId === undefined ? {} : { userId: wrong.judge(() => ebicsId('--user-id', userId)) ?? '' }),
    ...(typeof url === 'string' ? { url: wrong.judge(() => webLink(url)) ?? null } : {}),
    ...(url === false ? { url: null } : {}),
    addOrderTypes: wrong.judge(() => orderTypesFrom('--order-type', orderType)) ?? [],
    removeOrderTypes: wrong.judge(() => orderTypesFrom('--remove-order-type', removeOrderType)) ?? [],
  }
  wrong.refuse()
  const { addOrderTypes, removeOrderTypes, ...facts } = edit
  if (Object.keys(facts).length + addOrderTypes.length + removeOrderTypes.length > 0) return edit
  throw new DeskError('nothing-to-change', {
    flags: ['--name', '--host-id', '--partner-id', '--user-id', '--url', '--order-type', '--remove-order-type'],
  })
}

function ebicsId(flag: string, typed: string): string {
  const id = typed.trim()
  if (!isEbicsId(id)) throw new DeskError('wrong-ebics-id', { flag, value: typed })
  return id
}

function orderTypesFrom(flag: string, typed: readonly string[] | undefined): string[] {
  const types = (typed ?? []).map((type) => type.trim().toUpperCase())
  const wrong = types.find((type) => !isOrderType(type))
  if (wrong === undefined) return [...new Set(types)].sort()
  throw new DeskError('wrong-value', {
    name: flag,
    value: wrong,
    allowed: ['CCT', 'CDD', 'STA', 'C53', '…'],
    suggestion: null,
  })
}

function webLink(typed: string): string {
  if (isWebLink(typed)) return typed
  throw new DeskError('wrong-value', { name: '--url', value: typed, allowed: ['https://…'], suggestion: null })
}
