import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { splitWords } from '../../kit/shell-words'
import { runTool, timeToEnd } from '../../kit/system-tool'
import type { Settings } from '../../settings/setting'
import { readSettings } from '../../settings/store'
import type { Store } from '../../store/open'
import { senderOf } from '../letter/sender-address'
import { writeMail } from '../letter/write-mail'
import { type Courier, type Patience, usualPatience, WayOutClosed, type WrittenMail } from './courier'
import { Ledger } from './ledger'
import { type Answer, type Course, hold, isTooOld, type Leased, type MailState, take } from './outbox'
import type { OutboxMail, TakenMail } from './outbox-mail'
import { listDueMails, nextDueMail, saveCourses, withCircumstances } from './outbox-store'
import { findWayOut, type WayOut } from './way-out'

/** What a run of the sender did. */
export interface SendRun {
  counts: Readonly<Record<'accepted' | 'deferred' | 'failed' | 'uncertain' | 'suppressed' | 'held', number>>
  /** What the server said of mails that did not leave, each once. */
  reasons: readonly string[]
  /** Why nothing more got out; null: everything that was due was tried. */
  closed: string | null
}

export interface SendOptions {
  /** At most so many. */
  limit?: number
  patience?: Patience
  /** Asked before each mail: whether the run is to end here. */
  isStopped?: () => boolean
}

/** So many mails are taken at once: enough to keep all connections busy, few enough to write little in vain. */
const inOnePortion = 100
const connections = 5

/**
 * Sends what is due. No network is used inside a transaction: mails are leased, written, marked, sent, and their answers
 * written down. Throws `mail-not-set-up`, and `mail-password-damaged`.
 */
export async function sendMail(desk: Desk, options: SendOptions = {}): Promise<SendRun> {
  const store = await desk.store()
  const settings = await readSettings(store.db)
  const wayOut = await demandWayOut(desk, settings)
  return new Sender(desk, store, settings, wayOut, options).run()
}

/** The way out of a desk that can send. Throws `mail-not-set-up`, `mail-password-damaged`. */
export async function demandWayOut(desk: Desk, settings: Settings): Promise<WayOut> {
  const wayOut = await findWayOut(desk, settings)
  if (wayOut === undefined) throw new DeskError('mail-not-set-up', { missing: 'way-out' })
  if (senderOf(settings) === undefined) throw new DeskError('mail-not-set-up', { missing: 'sender' })
  return wayOut
}

/** Whoever takes mails along that way. Read only when something is to be sent. */
export async function courierFor(desk: Desk, wayOut: WayOut, patience = usualPatience): Promise<Courier> {
  if (wayOut.kind === 'sendmail') {
    return (await import('./sendmail-courier')).sendmailCourier(wayOut.path, desk.environment, {
      limit: patience.content,
      toEnd: timeToEnd,
    })
  }
  const { smtpCourier } = await import('./smtp-courier')
  return smtpCourier(
    wayOut,
    patience,
    () => accessToken(desk, wayOut.tokenCommand ?? '', patience.command),
    connections,
  )
}

/** What the command prints that gives access tokens. Throws `WayOutClosed`. */
async function accessToken(desk: Desk, command: string, limit: number): Promise<string> {
  const [program = '', ...words] = splitWords(command)
  const run = await runTool(program, words, '', desk.environment, { limit, toEnd: timeToEnd })
  if (run?.isEnded === true) throw new WayOutClosed('mail.smtp-token-command: no answer in time')
  const token = run?.stdout.trim() ?? ''
  if (run?.exitCode === 0 && token !== '' && !/\s/.test(token)) return token
  const said = run === undefined ? 'there is no such program' : (run.stderr.trim().split('\n')[0] ?? '')
  throw new WayOutClosed(`mail.smtp-token-command: ${said === '' ? `exit code ${run?.exitCode}` : said}`)
}

class Sender {
  private readonly id: string
  private readonly ledger: Ledger
  private readonly counts = { accepted: 0, deferred: 0, failed: 0, uncertain: 0, suppressed: 0, held: 0 }
  private readonly reasons = new Set<string>()
  private readonly waiting: TakenMail[] = []
  private closed: string | null = null
  private taken = 0
  /** Whether the way out was seen to be open: until then one connection is enough to find out. */
  private isOpen = false
  /** How many connections are in use. */
  private working = 0
  /** How many mails are being sent, and how many of those are on their way to their mark. */
  private underway = 0
  private nearing = 0
  private courier: Courier | undefined

  constructor(
    private readonly desk: Desk,
    private readonly store: Store,
    private readonly settings: Settings,
    private readonly wayOut: WayOut,
    private readonly options: SendOptions,
  ) {
    this.id = desk.newId()
    this.ledger = new Ledger(desk, store, this.id, {
      nearing: () => this.nearing,
      isLast: () => this.underway === 0 && this.waiting.length === 0,
    })
  }

