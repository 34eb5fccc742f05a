import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import { sentencesOf } from '../kit/report'
import { formatInstant } from '../kit/time/instant'
import { senderOf } from '../mail/letter/sender-address'
import { countMails, nextDueMail } from '../mail/outbox/outbox-store'
import { findWayOut } from '../mail/outbox/way-out'
import { listReactionFailures } from '../mail/reaction-store'
import type { Settings } from '../settings/setting'
import { readSettings } from '../settings/store'
import type { Reader } from '../store/schema'
import { type Check, soundCheck } from './check'

/** Cron comes every minute, and a sender at a terminal sooner: what is due for so long waits for nobody. */
const longDue = 15 * 60 * 1000

/** Whether mail gets out, and what of it needs a person. */
export async function mailChecks(desk: Desk): Promise<Check[]> {
  const { db } = await desk.store()
  const settings = await readSettings(db)
  const way = await wayOutCheck(desk, settings)
  const isOpen = way === undefined
  const found = [
    way,
    isOpen ? await lateCheck(db, desk.now()) : undefined,
    ...(await unsentChecks(db)),
    await parkedCheck(db),
  ]
  const checks = found.filter((check) => check !== undefined)
  return checks.length === 0 ? [soundCheck('mail')] : checks
}

async function wayOutCheck(desk: Desk, settings: Settings): Promise<Check | undefined> {
  try {
    if ((await findWayOut(desk, settings)) === undefined) {
      return hint('no-way-out', null, 'helpdesk config set mail.smtp-url smtp://USER:PASSWORD@HOST:587')
    }
  } catch (error) {
    if (!(error instanceof DeskError) || error.exitCode !== 78) throw error
    const { message } = await sentencesOf(error, desk.language)
    return { ...hint(error.trouble, message, 'helpdesk config set mail.smtp-url -'), state: 'broken' }
  }
  return senderOf(settings) === undefined
    ? hint('no-sender', null, 'helpdesk config set mail.from support@YOUR-DOMAIN')
    : undefined
}

async function lateCheck(db: Reader, now: Date): Promise<Check | undefined> {
  const next = await nextDueMail(db)
  if (next === null || now.getTime() - next.getTime() <= longDue) return undefined
  return hint('mail-waits', formatInstant(next), 'helpdesk mail send')
}

async function unsentChecks(db: Reader): Promise<Check[]> {
  const counts = await countMails(db, ['failed', 'uncertain', 'held'])
  const told = [
    ['failed', 'mail-failed', 'helpdesk mail queue --state failed'],
    ['uncertain', 'mail-uncertain', 'helpdesk mail queue --state uncertain'],
    ['held', 'mail-held', 'helpdesk mail release'],
  ] as const
  return told.flatMap(([state, problem, mend]) => {
    const count = counts.get(state) ?? 0
    return count === 0 ? [] : [hint(problem, String(count), mend)]
  })
}

async function parkedCheck(db: Reader): Promise<Check | undefined> {
  const parked = (await listReactionFailures(db)).filter((failure) => failure.parked)
  return parked.length === 0 ? undefined : hint('entries-parked', String(parked.length), null)
}

function hint(problem: string, detail: string | null, mend: string | null): Check {
  return { ...soundCheck('mail'), state: 'hint', problem, detail, mend }
}
