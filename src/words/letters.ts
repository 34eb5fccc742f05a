/**
 * What the texts of letters are made from, kind by kind: values as they are to be read, in the language of the letter.
 * What comes from outside is text and stands as it was typed.
 */
export interface LetterFacts {
  received: {
    hours: string | null
    /** Who wrote it down for the requester; null: they opened it themselves. */
    recordedBy: string | null
    /** What was written down for them. */
    description: string | null
    isEmergency: boolean
    emergencyPhone: string | null
    /** The data notice, for those who have to be told of it. */
    notice: { title: string; text: string } | null
  }
  reply: { author: string; isStaffs: boolean; text: string; files: string | null }
  solved: {
    author: string | null
    isStaffs: boolean
    text: string | null
    files: string | null
    how: 'answered' | 'fixed' | 'out-of-scope' | 'withdrawn' | 'unanswered'
    /** The last local day on which an answer reopens it. */
    reopenUntil: string
    /** Whether it is their request: they accept and rate. */
    isRequester: boolean
  }
  reminder: { text: string | null; solvedOn: string | null }
  invitation: { inviter: string | null; organisation: string | null; email: string; token: string; until: string }
  'password-reset': { actor: string | null; email: string; token: string; until: string }
  'guest-invitation': { inviter: string; organisation: string; tenant: string; group: string }
  'member-added': {
    actor: string
    organisation: string
    tenant: string
    people: readonly { email: string; name: string | null; group: string }[]
    further: number
  }
  'grant-begun': GrantFacts & { until: string; reason: string | null }
  'grant-ended': GrantFacts & { why: GrantEnd }
  'grant-assigned': GrantFacts & { actor: string; agreedWith: string | null }
}

interface GrantFacts {
  advisor: string
  advisorEmail: string
  organisation: string
  tenant: string
}

export type GrantEnd = 'expired' | 'ticket-solved' | 'removed' | 'left' | 'advisor-disabled' | 'no-advisor' | 'merged'

export type WrittenKind = keyof LetterFacts

/** A sentence of our own, which is set to lines, or text that stands as it is: what somebody wrote, a command. */
export type Piece = string | { asIs: string } | { quoted: string }

/** The data notice, as the desk wrote it. */
export function noticePiece({ title, text }: { title: string; text: string }): Piece {
  return { asIs: [title, text].filter((part) => part !== '').join('\n\n') }
}

/** `  Anna Key <anna@acme.example> (user)`, a line each, and what stands for those who are too many. */
export function peopleList(people: LetterFacts['member-added']['people'], further: string | null): string {
  const lines = people.map(({ email, name, group }) => {
    const person = name === null ? email : `${name} <${email}>`
    return group === '' ? `  ${person}` : `  ${person} (${group})`
  })
  return [...lines, ...(further === null ? [] : [`  ${further}`])].join('\n')
}

export interface LetterCatalogue {
  /** Above this line stands the answer; whoever reads answers knows it by `##-` and `-##`. */
  marker: string
  greeting: (name: string | null) => string
  /** What a first line of a text that greets by itself begins with. */
  greets: RegExp
  /** What one of the last lines of a text that takes leave by itself says. */
  takesLeave: RegExp
  closing: string
  /** Who signs where the desk has no name. */
  theDesk: string
  /** Which ticket it is about. */
  ticket: (number: string, subject: string) => string
  takesPart: string
  files: (names: string) => string
  phone: (number: string) => string
  hours: {
    always: string
    open: (until: string) => string
    closed: (next: string) => string
  }
  /** When a grant ends. */
  grantUntil: (time: string, ticket: number | null) => string
  /** What stands for `{resolution}` and `{reason}` in a text of the desk's own. */
  resolutions: Readonly<Record<LetterFacts['solved']['how'], string>>
  grantEnds: Readonly<Record<GrantEnd, string>>
  /** Letters about a ticket have its subject. */
  subjects: { readonly [Kind in Exclude<WrittenKind, TicketKind>]: (facts: LetterFacts[Kind]) => string }
  bodies: { readonly [Kind in WrittenKind]: (facts: LetterFacts[Kind]) => readonly (Piece | null)[] }
  /** The first sentence after a greeting that ends with a comma. */
  afterGreeting: (sentence: string) => string
}

export type TicketKind = 'received' | 'reply' | 'solved' | 'reminder'
