import type { Entry } from '../../journal/entry'
import { type Notice, noticesOf } from '../../rule/notice'
import type { Rule } from '../../rule/rule'
import type { KeptNotice } from '../notice/notice-fate'
import { type Scribe, scribeFor } from '../notice/notice-scribe'
import { gatheringDue, insertNotices } from '../notice/notice-store'
import { noticeText } from '../notice/notice-text'
import { tellingPosition } from '../notice/overtaken'
import type { NewLetter } from './letter'
import { type Posting, postLetter } from './post-letter'

/**
 * Writes the mails that rules want when these entries were written, and notes for every rule and recipient what became of it.
 * One event and address get one mail, whatever the number of rules that fit. A rule that gathers only notes what it has
 * gathered (`collect` sends it); where another rule tells of the same event at once, that is told with it.
 */
export async function lettersOfRules(posting: Posting, entries: readonly Entry[]): Promise<void> {
  const { tx: db, settings, now, rules: memory, concerned } = posting
  const notices = await noticesOf(db, entries, { rules: memory, settings, concerned })
  if (notices.length === 0) return
  const told = [...new Map(notices.map(({ entry }) => [entry.position, entry])).values()]
  const rules = [...new Map(notices.map(({ rule }) => [rule.id, rule])).values()]
  const scribe = await scribeFor({ db, settings, now, concerned }, told, rules)
  const gatherings: Gatherings = new Map()
  const kept: KeptNotice[] = []
  for (const group of byEventAndAddress(notices)) kept.push(...(await settle(posting, scribe, group, gatherings)))
  await insertNotices(posting.tx, kept)
}

/**
 * Those of each event and address together, the rules in their order: what comes first gives the subject. What was missed is
 * told instead of the danger before it.
 */
export function byEventAndAddress(notices: readonly Notice[]): Notice[][] {
  const groups = new Map<string, Notice[]>()
  const positionOf = tellingPosition(notices)
  for (const notice of notices) {
    const place = `${positionOf(notice)} ${notice.recipient.address}`
    const group = groups.get(place)
    if (group === undefined) groups.set(place, [notice])
    else group.push(notice)
  }
  const told = (a: Notice, b: Notice): number => b.entry.position - a.entry.position || compareRules(a.rule, b.rule)
  return [...groups.values()].map((group) => group.sort(told))
}

/** The order in which rules are named: by what people call them. */
export function compareRules(a: Rule, b: Rule): number {
  const [one, other] = [`${a.description} ${a.id}`, `${b.description} ${b.id}`]
  return one < other ? -1 : one > other ? 1 : 0
}

/** What is gathered until when, as far as it was looked up, by rule and address. */
type Gatherings = Map<string, Date>

async function settle(
  posting: Posting,
  scribe: Scribe,
  group: readonly Notice[],
  gatherings: Gatherings,
): Promise<KeptNotice[]> {
  const wanted = group.filter(({ outcome }) => outcome === 'mail')
  const unconfirmed = group.filter(({ outcome }) => outcome === 'unconfirmed')
  const others = group.filter(({ outcome }) => outcome !== 'mail' && outcome !== 'unconfirmed')
  const untold = others.map((notice) => keptAs(notice, notice.outcome))
  if (wanted.some(({ rule }) => rule.collect === 0)) {
    const mailId = await post(posting, scribe, wanted)
    return [
      ...wanted.map((notice) => keptAs(notice, 'mail', { mailId })),
      ...unconfirmed.map((notice) => keptAs(notice, 'unconfirmed')),
      ...untold,
    ]
  }
  const gathered = await gather(posting, wanted, gatherings)
  // Written down as it would have gone, so that one can see what does not.
  const isSuppressed = wanted.length === 0 && unconfirmed.length > 0
  const mailId = isSuppressed ? await post(posting, scribe, unconfirmed) : null
  return [...gathered, ...unconfirmed.map((notice) => keptAs(notice, 'unconfirmed', { mailId })), ...untold]
}

function keptAs(
  { entry, rule, recipient }: Notice,
  fate: KeptNotice['fate'],
  more: Partial<Pick<KeptNotice, 'mailId' | 'dueAt'>> = {},
): KeptNotice {
  const begin = { position: entry.position, ruleId: rule.id, address: recipient.address, fate }
  return { ...begin, dueAt: null, mailId: null, ...more }
}

/** Puts the one mail of these rules into the outbox; gives its id. */
async function post(posting: Posting, scribe: Scribe, notices: readonly Notice[]): Promise<string | null> {
  const letter = await noticeLetter(scribe, notices)
  const posted = letter === undefined ? undefined : await postLetter(posting, letter)
  return posted?.id ?? null
}

/** The mail of rules that mean the same address when the same thing happened; undefined where that is no event. */
export async function noticeLetter(scribe: Scribe, notices: readonly Notice[]): Promise<NewLetter | undefined> {
  const known = notices.find(({ recipient }) => recipient.userId !== null) ?? notices[0]
  const event = known === undefined ? undefined : scribe.events.get(known.entry.position)
  if (known === undefined || event === undefined) return undefined
  const { entry, recipient, outcome } = known
  const reader = await scribe.readerFor(recipient, known.rule.scope)
  const { subject, body } = noticeText(
    reader,
    event,
    notices.map(({ rule }) => scribe.named(rule)),
  )
  return {
    kind: 'notice',
    to: { address: recipient.address, userId: recipient.userId },
    audience: recipient.audience,
    language: reader.language,
    subject,
    body,
    ...(entry.tenantId === null ? {} : { tenantId: entry.tenantId }),
    ...(entry.ticketId === null ? {} : { ticketId: entry.ticketId }),
    entryPosition: entry.position,
    rules: notices.map(({ rule }) => rule.id),
    ...(outcome === 'unconfirmed' ? { suppressed: true as const } : {}),
  }
}

/** Notes what is gathered, each with the time at which the first of it is to go; whoever acts is told of it. */
async function gather(posting: Posting, notices: readonly Notice[], gatherings: Gatherings): Promise<KeptNotice[]> {
  const gathered: KeptNotice[] = []
  for (const notice of notices) {
    const { rule, recipient, entry } = notice
    const place = `${rule.id} ${recipient.address}`
    const begun =
      gatherings.get(place) ?? (await gatheringDue(posting.tx, { ruleId: rule.id, address: recipient.address }))
    const dueAt = begun ?? new Date(Date.parse(entry.at) + rule.collect)
    gatherings.set(place, dueAt)
    gathered.push(keptAs(notice, 'collecting', { dueAt }))
    const { address } = recipient
    const { ticketId, position: entryPosition } = entry
    posting.posted.push({ id: rule.id, kind: 'notice', entryPosition, ticketId, address, state: 'collecting', dueAt })
  }
  return gathered
}
