import type { Desk } from '../../desk'
import { isTrouble } from '../../kit/errors'
import { printOne, printText } from '../../kit/output'
import { isForPeople, tell } from '../../kit/output-format'
import { doneLine, type Screen, screenOf } from '../../kit/screen'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { personText } from '../../people/user-view'
import { type AccessWords, loadAccessWords } from '../../words/catalogue'
import { codeScreen, countdownLine } from '../code-screen'
import { type CodeNow, codeView } from '../code-view'
import { accessCode, type ShownCode } from '../make-code'
import { codeLife, grantLength } from '../typed-span'
import { type CodeFate, watchCode } from '../watch-code'

export const accessCodeVerb = defineVerb({
  declare: (command) => command.option('--new').option('--ttl <duration>').option('--for <duration>').option('--watch'),
  output: { one: codeView },
  async run(desk, flags) {
    const wish = {
      tenant: desk.tenant,
      isNew: flags.new === true,
      life: flags.ttl === undefined ? undefined : codeLife(flags.ttl),
      grantLength: flags.for === undefined ? undefined : grantLength(flags.for),
    }
    const { actor, rules, settings, zone } = await beginning(desk)
    const code = await accessCode(desk, actor, rules, settings, wish)
    const shown: CodeNow = { code, now: desk.now() }
    await printOne(desk, codeView, shown, async () =>
      codeScreen(await screenOf(desk, zone), await loadAccessWords(desk.language), shown),
    )
    if (flags.watch === true) await watch(desk, zone, code)
  },
})

/** Counts down on a terminal; elsewhere it waits, and tells the end. */
async function watch(desk: Desk, zone: string, code: ShownCode): Promise<void> {
  const words = await loadAccessWords(desk.language)
  const screen = await screenOf(desk, zone)
  const draws = desk.stdout.isTerminal && isForPeople(desk)
  if (draws) desk.stdout.write('\n')
  // The line is written over again and again, and gone at the end.
  const draw = (now: Date): void => {
    if (draws) desk.stdout.write(`\r${countdownLine(words, { code, now })}\u001b[K`)
  }
  const wipe = (): void => {
    if (draws) desk.stdout.write('\r\u001b[K')
  }
  try {
    const fate = await watchCode(desk, code, draw)
    wipe()
    const told = fateText(screen, words, fate)
    if (draws) printText(desk, told)
    else tell(desk, told)
  } catch (error) {
    wipe()
    if (isTrouble(error, 'interrupted')) {
      tell(desk, words.codeStays(formatLocal(code.expiresAt, screen.zone, desk.language, 'day', desk.now())))
    }
    throw error
  }
}

function fateText(screen: Screen, words: AccessWords, ended: CodeFate): string {
  if (ended.fate === 'redeemed') return doneLine(screen, words.cameIn(personText(ended.by)))
  return ended.fate === 'expired' ? words.codeOver : words.codeReplaced
}
