import { readdirSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { deskFor } from '../../src/desk'
import type { SourcedEvent } from '../../src/workspace/event-source'
import { type JudgedEvents, keepJudged } from '../../src/workspace/judged-events'
import { TestDesk } from '../kit/test-desk'

function eventOf(number: number): SourcedEvent {
  const attributes = { payment: `RE-${number}`, reason: 'Zahlung „ä€😀“\n'.repeat(number % 7) }
  return {
    event: { type: 'payment.status-changed', attributes, externalId: number % 2 === 0 ? null : `e-${number}` },
    tenant: null,
    place: { line: number, path: null },
  }
}

async function keeping(count: number): Promise<{ kept: JudgedEvents; events: SourcedEvent[]; desk: TestDesk }> {
  const desk = new TestDesk()
  const kept = keepJudged(await deskFor(desk.world()))
  onTestFinished(() => kept.close())
  const events = Array.from({ length: count }, (_, index) => eventOf(index))
  for (const event of events) kept.add(event)
  return { kept, events, desk }
}

test.each([0, 1, 500, 501, 502, 5000])(
  '%i events come back as they were, in their order and as often as need be',
  async (count) => {
    const { kept, events } = await keeping(count)
    expect([...kept.read()]).toEqual(events)
    expect([...kept.read()]).toEqual(events)
  },
)

test('few of them need no file, and that of many has no name', async () => {
  const few = await keeping(500)
  expect([...few.kept.read()]).toHaveLength(500)
  expect(readdirSync(few.desk.home)).toEqual([])
  const many = await keeping(5000)
  expect(readdirSync(many.desk.home, { recursive: true })).toEqual(['spool'])
})
