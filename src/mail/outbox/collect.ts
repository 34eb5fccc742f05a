import type { Desk } from '../../desk'
import { entriesAt } from '../../journal/store'
import type { Rule } from '../../rule/rule'
import { rulesById } from '../../rule/rule-store'
import { readSettings } from '../../settings/store'
import type { Tx } from '../../store/schema'
import type { NewLetter } from '../letter/letter'
import { type Posting, postLetter } from '../letter/post-letter'
import { compareRules } from '../letter/rule-letters'
import { isDue } from '../notice/notice-fate'
import { scribeFor } from '../notice/notice-scribe'
import {
  type Gathering,
  gatheredPositions,
  gatheringDue,
  listGatherings,
  rulesGatheringToo,
  settleGathered,
} from '../notice/notice-store'
import { gatheredText, mostInFull } from '../notice/notice-text'
import { whoIsTold } from '../notice/still-told'
import { tellOfHeld } from './held-letter'

/** One run of a job of cron; `keep` says whether the job is still this run's. */
interface JobRun {
  readonly desk: Desk
  readonly keep: (tx: Tx, now: Date) => Promise<boolean>
}

/**
 * Sends what rules gathered and is due, in one mail for each rule and address: late where cron was late, but never not at
 * all. What a rule gathered before it was disabled still goes; what a deleted one gathered went with it. Whoever may not be
 * told any more by now is not.
 */
export async function collectNotices({ desk, keep }: JobRun): Promise<number> {
  const { db } = await desk.store()
  let sent = 0
  for (const gathering of await listGatherings(db)) {
    if (!isDue(gathering, desk.now())) continue
    const isSent = await sendGathered(desk, keep, gathering)
    if (isSent === undefined) return sent
    if (isSent) sent += 1
  }
  await tellOfHeld(desk, keep)
  return sent
}

/** Undefined where the job is another run's by now; false where there was nothing to send after all. */
async function sendGathered(desk: Desk, keep: JobRun['keep'], gathering: Gathering): Promise<boolean | undefined> {
  const store = await desk.store()
  const key = await desk.key()
  const posted = await store.write(async (tx) => {
    const now = desk.now()
    if (!(await keep(tx, now))) return undefined
    // Somebody else may have sent it meanwhile, together with what another rule gathered.
    if ((await gatheringDue(tx, gathering)) === undefined) return []
    const posting: Posting = { desk, tx, key, now, settings: await readSettings(tx), posted: [] }
    await postGathered(posting, gathering)
    return posting.posted
  })
  if (posted === undefined) return undefined
  desk.posted.push(...posted)
  return posted.length > 0
}

async function postGathered(posting: Posting, gathering: Gathering): Promise<void> {
  const { tx, settings, now } = posting
  const others = await rulesGatheringToo(tx, gathering)
  const rules = [...(await rulesById(tx, [gathering.ruleId, ...others])).values()].sort(compareRules)
  const own = rules.find(({ id }) => id === gathering.ruleId)
  // The row of the rule goes with what it gathered, so there is one.
  if (own === undefined) return
  const { count, positions } = await gatheredPositions(tx, gathering, mostInFull)
  const entries = await entriesAt(tx, positions)
  const told = await whoIsTold(tx, { rule: own, address: gathering.address, entries, settings })
  if ('fate' in told) return settleGathered(tx, gathering, told.fate, null)
  const scribe = await scribeFor({ db: tx, settings, now }, told.entries, rules)
  const reader = await scribe.readerFor(told.recipient, own.scope)
  const { subject, body } = gatheredText(
    reader,
    [...scribe.events.values()],
    namedFirst(rules, own).map((rule) => scribe.named(rule)),
    count - (entries.length - told.entries.length),
  )
  const { address, userId, audience } = told.recipient
  const [first] = told.entries
  const letter: NewLetter = {
    kind: 'notice',
    to: { address, userId },
    audience,
    language: reader.language,
    subject,
    body,
    ...(first?.tenantId == null ? {} : { tenantId: first.tenantId }),
    rules: rules.map(({ id }) => id),
  }
  const ofFirst = first === undefined ? {} : { entryPosition: first.position }
  // There may be a mail of the first event already, by which the others were not told.
  const sent = (await postLetter(posting, { ...letter, ...ofFirst })) ?? (await postLetter(posting, letter))
  await settleGathered(tx, gathering, 'mail', sent?.id ?? null)
}

/** The subject is that of the rule that is due. */
function namedFirst(rules: readonly Rule[], own: Rule): Rule[] {
  return [own, ...rules.filter(({ id }) => id !== own.id)]
}
