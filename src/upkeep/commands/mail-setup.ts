import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { objectOf, orNull, text } from '../../kit/json'
import { printChange } from '../../kit/output'
import { sentencesOf } from '../../kit/report'
import { doneLine, type Screen, screenOf } from '../../kit/screen'
import { wrapSentence } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { textFromFlags, textOf } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import type { TestedMail } from '../../mail/mail-view'
import { takenOrRefused, testMailWith } from '../../mail/test-mail'
import { type Beginning, beginning } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { demand } from '../../people/permission'
import { shownValue } from '../../settings/secret-setting'
import { checkSetting } from '../../settings/setting'
import { loadMailSetupWords } from '../../words/catalogue'
import type { MailSetupWords } from '../../words/en/mail-setup'
import { changeSettings } from '../change-setting'
import { cronCommand, crontabLine } from '../crontab'
import { askMailWays, type MailWays, mailWaysNow, mailWaysSaid } from '../set-up-mail'

/** What was set up, and how it was tried; null: it was not. */
interface SetUpMail {
  ways: MailWays
  tested: TestedMail | null
  /** What cron has to run each minute. */
  cronLine: string
}

const setUpMailView: View<SetUpMail> = {
  fields: {
    from: text,
    smtpUrl: orNull(text),
    tested: orNull(objectOf({ to: text, via: text, response: text, messageId: text })),
    cronLine: text,
  },
  columns: ['from', 'smtpUrl', 'tested', 'cronLine'],
  toJson: ({ ways, tested, cronLine }) => ({
    from: ways.from,
    smtpUrl: shownValue('mail.smtp-url', ways.smtpUrl) || null,
    tested: tested === null ? null : { ...tested },
    cronLine,
  }),
}

/** Leads from nothing to mail that leaves: asks, tries it with a real mail, and keeps only what was found to work. */
export const mailSetup = defineVerb({
  declare: (command) =>
    command
      .option('--from <email>')
      .option('--smtp-url <url>')
      .option('--test <email>')
      .option('--no-test')
      .option('--idempotency-key <key>'),
  output: { one: setUpMailView },
  async run(desk, flags) {
    const said = await saidWays(desk, flags)
    const asked = typeof flags.test === 'string' ? mailAddress(flags.test) : undefined
    const begun = await beginning(desk)
    demand(begun.actor, 'desk:edit', null, begun.rules)
    const words = await loadMailSetupWords(desk.language)
    const now = mailWaysNow(begun.settings)
    const ways = desk.canAsk
      ? await askMailWays({ ask: await desk.ask(), words: desk.words, own: words }, desk.world, now, said)
      : mailWaysSaid(now, said)
    const tested = flags.test === false ? null : await tryOut(desk, begun, words, ways, asked ?? begun.actor.email)
    await save(desk, begun, ways, flags.idempotencyKey)
    const cronLine = crontabLine(cronCommand(desk))
    await printChange(desk, setUpMailView, { ways, tested, cronLine }, async () => {
      const response = tested?.response ?? ''
      return setUpScreen(await screenOf(desk, 'UTC', [ways.from, response]), words, { ways, tested, cronLine })
    })
  },
})

/** What the flags say; an address with a password may come on standard input. Throws `wrong-value`. */
async function saidWays(desk: Desk, flags: { from?: string; smtpUrl?: string }): Promise<Partial<MailWays>> {
  const { from } = flags
  if (from !== undefined) checkSetting('mail.from', from)
  const smtpUrl = flags.smtpUrl === '-' ? await fromInput(desk) : flags.smtpUrl
  if (smtpUrl !== undefined) checkSetting('mail.smtp-url', smtpUrl)
  return { ...(from === undefined ? {} : { from }), ...(smtpUrl === undefined ? {} : { smtpUrl }) }
}

async function fromInput(desk: Desk): Promise<string> {
  const given = await textFromFlags(desk, { file: '-' }, '--smtp-url')
  return given === undefined ? '' : textOf(given).trim()
}

/**
 * Sends a mail by these ways before they are the desk's. What fails is told, and at a terminal a person may keep it all the
 * same: the server may only be down. Throws what the test comes to, and `interrupted` for a No.
 */
async function tryOut(
  desk: Desk,
  { settings }: Beginning,
  words: MailSetupWords,
  ways: MailWays,
  address: string,
): Promise<TestedMail | null> {
  try {
    const tried = { ...settings, 'mail.from': ways.from, 'mail.smtp-url': ways.smtpUrl }
    return takenOrRefused(await testMailWith(desk, tried, address))
  } catch (error) {
    if (!(error instanceof DeskError) || !desk.canAsk) throw error
    const { message } = await sentencesOf(error, desk.language)
    desk.stderr.write(`${safeText(message)}\n`)
    if (!(await (await desk.ask()).confirm(words.askKeep, false))) throw new DeskError('interrupted', { kept: null })
    return null
  }
}

async function save(desk: Desk, { actor }: Beginning, ways: MailWays, key: string | undefined): Promise<void> {
  const changes = [
    { name: 'mail.from' as const, value: ways.from },
    { name: 'mail.smtp-url' as const, value: ways.smtpUrl === '' ? undefined : ways.smtpUrl },
  ]
  await changeSettings(desk, actor, 'mail setup', changes, key)
}

function setUpScreen(screen: Screen, words: MailSetupWords, { ways, tested, cronLine }: SetUpMail): string {
  const first =
    tested === null
      ? doneLine(screen, words.setUp(safeText(ways.from)), words.notTested)
      : doneLine(
          screen,
          words.setUp(safeText(ways.from)),
          words.taken(tested.via, safeText(tested.response)),
          words.look(tested.to),
        )
  const { columns, measure } = screen
  const wrapped = (sentence: string): string[] => wrapSentence(sentence, columns, measure)
  // The line of cron is to be copied, and keeps its length.
  const lines = [first, '', ...wrapped(words.cron), `  ${cronLine}`, ...wrapped(words.installCron), '']
  return [...lines, ...wrapped(words.dns)].join('\n')
}
