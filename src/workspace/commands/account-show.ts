import { printMany, printOne } from '../../kit/output'
import { pageInfo, pagingFrom } from '../../kit/paging'
import { joinParts, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import { lookInto } from '../../people/look'
import { may } from '../../people/permission'
import { loadWorkspaceWords } from '../../words/catalogue'
import { shownAddress } from '../account'
import { accountNamed, accountsIn } from '../account-store'
import { accountFacts, accountView } from '../account-view'
import { nothingYet, withMore, workplace } from '../workplace'

export const accountList = defineVerb({
  declare: (command) => command.option('--limit <count>').option('--cursor <cursor>').option('--page-info'),
  output: { many: accountView },
  async run(desk, flags) {
    const paging = pagingFrom(desk, 'accounts', 2, flags)
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    await lookInto(desk, actor, 'accounts:view', tenant, null, rules)
    const { items, next } = await accountsIn(store.db, tenant.id, paging)
    const accounts = items.map((one) => ({ ...one, tenant: tenant.name }))
    const page = pageInfo('accounts', next, flags)
    await printMany(
      desk,
      accountView,
      accounts,
      async () => {
        const words = await loadWorkspaceWords(desk.language)
        if (accounts.length === 0) return nothingYet(words, 'accounts', may(actor, 'accounts:edit', tenant.id, rules))
        const { renderTable } = await import('../../kit/table')
        const screen = await screenOf(
          desk,
          zone,
          accounts.map(({ label }) => label ?? ''),
        )
        const { account, label, kind, bic } = words.columns
        const columns = [{ title: account }, { title: label, flexible: true }, { title: kind }, { title: bic }]
        const { nothing } = screen.symbols
        const rows = accounts.map((one) => [
          shownAddress(one.address),
          one.label === null ? nothing : safeText(one.label),
          words.accountKinds[one.kind],
          one.bic ?? nothing,
        ])
        return withMore(screen, renderTable(screen, columns, rows), next === null ? '' : words.moreBehind(rows.length))
      },
      page,
    )
  },
})

export const accountShow = defineVerb({
  declare: (command) => command.argument('<account>'),
  output: { one: accountView },
  async run(desk, typed) {
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    await lookInto(desk, actor, 'accounts:view', tenant, typed, rules)
    const account = { ...(await accountNamed(store.db, tenant, typed)), tenant: tenant.name }
    await printOne(desk, accountView, account, async () => {
      const words = await loadWorkspaceWords(desk.language)
      const screen = await screenOf(desk, zone, [account.label ?? ''])
      const since = screen.words.since(formatLocal(account.createdAt, zone, screen.language, 'day', screen.now))
      const facts = joinParts(screen, [...accountFacts(words, account), since])
      return `${screen.paint.bold(shownAddress(account.address))}\n${facts}`
    })
  },
})
