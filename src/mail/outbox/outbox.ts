/**
 * How a mail leaves. A mail in the outbox waits until it is due; a sender takes it by a lease, so that no two send the same
 * one; just before its content goes over the wire it is marked. What the server then says decides: it took the mail
 * (`accepted`), not now (`deferred`: again after 1, 5, 15 minutes, 1 hour, then every 3 hours, for 5 days), or never
 * (`failed`). A sender that dies before the mark has sent nothing, and the mail is simply taken again. One that dies or loses
 * the connection after it leaves a mail of which nobody knows whether it arrived (`uncertain`): it goes once more under the
 * same Message-ID, and if that ends the same way a person has to decide. No mail ever goes a third time by itself.
 */
export const mailStates = [
  'queued',
  'leased',
  'accepted',
  'deferred',
  'failed',
  'suppressed',
  'uncertain',
  'held',
  'cancelled',
] as const
export type MailState = (typeof mailStates)[number]

/** What has not left, and somebody may have to do with (`mail queue`). */
export const unsentStates = [
  'queued',
  'leased',
  'deferred',
  'held',
  'uncertain',
  'failed',
] as const satisfies readonly MailState[]

/** What holds whatever the state. */
interface Tries {
  readonly attempts: number
  readonly firstAttemptAt: Date | null
  /** It went, or goes, a second time because nobody knows whether it arrived. */
  readonly repeated: boolean
  readonly lastError: string | null
}

type Waiting = Tries & { readonly state: 'queued' | 'deferred'; readonly nextAttemptAt: Date }
export type Leased = Tries & {
  readonly state: 'leased'
  readonly leasedBy: string
  readonly leasedUntil: Date
  /** From then on it may have arrived. */
  readonly markedAt: Date | null
}
/** Without a time it is kept for a person. */
type Uncertain = Tries & {
  readonly state: 'uncertain'
  readonly markedAt: Date | null
  readonly nextAttemptAt: Date | null
}
type Ended = Tries &
  (
    | { readonly state: 'accepted'; readonly response: string; readonly endedAt: Date }
    | { readonly state: 'failed' | 'suppressed' | 'cancelled'; readonly endedAt: Date }
  )
type Held = Tries & { readonly state: 'held' }

/** How far a mail has come. */
export type Course = Waiting | Leased | Uncertain | Ended | Held

const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour

/** How long a lease lasts without a word of its holder: longer than the longest that a server may take for one mail. */
export const leaseLength = 15 * minute
/** What was never tried for so long would surprise people; a person lets it go. */
export const tooOld = 5 * day
const firstWaits = [minute, 5 * minute, 15 * minute, hour]
const laterWait = 3 * hour
const givenUpAfter = 5 * day
/** A mail that may have arrived is not repeated at once: most of what breaks connections passes. */
const beforeRepeating = 15 * minute

/** When anybody may take it next; null: nothing is to be done by itself. */
export function nextTake(course: Course): Date | null {
  if (course.state === 'leased') return course.leasedUntil
  return course.state === 'queued' || course.state === 'deferred' || course.state === 'uncertain'
    ? course.nextAttemptAt
    : null
}

/**
 * Takes a mail that is due. Undefined where it is not; `uncertain` where its sender died over the repetition, and nobody may
 * send it any more by himself.
 */
export function take(course: Course, sender: string, now: Date): Leased | Uncertain | undefined {
  const due = nextTake(course)
  if (due === null || due > now) return undefined
  const diedMarked = course.state === 'leased' && course.markedAt !== null
  if (diedMarked && course.repeated) return keptForPerson(course, course.markedAt, course.lastError)
  return {
    state: 'leased',
    attempts: course.attempts + 1,
    firstAttemptAt: course.firstAttemptAt ?? now,
    repeated: course.repeated || diedMarked || course.state === 'uncertain',
    lastError: course.lastError,
    leasedBy: sender,
    leasedUntil: new Date(now.getTime() + leaseLength),
    markedAt: null,
  }
}

/** From here on it may arrive. Undefined where somebody else has it by now: then nothing must be sent. */
export function mark(course: Course, sender: string, now: Date): Leased | undefined {
  if (course.state !== 'leased' || course.leasedBy !== sender || course.markedAt !== null) return undefined
  return { ...course, markedAt: now, leasedUntil: new Date(now.getTime() + leaseLength) }
}

