import { instant, listOf, objectOf, oneOf, orNull, text } from '../kit/json'
import { languages } from '../kit/language'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { type User, userStatuses } from './user'

/** A user with the names of the tenants they belong to. */
export interface ShownUser {
  user: User
  tenantNames: ReadonlyMap<string, string>
}

export const userView: View<ShownUser> = {
  fields: {
    email: text,
    name: orNull(text),
    status: oneOf(userStatuses),
    telephone: orNull(text),
    language: orNull(oneOf(languages)),
    memberships: listOf(objectOf({ tenant: orNull(text), group: text })),
    createdAt: instant,
  },
  columns: ['email', 'name', 'status', 'telephone', 'language', 'memberships', 'createdAt'],
  toJson: ({ user, tenantNames }) => ({
    email: user.email,
    name: user.name,
    status: user.status,
    telephone: user.telephone,
    language: user.language,
    // Null is the desk itself.
    memberships: user.memberships.map(({ tenantId, group }) => ({
      tenant: tenantId === null ? null : (tenantNames.get(tenantId) ?? null),
      group,
    })),
    createdAt: formatInstant(user.createdAt),
  }),
}

/** The user without the tenants that whoever looks may not know of; `known` undefined means all. */
export function asSeenFrom(
  user: User,
  names: ReadonlyMap<string, string>,
  known: readonly string[] | undefined,
): ShownUser {
  if (known === undefined) return { user, tenantNames: names }
  const memberships = user.memberships.filter(({ tenantId }) => tenantId !== null && known.includes(tenantId))
  return { user: { ...user, memberships }, tenantNames: names }
}

/** `acme: user · desk: admin`: where somebody belongs, for a person's eyes. */
export function membershipText({ user, tenantNames }: ShownUser, desk: string, separator: string): string {
  return user.memberships
    .map(({ tenantId, group }) => `${tenantId === null ? desk : (tenantNames.get(tenantId) ?? '?')}: ${group}`)
    .join(separator)
}

/** `Anna Key <anna@acme.example>`, or the address alone. */
export function personText({ name, email }: Pick<User, 'name' | 'email'>): string {
  return name === null ? safeText(email) : `${safeText(name)} <${safeText(email)}>`
}
