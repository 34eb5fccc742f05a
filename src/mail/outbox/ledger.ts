import type { Desk } from '../../desk'
import type { Store } from '../../store/open'
import type { Tx } from '../../store/schema'
import { type Answer, answered, type Course, mark } from './outbox'
import type { TakenMail } from './outbox-mail'
import { markMails, saveAnswered } from './outbox-store'

interface Entry<T> {
  mail: TakenMail
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

/** So long, in milliseconds, a mark waits at most for those of mails whose server takes longer. */
const marksWait = 5

/** What a sender is at. */
export interface Traffic {
  /** How many mails are on their way to the point where they ask for their mark. */
  nearing(): number
  /** Whether no mark comes after this that would take answers to the disk. */
  isLast(): boolean
}

/**
 * The pen of a sender: marks and answers. A mark is on the disk before anybody goes on, and waits a moment for those of the
 * other connections, so that mails over several of them wait for the disk once and together. An answer is written at once,
 * before the next mail is begun, and without that wait: what is written is not repeated when this process is killed, and the
 * next mark takes it to the disk.
 */
export class Ledger {
  private marks: Entry<boolean>[] = []
  private answers: (Entry<Course | undefined> & { answer: Answer })[] = []
  /** Runs while marks wait for others. */
  private patience: NodeJS.Timeout | undefined

  constructor(
    private readonly desk: Pick<Desk, 'now' | 'randomBytes'>,
    private readonly store: Pick<Store, 'write' | 'writeUnsynced'>,
    private readonly sender: string,
    private readonly traffic: Traffic,
  ) {}

  /** Marks a mail; false where it is somebody else's by now, and must not be sent. */
  mark(mail: TakenMail): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.marks.push({ mail, resolve, reject })
      this.patience ??= setTimeout(() => void this.writeMarks(), marksWait)
      this.considerMarks()
    })
  }

  /** Writes down what became of a mail; undefined where it is somebody else's by now. */
  answer(mail: TakenMail, answer: Answer): Promise<Course | undefined> {
    return new Promise((resolve, reject) => {
      this.answers.push({ mail, answer, resolve, reject })
      // With those that come in this turn of the loop, and before anybody begins another mail.
      if (this.answers.length === 1) setImmediate(() => void this.writeAnswers())
    })
  }

  /** Writes the marks, where none is to be waited for; also to be called when a mail ended that never asked for its own. */
  considerMarks(): void {
    if (this.marks.length === 0) return
    // In this turn of the loop others may ask, too.
    setImmediate(() => {
      if (this.traffic.nearing() === 0) void this.writeMarks()
    })
  }

  private async writeMarks(): Promise<void> {
    clearTimeout(this.patience)
    this.patience = undefined
    const marks = this.marks
    this.marks = []
    if (marks.length === 0) return
    try {
      // All of a sender's marks of one moment are alike.
      const now = this.desk.now()
      const [first] = marks.flatMap(({ mail }) => mark(mail.course, this.sender, now) ?? [])
      const ids = marks.map(({ mail }) => mail.id)
      const marked = new Set(first === undefined ? [] : await this.store.write(async (tx) => markMails(tx, ids, first)))
      for (const { mail, resolve } of marks) resolve(marked.has(mail.id))
    } catch (error) {
      for (const { reject } of marks) reject(error)
    }
  }

  private async writeAnswers(): Promise<void> {
    const answers = this.answers
    this.answers = []
    try {
      const now = this.desk.now()
      const courses = new Map(
        answers.map(({ mail, answer }) => [mail.id, answered(mail.course, answer, now, this.chance())]),
      )
      const save = async (tx: Tx): Promise<ReadonlySet<string>> => saveAnswered(tx, courses, this.sender)
      const saved = await (this.traffic.isLast() ? this.store.write(save) : this.store.writeUnsynced(save))
      for (const { mail, resolve } of answers) resolve(saved.has(mail.id) ? courses.get(mail.id) : undefined)
    } catch (error) {
      for (const { reject } of answers) reject(error)
    }
  }

  /** From 0 to 1. */
  private chance(): number {
    return this.desk.randomBytes(2).readUInt16LE(0) / 0xffff
  }
}
