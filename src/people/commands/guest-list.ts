import type { Desk } from '../../desk'
import { printMany } from '../../kit/output'
import { type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import type { Reader } from '../../store/schema'
import { beginning, visibleTenants } from '../beginning'
import { type Guest, shownGuest } from '../guest'
import { listGuests } from '../guest-store'
import { guestView } from '../guest-view'
import { demand, may, type TicketRules } from '../permission'
import type { UserActor } from '../session'
import { tenantByName } from '../tenant-store'
import { tenantIdsOf } from '../user'

export const guestList = defineVerb({
  declare: (command) => command.option('--mine'),
  output: { many: guestView },
  async run(desk, flags) {
    const { actor, rules, store, zone } = await beginning(desk)
    const mine = flags.mine === true
    const guests = mine ? await ownVisits(desk, store.db, actor) : await guestsFor(desk, store.db, actor, rules)
    const shown = guests.map((guest) => shownGuest(guest))
    await printMany(desk, guestView, shown, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        shown.map(({ name }) => name ?? ''),
      )
      const { words } = screen
      if (guests.length === 0) return mine || !mayInvite(actor, rules) ? words.notInvited : words.noGuests
      const columns = [
        { title: words.columns.tenant },
        { title: words.columns.email },
        { title: words.columns.name, flexible: true },
        { title: words.columns.group },
        { title: words.columns.status },
        { title: words.columns.since },
      ]
      return renderTable(
        screen,
        columns,
        guests.map((guest) => rowOf(screen, guest)),
      )
    })
  },
})

/** Where the actor is a guest or invited; with `--tenant` only there. */
async function ownVisits(desk: Desk, db: Reader, actor: UserActor): Promise<Guest[]> {
  const named = desk.tenant?.trim().toLowerCase()
  const visits = await listGuests(db, { userId: actor.id })
  return named === undefined ? visits : visits.filter(({ tenant }) => tenant === named)
}

/**
 * The guests of the tenant that is named; else of all tenants whose guests the actor may see, and the actor's own
 * invitations: whoever is only invited sees nothing else of the tenant that they are to answer.
 */
async function guestsFor(desk: Desk, db: Reader, actor: UserActor, rules: TicketRules): Promise<Guest[]> {
  if (desk.tenant !== undefined) {
    const tenant = await tenantByName(db, desk.tenant, visibleTenants(actor, rules))
    demand(actor, 'guests:view', tenant, rules)
    return listGuests(db, { tenantIds: [tenant.id] })
  }
  if (may(actor, 'guests:view', null, rules)) return listGuests(db)
  const tenantIds = tenantIdsOf(actor.memberships).filter((id) => may(actor, 'guests:view', id, rules))
  const others = await listGuests(db, { tenantIds })
  const own = (await listGuests(db, { userId: actor.id })).filter(({ tenantId }) => !tenantIds.includes(tenantId))
  return [...others, ...own]
}

function mayInvite(actor: UserActor, rules: TicketRules): boolean {
  return [null, ...tenantIdsOf(actor.memberships)].some((id) => may(actor, 'guests:edit', id, rules))
}

function rowOf({ words, symbols, zone, language, now }: Screen, guest: Guest): string[] {
  const { tenant, email, name, group, status, invitedAt, acceptedAt } = guest
  return [
    tenant,
    safeText(email),
    name === null ? symbols.nothing : safeText(name),
    group,
    words.guestStatuses[status],
    formatLocal(acceptedAt ?? invitedAt, zone, language, 'day', now),
  ]
}
