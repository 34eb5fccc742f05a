import { DeskError } from '../kit/errors'

/**
 * A tenant (Mandant) is a customer organisation: a short name that commands use, a title for people, and the mail
 * domains by which its people are recognised. A domain belongs to one tenant. `partner` opens the categories that are
 * for partners only.
 */
export interface Tenant {
  id: string
  name: string
  title: string | null
  domains: readonly string[]
  partner: boolean
  createdAt: Date
}

/** Names of tenants, groups and teams: `[a-z0-9][a-z0-9-]{0,39}` (DOMAIN 2). Throws `wrong-name`. */
export function shortName(typed: string): string {
  const name = typed.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) throw new DeskError('wrong-name', { value: typed })
  return name
}
