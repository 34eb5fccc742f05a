import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { flag, instant, listOf, objectOf, oneOf, orNull, text } from '../../kit/json'
import { languages } from '../../kit/language'
import { printOne } from '../../kit/output'
import { joinParts, type Screen, screenOf } from '../../kit/screen'
import { wrapText } from '../../kit/text/fit-text'
import { safeText } from '../../kit/text/safe-text'
import { formatLocal } from '../../kit/time/format-local'
import { formatInstant } from '../../kit/time/instant'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { visibilityOf } from '../../people/permission'
import type { Rule } from '../../rule/rule'
import { ruleNamed } from '../../rule/rule-meant'
import { type RulePlace, refuseBoth, rulePlace } from '../../rule/rule-place'
import { loadRuleLogWords, loadWorkspaceWords } from '../../words/catalogue'
import type { RuleLogWords } from '../../words/en/rule-log'
import { openEventFile } from '../../workspace/event-file'
import { eventIdOf, type FedEvent } from '../../workspace/event-type'
import { eventFacts, eventKind } from '../../workspace/event-view'
import { judgeFile } from '../../workspace/import-events'
import { eventById, shownEvents } from '../../workspace/read-events'
import { loadStatusNames } from '../../workspace/status-names'
import { audiences, type NewLetter } from '../letter/letter'
import { eventMeant } from '../notice/event-meant'
import { demandRuleEvents } from '../notice/rule-events'
import { newestFitting, type Trial, tryOnExample, tryRule } from '../notice/try-rule'
import { whyNotText } from './rule-explain'

interface ShownTrial {
  trial: Trial
  rule: Rule
  tenant: string | null
}

const outcomes = ['mail', 'own-action', 'unconfirmed', 'stopped'] as const

export const trialView: View<ShownTrial> = {
  fields: {
    rule: text,
    tenant: orNull(text),
    enabled: flag,
    event: orNull(text),
    type: text,
    at: instant,
    example: flag,
    matched: flag,
    filter: orNull(objectOf({ name: text, told: listOf(text), wanted: listOf(text) })),
    recipients: listOf(
      objectOf({
        address: text,
        outcome: oneOf(outcomes),
        audience: oneOf(audiences),
        language: oneOf(languages),
        subject: text,
        body: text,
      }),
    ),
  },
  columns: ['rule', 'enabled', 'event', 'type', 'example', 'matched', 'recipients'],
  toJson: ({ trial: { entry, event, whyNot, letters }, rule, tenant }) => ({
    rule: rule.description,
    tenant,
    enabled: rule.enabled,
    event: entry === undefined ? null : eventIdOf(entry),
    type: rule.event,
    at: formatInstant(event.at),
    example: entry === undefined,
    matched: whyNot === undefined,
    filter:
      whyNot?.reason === 'filter' ? { name: whyNot.filter, told: [...whyNot.told], wanted: [...whyNot.wanted] } : null,
    recipients: letters.map(({ notice, letter }) => ({
      address: letter.to.address,
      outcome: notice.outcome,
      audience: letter.audience,
      language: letter.language,
      subject: letter.subject,
      body: letter.body,
    })),
  }),
}

/** Shows what a rule would send, and sends nothing. */
export const ruleTest = defineVerb({
  declare: (command) => command.argument('<rule>').argument('[event]').option('--event-file <path>').option('--desk'),
  output: { one: trialView },
  async run(desk, typed, eventId, flags) {
    refuseBoth(desk, flags.desk === true)
    if (eventId !== undefined && flags.eventFile !== undefined) {
      throw new DeskError('conflicting-flags', { flags: ['EVENT', '--event-file'] })
    }
    const fed = flags.eventFile === undefined ? undefined : await eventFrom(desk, flags.eventFile)
    const place = await rulePlace(desk, flags.desk === true)
    demandRuleEvents(place)
    const rule = await ruleNamed(place.store.db, place.scope, place.tenant, typed)
    const words = await loadRuleLogWords(desk.language)
    const trial = await tried(desk, place, rule, { fed, eventId }, words.exampleValue)
    const shown = { trial, rule, tenant: place.tenant?.name ?? null }
    await printOne(desk, trialView, shown, async () => trialText(desk, words, place, shown))
  },
})

