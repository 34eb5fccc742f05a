import type { Desk } from '../desk'
import { type JsonSchema, listOf, objectOf, orNull } from '../kit/json'
import type { View } from '../kit/view'
import type { OwnedToken } from '../people/access-token'
import { listTokensOfTenant } from '../people/access-token-store'
import type { Beginning } from '../people/beginning'
import { liveGrants } from '../people/grant-store'
import type { Group } from '../people/group'
import { groupView } from '../people/group-view'
import { lookInto, mayLook } from '../people/look'
import type { Permission } from '../people/permission'
import { groupsOf } from '../people/shown-group'
import type { Tenant } from '../people/tenant'
import { tenantNames } from '../people/tenant-store'
import { tenantView } from '../people/tenant-view'
import { tokenView } from '../people/token-view'
import { listUsers } from '../people/user-store'
import { asSeenFrom, type ShownUser, userView } from '../people/user-view'
import { listRules } from '../rule/rule-store'
import { ruleView } from '../rule/rule-view'
import { type ShownRule, shownRules } from '../rule/shown-rule'
import { listAccounts } from '../workspace/account-store'
import { accountView, type ShownAccount } from '../workspace/account-view'
import { listEbicsContacts } from '../workspace/ebics-store'
import { ebicsView, type ShownContact } from '../workspace/ebics-view'
import { listPayments } from '../workspace/payment-store'
import { paymentView, type ShownPayment } from '../workspace/payment-view'
import { listStatementFiles } from '../workspace/statement-store'
import { type ShownStatement, statementView } from '../workspace/statement-view'

/** All that a tenant has; a part that the actor may not see is null. */
export interface Holdings {
  accounts: readonly ShownAccount[] | null
  ebics: readonly ShownContact[] | null
  payments: readonly ShownPayment[] | null
  statements: readonly ShownStatement[] | null
  users: readonly ShownUser[] | null
  groups: readonly Group[] | null
  tokens: readonly OwnedToken[] | null
  rules: readonly ShownRule[] | null
}

/** The permission that each part asks for, in the order in which they are shown. */
const asked = {
  accounts: 'accounts:view',
  ebics: 'ebics:view',
  payments: 'payments:view',
  statements: 'statements:view',
  users: 'users:view',
  groups: 'groups:view',
  tokens: 'api:view',
  rules: 'rules:view',
} as const satisfies Record<keyof Holdings, Permission>

/** Reads all that the actor may see of what a tenant has; where only a grant lets them, each part is a look of its own. */
export async function readHoldings(desk: Desk, begun: Beginning, tenant: Tenant): Promise<Holdings> {
  const { actor, rules, store } = begun
  const part = async <T>(permission: Permission, read: () => Promise<T>): Promise<T | null> => {
    if (!mayLook(actor, permission, tenant.id, rules)) return null
    await lookInto(desk, actor, permission, tenant, null, rules)
    return read()
  }
  const named = <T>(things: readonly T[]): (T & { tenant: string })[] =>
    things.map((thing) => ({ ...thing, tenant: tenant.name }))
  return {
    accounts: await part(asked.accounts, async () => named(await listAccounts(store.db, tenant.id))),
    ebics: await part(asked.ebics, async () => named(await listEbicsContacts(store.db, tenant.id))),
    payments: await part(asked.payments, async () => named((await listPayments(store.db, tenant.id)).items)),
    statements: await part(asked.statements, async () => named((await listStatementFiles(store.db, tenant.id)).items)),
    users: await part(asked.users, () => peopleOf(desk, begun, tenant)),
    groups: await part(asked.groups, () => groupsOf(store.db, tenant, rules)),
    tokens: await part(asked.tokens, () => listTokensOfTenant(store.db, tenant.id)),
    rules: await part(asked.rules, async () => shownRules(store.db, await listRules(store.db, tenant.id), tenant)),
  }
}

/** The people of the tenant, as they are seen from there. */
async function peopleOf(desk: Desk, { store }: Beginning, tenant: Tenant): Promise<ShownUser[]> {
  const names = await tenantNames(store.db)
  const grants = await liveGrants(store.db, { tenantIds: [tenant.id] }, desk.now())
  return (await listUsers(store.db, [tenant.id])).map((user) => ({
    ...asSeenFrom(user, names, [tenant.id]),
    letIn: grants.filter(({ advisor }) => advisor.id === user.id),
  }))
}

const partViews = {
  accounts: accountView,
  ebics: ebicsView,
  payments: paymentView,
  statements: statementView,
  users: userView,
  groups: groupView,
  tokens: tokenView,
  rules: ruleView,
}

const partNames = Object.keys(asked) as (keyof Holdings)[]

const holdsSchema: JsonSchema = orNull(
  objectOf(Object.fromEntries(partNames.map((name) => [name, orNull(listOf(objectOf(partViews[name].fields)))]))),
)

/** A tenant, and with `--all` what it has. */
export const tenantWithHoldingsView: View<{ tenant: Tenant; holds: Holdings | null }> = {
  fields: { ...tenantView.fields, holds: holdsSchema },
  columns: [...tenantView.columns, 'holds'],
  toJson: ({ tenant, holds }) => ({ ...tenantView.toJson(tenant), holds: holds === null ? null : holdingsJson(holds) }),
}

function holdingsJson(holds: Holdings) {
  const listed = <T>(things: readonly T[] | null, view: View<T>) =>
    things === null ? null : things.map((thing) => ({ ...view.toJson(thing) }))
  return {
    accounts: listed(holds.accounts, accountView),
    ebics: listed(holds.ebics, ebicsView),
    payments: listed(holds.payments, paymentView),
    statements: listed(holds.statements, statementView),
    users: listed(holds.users, userView),
    groups: listed(holds.groups, groupView),
    tokens: listed(holds.tokens, tokenView),
    rules: listed(holds.rules, ruleView),
  }
}
