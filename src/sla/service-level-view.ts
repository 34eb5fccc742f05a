import { flag, instant, oneOf, orNull, text, whole } from '../kit/json'
import type { Screen } from '../kit/screen'
import { safeText } from '../kit/text/safe-text'
import { parseTypedDuration } from '../kit/time/duration'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { priorities } from '../ticket/ticket'
import type { SlaWords } from '../words/en/sla'
import { type AgreedLevel, type Conditions, metrics } from './service-level'

export const serviceLevelView: View<AgreedLevel> = {
  fields: {
    id: text,
    priority: orNull(oneOf(priorities)),
    category: orNull(text),
    level: orNull(whole),
    firstAnswer: orNull(text),
    nextAnswer: orNull(text),
    solution: orNull(text),
    aroundTheClock: flag,
    validFrom: instant,
    validUntil: orNull(instant),
  },
  columns: [
    'id',
    'priority',
    'category',
    'level',
    'firstAnswer',
    'nextAnswer',
    'solution',
    'aroundTheClock',
    'validFrom',
    'validUntil',
  ],
  toJson: ({ id, priority, category, level, promised, aroundTheClock, validFrom, validUntil }) => ({
    id,
    priority,
    category,
    level,
    firstAnswer: promised['first-answer'],
    nextAnswer: promised['next-answer'],
    solution: promised.solution,
    aroundTheClock,
    validFrom: formatInstant(validFrom),
    validUntil: validUntil === null ? null : formatInstant(validUntil),
  }),
}

/** For which tickets, in words: `priority urgent · level 2`. `labels`: what categories are called. */
export function conditionTexts(
  { words }: Pick<Screen, 'words'>,
  sla: SlaWords,
  { category, priority, level }: Conditions,
  labels: ReadonlyMap<string, string>,
): string[] {
  const texts = [
    ...(category === null ? [] : [safeText(labels.get(category) ?? category)]),
    ...(priority === null ? [] : [sla.ofPriority(words.priorities[priority])]),
    ...(level === null ? [] : [words.level(level)]),
  ]
  return texts.length === 0 ? [sla.everyTicket] : texts
}

/** What is promised, in words: `first answer 4 h`. */
export function promiseTexts(sla: SlaWords, { promised, aroundTheClock }: AgreedLevel): string[] {
  const texts = metrics.flatMap((metric) => {
    const typed = promised[metric]
    return typed === null ? [] : [`${sla.metrics[metric]} ${durationText(sla, typed, aroundTheClock)}`]
  })
  return [...texts, aroundTheClock ? sla.aroundTheClock : sla.businessHours]
}

/** `1 working day 4 h`: a day is a working day, unless nights count, too. */
export function durationText(sla: SlaWords, typed: string, aroundTheClock: boolean): string {
  const { weeks, days, milliseconds } = parseTypedDuration(typed) ?? { weeks: 0, days: 0, milliseconds: 0 }
  const minutes = Math.floor(milliseconds / 60_000)
  const [hours, rest, seconds] = [Math.floor(minutes / 60), minutes % 60, Math.round((milliseconds % 60_000) / 1000)]
  const parts = [
    ...(weeks === 0 ? [] : [sla.weeks(weeks)]),
    ...(days === 0 ? [] : [aroundTheClock ? sla.days(days) : sla.workingDays(days)]),
    ...(hours === 0 ? [] : [sla.hours(hours)]),
    ...(rest === 0 ? [] : [sla.minutes(rest)]),
    ...(seconds === 0 ? [] : [sla.seconds(seconds)]),
  ]
  return parts.join(' ')
}