/** The one event of a file. Throws `event-file-broken`, and `wrong-value` where there are several. */
async function eventFrom(desk: Desk, path: string): Promise<FedEvent> {
  const file = await openEventFile(desk, path)
  const names = await loadStatusNames()
  try {
    const request = { file, format: undefined, names, before: 0, withDigest: false }
    const judged = await judgeFile(desk, request, () => undefined)
    const events = [...judged.events.read()].map(({ event }) => event)
    judged.events.close()
    const [event] = events
    if (event !== undefined && events.length === 1) return event
    throw new DeskError('wrong-value', {
      name: '--event-file',
      value: `${path}: ${events.length}`,
      allowed: ['1'],
      suggestion: null,
    })
  } finally {
    file.close()
  }
}

async function tried(
  desk: Desk,
  place: RulePlace,
  rule: Rule,
  { fed, eventId }: { fed: FedEvent | undefined; eventId: string | undefined },
  named: (attribute: string) => string,
): Promise<Trial> {
  const { store, actor, rules, tenant } = place
  const visibility = visibilityOf(actor, rules)
  if (fed !== undefined) {
    refuseOther(rule, fed.type)
    return tryOnExample(place, desk.now(), rule, fed, named)
  }
  if (eventId === undefined) {
    const newest = await newestFitting(store.db, rule, visibility)
    if (newest === undefined) return tryOnExample(place, desk.now(), rule, undefined, named)
    return tryRule(place, desk.now(), rule, newest)
  }
  const entry = await eventMeant(store.db, { actor, rules, tenant: tenant?.name }, eventId)
  const event = await eventById(store.db, eventIdOf(entry), tenant?.id, visibility)
  refuseOther(rule, event.type)
  return tryRule(place, desk.now(), rule, entry)
}

/** A rule has nothing to say about events of another type. */
function refuseOther({ event }: Rule, type: string): void {
  if (type === event) return
  throw new DeskError('wrong-value', { name: 'EVENT', value: type, allowed: [event], suggestion: null })
}

async function trialText(desk: Desk, words: RuleLogWords, place: RulePlace, shown: ShownTrial): Promise<string> {
  const { trial, rule } = shown
  const workspace = await loadWorkspaceWords(desk.language)
  const texts = trial.letters.flatMap(({ letter }) => [letter.subject, letter.body])
  const screen = await screenOf(desk, place.zone, [rule.description, ...texts])
  const { paint } = screen
  const { entry, whyNot, letters } = trial
  const head = entry === undefined ? words.noEventYet : await eventLine(place, screen, words, entry)
  const people = letters.map(
    ({ notice, letter }) => `  ${safeText(letter.to.address)}: ${words.wouldTell[notice.outcome]}`,
  )
  return [
    [
      paint.bold(safeText(rule.description)),
      head,
      ...(rule.enabled ? [] : [words.isDisabled]),
      ...(whyNot === undefined ? [] : [whyNotText(screen, words, workspace, whyNot, undefined)]),
    ].join('\n'),
    (people.length === 0 ? [`  ${whoElse(words, rule)}`] : people).join('\n'),
    ...differentTexts(trial).map((letter) =>
      [
        letter.audience === 'outside' ? words.toOutside : words.toInside,
        ...wrapText(`  ${words.subjectIs(letter.subject)}`, screen.columns, screen.measure),
        '',
        ...wrapText(indented(letter.body), screen.columns, screen.measure),
      ].join('\n'),
    ),
    words.nothingSent,
  ].join('\n\n')
}

async function eventLine(
  { store, actor, rules, zone }: RulePlace,
  screen: Screen,
  words: RuleLogWords,
  entry: NonNullable<Trial['entry']>,
): Promise<string> {
  const workspace = await loadWorkspaceWords(screen.language)
  const [event] = await shownEvents(store.db, [entry], visibilityOf(actor, rules))
  if (event === undefined) return ''
  const when = formatLocal(event.createdAt, zone, screen.language, 'day', screen.now)
  return joinParts(screen, [words.onEvent(when), eventKind(workspace, event), ...eventFacts(workspace, event)])
}

/** Where nobody is there by name: roles are whoever has them when it happens. */
function whoElse(words: RuleLogWords, { recipients }: Rule): string {
  const roles = recipients.flatMap((recipient) => (recipient.kind === 'role' ? [recipient.role] : []))
  return roles.length === 0 ? words.nobodyMeant : words.rolesThen(roles.join(', '))
}

/** Each text once, however many people read it. */
function differentTexts({ letters, sample }: Trial): NewLetter[] {
  const all = [...letters.map(({ letter }) => letter), ...(sample === undefined ? [] : [sample])]
  return [...new Map(all.map((letter) => [`${letter.subject}\n${letter.body}`, letter])).values()]
}

function indented(body: string): string {
  return body.trimEnd().replace(/^(?=.)/gm, '  ')
}
