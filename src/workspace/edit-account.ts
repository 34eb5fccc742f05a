import type { Desk } from '../desk'
import { changesBetween } from '../journal/changes'
import { DeskError } from '../kit/errors'
import type { JsonObject } from '../kit/json'
import type { Removal } from '../people/removed-before'
import type { Account } from './account'
import { accountNamed, deleteAccount, findAccount, insertAccount, updateAccount } from './account-store'
import { type Working, workIn } from './workplace'

/** Undefined: as it is. */
export interface AccountEdit {
  label: string | null | undefined
  bic: string | null | undefined
}

/** Adds an account to the tenant; gives its IBAN or address. Throws `not-allowed`, `account-exists`. */
export async function addAccount(
  desk: Desk,
  working: Working,
  wanted: Pick<Account, 'kind' | 'address' | 'label' | 'bic'>,
): Promise<string> {
  const { tenant } = working
  return workIn(desk, working, 'accounts:edit', 'account add', { ...wanted }, async (deed) => {
    const { address } = wanted
    if ((await findAccount(deed.tx, tenant.id, address)) !== undefined) {
      throw new DeskError('account-exists', { account: address, tenant: tenant.name })
    }
    await insertAccount(deed.tx, { ...wanted, id: desk.newId(), tenantId: tenant.id, createdAt: deed.now })
    deed.record({ type: 'account.added', tenantId: tenant.id, payload: { name: address, ...recorded(wanted) } })
    return address
  })
}

/** Changes label and BIC; what is so already is no change and no entry. Throws `account-not-found`, `wrong-bic`. */
export async function editAccount(desk: Desk, working: Working, typed: string, edit: AccountEdit): Promise<string> {
  const { tenant } = working
  const request = { account: typed, label: edit.label ?? null, bic: edit.bic ?? null }
  return workIn(desk, working, 'accounts:edit', 'account edit', request, async (deed) => {
    const before = await accountNamed(deed.tx, tenant, typed)
    const { label = before.label, bic = before.bic } = edit
    if (before.kind === 'paypal' && bic !== null) throw new DeskError('wrong-bic', { value: bic, reason: 'paypal' })
    const changes = changesBetween(recorded(before), { label, bic })
    if (Object.keys(changes).length === 0) return before.address
    await updateAccount(deed.tx, { ...before, label, bic })
    deed.record({ type: 'account.edited', tenantId: tenant.id, payload: { name: before.address, changes } })
    return before.address
  })
}

/** Takes an account away; what was told of its payments stays. Throws `account-not-found`. */
export async function removeAccount(
  desk: Desk,
  working: Working,
  { typed, meant, gives }: Removal<string>,
): Promise<JsonObject> {
  const { tenant } = working
  return workIn(desk, working, 'accounts:edit', 'account remove', { account: typed }, async (deed) => {
    const { id, address, ...account } = await accountNamed(deed.tx, tenant, meant)
    await deleteAccount(deed.tx, id)
    deed.record({ type: 'account.removed', tenantId: tenant.id, payload: { name: address, ...recorded(account) } })
    return gives
  })
}

/** An account as its changes are written down. */
function recorded({ label, bic }: Pick<Account, 'label' | 'bic'>) {
  return { label, bic }
}
