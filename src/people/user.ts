import type { Language } from '../kit/language'
import type { Membership } from './permission'

/** A contact has no password and writes by mail; an active user may log in; a disabled one may nothing. */
export const userStatuses = ['contact', 'invited', 'active', 'disabled'] as const
export type UserStatus = (typeof userStatuses)[number]

/** A person: of the desk, of one or more tenants, or both. */
export interface User {
  id: string
  /** The address that is written to; a person may have more. */
  email: string
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