  async run(): Promise<SendRun> {
    try {
      while (this.closed === null && !this.isStopped() && (await this.takePortion())) await this.sendPortion()
    } finally {
      await this.courier?.close()
    }
    return { counts: this.counts, reasons: [...this.reasons], closed: this.closed }
  }

  private isStopped(): boolean {
    return this.options.isStopped?.() === true
  }

  /** Leases what is due; false where nothing is. */
  private async takePortion(): Promise<boolean> {
    const room = Math.min(inOnePortion, (this.options.limit ?? Number.POSITIVE_INFINITY) - this.taken)
    const due = await nextDueMail(this.store.db)
    if (room <= 0 || due === null || due > this.desk.now()) return false
    const leased = await this.store.write(async (tx) => {
      const now = this.desk.now()
      const mails: (OutboxMail & { course: Leased })[] = []
      const courses: [string, Course][] = []
      for (const mail of await listDueMails(tx, now, room)) {
        const course = isTooOld(mail.course, now) ? hold(mail.course) : take(mail.course, this.id, now)
        if (course === undefined) continue
        courses.push([mail.id, course])
        if (course.state === 'leased') mails.push({ ...mail, course })
        else this.count(course.state, course.lastError)
      }
      await saveCourses(tx, courses)
      return mails
    })
    this.taken += leased.length
    if (leased.length > 0) this.waiting.push(...(await withCircumstances(this.store.db, leased)))
    return true
  }

  private async sendPortion(): Promise<void> {
    if (this.waiting.length === 0) return
    this.courier ??= await courierFor(this.desk, this.wayOut, this.options.patience)
    while (!this.isOpen && this.isGoing()) await this.sendNext(this.courier)
    const hands = Math.min(this.courier.hands, this.waiting.length)
    this.working = hands
    await Promise.all(Array.from({ length: hands }, () => this.work()))
    // The rest goes back as it was: nobody tried it.
    const untried = this.waiting.splice(0)
    await Promise.all(untried.map((mail) => this.noteAnswer(mail, { outcome: 'untried', reason: this.closed })))
  }

  /** One connection's work. A server that takes no further connection is served by those that it took. */
  private async work(): Promise<void> {
    const { courier } = this
    while (courier !== undefined && this.isGoing() && (await this.sendNext(courier))) {
      // Until nothing is left, or this connection is one too many for the server.
    }
    this.working -= 1
  }

  private isGoing(): boolean {
    return this.waiting.length > 0 && this.closed === null && !this.isStopped()
  }

  /** False: others go on without this connection. */
  private async sendNext(courier: Courier): Promise<boolean> {
    const mail = this.waiting.shift()
    if (mail === undefined) return false
    const answer = await this.sendOne(courier, mail)
    if (answer === undefined) {
      this.waiting.unshift(mail)
      return false
    }
    await this.noteAnswer(mail, answer)
    return true
  }

  /** Undefined where this connection could not be made while others work. */
  private async sendOne(courier: Courier, mail: TakenMail): Promise<Answer | undefined> {
    this.underway += 1
    this.nearing += 1
    let isNearing = true
    const arrive = (): void => {
      if (isNearing) this.nearing -= 1
      isNearing = false
    }
    try {
      const written = await this.written(mail)
      return 'outcome' in written ? written : await this.deliver(courier, mail, written, arrive)
    } finally {
      this.underway -= 1
      arrive()
      this.ledger.considerMarks()
    }
  }

  private async deliver(
    courier: Courier,
    mail: TakenMail,
    written: WrittenMail,
    arrive: () => void,
  ): Promise<Answer | undefined> {
    let isMarked = false
    try {
      const answer = await courier.deliver(written, async () => {
        arrive()
        isMarked ||= await this.ledger.mark(mail)
        return isMarked
      })
      this.isOpen = true
      return answer
    } catch (error) {
      if (!(error instanceof WayOutClosed)) throw error
      if (this.isOpen && this.working > 1) return undefined
      const isFirst = this.closed === null
      this.closed = error.message
      this.reasons.add(error.message)
      return { outcome: isFirst ? 'deferred' : 'untried', reason: error.message }
    }
  }

  /** A mail that cannot be written keeps no other back. */
  private async written(mail: TakenMail) {
    try {
      return await writeMail(this.desk, this.settings, mail)
    } catch (error) {
      if ((await this.desk.storeTrouble(error)) !== undefined) throw error
      const reason = error instanceof DeskError ? error.trouble : error instanceof Error ? error.message : String(error)
      return { outcome: 'failed', reason } as const
    }
  }

  private async noteAnswer(mail: TakenMail, answer: Answer): Promise<void> {
    const course = await this.ledger.answer(mail, answer)
    if (course !== undefined && answer.outcome !== 'untried') this.count(course.state, course.lastError)
  }

  private count(state: MailState, reason: string | null): void {
    if (!Object.hasOwn(this.counts, state)) return
    this.counts[state as keyof typeof this.counts] += 1
    if (reason !== null && state !== 'accepted' && this.reasons.size < 5) this.reasons.add(reason)
  }
}
