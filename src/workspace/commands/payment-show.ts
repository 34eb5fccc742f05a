import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { printMany, printOne } from '../../kit/output'
import { pageInfo, pagingFrom } from '../../kit/paging'
import { joinParts, type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { collect, defineVerb } from '../../kit/verb'
import { lookInto } from '../../people/look'
import { may } from '../../people/permission'
import { loadWorkspaceWords } from '../../words/catalogue'
import type { WorkspaceWords } from '../../words/en/workspace'
import { readAccount } from '../account-meant'
import { type EventStep, eventHistory } from '../event-history'
import { notExecuted, type PaymentStatus, paymentKinds, paymentStatuses } from '../payment'
import { listPayments, paymentsByReference } from '../payment-store'
import { amountText, paymentFacts, paymentView, paymentWithHistoryView, type ShownPayment } from '../payment-view'
import { loadStatusNames, type StatusNames } from '../status-names'
import { nothingYet, withMore, workplace } from '../workplace'

export const paymentList = defineVerb({
  declare: (command) =>
    command
      .option('--kind <kind>')
      .option('--status <status>', '', collect)
      .option('--account <account>')
      .option('--limit <count>')
      .option('--cursor <cursor>')
      .option('--page-info'),
  output: { many: paymentView },
  async run(desk, flags) {
    const names = await loadStatusNames()
    const filter = {
      ...(flags.kind === undefined ? {} : { kind: checkChoice('--kind', flags.kind, paymentKinds) }),
      ...(flags.status === undefined ? {} : { statuses: flags.status.flatMap((typed) => statusesNamed(typed, names)) }),
      ...(flags.account === undefined ? {} : { account: readAccount(flags.account).address }),
    }
    const paging = pagingFrom(desk, 'payments', 2, flags)
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    await lookInto(desk, actor, 'payments:view', tenant, null, rules)
    const { items, next } = await listPayments(store.db, tenant.id, filter, paging)
    const page = pageInfo('payments', next, flags)
    const payments = items.map((one) => ({ ...one, tenant: tenant.name }))
    const narrowed = Object.keys(filter).length > 0
    await printMany(
      desk,
      paymentView,
      payments,
      async () => {
        const words = await loadWorkspaceWords(desk.language)
        if (payments.length === 0)
          return narrowed
            ? words.noPaymentFits
            : nothingYet(words, 'payments', may(actor, 'events:emit', tenant.id, rules))
        return paymentTable(desk, zone, words, payments, next !== null)
      },
      page,
    )
  },
})

async function paymentTable(
  desk: Desk,
  zone: string,
  words: WorkspaceWords,
  payments: readonly ShownPayment[],
  hasMore: boolean,
): Promise<string> {
  const { renderTable } = await import('../../kit/table')
  const screen = await screenOf(
    desk,
    zone,
    payments.flatMap(({ reference, account }) => [reference, account ?? '']),
  )
  const { payment, status, amount, account, updated } = words.columns
  const columns = [
    { title: payment, flexible: true },
    { title: status },
    { title: amount, align: 'right' as const },
    { title: account },
    { title: updated },
  ]
  const rows = payments.map((one) => [
    safeText(one.reference),
    words.paymentStatuses[one.status],
    amountText(screen, one),
    // Without the blanks of an IBAN, it has room beside all the others.
    one.account ?? screen.symbols.nothing,
    formatLocal(one.updatedAt, zone, screen.language, 'day', screen.now),
  ])
  return withMore(screen, renderTable(screen, columns, rows), hasMore ? words.moreBelow(payments.length) : '')
}

export const paymentShow = defineVerb({
  declare: (command) => command.argument('<payment>'),
  output: { one: paymentWithHistoryView },
  async run(desk, typed) {
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    await lookInto(desk, actor, 'payments:view', tenant, typed, rules)
    const found = (await paymentsByReference(store.db, tenant.id, [typed])).get(typed)
    if (found === undefined) throw new DeskError('payment-not-found', { payment: typed, tenant: tenant.name })
    const payment = { ...found, tenant: tenant.name }
    const history = await eventHistory(store.db, payment.id)
    await printOne(desk, paymentWithHistoryView, { payment, history }, async () => {
      const words = await loadWorkspaceWords(desk.language)
      const screen = await screenOf(desk, zone, [payment.reference, payment.reason ?? ''])
      const facts = joinParts(screen, paymentFacts(screen, words, payment))
      return [screen.paint.bold(safeText(payment.reference)), facts, '', ...stepLines(screen, words, history)].join(
        '\n',
      )
    })
  },
})

/** What became of it, a line for each event. */
function stepLines(screen: Screen, words: WorkspaceWords, history: readonly EventStep[]): string[] {
  return history.map(({ at, actor, changes }) => {
    const when = formatLocal(at, screen.zone, screen.language, 'day', screen.now)
    const to = changes.status?.to
    const status = paymentStatuses.find((known) => known === to)
    const what = status === undefined ? screen.words.nothingChanged : words.paymentStatuses[status]
    const reason = changes.reason?.to
    const who = actor === null ? words.nobody : safeText(actor.name ?? actor.email)
    return joinParts(screen, [when, what, typeof reason === 'string' ? safeText(reason) : '', who], 2)
  })
}

/** A status by any of its names, or all that `not-executed` stands for. Throws `wrong-value`. */
function statusesNamed(typed: string, names: StatusNames): readonly PaymentStatus[] {
  if (typed === 'not-executed') return notExecuted
  const status = names.get(typed.trim().toLowerCase())
  if (status !== undefined) return [status]
  const allowed = [...paymentStatuses, 'not-executed']
  throw new DeskError('wrong-value', { name: '--status', value: typed, allowed, suggestion: null })
}
