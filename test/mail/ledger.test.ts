import { expect, onTestFinished, test, vi } from 'vitest'
import { Ledger } from '../../src/mail/outbox/ledger'
import { take } from '../../src/mail/outbox/outbox'
import type { TakenMail } from '../../src/mail/outbox/outbox-mail'
import { listDueMails, saveCourses, withCircumstances } from '../../src/mail/outbox/outbox-store'
import { TestDesk } from '../kit/test-desk'
import { post } from './posted-mail'

/** A sender that has taken so many mails, with the pen that it writes with, and how often that wrote in which way. */
async function senderOf(count: number) {
  const desk = await new TestDesk().init()
  await post(desk, ...Array.from({ length: count }, () => ({})))
  const store = await desk.store()
  onTestFinished(() => store.close())
  const mails = await store.write(async (tx) => {
    const taken: TakenMail[] = []
    for (const mail of await withCircumstances(tx, await listDueMails(tx, desk.now, count))) {
      const course = take(mail.course, 'me', desk.now)
      if (course?.state === 'leased') taken.push({ ...mail, course })
    }
    await saveCourses(
      tx,
      taken.map(({ id, course }) => [id, course]),
    )
    return taken
  })
  const [write, writeUnsynced] = [vi.spyOn(store, 'write'), vi.spyOn(store, 'writeUnsynced')]
  const traffic = { nearing: 0, isLast: false }
  const world = { now: () => desk.now, randomBytes: (size: number) => Buffer.alloc(size) }
  const ledger = new Ledger(world, store, 'me', { nearing: () => traffic.nearing, isLast: () => traffic.isLast })
  const rows = async () => {
    const other = await desk.store()
    const found = await other.db.selectFrom('outbox').select(['state', 'marked_at']).orderBy('id').execute()
    await other.close()
    return found
  }
  return { ledger, mails, traffic, rows, written: () => [write.mock.calls.length, writeUnsynced.mock.calls.length] }
}

const accepted = { outcome: 'accepted', response: '250 ok' } as const
const turn = async (): Promise<unknown> => new Promise((resume) => setImmediate(resume))

/** No mark is written because it has waited for long enough. */
function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
}

test('marks wait for those of mails that are on their way to theirs, and are committed together', async () => {
  const { ledger, mails, traffic, rows, written } = await senderOf(3)
  stopTime()
  traffic.nearing = 3
  const marks: Promise<boolean>[] = []
  for (const mail of mails) {
    await turn()
    expect((await rows()).every(({ marked_at }) => marked_at === null)).toBe(true)
    traffic.nearing -= 1
    marks.push(ledger.mark(mail))
  }
  expect(await Promise.all(marks)).toEqual([true, true, true])
  expect((await rows()).every(({ marked_at }) => marked_at !== null)).toBe(true)
  expect(written()).toEqual([1, 0])
})

test('a mail that ends without a mark is not waited for any longer', async () => {
  const { ledger, mails, traffic, written } = await senderOf(2)
  stopTime()
  traffic.nearing = 1
  const [mark] = mails.slice(0, 1).map((mail) => ledger.mark(mail))
  await turn()
  await turn()
  expect(written()).toEqual([0, 0])
  traffic.nearing = 0
  ledger.considerMarks()
  expect(await mark).toBe(true)
})

test('a server that takes its time over one mail does not keep the others for long', async () => {
  const { ledger, mails, traffic } = await senderOf(1)
  traffic.nearing = 1
  expect(await Promise.all(mails.map((mail) => ledger.mark(mail)))).toEqual([true])
})

test('an answer does not wait, neither for marks nor for the disk, unless no mark comes any more', async () => {
  const { ledger, mails, traffic, rows, written } = await senderOf(4)
  stopTime()
  const [first, second, third, last] = mails
  if (first === undefined || second === undefined || third === undefined || last === undefined) throw new Error('four')
  await Promise.all([ledger.mark(first), ledger.mark(second), ledger.mark(last)])
  expect(written()).toEqual([1, 0])
  traffic.nearing = 1
  void ledger.mark(third)
  const courses = await Promise.all([ledger.answer(first, accepted), ledger.answer(second, accepted)])
  expect(courses.map((course) => course?.state)).toEqual(['accepted', 'accepted'])
  // Those that come together are written together, and whoever looks sees it.
  expect((await rows()).map(({ state }) => state)).toEqual(['accepted', 'accepted', 'leased', 'leased'])
  expect(written()).toEqual([1, 1])
  traffic.isLast = true
  await ledger.answer(last, accepted)
  expect(written()).toEqual([2, 1])
  // Nobody answers for a mail that is done, or that somebody else has by now.
  expect(await ledger.answer(last, accepted)).toBeUndefined()
})
