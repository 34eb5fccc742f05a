import { flag, instant, listOf, orNull, text } from '../kit/json'
import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { Tenant } from './tenant'

export const tenantView: View<Tenant> = {
  fields: { name: text, title: orNull(text), domains: listOf(text), partner: flag, createdAt: instant },
  columns: ['name', 'title', 'domains', 'partner', 'createdAt'],
  toJson: ({ name, title, domains, partner, createdAt }) => ({
    name,
    title,
    domains: [...domains],
    partner,
    createdAt: formatInstant(createdAt),
  }),
}

/** What a person reads of a tenant: name, title, domains, whether it is a partner. */
export function tenantParts({ words }: Screen, tenant: Tenant): string[] {
  return [
    words.tenantNamed(tenant.name),
    ...(tenant.title === null ? [] : [safeText(tenant.title)]),
    tenant.domains.length === 0 ? words.noDomains : tenant.domains.join(', '),
    ...(tenant.partner ? [words.partner] : []),
  ]
}
