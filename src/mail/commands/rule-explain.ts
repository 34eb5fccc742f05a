import type { Desk } from '../../desk'
import type { Entry } from '../../journal/entry'
import { DeskError, isTrouble } from '../../kit/errors'
import { flag, listOf, objectOf, oneOf, orNull, text } from '../../kit/json'
import { printMany } from '../../kit/output'
import { joinParts, type Screen, screenOf } from '../../kit/screen'
import { wrapSentence } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { beginning } from '../../people/beginning'
import { mailAddress } from '../../people/mail-address'
import { may, type TicketRules, visibilityOf } from '../../people/permission'
import type { UserActor } from '../../people/session'
import type { Tenant } from '../../people/tenant'
import { tenantById } from '../../people/tenant-store'
import { deskScope } from '../../rule/rule'
import type { Reader } from '../../store/schema'
import { findTicketById, ticketsByIds } from '../../ticket/store'
import { loadRuleLogWords, loadWorkspaceWords } from '../../words/catalogue'
import type { RuleLogWords } from '../../words/en/rule-log'
import type { WorkspaceWords } from '../../words/en/workspace'
import { demandEvents } from '../../workspace/event-permission'
import { eventFacts, eventKind } from '../../workspace/event-view'
import { shownEvents } from '../../workspace/read-events'
import { fateText, noticeFields, noticeJson, type ShownNotice } from '../kept-view'
import { letterKinds } from '../letter/letter'
import { eventMeant } from '../notice/event-meant'
import { type ExplainedRule, explainEvent, type WhyNot } from '../notice/explain-event'
import {
  type ExplainedLetter,
  type ExplainedLetters,
  explainLetters,
  gotLetter,
  letterReasons,
} from '../notice/explain-letters'
import { causesLetter } from '../reacting-types'
import { filterValue } from '../shown-filter'

/** A rule and one of those whom it meant, nobody where it meant none; or a letter that no rule asked for. */
type Line = { tenant: string | null } & (
  | { explained: ExplainedRule; notice: ShownNotice | undefined }
  | { letter: ExplainedLetter }
)

const reasons = ['disabled', 'newer', 'waiting', 'nobody', 'changed', 'others', 'filter'] as const

export const explainView: View<Line> = {
  fields: {
    rule: orNull(text),
    letter: orNull(oneOf(letterKinds)),
    because: orNull(oneOf(letterReasons)),
    tenant: orNull(text),
    matched: flag,
    reason: orNull(oneOf(reasons)),
    filter: orNull(objectOf({ name: text, told: listOf(text), wanted: listOf(text) })),
    ...noticeFields,
  },
  columns: ['rule', 'letter', 'because', 'matched', 'reason', 'address', 'outcome', 'state', 'sentAt', 'response'],
  toJson: (line) => ({
    rule: 'letter' in line ? null : line.explained.rule.description,
    letter: 'letter' in line ? line.letter.kind : null,
    because: 'letter' in line ? line.letter.because : null,
    tenant: line.tenant,
    ...('letter' in line ? { matched: true, reason: null, filter: null } : matchJson(line.explained)),
    ...noticeJson('letter' in line ? line.letter.shown : line.notice),
  }),
}

function matchJson({ whyNot }: ExplainedRule) {
  return {
    matched: whyNot === undefined || whyNot.reason === 'others' || whyNot.reason === 'nobody',
    reason: whyNot?.reason ?? null,
    filter:
      whyNot?.reason === 'filter' ? { name: whyNot.filter, told: [...whyNot.told], wanted: [...whyNot.wanted] } : null,
  }
}

/** Which letters an event caused by itself, and rule by rule why a mail about it went or did not, with what became of it. */
export const ruleExplain = defineVerb({
  declare: (command) => command.argument('<event>').argument('[address]'),
  output: { many: explainView },
  async run(desk, id, typed) {
    const address = typed === undefined ? undefined : mailAddress(typed)
    const { store, zone, entry, event, tenant, scopes, caused } = await explainedEvent(desk, id)
    const letters = caused.letters.filter(({ shown }) => address === undefined || shown.notice.address === address)
    const explained = await explainEvent(store.db, entry, scopes, address)
    const tenantOf = (scope: string): string | null => (scope === deskScope ? null : tenant)
    const lines: Line[] = [
      ...letters.map((letter) => ({ letter, tenant })),
      ...explained.flatMap((one) =>
        (one.notices.length === 0 ? [undefined] : one.notices).map((notice) => ({
          explained: one,
          tenant: tenantOf(one.rule.scope),
          notice,
        })),
      ),
    ]
    await printMany(desk, explainView, lines, async () => {
      const words = await loadRuleLogWords(desk.language)
      const workspace = await loadWorkspaceWords(desk.language)
      const facts = event === undefined ? await entryFacts(store.db, entry) : eventFacts(workspace, event)
      const screen = await screenOf(desk, zone, [...facts, ...explained.map(({ rule }) => rule.description)])
      const kinds: Readonly<Record<string, string>> = screen.words.events
      const kind = event === undefined ? (kinds[entry.type] ?? entry.type) : eventKind(workspace, event)
      const when = formatLocal(new Date(entry.at), zone, screen.language, 'day', screen.now)
      const head = joinParts(screen, [when, kind, ...facts])
      const parts = [
        ...lettersText(screen, words, { ...caused, letters }),
        ...explained.map((one) => ruleText(screen, words, workspace, one, address)),
      ]
      if (parts.length === 0) return [head, '', words.noRules].join('\n')
      return [head, ...parts].join('\n\n')
    })
  },
})