/** What became of an attempt. */
export type Answer =
  | { outcome: 'accepted'; response: string }
  /** Not now: the server's word, or a connection that broke before anything was sent. */
  | { outcome: 'deferred'; reason: string }
  | { outcome: 'failed'; reason: string }
  /** The content was on its way, and then nothing was heard. */
  | { outcome: 'lost'; reason: string }
  /** It was not even tried: the way out is closed, and that is none of this mail's faults. */
  | { outcome: 'untried'; reason: string | null }
  /** It must not go any more. */
  | { outcome: 'suppressed'; reason: string }

/** What follows from an answer. `chance` is a random number from 0 to 1. */
export function answered(course: Leased, answer: Answer, now: Date, chance: number): Course {
  const tries = triesOf(course)
  switch (answer.outcome) {
    case 'accepted':
      return { ...tries, state: 'accepted', response: answer.response, lastError: null, endedAt: now }
    case 'failed':
    case 'suppressed':
      return { ...tries, state: answer.outcome, lastError: answer.reason, endedAt: now }
    case 'deferred':
      return deferred({ ...tries, lastError: answer.reason }, now, chance)
    case 'lost':
      if (course.repeated) return keptForPerson(course, course.markedAt, answer.reason)
      return {
        ...tries,
        state: 'uncertain',
        lastError: answer.reason,
        markedAt: course.markedAt,
        nextAttemptAt: new Date(now.getTime() + beforeRepeating),
      }
    case 'untried':
      return givenBack(course, now, answer.reason)
  }
}

function deferred(tries: Tries, now: Date, chance: number): Course {
  const wait = (firstWaits[tries.attempts - 1] ?? laterWait) * (0.9 + 0.2 * chance)
  const nextAttemptAt = new Date(now.getTime() + wait)
  const began = tries.firstAttemptAt ?? now
  if (nextAttemptAt.getTime() - began.getTime() > givenUpAfter) return { ...tries, state: 'failed', endedAt: now }
  return { ...tries, state: 'deferred', nextAttemptAt }
}

/** As if it had not been taken. */
function givenBack(course: Leased, now: Date, reason: string | null): Waiting {
  const tries = triesOf(course)
  const attempts = Math.max(0, course.attempts - 1)
  return {
    ...tries,
    state: attempts === 0 ? 'queued' : 'deferred',
    attempts,
    firstAttemptAt: attempts === 0 ? null : course.firstAttemptAt,
    lastError: reason ?? course.lastError,
    nextAttemptAt: now,
  }
}

function keptForPerson(course: Tries, markedAt: Date | null, reason: string | null): Uncertain {
  return { ...triesOf(course), state: 'uncertain', lastError: reason, markedAt, nextAttemptAt: null }
}

/** The same without what belongs to a state. */
function triesOf({ attempts, firstAttemptAt, repeated, lastError }: Tries): Tries {
  return { attempts, firstAttemptAt, repeated, lastError }
}

/** Whether it waits since so long, untried, that it would only surprise people: there was no way out. */
export function isTooOld(course: Course, now: Date): boolean {
  return course.state === 'queued' && course.attempts === 0 && now.getTime() - course.nextAttemptAt.getTime() > tooOld
}

export function hold(course: Course): Held {
  return { ...triesOf(course), state: 'held' }
}

/** What a person wants of a mail. */
export type Wish = 'retry' | 'cancel' | 'release'

/** The states in which a person may wish so. What is with a sender just now has its answer soon. */
const wishable: Readonly<Record<Wish, readonly MailState[]>> = {
  retry: ['queued', 'deferred', 'failed', 'uncertain'],
  cancel: ['queued', 'deferred', 'failed', 'uncertain', 'held'],
  release: ['held'],
}

/** Whether it is so already, can be done, or not any more. */
export function wishFor(course: Course, wish: Wish): 'done-already' | 'possible' | 'impossible' {
  if (wish === 'cancel' && course.state === 'cancelled') return 'done-already'
  if (wish === 'release' && course.state === 'queued') return 'done-already'
  return wishable[wish].includes(course.state) ? 'possible' : 'impossible'
}

/**
 * Does what a person wishes; only after `wishFor`. Retried it has five days again, but what may have arrived once keeps that
 * in mind: it is not repeated by itself a second time.
 */
export function wished(course: Course, wish: Wish, now: Date): Course {
  if (wish === 'cancel') return { ...triesOf(course), state: 'cancelled', endedAt: now }
  return {
    attempts: 0,
    firstAttemptAt: null,
    repeated: course.repeated || course.state === 'uncertain',
    lastError: wish === 'retry' ? course.lastError : null,
    state: 'queued',
    nextAttemptAt: now,
  }
}
