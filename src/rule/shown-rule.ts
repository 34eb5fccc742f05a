import { handles } from '../people/permission'
import { listTeams } from '../people/team-store'
import type { User } from '../people/user'
import { usersById } from '../people/user-store'
import type { Reader } from '../store/schema'
import type { RecipientState } from './recipient'
import { recipientKey, recipientsByAddress } from './recipient-store'
import { deskScope, type Rule, type RuleRecipient } from './rule'

/** A rule with the names that people know things by. */
export interface ShownRule {
  rule: Rule
  /** Null: the desk's. */
  tenant: string | null
  internal: readonly ShownInside[]
  external: readonly ShownOutside[]
}

export interface ShownInside {
  /** An address, a role, or the name of a team. */
  text: string
  /** Null: no single person, or one without a name. */
  name: string | null
  /** Whether the rule still reaches them: not somebody who was disabled or has left. */
  isReached: boolean
}

export interface ShownOutside {
  email: string
  state: RecipientState
}

/** The rules as people know them; all are of that tenant, or (null) of the desk. */
export async function shownRules(
  db: Reader,
  rules: readonly Rule[],
  tenant: { name: string } | null,
): Promise<ShownRule[]> {
  const recipients = rules.flatMap((rule) => rule.recipients)
  const names = await namesOf(db, recipients)
  const outside = await recipientsByAddress(
    db,
    rules.map(({ scope }) => scope),
    recipients.flatMap((recipient) => (recipient.kind === 'external' ? [recipient.address] : [])),
  )
  return rules.map((rule) => ({
    rule,
    tenant: tenant?.name ?? null,
    internal: rule.recipients.flatMap((recipient) => insideOf(names, rule.scope, recipient)),
    external: rule.recipients.flatMap((recipient) =>
      recipient.kind === 'external'
        ? [
            {
              email: recipient.address,
              state: outside.get(recipientKey(rule.scope, recipient.address))?.state ?? 'pending',
            },
          ]
        : [],
    ),
  }))
}

/** How recipients are typed and shown: an address, a role, or the name of a team. */
export async function textOf(
  db: Reader,
  recipients: readonly RuleRecipient[],
): Promise<(recipient: RuleRecipient) => string> {
  const names = await namesOf(db, recipients)
  return (recipient) => textIn(names, recipient)
}

interface Names {
  users: ReadonlyMap<string, User>
  teams: ReadonlyMap<string, string>
}

async function namesOf(db: Reader, recipients: readonly RuleRecipient[]): Promise<Names> {
  const userIds = recipients.flatMap((recipient) => (recipient.kind === 'user' ? [recipient.userId] : []))
  const hasTeams = recipients.some(({ kind }) => kind === 'team')
  const teams = hasTeams ? (await listTeams(db)).map(({ id, name }) => [id, name] as const) : []
  return { users: await usersById(db, userIds), teams: new Map(teams) }
}

function textIn({ users, teams }: Names, recipient: RuleRecipient): string {
  switch (recipient.kind) {
    case 'user':
      return users.get(recipient.userId)?.email ?? ''
    case 'team':
      return teams.get(recipient.teamId) ?? ''
    case 'role':
      return recipient.role
    case 'external':
      return recipient.address
  }
}

/** Who was removed for good, or a team that there is no more, is nobody to show. */
function insideOf(names: Names, scope: string, recipient: RuleRecipient): ShownInside[] {
  if (recipient.kind === 'external') return []
  const text = textIn(names, recipient)
  if (text === '') return []
  const user = recipient.kind === 'user' ? names.users.get(recipient.userId) : undefined
  return [{ text, name: user?.name ?? null, isReached: user === undefined || isReached(user, scope) }]
}

/** Whether somebody who is named still belongs where the rule is, and may be written to. */
export function isReached({ status, memberships }: User, scope: string): boolean {
  if (status === 'disabled') return false
  return memberships.some(({ tenantId, group }) =>
    scope === deskScope ? tenantId === null && handles(group) : tenantId === scope,
  )
}
