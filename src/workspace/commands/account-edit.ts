import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { loadWorkspaceWords } from '../../words/catalogue'
import { shownAddress } from '../account'
import { readAccount } from '../account-meant'
import { accountNamed } from '../account-store'
import { accountParts, accountView, type ShownAccount } from '../account-view'
import { type AccountEdit, addAccount, editAccount, removeAccount } from '../edit-account'
import { readBic } from '../iban'
import { workplaceToChange } from '../workplace'
import { removalOf } from './removal'

export const accountAdd = defineVerb({
  declare: (command) =>
    command.argument('<account>').option('--label <text>').option('--bic <bic>').option('--idempotency-key <key>'),
  output: { one: accountView },
  async run(desk, typed, flags) {
    const wanted = accountFrom(typed, flags)
    const { working, store, zone, tenant } = await workplaceToChange(desk, flags.idempotencyKey)
    const address = await addAccount(desk, working, wanted)
    await show(desk, zone, { ...(await accountNamed(store.db, tenant, address)), tenant: tenant.name })
  },
})

export const accountEdit = defineVerb({
  declare: (command) =>
    command
      .argument('<account>')
      .option('--label <text>')
      .option('--no-label')
      .option('--bic <bic>')
      .option('--no-bic')
      .option('--idempotency-key <key>'),
  output: { one: accountView },
  async run(desk, typed, flags) {
    const edit = editFrom(flags)
    const { working, store, zone, tenant } = await workplaceToChange(desk, flags.idempotencyKey)
    const address = await editAccount(desk, working, typed, edit)
    await show(desk, zone, { ...(await accountNamed(store.db, tenant, address)), tenant: tenant.name })
  },
})

export const accountRemove = removalOf({
  argument: '<account>',
  permission: 'accounts:edit',
  view: accountView,
  named: accountNamed,
  question: (words, { address }) => words.askRemoveAccount(shownAddress(address)),
  command: 'account remove',
  request: (account) => ({ account }),
  nameOf: ({ address }) => address,
  remove: removeAccount,
  parts: accountParts,
})

async function show(desk: Desk, zone: string, account: ShownAccount): Promise<void> {
  await printChange(desk, accountView, account, async () => {
    const parts = accountParts(await loadWorkspaceWords(desk.language), account)
    return doneLine(await screenOf(desk, zone, parts), ...parts)
  })
}

function accountFrom(typed: string, flags: { label?: string | undefined; bic?: string | undefined }) {
  const wrong = new WrongValues()
  const account = wrong.judge(() => readAccount(typed))
  const { label: typedLabel, bic: typedBic } = flags
  const label = typedLabel === undefined ? null : wrong.judge(() => checkLine('--label', typedLabel))
  const bic = typedBic === undefined ? null : wrong.judge(() => bicOf(typedBic, account?.kind === 'paypal'))
  if (account === undefined || label === undefined || bic === undefined) throw wrong.refusal()
  return { ...account, label, bic }
}

function bicOf(typed: string, isPaypal: boolean): string {
  if (isPaypal) throw new DeskError('wrong-bic', { value: typed, reason: 'paypal' })
  return readBic(typed)
}

function editFrom({
  label,
  bic,
}: {
  label?: string | boolean | undefined
  bic?: string | boolean | undefined
}): AccountEdit {
  if (label === undefined && bic === undefined) {
    throw new DeskError('nothing-to-change', { flags: ['--label', '--bic'] })
  }
  return {
    label: typeof label === 'string' ? checkLine('--label', label) : label === false ? null : undefined,
    bic: typeof bic === 'string' ? readBic(bic) : bic === false ? null : undefined,
  }
}
