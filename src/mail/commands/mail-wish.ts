import type { Desk } from '../../desk'
import { confirm } from '../../kit/confirm'
import { DeskError } from '../../kit/errors'
import { printChanges } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { defineVerb } from '../../kit/verb'
import { demandJob, type Worker } from '../../people/job'
import { loadMailWords } from '../../words/catalogue'
import type { MailWords } from '../../words/en/mail'
import { mailMeant } from '../mail-meant'
import { wishLine } from '../mail-screen'
import { mailView } from '../mail-view'
import { changeMails } from '../outbox/change-mail'
import { mailStates, type Wish } from '../outbox/outbox'
import type { ListedMail } from '../outbox/outbox-mail'
import { listMails } from '../outbox/outbox-store'

export const mailRetry = defineVerb({
  declare: (command) => command.argument('[id...]').option('--failed'),
  output: { many: mailView },
  async run(desk, ids, flags) {
    const isByState = flags.failed === true
    if (!isByState && ids.length === 0) throw new DeskError('missing-argument', { argument: 'id', hashMark: false })
    const worker = await demandJob(desk, 'desk:edit', 'mail')
    const meant = isByState ? await allIn(desk, 'failed') : await allMeant(desk, ids)
    await doWish(desk, worker, 'retry', meant, isByState)
  },
})

export const mailCancel = defineVerb({
  declare: (command) => command.argument('<id...>'),
  output: { many: mailView },
  async run(desk, ids) {
    const worker = await demandJob(desk, 'desk:edit', 'mail')
    await doWish(desk, worker, 'cancel', await allMeant(desk, ids), false)
  },
})

export const mailRelease = defineVerb({
  declare: (command) => command.argument('[id...]').option('-n, --dry-run'),
  output: { many: mailView },
  async run(desk, ids, flags) {
    const isByState = ids.length === 0
    const worker = await demandJob(desk, 'desk:edit', 'mail')
    const meant = isByState ? await allIn(desk, 'held') : await allMeant(desk, ids)
    if (flags.dryRun === true) return show(desk, meant, (words) => said(words, 'release', meant.length, true))
    if (isByState && meant.length > 3 && desk.canAsk) {
      await confirm(desk, (await loadMailWords(desk.language)).askReleaseAll(meant.length))
    }
    await doWish(desk, worker, 'release', meant, isByState)
  },
})

async function allMeant(desk: Desk, typed: readonly string[]): Promise<ListedMail[]> {
  const { db } = await desk.store()
  const meant: ListedMail[] = []
  for (const id of typed) meant.push(await mailMeant(db, id))
  return meant
}

async function allIn(desk: Desk, state: 'failed' | 'held'): Promise<ListedMail[]> {
  return listMails((await desk.store()).db, { states: [state] })
}

async function doWish(
  desk: Desk,
  worker: Worker,
  wish: Wish,
  meant: readonly ListedMail[],
  isByState: boolean,
): Promise<void> {
  const ids = meant.map(({ id }) => id)
  const changed = ids.length === 0 ? [] : await changeMails(desk, worker, wish, ids, isByState)
  const { db } = await desk.store()
  const after = ids.length === 0 ? [] : await listMails(db, { states: mailStates, ids: isByState ? changed : ids })
  await show(desk, after, (words) => said(words, wish, changed.length, false))
}

async function show(desk: Desk, mails: readonly ListedMail[], say: (words: MailWords) => string): Promise<void> {
  await printChanges(desk, mailView, mails, async () =>
    wishLine(await screenOf(desk, 'UTC'), say(await loadMailWords(desk.language))),
  )
}

function said(words: MailWords, wish: Wish, count: number, isRehearsed: boolean): string {
  if (wish === 'release') {
    if (count === 0) return words.nothingHeld
    return isRehearsed ? words.wouldRelease(count) : words.released(count)
  }
  if (wish === 'retry') return count === 0 ? words.nothingFailed : words.retried(count)
  return words.cancelledMails(count)
}
