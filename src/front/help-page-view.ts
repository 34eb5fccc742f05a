import { spaced } from '../access/access-code'
import { secondsLeft } from '../access/code-view'
import { hoursFields, hoursJson } from '../hours/hours-view'
import { flag, instant, type Json, type JsonSchema, listOf, objectOf, oneOf, orNull, text, whole } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { grantKinds } from '../people/grant'
import type { AccessField, HelpPage, PersonalAdvisor } from './help-page'

const link = orNull(text)

export const contactFields: Record<string, JsonSchema> = {
  name: orNull(text),
  address: orNull(text),
  phone: orNull(text),
  email: orNull(text),
  emergencyPhone: orNull(text),
}

const accessFields = {
  mayReadOut: flag,
  code: orNull(text),
  expiresAt: orNull(instant),
  secondsLeft: orNull(whole),
}

const advisorFields = {
  email: text,
  name: orNull(text),
  tenant: text,
  kind: oneOf(grantKinds),
  endsAt: orNull(instant),
  ticket: orNull(whole),
  mayRemove: flag,
}

export const helpPageView: View<HelpPage> = {
  fields: {
    wiki: objectOf({ wiki: link, releases: link, faq: link, portal: listOf(objectOf({ label: text, url: text })) }),
    access: orNull(objectOf(accessFields)),
    remoteSupport: link,
    apiDocs: link,
    openTicket: orNull(objectOf({ allowed: flag })),
    contact: objectOf(contactFields),
    advisors: objectOf({ link, people: orNull(listOf(objectOf(advisorFields))) }),
    hours: orNull(objectOf(hoursFields)),
    firstLevel: orNull(listOf(objectOf({ email: text, name: orNull(text), telephone: orNull(text) }))),
    firstLevelContacts: orNull(listOf(objectOf({ tenant: text, text }))),
  },
  columns: [
    'wiki',
    'access',
    'remoteSupport',
    'apiDocs',
    'openTicket',
    'contact',
    'advisors',
    'hours',
    'firstLevel',
    'firstLevelContacts',
  ],
  toJson: (page) => ({
    wiki: { ...page.wiki, portal: page.wiki.portal.map((one) => ({ ...one })) },
    access: page.access === null ? null : accessJson(page.access),
    remoteSupport: page.remoteSupport,
    apiDocs: page.apiDocs,
    openTicket: page.openTicket === null ? null : { ...page.openTicket },
    contact: { ...page.contact },
    advisors: { link: page.advisors.link, people: page.advisors.people?.map(advisorJson) ?? null },
    hours: page.hours === null ? null : hoursJson(page.hours),
    firstLevel: page.firstLevel === null ? null : page.firstLevel.map((person) => ({ ...person })),
    firstLevelContacts: page.firstLevelContacts?.map((contact) => ({ ...contact })) ?? null,
  }),
}

function accessJson({ mayReadOut, code }: AccessField): Json {
  if (code === null) return { mayReadOut, code: null, expiresAt: null, secondsLeft: null }
  const expiresAt = formatInstant(code.code.expiresAt)
  return { mayReadOut, code: spaced(code.code.code), expiresAt, secondsLeft: secondsLeft(code) }
}

function advisorJson({ grant, mayRemove }: PersonalAdvisor): Json {
  const { advisor, tenant, kind, endsAt, ticket } = grant
  const end = endsAt === null ? null : formatInstant(endsAt)
  return { email: advisor.email, name: advisor.name, tenant, kind, endsAt: end, ticket, mayRemove }
}
