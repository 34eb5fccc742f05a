import { flag, instant, listOf, orNull, text } from '../kit/json'
import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { isRestorable, restorableUntil, type Tenant } from './tenant'

export const tenantView: View<Tenant> = {
  fields: {
    name: text,
    title: orNull(text),
    domains: listOf(text),
    partner: flag,
    createdAt: instant,
    deletedAt: orNull(instant),
    restorableUntil: orNull(instant),
  },
  columns: ['name', 'title', 'domains', 'partner', 'createdAt', 'deletedAt', 'restorableUntil'],
  toJson: ({ name, title, domains, partner, createdAt, deletedAt }) => ({
    name,
    title,
    domains: [...domains],
    partner,
    createdAt: formatInstant(createdAt),
    deletedAt: formatted(deletedAt),
    restorableUntil: formatted(restorableUntil({ deletedAt })),
  }),
}

function formatted(moment: Date | null): string | null {
  return moment === null ? null : formatInstant(moment)
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

/** Until when a deleted tenant can be restored; nothing for one that stands. */
export function restorableText({ words, zone, language, now }: Screen, tenant: Tenant): string {
  const until = restorableUntil(tenant)
  if (until === null) return ''
  return isRestorable(tenant, now)
    ? words.restorableUntil(formatLocal(until, zone, language, 'day', now))
    : words.isGone
}
