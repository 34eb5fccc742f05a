import { flag, instant, listOf, orNull, text } from '../kit/json'
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
