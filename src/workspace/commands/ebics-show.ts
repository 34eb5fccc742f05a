import { printMany, printOne } from '../../kit/output'
import { pageInfo, pagingFrom } from '../../kit/paging'
import { joinParts, type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import { lookInto } from '../../people/look'
import { may } from '../../people/permission'
import type { Reader } from '../../store/schema'
import { loadWorkspaceWords } from '../../words/catalogue'
import type { WorkspaceWords } from '../../words/en/workspace'
import { ebicsContactNamed, ebicsContactsIn, listEdsOrders } from '../ebics-store'
import { ebicsFacts, ebicsView, ebicsWithOrdersView, type ShownOrder } from '../ebics-view'
import { eventHistory } from '../event-history'
import { nothingYet, withMore, workplace } from '../workplace'

export const ebicsList = defineVerb({
  declare: (command) => command.option('--limit <count>').option('--cursor <cursor>').option('--page-info'),
  output: { many: ebicsView },
  async run(desk, flags) {
    const paging = pagingFrom(desk, 'ebics', 1, flags)
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    await lookInto(desk, actor, 'ebics:view', tenant, null, rules)
    const { items, next } = await ebicsContactsIn(store.db, tenant.id, paging)
    const contacts = items.map((one) => ({ ...one, tenant: tenant.name }))
    const page = pageInfo('ebics', next, flags)
    await printMany(
      desk,
      ebicsView,
      contacts,
      async () => {
        const words = await loadWorkspaceWords(desk.language)
        if (contacts.length === 0) return nothingYet(words, 'ebics', may(actor, 'ebics:edit', tenant.id, rules))
        const { renderTable } = await import('../../kit/table')
        const screen = await screenOf(
          desk,
          zone,
          contacts.map(({ name }) => name),
        )
        const { contact, host, partner, subscriber, orderTypes } = words.columns
        const columns = [
          { title: contact, flexible: true },
          { title: host },
          { title: partner },
          { title: subscriber },
          { title: orderTypes },
        ]
        const rows = contacts.map((one) => [
          safeText(one.name),
          one.hostId,
          one.partnerId,
          one.userId,
          one.orderTypes.join(' ') || screen.symbols.nothing,
        ])
        return withMore(screen, renderTable(screen, columns, rows), next === null ? '' : words.moreBehind(rows.length))
      },
      page,
    )
  },
})

export const ebicsShow = defineVerb({
  declare: (command) => command.argument('<contact>'),
  output: { one: ebicsWithOrdersView },
  async run(desk, typed) {
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    await lookInto(desk, actor, 'ebics:view', tenant, typed, rules)
    const contact = { ...(await ebicsContactNamed(store.db, tenant, typed)), tenant: tenant.name }
    const orders = await ordersOf(store.db, contact.id)
    await printOne(desk, ebicsWithOrdersView, { contact, orders }, async () => {
      const words = await loadWorkspaceWords(desk.language)
      const screen = await screenOf(desk, zone, [contact.name, ...orders.map(({ order }) => order.reference)])
      const facts = joinParts(screen, ebicsFacts(words, contact))
      return [screen.paint.bold(safeText(contact.name)), facts, '', ...orderLines(screen, words, orders)].join('\n')
    })
  },
})

async function ordersOf(db: Reader, contactId: string): Promise<ShownOrder[]> {
  const orders: ShownOrder[] = []
  for (const order of await listEdsOrders(db, contactId)) {
    orders.push({ order, history: await eventHistory(db, order.id) })
  }
  return orders
}

function orderLines(screen: Screen, words: WorkspaceWords, orders: readonly ShownOrder[]): string[] {
  if (orders.length === 0) return [words.noOrders]
  return orders.map(({ order }) => {
    const when = formatLocal(order.updatedAt, screen.zone, screen.language, 'day', screen.now)
    return joinParts(screen, [when, safeText(order.reference), words.edsChanges[order.change]], 2)
  })
}
