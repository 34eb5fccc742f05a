import type { Desk } from '../desk'
import type { Store } from '../store/open'
import { type Answer, answered, type Course, mark } from './outbox'
import type { TakenMail } from './outbox-mail'
import { markMails, saveAnswered } from './outbox-store'

interface Entry<T> {
  mail: TakenMail
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

/** So long, in milliseconds, a mark waits for those of the other connections. */
const marksWait = 5
/** So long, in milliseconds, an answer waits for a mark that it can share a commit with. */
const answersWait = 20

/**
 * The pen of a sender: marks and answers. A mark is committed before anybody goes on. What comes while a commit is under way
 * shares the next one, and an answer, for which nobody waits, the commit of the next mark: mails over several connections
 * cost one commit together and not two each.
 */
export class Ledger {
  private marks: Entry<boolean>[] = []
  private answers: (Entry<Course | undefined> & { answer: Answer })[] = []
  private isWriting = false
  /** Something is to be written, at the latest when the present commit is done. */
  private isDue = false

  constructor(
    private readonly desk: Pick<Desk, 'now' | 'randomBytes'>,
    private readonly store: Pick<Store, 'write'>,
    private readonly sender: string,
    /** How many mails are on their way at once: no more marks than that can be waited for. */
    private readonly hands: () => number,
  ) {}

  /** Marks a mail; false where it is somebody else's by now, and must not be sent. */
  mark(mail: TakenMail): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.marks.push({ mail, resolve, reject })
      if (this.marks.length >= this.hands()) this.begin()
      else setTimeout(() => this.begin(), marksWait)
    })
  }

  /** Writes down what became of a mail; undefined where it is somebody else's by now. */
  answer(mail: TakenMail, answer: Answer): Promise<Course | undefined> {
    return new Promise((resolve, reject) => {
      this.answers.push({ mail, answer, resolve, reject })
      setTimeout(() => this.begin(), answersWait)
    })
  }

  private begin(): void {
    this.isDue = true
    if (this.isWriting) return
    this.isWriting = true
    void this.writeAll()
  }

  private async writeAll(): Promise<void> {
    while (this.isDue) {
      // What the other connections have to say in this turn comes along.
      await new Promise((resume) => setImmediate(resume))
      this.isDue = false
      const [marks, answers] = [this.marks, this.answers]
      this.marks = []
      this.answers = []
      if (marks.length > 0 || answers.length > 0) await this.write(marks, answers)
    }
    this.isWriting = false
  }

  private async write(marks: typeof this.marks, answers: typeof this.answers): Promise<void> {
    try {
      const now = this.desk.now()
      const done = await this.store.write(async (tx) => {
        const courses = answers.map(
          ({ mail, answer }) => [mail.id, answered(mail.course, answer, now, this.chance())] as const,
        )
        const saved = new Set(await saveAnswered(tx, courses, this.sender))
        // All of a sender's marks of one moment are alike.
        const [first] = marks.flatMap(({ mail }) => mark(mail.course, this.sender, now) ?? [])
        const ids = marks.map(({ mail }) => mail.id)
        return {
          courses: new Map(courses.filter(([id]) => saved.has(id))),
          marked: first === undefined ? [] : await markMails(tx, ids, first),
        }
      })
      for (const { mail, resolve } of answers) resolve(done.courses.get(mail.id))
      const marked = new Set(done.marked)
      for (const { mail, resolve } of marks) resolve(marked.has(mail.id))
    } catch (error) {
      for (const { reject } of [...marks, ...answers]) reject(error)
    }
  }

  /** From 0 to 1. */
  private chance(): number {
    return this.desk.randomBytes(2).readUInt16LE(0) / 0xffff
  }
}
