import { domainOf, publicProviders } from '../people/mail-address'
import type { Tenant } from '../people/tenant'
import { readTenantSettings } from '../settings/store'
import type { Reader } from '../store/schema'

/** An address whose domain looks like another one that is known: `bank@gmial.com`. */
export interface DoubtfulAddress {
  email: string
  /** The domain that may have been meant. */
  meant: string
}

/** Those of the addresses that are likely mistyped, held against large providers and the domains that the actor knows. */
export async function doubtfulAddresses(
  emails: readonly string[],
  knownDomains: readonly string[],
): Promise<DoubtfulAddress[]> {
  const known = [...new Set([...knownDomains, ...publicProviders])]
  const { nearMiss } = await import('../kit/suggestion')
  return emails.flatMap((email) => {
    const meant = nearMiss(domainOf(email), known)
    return meant === null ? [] : [{ email, meant }]
  })
}

/** The domains to which a tenant lets mail of its rules go; empty: to all. */
export async function allowedDomainsOf(db: Reader, tenantId: Tenant['id']): Promise<readonly string[]> {
  return (await readTenantSettings(db, tenantId))['notifications.allowed-domains']
}
