import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { countFrom } from '../../kit/count'
import { printMany, printOne } from '../../kit/output'
import { isForPeople } from '../../kit/output-format'
import { type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { collect, defineVerb } from '../../kit/verb'
import { demandJob } from '../../people/job'
import { readSettings } from '../../settings/store'
import { loadMailWords } from '../../words/catalogue'
import type { MailWords } from '../../words/en/mail'
import { mailMeant } from '../mail-meant'
import { wholeMailScreen } from '../mail-screen'
import { mailView, wholeMailView } from '../mail-view'
import { mailStates, nextTake, unsentStates } from '../outbox/outbox'
import type { ListedMail } from '../outbox/outbox-mail'
import { listMails } from '../outbox/outbox-store'
import { wholeMail } from '../outbox/whole-mail'

/** As many as a terminal shows, and a script gets all. */
const terminalLimit = 50

export const mailQueue = defineVerb({
  declare: (command) => command.option('--all').option('--state <state>', '', collect).option('--limit <count>'),
  output: { many: mailView },
  async run(desk, flags) {
    const typed = flags.state?.map((state) => checkChoice('--state', state, mailStates))
    const typedLimit = flags.limit === undefined ? undefined : countFrom(flags.limit)
    await demandJob(desk, 'desk:view', 'mail')
    const { db } = await desk.store()
    const limit = typedLimit ?? (isForPeople(desk) ? terminalLimit : undefined)
    const states = typed ?? (flags.all === true ? mailStates : unsentStates)
    const mails = await listMails(db, { states, ...(limit === undefined ? {} : { limit }) })
    await printMany(desk, mailView, mails, async () => {
      const words = await loadMailWords(desk.language)
      if (mails.length === 0) return typed === undefined ? words.queueEmpty : words.noneFits
      return queueTable(desk, (await readSettings(db))['desk.time-zone'], words, mails, limit)
    })
  },
})

async function queueTable(
  desk: Desk,
  zone: string,
  words: MailWords,
  mails: readonly ListedMail[],
  limit: number | undefined,
): Promise<string> {
  const { renderTable } = await import('../../kit/table')
  const screen = await screenOf(
    desk,
    zone,
    mails.flatMap(({ subject, address }) => [subject, address]),
  )
  const { id, state, to, subject, when } = words.columns
  const columns = [{ title: id }, { title: state }, { title: to }, { title: subject, flexible: true }, { title: when }]
  const rows = mails.map((mail) => [
    mail.id.slice(0, 8),
    words.states[mail.course.state],
    safeText(mail.address),
    safeText(mail.subject),
    whenText(screen, mail),
  ])
  const table = renderTable(screen, columns, rows)
  return mails.length === limit ? `${table}\n${screen.paint.dim(words.more(mails.length))}` : table
}

/** When it goes, or was written. */
function whenText(screen: Screen, { course, createdAt }: ListedMail): string {
  const at = course.state === 'leased' ? createdAt : (nextTake(course) ?? createdAt)
  return formatLocal(at, screen.zone, screen.language, 'day', screen.now)
}

export const mailShow = defineVerb({
  declare: (command) => command.argument('<id>'),
  output: { one: wholeMailView },
  async run(desk, id) {
    await demandJob(desk, 'desk:view', 'mail')
    const { db } = await desk.store()
    const settings = await readSettings(db)
    const whole = await wholeMail(desk, settings, await mailMeant(db, id))
    await printOne(desk, wholeMailView, whole, async () => {
      const texts = [whole.text ?? '', ...whole.headers.map(({ value }) => value)]
      const screen = await screenOf(desk, settings['desk.time-zone'], texts)
      return wholeMailScreen(screen, await loadMailWords(desk.language), whole)
    })
  },
})
