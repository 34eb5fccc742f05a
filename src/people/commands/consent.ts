import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { instant, listOf, objectOf, oneOf, orNull, text } from '../../kit/json'
import { printChange, printOne } from '../../kit/output'
import { doneLine, type Screen, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { formatInstant } from '../../kit/time/instant'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { type Beginning, beginning } from '../beginning'
import { personMeant } from '../charge'
import {
  type Consent,
  type ConsentManner,
  type ConsentNotice,
  type ConsentState,
  consentManners,
  consentNotice,
  consentStateOf,
  recordedManners,
} from '../consent'
import { noticeText } from '../consent-screen'
import { listConsents } from '../consent-store'
import { mailAddress } from '../mail-address'
import { demand } from '../permission'
import { giveConsent, withdrawConsent } from '../record-consent'
import { personText } from '../user-view'

/** The notice, and what somebody said to it. */
interface ShownConsent {
  email: string
  mode: string
  notice: ConsentNotice
  state: ConsentState
  consents: readonly Consent[]
}

const consentView: View<ShownConsent> = {
  fields: {
    email: text,
    mode: oneOf(['off', 'notice', 'required']),
    title: text,
    text,
    version: text,
    state: oneOf(['given', 'withdrawn', 'none']),
    consents: listOf(
      objectOf({
        version: text,
        manner: oneOf(recordedManners),
        recordedBy: text,
        channel: text,
        givenAt: instant,
        withdrawnAt: orNull(instant),
      }),
    ),
  },
  columns: ['email', 'mode', 'title', 'text', 'version', 'state', 'consents'],
  toJson: ({ email, mode, notice, state, consents }) => ({
    email,
    mode,
    ...notice,
    state,
    consents: consents.map(({ version, manner, recordedBy, channel, givenAt, withdrawnAt }) => ({
      version,
      manner,
      recordedBy: recordedBy.email,
      channel,
      givenAt: formatInstant(givenAt),
      withdrawnAt: withdrawnAt === null ? null : formatInstant(withdrawnAt),
    })),
  }),
}

export const consentShow = defineVerb({
  declare: (command) => command.argument('[email]'),
  output: { one: consentView },
  async run(desk, typed) {
    const email = typed === undefined ? undefined : mailAddress(typed)
    const begun = await beginning(desk)
    const shown = await shownConsent(desk, begun, email ?? begun.actor.email)
    await printOne(desk, consentView, shown, async () => {
      const screen = await consentScreen(desk, begun.zone, shown)
      const notice = shown.notice.title === '' ? [] : [noticeText(screen, shown.notice), '']
      return [...notice, `${safeText(shown.email)}: ${stateText(screen, shown)}`].join('\n')
    })
  },
})

export const consentGive = defineVerb({
  declare: (command) => command.argument('[email]').option('--consent-by <manner>'),
  output: { one: consentView },
  async run(desk, typed, flags) {
    const email = typed === undefined ? undefined : mailAddress(typed)
    const by = flags.consentBy === undefined ? undefined : checkChoice('--consent-by', flags.consentBy, consentManners)
    const begun = await beginning(desk)
    const { actor, settings } = begun
    const isOwn = email === undefined || email === actor.email
    if (!isOwn && by === undefined) throw new DeskError('missing-flag', { flag: '--consent-by', asks: false })
    if (isOwn) await agree(desk, consentNotice(settings, desk.language))
    const manner: ConsentManner = by ?? 'own'
    await show(desk, begun, await giveConsent(desk, actor, begun, email ?? actor.email, manner, desk.tenant))
  },
})

export const consentWithdraw = defineVerb({
  declare: (command) => command.argument('[email]'),
  output: { one: consentView },
  async run(desk, typed) {
    const email = typed === undefined ? undefined : mailAddress(typed)
    const begun = await beginning(desk)
    const { actor } = begun
    await show(desk, begun, await withdrawConsent(desk, actor, begun, email ?? actor.email))
  },
})

/** Nobody agrees to what they have not seen: in a terminal the notice is shown and asked about. */
async function agree(desk: Desk, notice: ConsentNotice): Promise<void> {
  if (!desk.canAsk || desk.globals.yes) return
  const screen = await screenOf(desk, 'UTC', [notice.title, notice.text])
  desk.stderr.write(`\n${noticeText(screen, notice)}\n\n`)
  const ask = await desk.ask()
  if (!(await ask.confirm(desk.words.askConsent, false))) throw new DeskError('interrupted', { kept: null })
}

async function show(desk: Desk, begun: Beginning, email: string): Promise<void> {
  const shown = await shownConsent(desk, begun, email)
  await printChange(desk, consentView, shown, async () => {
    const screen = await consentScreen(desk, begun.zone, shown)
    return doneLine(screen, safeText(shown.email), stateText(screen, shown))
  })
}

async function shownConsent(
  desk: Desk,
  { actor, rules, settings, store }: Beginning,
  email: string,
): Promise<ShownConsent> {
  const user = await personMeant(store.db, actor, rules, email)
  if (user.id !== actor.id) demand(actor, 'tickets:edit', null, rules)
  const notice = consentNotice(settings, desk.language)
  const consents = await listConsents(store.db, user.id)
  const state = consentStateOf(consents, notice.version)
  return { email: user.email, mode: settings['consent.mode'], notice, state, consents }
}

async function consentScreen(desk: Desk, zone: string, { notice, consents }: ShownConsent): Promise<Screen> {
  const names = consents.map(({ recordedBy }) => recordedBy.name ?? '')
  return screenOf(desk, zone, [notice.title, notice.text, ...names])
}

/** `agreed today 14:30 by telephone, recorded by Jana Weiß`. */
function stateText(screen: Screen, { state, consents }: ShownConsent): string {
  const { words, zone, language, now } = screen
  const last = consents.at(-1)
  const at = (moment: Date): string => formatLocal(moment, zone, language, 'day', now)
  if (state === 'none' || last === undefined) return words.notAgreed
  if (state === 'withdrawn') return words.consentWithdrawn(at(last.withdrawnAt ?? last.givenAt))
  const manner = last.manner === 'own' || last.manner === 'staff' ? null : words.consentManners[last.manner]
  return words.agreedAt(at(last.givenAt), manner, last.manner === 'own' ? null : personText(last.recordedBy))
}
