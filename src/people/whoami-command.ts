import { listOf, objectOf, orNull, text } from '../kit/json'
import { printOne } from '../kit/output'
import { joinParts, screenOf } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { beginning } from './beginning'
import type { UserActor } from './session'
import { listTenants } from './tenant-store'
import { tenantIdsOf } from './user'
import { personText } from './user-view'

interface Self {
  actor: UserActor
  tenantNames: ReadonlyMap<string, string>
  deskName: string
}

const selfView: View<Self> = {
  fields: {
    email: text,
    name: orNull(text),
    memberships: listOf(objectOf({ tenant: orNull(text), group: text })),
    desk: text,
  },
  columns: ['email', 'name', 'memberships', 'desk'],
  toJson: ({ actor, tenantNames, deskName }) => ({
    email: actor.email,
    name: actor.name,
    memberships: actor.memberships.map(({ tenantId, group }) => ({
      tenant: tenantId === null ? null : (tenantNames.get(tenantId) ?? null),
      group,
    })),
    desk: deskName,
  }),
}

export const whoami: Noun = {
  verb: defineVerb({
    declare: (command) => command,
    output: { one: selfView },
    async run(desk) {
      const { actor, store, settings, zone } = await beginning(desk)
      const tenants = await listTenants(store.db, tenantIdsOf(actor.memberships))
      const tenantNames = new Map(tenants.map(({ id, name }) => [id, name]))
      const deskName = settings['desk.name'] === '' ? desk.places.title : settings['desk.name']
      const self = { actor, tenantNames, deskName }
      await printOne(desk, selfView, self, async () => {
        const screen = await screenOf(desk, zone, [actor.name ?? ''])
        const { words, paint } = screen
        const groups = actor.memberships.map(
          ({ tenantId, group }) =>
            `${tenantId === null ? words.deskItself : (tenantNames.get(tenantId) ?? '?')}: ${group}`,
        )
        const places = groups.length === 0 ? [words.belongsNowhere] : groups
        return `${paint.bold(personText(actor))}\n${joinParts(screen, [...places, safeText(deskName)])}`
      })
    },
  }),
}
