import type { Desk } from '../../desk'
import { checkConfirmation, confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { WrongValues } from '../../kit/wrong-values'
import { demand } from '../../people/permission'
import { loadWorkspaceWords } from '../../words/catalogue'
import { shownAddress } from '../account'
import { readAccount } from '../account-meant'
import { accountNamed } from '../account-store'
import { accountLine, accountView, type ShownAccount } from '../account-view'
import { type AccountEdit, addAccount, editAccount, removeAccount } from '../edit-account'
import { readBic } from '../iban'
import { workplace } from '../workplace'

export const accountAdd = defineVerb({
  declare: (command) =>
    command.argument('<account>').option('--label <text>').option('--bic <bic>').option('--idempotency-key <key>'),
  output: { one: accountView },
  async run(desk, typed, flags) {
    const wanted = accountFrom(typed, flags)
    const { working, store, zone, tenant } = await begin(desk, flags.idempotencyKey)
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
    const { working, store, zone, tenant } = await begin(desk, flags.idempotencyKey)
    const address = await editAccount(desk, working, typed, edit)
    await show(desk, zone, { ...(await accountNamed(store.db, tenant, address)), tenant: tenant.name })
  },
})

export const accountRemove = defineVerb({
  declare: (command) => command.argument('<account>').option('--idempotency-key <key>'),
  output: { one: accountView },
  async run(desk, typed, flags) {
    checkConfirmation(desk)
    const { working, actor, rules, store, zone, tenant } = await begin(desk, flags.idempotencyKey)
    demand(actor, 'accounts:edit', tenant, rules)
    const account = { ...(await accountNamed(store.db, tenant, typed)), tenant: tenant.name }
    const words = await loadWorkspaceWords(desk.language)
    await confirm(desk, words.askRemoveAccount(shownAddress(account.address)))
    await removeAccount(desk, working, account.address)
    await show(desk, zone, account, desk.words.removed)
  },
})

async function begin(desk: Desk, idempotencyKey: string | undefined) {
  const begun = await workplace(desk)
  const { actor, rules, tenant } = begun
  return { ...begun, working: { actor, rules, tenant, idempotencyKey } }
}

async function show(desk: Desk, zone: string, account: ShownAccount, fate?: string): Promise<void> {
  await printChange(desk, accountView, account, async () =>
    accountLine(
      await screenOf(desk, zone, [account.label ?? '']),
      await loadWorkspaceWords(desk.language),
      account,
      fate,
    ),
  )
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