/** What an entry is about that is no event for rules. */
async function entryFacts(db: Reader, { ticketId }: Entry): Promise<string[]> {
  const ticket = ticketId === null ? undefined : await findTicketById(db, ticketId)
  return ticket === undefined ? [] : [`#${ticket.number}`]
}

/** The letters of each kind together. */
function lettersText(screen: Screen, words: RuleLogWords, { letters, areWaiting }: ExplainedLetters): string[] {
  const { paint, symbols } = screen
  if (letters.length === 0 && areWaiting) {
    return [[`${paint.dim(symbols.nothing)} ${words.letters}`, ...wrapped(screen, words.lettersWaiting)].join('\n')]
  }
  const kinds = [...new Set(letters.map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const lines = letters
      .filter((letter) => letter.kind === kind)
      .flatMap(({ because, shown }) =>
        wrapped(
          screen,
          `${safeText(shown.notice.address)} (${words.because[because]}): ${fateText(screen, words, shown)}`,
        ),
      )
    return [`${paint.green(symbols.done)} ${words.letterOf(words.letterKinds[kind])}`, ...lines].join('\n')
  })
}

/**
 * What is meant by that id, as far as rules can be about it the event; the letters that it caused; and whose rules about it the
 * actor may see: those of its tenant, those of the desk, or both. Whoever may not read such events but got a letter learns of
 * that alone. Throws `event-not-found` for whoever may not know of it.
 */
async function explainedEvent(desk: Desk, id: string) {
  const { store, zone, actor, rules } = await beginning(desk)
  const { db } = store
  const entry = await eventMeant(db, { actor, rules, tenant: desk.tenant, isAboutMails: true }, id)
  const tenant = entry.tenantId === null ? null : await tenantById(db, entry.tenantId)
  const reads = readsEvents(actor, tenant, rules)
  // Whoever may not read a tenant's events is not told whether there is this one.
  if (!reads && !(await gotLetter(db, entry, actor))) throw new DeskError('event-not-found', { id })
  const visibility = visibilityOf(actor, rules)
  const isHidden = entry.ticketId !== null && (await ticketsByIds(db, [entry.ticketId], visibility)).size === 0
  const caused = isHidden ? nothingCaused : await explainLetters(db, entry, { actor, rules, now: desk.now() })
  const [event] = await shownEvents(db, [entry], visibility)
  // What is neither an event nor caused any letter is nothing to ask about.
  if (isHidden || (event === undefined && !causesLetter(entry.type))) throw new DeskError('event-not-found', { id })
  const scopes = [
    ...(reads && tenant !== null && may(actor, 'rules:view', tenant.id, rules) ? [tenant.id] : []),
    ...(reads && may(actor, 'rules:view', null, rules) ? [deskScope] : []),
  ]
  return { store, zone, entry, event, tenant: tenant?.name ?? null, scopes, caused }
}

const nothingCaused: ExplainedLetters = { letters: [], areWaiting: false }

function readsEvents(actor: UserActor, tenant: Tenant | null, rules: TicketRules): boolean {
  try {
    demandEvents(actor, tenant, rules)
    return true
  } catch (error) {
    if (isTrouble(error, 'not-allowed')) return false
    throw error
  }
}

function ruleText(
  screen: Screen,
  words: RuleLogWords,
  workspace: WorkspaceWords,
  { rule, notices, whyNot }: ExplainedRule,
  address: string | undefined,
): string {
  const { paint, symbols } = screen
  const mark = whyNot === undefined ? paint.green(symbols.done) : paint.dim(symbols.nothing)
  const title = `${mark} ${safeText(rule.description)}`
  if (whyNot !== undefined)
    return [title, ...wrapped(screen, whyNotText(screen, words, workspace, whyNot, address))].join('\n')
  return [
    title,
    ...notices.flatMap((shown) =>
      wrapped(screen, `${safeText(shown.notice.address)}: ${fateText(screen, words, shown)}`),
    ),
  ].join('\n')
}

function wrapped(screen: Screen, sentence: string): string[] {
  return wrapSentence(`  ${sentence}`, screen.columns, screen.measure)
}

export function whyNotText(
  { symbols }: Pick<Screen, 'symbols'>,
  words: RuleLogWords,
  workspace: WorkspaceWords,
  whyNot: WhyNot,
  address: string | undefined,
): string {
  if (whyNot.reason === 'others') return words.reasons.others(address ?? symbols.nothing)
  if (whyNot.reason !== 'filter') return words.reasons[whyNot.reason]
  const { filter, told, wanted } = whyNot
  const shown = (values: readonly string[]): string =>
    values.map((value) => filterValue(workspace, filter, value)).join(', ')
  return words.reasons.filter(
    workspace.filterNames[filter],
    told.length === 0 ? words.reasons.nothingTold : shown(told),
    shown(wanted),
  )
}
