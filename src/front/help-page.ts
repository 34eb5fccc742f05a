import type { CodeNow } from '../access/code-view'
import type { ShownHours } from '../hours/hours-view'
import type { Grant } from '../people/grant'

/** Somebody of the tenant's own first level, whom to ask before the desk. */
export interface FirstLevelPerson {
  email: string
  name: string | null
  telephone: string | null
}

/** How the first level of a tenant is reached, in its own words. */
export interface FirstLevelContact {
  tenant: string
  text: string
}

/** How the desk is reached. Kept in a file too, for the day on which the database cannot be read. */
export interface Contact {
  name: string | null
  address: string | null
  phone: string | null
  email: string | null
  emergencyPhone: string | null
}

/** Whether whoever asks may read out access codes, and the one that is valid: looking at the page makes none. */
export interface AccessField {
  mayReadOut: boolean
  code: CodeNow | null
  /** What `--tenant` has to say to make one. */
  named: NamedTenant
}

/** An advisor who is let in now. */
export interface PersonalAdvisor {
  grant: Grant
  mayRemove: boolean
  /** What `--tenant` has to say to remove them. */
  named: NamedTenant
}

/** The tenant that a command has to name: null where it need not, undefined where it may be any of several. */
export type NamedTenant = string | null | undefined

/**
 * The help page: seven fields in the order in which customers know them, the hours, and the tenant's own first level.
 * What the desk has not set is null; for whoever is not logged in, what only people see is null, too.
 */
export interface HelpPage {
  wiki: { wiki: string | null; releases: string | null; faq: string | null; portal: readonly Link[] }
  access: AccessField | null
  remoteSupport: string | null
  apiDocs: string | null
  openTicket: { allowed: boolean } | null
  contact: Contact
  /** Who of the desk is let into the tenant, as far as whoever asks may know; null where nobody is logged in. */
  advisors: { link: string | null; people: readonly PersonalAdvisor[] | null }
  hours: ShownHours | null
  firstLevel: readonly FirstLevelPerson[] | null
  firstLevelContacts: readonly FirstLevelContact[] | null
}

export interface Link {
  label: string
  url: string
}
