import type { ShownHours } from '../hours/hours-view'

/** Somebody of the tenant's own first level, whom to ask before the desk. */
export interface FirstLevelPerson {
  email: string
  name: string | null
  telephone: string | null
}

/** How the desk is reached. Kept in a file too, for the day on which the database cannot be read. */
export interface Contact {
  name: string | null
  address: string | null
  phone: string | null
  email: string | null
  emergencyPhone: string | null
}

/**
 * The help page: seven fields in the order in which customers know them, the hours, and the tenant's own first level.
 * What the desk has not set is null; for whoever is not logged in, what only people see is null, too.
 */
export interface HelpPage {
  wiki: { wiki: string | null; releases: string | null; faq: string | null; portal: readonly Link[] }
  /** Whether whoever asks may read out access codes. */
  access: { mayReadOut: boolean } | null
  remoteSupport: string | null
  apiDocs: string | null
  openTicket: { allowed: boolean } | null
  contact: Contact
  advisors: { link: string | null }
  hours: ShownHours | null
  firstLevel: readonly FirstLevelPerson[] | null
}

export interface Link {
  label: string
  url: string
}
