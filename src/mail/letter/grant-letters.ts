import type { Entry } from '../../journal/entry'
import { safeText } from '../../kit/text/safe-text'
import { type Grant, grantEndReasons } from '../../people/grant'
import { grantById } from '../../people/grant-store'
import type { LetterFacts } from '../../words/letters'
import type { Posting } from './post-letter'
import { administratorsToTell, personOf, placeOf } from './tenant-people'
import { payloadOf } from './who-is-told'
import { postPersonalLetter, type Speech } from './writing'

type GrantKind = 'grant-begun' | 'grant-ended' | 'grant-assigned'
type GrantLetter<Kind extends GrantKind> = (speech: Speech) => LetterFacts[Kind]

/** Whoever rules a tenant is told that an advisor came in. A code that only found the door open brings no news. */
export async function lettersOfRedeemed(posting: Posting, entry: Entry): Promise<void> {
  const told = payloadOf(entry)
  if (told === undefined || told.wasIn === true) return
  const reason = typeof told.reason === 'string' && told.reason.trim() !== '' ? safeText(told.reason) : null
  await tell(posting, entry, 'grant-begun', (grant, common) => ({ words, moment }) => ({
    ...common,
    until: grant.endsAt === null ? '' : words.grantUntil(moment(grant.endsAt), grant.ticket),
    reason,
  }))
}

export async function lettersOfAssigned(posting: Posting, entry: Entry): Promise<void> {
  const actor = await personOf(posting, entry.actorId)
  await tell(posting, entry, 'grant-assigned', ({ agreedWith }, common) => ({ words }) => ({
    ...common,
    actor: actor?.name ?? words.theDesk,
    agreedWith,
  }))
}

/** That an advisor cannot look any more; where a longer grant took the place of this one, they still can. */
export async function lettersOfEnded(posting: Posting, entry: Entry): Promise<void> {
  const reason = payloadOf(entry)?.reason
  const why = grantEndReasons.find((known) => known === reason)
  // Where the tenant is gone nobody is left to be told, and who was replaced by another grant still is in.
  if (why === undefined || why === 'tenant-deleted' || why === 'replaced') return
  await tell(posting, entry, 'grant-ended', (_, common) => () => ({ ...common, why }))
}

async function tell<Kind extends GrantKind>(
  posting: Posting,
  entry: Entry,
  kind: Kind,
  letterFor: (grant: Grant, common: Common) => GrantLetter<Kind>,
): Promise<void> {
  const id = payloadOf(entry)?.grant
  const place = await placeOf(posting, entry.tenantId)
  if (typeof id !== 'string' || place === undefined) return
  const grant = await grantById(posting.tx, id)
  const { name, email } = grant.advisor
  const common = {
    advisor: safeText(name ?? email),
    advisorEmail: email,
    organisation: place.title,
    tenant: place.name,
  }
  const actor = await personOf(posting, entry.actorId)
  const but = [grant.advisor.id, ...(actor === undefined ? [] : [actor.id])]
  for (const to of await administratorsToTell(posting, place.id, but)) {
    const letter = { kind, to, audience: 'customer' as const, facts: letterFor(grant, common) }
    await postPersonalLetter(posting, entry, letter, { tenantId: place.id })
  }
}

type Common = Pick<LetterFacts['grant-ended'], 'advisor' | 'advisorEmail' | 'organisation' | 'tenant'>
