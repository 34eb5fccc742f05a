import type { Desk } from '../desk'
import { instantFrom } from '../hours/typed-instant'
import type { Changes, Entry } from '../journal/entry'
import { type EntryFilter, readEntries } from '../journal/store'
import { instant, orNull, text, whole } from '../kit/json'
import { printMany } from '../kit/output'
import { screenOf } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { formatLocal } from '../kit/time/format-local'
import { formatInstant } from '../kit/time/instant'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { beginning } from '../people/beginning'
import { mailAddress } from '../people/mail-address'
import { tenantNames } from '../people/tenant-store'
import { findUser, idsOf, peopleById, userByEmail } from '../people/user-store'
import type { Reader } from '../store/schema'
import { numbersOf, ticketByNumber } from '../ticket/store'
import { veiledChanges, veiledPerson } from '../ticket/veil'
import { checkNumber, numberMeant } from '../ticket/words'
import { loadAccessWords } from '../words/catalogue'
import { type LogScope, logScope } from './log-scope'

/** An entry of the journal with the names that people know things by. */
interface ShownEntry {
  entry: Entry
  position: number | null
  actor: string | null
  tenant: string | null
  ticket: number | null
  changes: Changes
}

const entryView: View<ShownEntry> = {
  fields: {
    // Of the whole journal, and therefore only for whoever reads it all.
    position: orNull(whole),
    at: instant,
    actor: orNull(text),
    channel: text,
    type: text,
    tenant: orNull(text),
    ticket: orNull(whole),
    about: orNull(text),
    changes: { type: 'object' },
  },
  columns: ['position', 'at', 'actor', 'channel', 'type', 'tenant', 'ticket', 'about', 'changes'],
  toJson: ({ entry, position, actor, tenant, ticket, changes }) => ({
    position,
    at: entry.at,
    actor,
    channel: entry.channel,
    type: entry.type,
    tenant,
    ticket,
    about: namedIn(entry),
    changes: { ...changes },
  }),
}

/** The journal, oldest first: who did what, when, by which channel. */
export const log: Noun = {
  verb: defineVerb({
    declare: (command) => command.option('--ticket <number>').option('--actor <email>').option('--since <time>'),
    output: { many: entryView },
    async run(desk, flags) {
      const ticket = flags.ticket === undefined ? undefined : checkNumber(flags.ticket)
      const email = flags.actor === undefined ? undefined : mailAddress(flags.actor)
      if (flags.since !== undefined) await instantFrom(desk, flags.since, 'UTC')
      const { actor, rules, store, zone } = await beginning(desk)
      const scope = await logScope(store.db, actor, rules, { tenant: desk.tenant, about: email }, desk)
      const filter = await filterFrom(desk, store.db, zone, scope, { ticket, email, since: flags.since })
      const entries = await scope.told(await readEntries(store.db, filter))
      const told = await withNames(store.db, entries, scope)
      // Who is hidden is not to be found by asking for them either.
      const shown = email === undefined ? told : told.filter((item) => item.actor !== null)
      await printMany(desk, entryView, shown, async () => {
        const { renderTable } = await import('../kit/table')
        const screen = await screenOf(
          desk,
          zone,
          shown.map((item) => item.actor ?? ''),
        )
        const { words, symbols, language, now } = screen
        const { areas } = await loadAccessWords(desk.language)
        const columns = [
          ...(scope.withPositions ? [{ title: '#', align: 'right' as const }] : []),
          { title: words.columns.at },
          { title: words.columns.actor },
          { title: words.columns.event },
          { title: words.columns.about, flexible: true },
        ]
        const rows = shown.map((item) => [
          ...(item.position === null ? [] : [String(item.position)]),
          formatLocal(new Date(item.entry.at), zone, language, 'day', now),
          item.actor === null ? words.theDesk : safeText(item.actor),
          words.events[item.entry.type as keyof typeof words.events] ?? item.entry.type,
          aboutOf(item, words.fields, areas) || symbols.nothing,
        ])
        return renderTable(screen, columns, rows)
      })
    },
  }),
}

