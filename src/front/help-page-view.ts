import { hoursFields, hoursJson } from '../hours/hours-view'
import { flag, type JsonSchema, listOf, objectOf, orNull, text } from '../kit/json'
import type { View } from '../kit/view'
import type { HelpPage } from './help-page'

const link = orNull(text)

export const contactFields: Record<string, JsonSchema> = {
  name: orNull(text),
  address: orNull(text),
  phone: orNull(text),
  email: orNull(text),
  emergencyPhone: orNull(text),
}

export const helpPageView: View<HelpPage> = {
  fields: {
    wiki: objectOf({ wiki: link, releases: link, faq: link, portal: listOf(objectOf({ label: text, url: text })) }),
    access: orNull(objectOf({ mayReadOut: flag })),
    remoteSupport: link,
    apiDocs: link,
    openTicket: orNull(objectOf({ allowed: flag })),
    contact: objectOf(contactFields),
    advisors: objectOf({ link }),
    hours: orNull(objectOf(hoursFields)),
    firstLevel: orNull(listOf(objectOf({ email: text, name: orNull(text), telephone: orNull(text) }))),
  },
  columns: ['wiki', 'access', 'remoteSupport', 'apiDocs', 'openTicket', 'contact', 'advisors', 'hours', 'firstLevel'],
  toJson: (page) => ({
    wiki: { ...page.wiki, portal: page.wiki.portal.map((one) => ({ ...one })) },
    access: page.access === null ? null : { ...page.access },
    remoteSupport: page.remoteSupport,
    apiDocs: page.apiDocs,
    openTicket: page.openTicket === null ? null : { ...page.openTicket },
    contact: { ...page.contact },
    advisors: { ...page.advisors },
    hours: page.hours === null ? null : hoursJson(page.hours),
    firstLevel: page.firstLevel === null ? null : page.firstLevel.map((person) => ({ ...person })),
  }),
}
