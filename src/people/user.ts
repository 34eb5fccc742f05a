import { DeskError } from '../kit/errors'
import type { Language } from '../kit/language'
import type { Membership } from './permission'

/** A contact has no password and writes by mail; an active user may log in; a disabled one may nothing. */
export const userStatuses = ['contact', 'invited', 'active', 'disabled'] as const
export type UserStatus = (typeof userStatuses)[number]

/** A person: of the desk, of one or more tenants, or both. */
export interface User {
  id: string
  /** The address that is written to. */
  email: string
  /** All of theirs, the one that is written to first. */
  addresses: readonly string[]
  name: string | null
  status: UserStatus
  telephone: string | null
  language: Language | null
  memberships: readonly Membership[]
  /** The deleted tenants they belong to: nothing comes of it, unless the tenant is restored. */
  restingIn: readonly string[]
  createdAt: Date
}

/** A person as they stand in tickets and messages. */
export interface Person {
  id: string
  email: string
  name: string | null
}

/**
 * The tenants that a person is one of, deleted ones included: whose administrators have charge of them and read in their
 * log what happens to them. Where they are a guest they act, but are not at home.
 */
export function homeTenantsOf({ memberships, restingIn }: Pick<User, 'memberships' | 'restingIn'>): string[] {
  return [...tenantIdsOf(memberships.filter(({ isGuest }) => isGuest !== true)), ...restingIn]
}

/** The tenants a user belongs to or is a guest of, each once, in the order they joined. */
export function tenantIdsOf(memberships: readonly Membership[]): string[] {
  return [...new Set(memberships.flatMap(({ tenantId }) => (tenantId === null ? [] : [tenantId])))]
}

/** What is to become of somebody's addresses. */
export interface AddressEdit {
  /** The one that is written to from now on; one of theirs or a new one. */
  address?: string | undefined
  add?: readonly string[] | undefined
  remove?: readonly string[] | undefined
}

/**
 * Somebody's addresses afterwards, the one that is written to first. That one goes only when another one is named in its
 * place, and the last one never. Throws `address-needed`.
 */
export function addressesAfter({ email, addresses }: User, { address, add = [], remove = [] }: AddressEdit): string[] {
  const first = address ?? email
  const after = [...new Set([first, ...addresses, ...add])].filter((one) => !remove.includes(one))
  if (after[0] !== first) throw new DeskError('address-needed', { email: first, last: after.length === 0 })
  return after
}
