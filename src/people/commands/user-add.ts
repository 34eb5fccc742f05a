import { carryOut } from '../../journal/deed'
import { once } from '../../journal/idempotency'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { checkLine } from '../../kit/typed-text'
import { collect, defineVerb } from '../../kit/verb'
import type { Reader } from '../../store/schema'
import { addUser } from '../add-user'
import { beginning, visibleTenants } from '../beginning'
import { domainOf, mailAddress } from '../mail-address'
import { demand, deskGroups, tenantGroups } from '../permission'
import type { Tenant } from '../tenant'
import { findTenantByDomain, listTenants, tenantByName } from '../tenant-store'
import { userByEmail } from '../user-store'
import { membershipText, personText, userView } from '../user-view'

export const userAdd = defineVerb({
  declare: (command) =>
    command
      .argument('<email>')
      .option('--name <name>')
      .option('--phone <number>')
      .option('--group <group>', '', collect)
      .option('--idempotency-key <key>'),
  output: { one: userView },
  async run(desk, typed, flags) {
    const email = mailAddress(typed)
    const wanted = {
      email,
      name: flags.name === undefined ? null : checkLine('--name', flags.name),
      telephone: flags.phone === undefined ? null : checkLine('--phone', flags.phone, 60),
    }
    const { actor, rules, settings, store, zone } = await beginning(desk)
    const created = await carryOut(desk, { userId: actor.id, channel: 'cli' }, async (deed) => {
      const tenant = await placeFor(deed.tx, email, desk.tenant, settings['desk.domain'], visibleTenants(actor, rules))
      demand(actor, tenant === null ? 'desk:edit' : 'users:edit', tenant, rules)
      const [known, usual] = tenant === null ? [deskGroups, 'first-level'] : [tenantGroups, 'user']
      const groups = flags.group ?? [usual]
      const memberships = groups.map((group) => ({
        tenantId: tenant?.id ?? null,
        group: checkChoice<string>('--group', group, known),
      }))
      const request = { ...wanted, groups, tenant: tenant?.name ?? null }
      const call = {
        key: flags.idempotencyKey,
        actorId: actor.id,
        tenantId: tenant?.id ?? '',
        command: 'user add',
        request,
      }
      return once(
        deed,
        call,
        async () => (await addUser(desk, deed, { ...wanted, status: 'contact', memberships })).email,
      )
    })
    const user = await userByEmail(store.db, created)
    const names = new Map((await listTenants(store.db)).map(({ id, name }) => [id, name]))
    const shown = { user, tenantNames: names }
    await printChange(desk, userView, shown, async () => {
      const screen = await screenOf(desk, zone)
      const { words } = screen
      const places = membershipText(shown, words.deskItself, ', ')
      return doneLine(screen, personText(user), words.userStatuses[user.status], places)
    })
  },
})

/**
 * Where the new person belongs: the tenant that was named, else whose mail domain it is, a tenant's or the desk's own.
 * Throws `tenant-needed` where neither says anything.
 */
async function placeFor(
  db: Reader,
  email: string,
  named: string | undefined,
  deskDomain: string,
  visible: readonly string[] | undefined,
): Promise<Tenant | null> {
  if (named !== undefined) return tenantByName(db, named, visible)
  const domain = domainOf(email)
  const owner = await findTenantByDomain(db, domain)
  if (owner !== undefined && (visible === undefined || visible.includes(owner.id))) return owner
  if (owner === undefined && domain === deskDomain && visible === undefined) return null
  throw new DeskError('tenant-needed', { tenants: (await listTenants(db, visible)).map(({ name }) => name) })
}
