import { flag, instant, listOf, objectOf, oneOf, orNull, text } from '../kit/json'
import { languages } from '../kit/language'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { Words } from '../words/catalogue'
import type { Membership } from './permission'
import { type User, userStatuses } from './user'

/** A user with the names of the tenants they belong to. */
export interface ShownUser {
  user: User
  tenantNames: ReadonlyMap<string, string>
}

/** What machines read of the places where somebody belongs; null is the desk itself. */
export const membershipsSchema = listOf(objectOf({ tenant: orNull(text), group: text, guest: flag }))

export function membershipsJson(memberships: readonly Membership[], tenantNames: ReadonlyMap<string, string>) {
  return memberships.map(({ tenantId, group, isGuest }) => ({
    tenant: tenantId === null ? null : (tenantNames.get(tenantId) ?? null),
    group,
    guest: isGuest === true,
  }))
}

export const userView: View<ShownUser> = {
  fields: {
    email: text,
    name: orNull(text),
    status: oneOf(userStatuses),
    telephone: orNull(text),
    language: orNull(oneOf(languages)),
    memberships: membershipsSchema,
    createdAt: instant,
  },
  columns: ['email', 'name', 'status', 'telephone', 'language', 'memberships', 'createdAt'],
  toJson: ({ user, tenantNames }) => ({
    email: user.email,
    name: user.name,
    status: user.status,
    telephone: user.telephone,
    language: user.language,
    memberships: membershipsJson(user.memberships, tenantNames),
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

/** `acme: user · beta: guest (visiting) · desk: admin`: where somebody belongs, for a person's eyes. */
export function membershipTexts(
  memberships: readonly Membership[],
  tenantNames: ReadonlyMap<string, string>,
  words: Words,
): string[] {
  return memberships.map(({ tenantId, group, isGuest }) => {
    const place = tenantId === null ? words.deskItself : (tenantNames.get(tenantId) ?? '?')
    return `${place}: ${group}${isGuest === true ? ` (${words.visiting})` : ''}`
  })
}

/** `Anna Key <anna@acme.example>`, or the address alone. */
export function personText({ name, email }: Pick<User, 'name' | 'email'>): string {
  return name === null ? safeText(email) : `${safeText(name)} <${safeText(email)}>`
}
