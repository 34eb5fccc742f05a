import type { Entry } from '../../journal/entry'
import { readEntries } from '../../journal/store'
import { safeText } from '../../kit/text/safe-text'
import { findGuest } from '../../people/guest-store'
import type { User } from '../../people/user'
import { findUserById } from '../../people/user-store'
import type { LetterFacts } from '../../words/letters'
import { secretGap } from './letter'
import { isBrought, unspentToken } from './letter-store'
import type { Posting } from './post-letter'
import { administratorsToTell, personOf, placeOf } from './tenant-people'
import { isOutsider, mayBeMailed, payloadOf } from './who-is-told'
import { postPersonalLetter, type Speech } from './writing'

/**
 * The token by which somebody chooses a password, unless it was shown to whoever made it. The letter holds a gap for it; a
 * person who is at home in several tenants has an entry in each, and gets one letter.
 */
export async function lettersOfTokens(
  posting: Posting,
  entry: Entry,
  kind: 'invitation' | 'password-reset',
): Promise<void> {
  const { tx, now } = posting
  const facts = payloadOf(entry)
  if (facts === undefined || wasShown(facts)) return
  const user = typeof facts.user === 'string' ? await findUserById(tx, facts.user) : undefined
  if (user === undefined || !mayBeMailed(user)) return
  const token = await unspentToken(tx, user.id, now)
  if (token === undefined || (await isBrought(tx, `one-time-token:${token.id}`, token.createdAt))) return
  const actor = await personOf(posting, entry.actorId)
  const place = await placeOf(posting, entry.tenantId)
  const isStaffs = user.memberships.some(({ tenantId }) => tenantId === null)
  const common = { email: user.email, token: secretGap, organisation: withoutGap(place?.title ?? null) }
  const who = withoutGap(actor?.name ?? null)
  const letter = { to: user, audience: isStaffs ? ('staff' as const) : ('customer' as const) }
  const further = {
    secret: { purpose: 'one-time-token' as const, id: token.id },
    ...(place === undefined ? {} : { tenantId: place.id }),
  }
  const until = ({ moment }: Speech): string => moment(token.expiresAt)
  if (kind === 'invitation') {
    const invitation = (speech: Speech) => ({ ...common, inviter: who, until: until(speech) })
    return postPersonalLetter(posting, entry, { ...letter, kind, facts: invitation }, further)
  }
  const reset = (speech: Speech) => ({ ...common, actor: who, until: until(speech) })
  return postPersonalLetter(posting, entry, { ...letter, kind, facts: reset }, further)
}

/** What stands for the secret is nobody's to write. */
function withoutGap(text: string | null): string | null {
  return text?.replaceAll(secretGap, '') ?? null
}

function wasShown({ changes }: Readonly<Record<string, unknown>>): boolean {
  const { token } = (changes ?? {}) as { token?: { to?: unknown } }
  return token?.to === 'shown'
}

/** Whoever is invited as a guest is told so at the address that was typed, as long as they have not answered. */
export async function lettersOfGuests(posting: Posting, entry: Entry): Promise<void> {
  const { tx } = posting
  const facts = payloadOf(entry)
  const place = await placeOf(posting, entry.tenantId)
  if (facts === undefined || place === undefined || typeof facts.user !== 'string') return
  // Into another group: they have been asked already.
  if (Object.keys(facts.changes ?? {}).length > 0) return
  const guest = await findGuest(tx, place.id, facts.user)
  const user = await findUserById(tx, facts.user)
  if (user === undefined || guest?.status !== 'invited' || !mayBeMailed({ ...user, email: guest.email })) return
  const inviter = await personOf(posting, entry.actorId)
  const letter = {
    kind: 'guest-invitation' as const,
    // Where they have other addresses, the tenant need not learn of it.
    to: { ...user, email: guest.email },
    audience: 'customer' as const,
    facts: ({ words }: Speech): LetterFacts['guest-invitation'] => ({
      inviter: inviter?.name ?? inviter?.email ?? words.theDesk,
      organisation: place.title,
      tenant: place.name,
      group: guest.group,
    }),
  }
  return postPersonalLetter(posting, entry, letter, { tenantId: place.id })
}

/** So many people are named in one letter. */
const mostNamed = 20

/**
 * Whom staff put into a tenant, its administrators are told: one letter for all that one deed put there, at the first of
 * its entries. Who came in by the way, because a ticket was opened for them, stands in that ticket.
 */
export async function lettersOfMembers(posting: Posting, entries: readonly Entry[]): Promise<void> {
  const { tx } = posting
  const [first] = entries
  const place = await placeOf(posting, first?.tenantId ?? null)
  if (first === undefined || place === undefined) return
  const actor = await personOf(posting, first.actorId)
  if (actor !== undefined && !isOutsider(actor, place.id)) return
  if (await isPartOfTicket(posting, entries.at(-1) ?? first)) return
  const added: (LetterFacts['member-added']['people'][number] & { id: string })[] = []
  for (const entry of entries) {
    const { user: id, group, groups } = payloadOf(entry) ?? {}
    const user = typeof id === 'string' ? await findUserById(tx, id) : undefined
    if (user !== undefined) added.push({ ...shown(user), id: user.id, group: groupText(place.id, group, groups) })
  }
  if (added.length === 0) return
  const people = added.slice(0, mostNamed).map(({ email, name, group }) => ({ email, name, group }))
  const facts = ({ words }: Speech): LetterFacts['member-added'] => ({
    actor: actor?.name ?? words.theDesk,
    organisation: place.title,
    tenant: place.name,
    people,
    further: added.length - people.length,
  })
  const but = [...added.map(({ id }) => id), ...(actor === undefined ? [] : [actor.id])]
  for (const to of await administratorsToTell(posting, place.id, but)) {
    const letter = { kind: 'member-added' as const, to, audience: 'customer' as const, facts }
    await postPersonalLetter(posting, first, letter, { tenantId: place.id })
  }
}

function shown({ email, name }: User): { email: string; name: string | null } {
  return { email, name: name === null ? null : safeText(name) }
}

/** `user`; whoever is new may have come into several at once. */
function groupText(tenantId: string, group: unknown, groups: unknown): string {
  if (typeof group === 'string') return group
  const all: unknown[] = Array.isArray(groups) ? groups : []
  const here = all.flatMap((one) => {
    const { tenant, group: name } = one as { tenant?: unknown; group?: unknown }
    return tenant === tenantId && typeof name === 'string' ? [name] : []
  })
  return here.join(', ')
}

/** Whether something was said or opened in a ticket by the same deed. */
async function isPartOfTicket({ tx }: Posting, { position, at, actorId }: Entry): Promise<boolean> {
  const types = ['ticket.opened', 'ticket.replied', 'ticket.edited']
  const [next] = await readEntries(tx, { after: position, types, limit: 1 })
  return next !== undefined && next.at === at && next.actorId === actorId && next.position - position <= 4
}
