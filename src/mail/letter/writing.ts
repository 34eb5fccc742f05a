import type { Entry } from '../../journal/entry'
import type { Language } from '../../kit/language'
import { formatLocal } from '../../kit/time/format-local'
import { knownZone } from '../../kit/time/time-zone'
import type { User } from '../../people/user'
import { everyLetters } from '../../settings/letter-text'
import { tenantLanguage } from '../../settings/store'
import type { Ticket } from '../../ticket/ticket'
import { loadLetterWords } from '../../words/catalogue'
import type { LetterCatalogue, LetterFacts, Piece, TicketKind, WrittenKind } from '../../words/letters'
import type { NewLetter } from './letter'
import { lastMailOf } from './letter-store'
import { letterText, ticketSubject, unbroken } from './letter-text'
import { ownSubject, ownText } from './own-text'
import { type Posting, postLetter } from './post-letter'
import { ticketLabel, ticketReference } from './ticket-reference'

/** Whom a letter is for; the address is the one that is written to, unless another one was named. */
export type Reader = Pick<User, 'id' | 'email' | 'name' | 'language'>

/** How a letter speaks: its words, and times in the desk's zone. */
export interface Speech {
  language: Language
  words: LetterCatalogue
  /** `Fri 20 Nov 2026`: it is read on another day than it is written. */
  day: (moment: Date) => string
  /** `Fri 20 Nov 2026 14:30`. */
  moment: (moment: Date) => string
  /** `14:30`. */
  time: (moment: Date) => string
}

type FactsOf<Kind extends WrittenKind> = (speech: Speech) => LetterFacts[Kind] | Promise<LetterFacts[Kind]>
type Further = Partial<Pick<NewLetter, 'authorId' | 'message' | 'dueAt' | 'secret' | 'tenantId'>>

/** What a letter about a ticket is made from. */
export interface TicketLetter<Kind extends TicketKind> {
  kind: Kind
  to: Reader
  ticket: Ticket
  isRequester: boolean
  /** Who of the staff signs it. */
  signs: string | null
  facts: FactsOf<Kind>
}

/** Puts a letter about a ticket into the outbox. Its readers are the ticket's people: to them goes no note. */
export async function postTicketLetter<Kind extends TicketKind>(
  posting: Posting,
  entry: Entry,
  letter: TicketLetter<Kind>,
  further: Further = {},
): Promise<void> {
  const { kind, to, ticket, isRequester, signs } = letter
  const { settings, key, tx } = posting
  const speech = await speechTo(posting, to, ticket.tenant.id)
  const facts = await letter.facts(speech)
  const label = ticketLabel(settings, ticket.number)
  const link = settings['links.ticket'].replaceAll('{number}', String(ticket.number))
  const common = { label, subject: ticket.subject, link }
  const body = letterText(speech.words, settings, {
    name: to.name,
    signs,
    pieces: piecesOf(posting, speech, kind, facts, to, common),
    ticket: {
      ...common,
      link: link === '' ? null : link,
      takesPart: !isRequester,
      reference: ticketReference(key, settings, ticket.number, to.email),
    },
  })
  const own = ownSubject(kind, speech.language, settings, speech.words, facts, commonOf(posting, to, common))
  const answers = await lastMailOf(tx, ticket.id, to.email)
  await postLetter(posting, {
    ...{
      kind,
      body,
      audience: 'customer',
      language: speech.language,
      subject: ticketSubject(label, own ?? ticket.subject),
    },
    to: { address: to.email, userId: to.id },
    ...{ tenantId: ticket.tenant.id, ticketId: ticket.id, entryPosition: entry.position },
    ...(answers === undefined ? {} : { answers }),
    ...further,
  })
}

/** Puts a letter about no ticket into the outbox. */
export async function postPersonalLetter<Kind extends Exclude<WrittenKind, TicketKind>>(
  posting: Posting,
  entry: Entry,
  letter: { kind: Kind; to: Reader; audience: 'staff' | 'customer'; facts: FactsOf<Kind> },
  further: Further = {},
): Promise<void> {
  const { kind, to, audience } = letter
  const { settings } = posting
  const ofTenant = audience === 'customer' ? (further.tenantId ?? entry.tenantId) : null
  const speech = await speechTo(posting, to, ofTenant)
  const facts = await letter.facts(speech)
  const noTicket = { label: '', subject: '', link: '' }
  const pieces = piecesOf(posting, speech, kind, facts, to, noTicket)
  const { language, words } = speech
  const own = ownSubject(kind, language, settings, words, facts, commonOf(posting, to, noTicket))
  const subject = own ?? words.subjects[kind](facts)
  await postLetter(posting, {
    ...{ kind, audience, language: speech.language, subject },
    body: letterText(speech.words, settings, { name: to.name, pieces, signs: null }),
    to: { address: to.email, userId: to.id },
    entryPosition: entry.position,
    ...further,
  })
}

/** The text of the desk's own where it has one, else ours. */
function piecesOf<Kind extends WrittenKind>(
  posting: Posting,
  { language, words }: Speech,
  kind: Kind,
  facts: LetterFacts[Kind],
  to: Reader,
  ticket: ShownTicket,
): Piece[] {
  const own = ownText(kind, language, posting.settings, words, facts, commonOf(posting, to, ticket))
  return own ?? words.bodies[kind](facts).filter((piece) => piece !== null)
}

/** A ticket as texts of the desk's own name it; empty in what is about none. */
interface ShownTicket {
  label: string
  subject: string
  link: string
}

/** What every letter knows. */
function commonOf({ settings }: Posting, to: Reader, ticket: ShownTicket): ReadonlyMap<string, string> {
  const values = { 'ticket.number': ticket.label, 'ticket.subject': ticket.subject, 'ticket.link': ticket.link }
  const ofReader = { 'recipient.name': to.name ?? '', 'recipient.email': to.email }
  const ofDesk = Object.fromEntries(
    everyLetters.flatMap((name) => (name in settings ? [[name, settings[name as 'desk.name']]] : [])),
  )
  return new Map(Object.entries({ ...values, ...ofReader, ...ofDesk }))
}

/** In the language of whoever reads it, else their tenant's, else the desk's. */
async function speechTo(
  { tx, settings, now }: Posting,
  { language: spoken }: Reader,
  tenantId: string | null,
): Promise<Speech> {
  const language = spoken ?? (await tenantLanguage(tx, settings, tenantId))
  const zone = knownZone(settings['desk.time-zone'])
  // No line breaks within it.
  const moment = (at: Date): string => formatLocal(at, zone, language, 'date-time', now).replaceAll(' ', unbroken)
  return {
    language,
    words: await loadLetterWords(language, settings['desk.address-form']),
    moment,
    day: (at) => moment(at).slice(0, -' 14:30'.length),
    time: (at) => formatLocal(at, zone, language, 'time', now),
  }
}