async function filterFrom(
  desk: Desk,
  db: Reader,
  zone: string,
  scope: LogScope,
  words: { ticket: string | undefined; email: string | undefined; since: string | undefined },
): Promise<EntryFilter> {
  const { tenant, visibility } = scope
  const number = words.ticket === undefined ? undefined : await numberMeant(desk, words.ticket)
  return {
    ...(number === undefined ? {} : { ticketId: (await ticketByNumber(db, number, visibility)).id }),
    ...(words.email === undefined ? {} : { actorIds: await actorIdsOf(db, scope, words.email) }),
    ...(tenant === undefined ? {} : { tenantId: tenant.id }),
    ...(words.since === undefined ? {} : { since: formatInstant(await instantFrom(desk, words.since, zone)) }),
  }
}

/** Who did something in the tenant is known there, whoever they are; of others it knows its own people only. */
async function actorIdsOf(db: Reader, { tenant, visibility }: LogScope, email: string): Promise<string[]> {
  if (tenant === undefined || visibility.all) return idsOf(db, (await userByEmail(db, email)).id)
  const user = await findUser(db, email)
  const ids = user === undefined ? [] : await idsOf(db, user.id)
  const [entry] = await readEntries(db, { tenantId: tenant.id, actorIds: ids, limit: 1 })
  if (entry !== undefined) return ids
  return idsOf(db, (await userByEmail(db, email, [tenant.id])).id)
}

async function withNames(
  db: Reader,
  entries: readonly Entry[],
  { withPositions, veil }: LogScope,
): Promise<ShownEntry[]> {
  const people = await peopleById(
    db,
    entries.flatMap(({ actorId }) => actorId ?? []),
  )
  const tenants = await tenantNames(db)
  const numbers = await numbersOf(
    db,
    entries.flatMap(({ ticketId }) => ticketId ?? []),
  )
  return entries.map((entry) => {
    // Who came in as an advisor, or changed what is the tenant's, it is told by name.
    const hiding = entry.type.startsWith('ticket.') ? veil : undefined
    const actor = entry.actorId === null ? null : (people.get(entry.actorId) ?? null)
    return {
      entry,
      position: withPositions ? entry.position : null,
      actor: veiledPerson(actor, hiding, new Date(entry.at))?.email ?? null,
      tenant: entry.tenantId === null ? null : (tenants.get(entry.tenantId) ?? null),
      ticket: entry.ticketId === null ? null : (numbers.get(entry.ticketId) ?? null),
      changes: veiledChanges(changesOf(entry), hiding, new Date(entry.at)),
    }
  })
}

/** What the payload names: a subject, an address, a name. Null where it names nothing, or was erased. */
function namedIn(entry: Entry): string | null {
  const payload: Readonly<Record<string, unknown>> = entry.payload === null ? {} : JSON.parse(entry.payload)
  // Who looked is the actor; what counts is at what.
  if (entry.type === 'access.looked') return typeof payload.area === 'string' ? payload.area : null
  const { subject, email, address, name } = payload
  const named = [subject, email, address, name].find((value) => typeof value === 'string')
  return typeof named === 'string' ? named : null
}

/** What an entry is about, for a person: the ticket, else the tenant, and what its payload names. */
function aboutOf(
  item: ShownEntry,
  fields: Readonly<Record<string, string>>,
  areas: Readonly<Record<string, string>>,
): string {
  const { entry, tenant, ticket, changes } = item
  const name = namedIn(entry)
  const named = entry.type === 'access.looked' && name !== null ? (areas[name] ?? name) : name
  const changed = Object.keys(changes)
    .map((field) => fields[field] ?? field)
    .join(', ')
  const place = ticket === null ? tenant : `#${ticket}`
  const parts = [place === named ? null : place, named ?? changed]
  return safeText(parts.filter((part) => part !== null && part !== '').join(' '))
}

/** What changed, where the entry says so; an erased payload says nothing. */
function changesOf(entry: Entry): Changes {
  if (entry.payload === null) return {}
  const { changes } = JSON.parse(entry.payload) as { changes?: Changes }
  return changes ?? {}
}
