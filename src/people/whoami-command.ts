import { listOf, objectOf, orNull, text } from '../kit/json'
import { printOne } from '../kit/output'
import { joinParts, screenOf } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { beginning } from './beginning'
import type { Grant } from './grant'
import { liveGrants } from './grant-store'
import type { Guest } from './guest'
import { listGuests } from './guest-store'
import { isAdvisor } from './permission'
import type { UserActor } from './session'
import { listTenants } from './tenant-store'
import { tenantIdsOf } from './user'
import { accessJson, accessSchema, membershipsJson, membershipsSchema, membershipTexts, personText } from './user-view'

interface Self {
  actor: UserActor
  tenantNames: ReadonlyMap<string, string>
  deskName: string
  invitations: readonly Guest[]
  letIn: readonly Grant[]
}

const selfView: View<Self> = {
  fields: {
    email: text,
    name: orNull(text),
    memberships: membershipsSchema,
    desk: text,
    invitations: listOf(objectOf({ tenant: text, group: text })),
    access: accessSchema,
  },
  columns: ['email', 'name', 'memberships', 'desk', 'invitations', 'access'],
  toJson: ({ actor, tenantNames, deskName, invitations, letIn }) => ({
    email: actor.email,
    name: actor.name,
    memberships: membershipsJson(actor.memberships, tenantNames),
    desk: deskName,
    invitations: invitations.map(({ tenant, group }) => ({ tenant, group })),
    access: accessJson(letIn),
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
      const visits = await listGuests(store.db, { userId: actor.id })
      const invitations = visits.filter(({ status }) => status === 'invited')
      const letIn = isAdvisor(actor.memberships) ? await liveGrants(store.db, { advisorId: actor.id }, desk.now()) : []
      const self = { actor, tenantNames, deskName, invitations, letIn }
      await printOne(desk, selfView, self, async () => {
        const screen = await screenOf(desk, zone, [actor.name ?? ''])
        const { words, paint } = screen
        const letInto = letIn.map(({ tenant }) => words.advisorOf(tenant))
        const groups = [...membershipTexts(actor.memberships, tenantNames, words), ...letInto]
        const places = groups.length === 0 ? [words.belongsNowhere] : groups
        const lines = [paint.bold(personText(actor)), joinParts(screen, [...places, safeText(deskName)])]
        return [...lines, ...invitations.map(({ tenant, group }) => words.invitedTo(tenant, group))].join('\n')
      })
    },
  }),
}
