import { flag, instant, listOf, objectOf, oneOf, orNull, text } from '../kit/json'
import { languages } from '../kit/language'
import type { Screen } from '../kit/screen'
import type { TableColumn } from '../kit/table'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { Words } from '../words/catalogue'
import { type Grant, grantKinds } from './grant'
import type { Membership } from './permission'
import { type User, userStatuses } from './user'

/** A user with the names of the tenants they belong to. */
export interface ShownUser {
  user: User
  tenantNames: ReadonlyMap<string, string>
  /** The tenants that let them in as an advisor. */
  letIn?: readonly Grant[]
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

/** What machines read of the tenants that let somebody in as an advisor. */
export const accessSchema = listOf(objectOf({ tenant: text, kind: oneOf(grantKinds), endsAt: orNull(instant) }))

export function accessJson(letIn: readonly Grant[]) {
  return letIn.map(({ tenant, kind, endsAt }) => ({
    tenant,
    kind,
    endsAt: endsAt === null ? null : formatInstant(endsAt),
  }))
}

export const userView: View<ShownUser> = {
  fields: {
    email: text,
    name: orNull(text),
    addresses: listOf(text),
    status: oneOf(userStatuses),
    telephone: orNull(text),
    language: orNull(oneOf(languages)),
    memberships: membershipsSchema,
    createdAt: instant,
    access: accessSchema,
  },
  columns: ['email', 'name', 'status', 'telephone', 'language', 'memberships', 'createdAt', 'addresses', 'access'],
  toJson: ({ user, tenantNames, letIn = [] }) => ({
    email: user.email,
    name: user.name,
    addresses: [...user.addresses],
    status: user.status,
    telephone: user.telephone,
    language: user.language,
    memberships: membershipsJson(user.memberships, tenantNames),
    createdAt: formatInstant(user.createdAt),
    access: accessJson(letIn),
  }),
}

/** A user with the token by which they choose a password; null where it is not shown. */
export interface UserWithToken extends ShownUser {
  activationToken: string | null
}

export const withTokenView: View<UserWithToken> = {
  fields: { ...userView.fields, activationToken: orNull(text) },
  columns: userView.columns,
  toJson: (user) => ({ ...userView.toJson(user), activationToken: user.activationToken }),
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

/** The same with the tenants that let them in as an advisor. */
export function placeTexts({ user, tenantNames, letIn = [] }: ShownUser, words: Words): string[] {
  return [
    ...membershipTexts(user.memberships, tenantNames, words),
    ...letIn.map(({ tenant }) => words.advisorOf(tenant)),
  ]
}

/** What a person reads of a user besides who it is: status, groups, telephone, language, further addresses. */
export function userParts({ words }: Screen, shown: ShownUser): string[] {
  const { status, telephone, language, addresses } = shown.user
  const further = addresses.slice(1)
  return [
    words.userStatuses[status],
    placeTexts(shown, words).join(', '),
    ...(telephone === null ? [] : [safeText(telephone)]),
    ...(language === null ? [] : [words.languages[language]]),
    ...(further.length === 0 ? [] : [words.furtherAddresses(further.map((address) => safeText(address)).join(', '))]),
  ]
}

/**
 * A list of people: how many further addresses somebody has stands behind the one that is written to; telephone numbers
 * have a column where there are any and the window has room for it.
 */
export function usersTable(screen: Screen, people: readonly ShownUser[]): { columns: TableColumn[]; rows: string[][] } {
  const { words, symbols, measure } = screen
  const cells = people.map((shown) => ({
    email: [
      safeText(shown.user.email),
      ...(shown.user.addresses.length > 1 ? [`+${shown.user.addresses.length - 1}`] : []),
    ],
    name: shown.user.name === null ? symbols.nothing : safeText(shown.user.name),
    telephone: shown.user.telephone === null ? symbols.nothing : safeText(shown.user.telephone),
    status: words.userStatuses[shown.user.status],
    groups: placeTexts(shown, words).join(', '),
  }))
  const columns: (TableColumn & { texts: string[] })[] = [
    { title: words.columns.email, texts: cells.map(({ email }) => email.join(' ')) },
    { title: words.columns.name, flexible: true, texts: cells.map(({ name }) => name) },
    { title: words.columns.telephone, texts: cells.map(({ telephone }) => telephone) },
    { title: words.columns.status, texts: cells.map(({ status }) => status) },
    { title: words.columns.groups, texts: cells.map(({ groups }) => groups) },
  ]
  const width = columns.reduce((sum, { title, texts }) => sum + 2 + Math.max(...[title, ...texts].map(measure)), -2)
  const withNumbers = width <= screen.columns && people.some(({ user }) => user.telephone !== null)
  const shown = columns.filter((_, index) => index !== 2 || withNumbers)
  return { columns: shown, rows: people.map((_, row) => shown.map(({ texts }) => texts[row] ?? '')) }
}

/** `Anna Key <anna@acme.example>`, or the address alone. */
export function personText({ name, email }: Pick<User, 'name' | 'email'>): string {
  return name === null ? safeText(email) : `${safeText(name)} <${safeText(email)}>`
}
