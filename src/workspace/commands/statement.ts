import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { printChange, printMany } from '../../kit/output'
import { pageInfo, pagingFrom } from '../../kit/paging'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { checkLine } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { lookInto } from '../../people/look'
import { may } from '../../people/permission'
import { loadWorkspaceWords } from '../../words/catalogue'
import { shownAddress } from '../account'
import { readAccount } from '../account-meant'
import { addStatement, type StatementFacts } from '../add-statement'
import { isDay, statementFormats } from '../statement'
import { findStatementFile, listStatementFiles } from '../statement-store'
import { periodText, sizeOf, statementView } from '../statement-view'
import { nothingYet, withMore, workplace } from '../workplace'

export const statementAdd = defineVerb({
  declare: (command) =>
    command
      .argument('<name>')
      .option('--account <account>')
      .option('--format <format>')
      .option('--from <day>')
      .option('--to <day>')
      .option('--size <bytes>')
      .option('--idempotency-key <key>'),
  output: { one: statementView },
  async run(desk, typed, flags) {
    const facts = factsFrom(typed, flags)
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    const working = { actor, rules, tenant, idempotencyKey: flags.idempotencyKey }
    const { account, name, isNew } = await addStatement(desk, working, facts)
    const file = await findStatementFile(store.db, tenant.id, account, name)
    if (file === undefined) throw new DeskError('account-not-found', { account, tenant: tenant.name })
    const shown = { ...file, tenant: tenant.name }
    await printChange(desk, statementView, shown, async () => {
      const screen = await screenOf(desk, zone, [name])
      const facts = [shownAddress(account), file.format ?? '', periodText(file), sizeOf(screen, file), tenant.name]
      return doneLine(screen, safeText(name), ...facts, isNew ? '' : screen.words.nothingChanged)
    })
  },
})

export const statementList = defineVerb({
  declare: (command) =>
    command.option('--account <account>').option('--limit <count>').option('--cursor <cursor>').option('--page-info'),
  output: { many: statementView },
  async run(desk, flags) {
    const account = flags.account === undefined ? undefined : readAccount(flags.account).address
    const paging = pagingFrom(desk, 'statements', 3, flags)
    const { actor, rules, store, zone, tenant } = await workplace(desk)
    await lookInto(desk, actor, 'statements:view', tenant, account ?? null, rules)
    const { items, next } = await listStatementFiles(store.db, tenant.id, account, paging)
    const page = pageInfo('statements', next, flags)
    const files = items.map((one) => ({ ...one, tenant: tenant.name }))
    await printMany(
      desk,
      statementView,
      files,
      async () => {
        const words = await loadWorkspaceWords(desk.language)
        if (files.length === 0) return nothingYet(words, 'statements', may(actor, 'accounts:edit', tenant.id, rules))
        const { renderTable } = await import('../../kit/table')
        const screen = await screenOf(
          desk,
          zone,
          files.map(({ name }) => name),
        )
        const { file, account: of, format, period, size, received } = words.columns
        const columns = [
          { title: file, flexible: true },
          { title: of },
          { title: format },
          { title: period },
          { title: size, align: 'right' as const },
          { title: received },
        ]
        const { nothing } = screen.symbols
        const rows = files.map((one) => [
          safeText(one.name),
          // Without the blanks of an IBAN, it has room beside all the others.
          one.account,
          one.format ?? nothing,
          periodText(one) || nothing,
          sizeOf(screen, one) || nothing,
          formatLocal(one.receivedAt, zone, screen.language, 'day', screen.now),
        ])
        return withMore(screen, renderTable(screen, columns, rows), next === null ? '' : words.moreBehind(rows.length))
      },
      page,
    )
  },
})

interface StatementFlags {
  account?: string | undefined
  format?: string | undefined
  from?: string | undefined
  to?: string | undefined
  size?: string | undefined
}

function factsFrom(typed: string, { account, format, from, to, size }: StatementFlags): StatementFacts {
  const wrong = new WrongValues()
  if (account === undefined) wrong.miss('--account')
  const facts = {
    name: wrong.judge(() => checkLine('NAME', typed, 255)) ?? '',
    account: account === undefined ? '' : (wrong.judge(() => readAccount(account).address) ?? ''),
    format:
      format === undefined ? null : (wrong.judge(() => checkChoice('--format', format, statementFormats)) ?? null),
    from: from === undefined ? null : (wrong.judge(() => dayFrom('--from', from)) ?? null),
    to: to === undefined ? null : (wrong.judge(() => dayFrom('--to', to)) ?? null),
    size: size === undefined ? null : (wrong.judge(() => sizeFrom(size)) ?? null),
  }
  wrong.refuse()
  if (facts.from !== null && facts.to !== null && facts.to < facts.from) {
    throw new DeskError('wrong-value', {
      name: '--to',
      value: facts.to,
      allowed: [`${facts.from} …`],
      suggestion: null,
    })
  }
  return facts
}

function dayFrom(name: string, typed: string): string {
  if (isDay(typed)) return typed
  throw new DeskError('wrong-value', { name, value: typed, allowed: ['2026-11-20'], suggestion: null })
}

function sizeFrom(typed: string): number {
  if (/^\d{1,15}$/.test(typed)) return Number(typed)
  throw new DeskError('wrong-value', { name: '--size', value: typed, allowed: ['0', '1', '…'], suggestion: null })
}
