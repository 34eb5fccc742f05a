import type { Entry } from '../../journal/entry'
import { safeText } from '../../kit/text/safe-text'
import { tenantById } from '../../people/tenant-store'
import { peopleById } from '../../people/user-store'
import type { ExternalRecipient } from '../../rule/recipient'
import { findRecipientById, rulesNaming, saveAsked } from '../../rule/recipient-state-store'
import { deskScope } from '../../rule/rule'
import { loadNoticeWords } from '../../words/catalogue'
import { deskNameOf } from '../notice/notice-scribe'
import { ownerName } from '../notice/notice-text'
import { secretGap } from './letter'
import { type Posting, postLetter } from './post-letter'

const day = 24 * 60 * 60 * 1000

/**
 * Asks addresses outside that rules began to name whether they want that: once, and at most once a day where a rule names
 * them anew. Whoever confirmed need not be asked, and whoever said stop must not be.
 */
export async function confirmationLetters(posting: Posting, entries: readonly Entry[]): Promise<void> {
  if (posting.settings['notifications.confirm-external'] === 'off') return
  for (const entry of entries.filter(({ type }) => type === 'recipient.added')) {
    const { recipient: id } = (entry.payload === null ? {} : JSON.parse(entry.payload)) as { recipient?: unknown }
    const recipient = typeof id === 'string' ? await findRecipientById(posting.tx, id) : undefined
    if (recipient !== undefined && mayBeAsked(recipient, posting.now)) await ask(posting, entry, recipient)
  }
}

/** A time that is still to come was written by a clock that was set back. */
function mayBeAsked({ state, askedAt }: ExternalRecipient, now: Date): boolean {
  if (state !== 'pending') return false
  const passed = askedAt === null ? day : now.getTime() - askedAt.getTime()
  return passed >= day || passed < 0
}

async function ask(posting: Posting, entry: Entry, recipient: ExternalRecipient): Promise<void> {
  const { tx, settings, now } = posting
  const { id, address, language, scope } = recipient
  const { confirmation: words } = await loadNoticeWords(language)
  const owner = scope === deskScope ? deskNameOf(settings) : ownerName(await tenantById(tx, scope))
  const rules = (await rulesNaming(tx, scope, [address])).get(address) ?? []
  const { withMaskedIbans } = await import('../../workspace/iban')
  const descriptions = rules.map((description) => withMaskedIbans(safeText(description)))
  const form = settings['desk.address-form']
  const paragraphs = [
    words.hello,
    words.asks(form, owner, await nameOf(posting, entry)),
    ...(descriptions.length === 0 ? [] : [words.rules(descriptions)]),
    words.howTo(form),
    words.code(secretGap),
    words.otherwise(form),
  ]
  const posted = await postLetter(posting, {
    kind: 'confirmation',
    to: { address, userId: null },
    audience: 'outside',
    language,
    subject: words.subject(owner),
    body: `${paragraphs.join('\n\n')}\n`,
    secret: { purpose: 'confirmation-code', id },
    ...(scope === deskScope ? {} : { tenantId: scope }),
    entryPosition: entry.position,
  })
  if (posted !== undefined) await saveAsked(tx, id, now)
}

/** Who names the address. It is what they themselves would say first, so it may be told. */
async function nameOf({ tx }: Posting, { actorId }: Entry): Promise<string | null> {
  const person = actorId === null ? undefined : (await peopleById(tx, [actorId])).get(actorId)
  return person === undefined ? null : safeText(person.name ?? person.email)
}
