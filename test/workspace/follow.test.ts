import type { Readable } from 'node:stream'
import { beforeAll, expect, test } from 'vitest'
import { BuiltDesk } from '../kit/built-desk'
import { startBuilt } from '../kit/built-program'

let desk: BuiltDesk
let anna: Record<string, string>

beforeAll(async () => {
  desk = await BuiltDesk.make()
  await desk.twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.twin.json('user', 'add', 'anna@acme.example', '--group', 'admin')
  anna = await desk.as('anna@acme.example')
})

interface FollowedEvent {
  id: string
  attributes: { payment: string }
}

/** The events that the program prints from now on, as soon as there are so many: what came before is gone. */
async function firstOf(stream: Readable, count: number): Promise<FollowedEvent[]> {
  let text = ''
  for await (const piece of stream.iterator({ destroyOnReturn: false })) {
    text += String(piece)
    const lines = text.split('\n').slice(0, -1)
    if (lines.length >= count) return lines.map((line) => JSON.parse(line) as FollowedEvent)
  }
  throw new Error(`it ended after ${JSON.stringify(text)}`)
}

async function emit(payment: string): Promise<FollowedEvent> {
  const attributes = ['--attribute', `payment=${payment}`, '--attribute', 'status=executed']
  return desk.json<FollowedEvent>(['event', 'emit', 'payment.status-changed', ...attributes], { environment: anna })
}

test('events are printed as they come, from where one left off, until it is interrupted', async () => {
  const first = await emit('1')
  await emit('2')
  const words = ['event', 'follow', '--json', '--from', first.id]
  const { process, finished } = startBuilt(words, { home: desk.home, environment: anna })
  expect((await firstOf(process.stdout, 1)).map(({ attributes }) => attributes.payment)).toEqual(['2'])
  const next = firstOf(process.stdout, 1)
  await emit('3')
  expect((await next).map(({ attributes }) => attributes.payment)).toEqual(['3'])
  process.kill('SIGINT')
  expect(await finished).toMatchObject({ exitCode: 0, stderr: '' })
})

test('it ends when nobody reads any more', async () => {
  const last = await emit('4')
  const words = ['event', 'follow', '--json', '--from', last.id]
  const { process, finished } = startBuilt(words, { home: desk.home, environment: anna })
  const next = firstOf(process.stdout, 1)
  await emit('5')
  await next
  process.stdout.destroy()
  await emit('6')
  expect(await finished).toMatchObject({ exitCode: 0 })
})

test('it ends when whoever follows may no longer read', async () => {
  await desk.twin.as(undefined)
  await desk.twin.json('user', 'add', 'kim@acme.example')
  const kim = await desk.as('kim@acme.example')
  const last = await emit('7')
  const words = ['event', 'follow', '--json', '--from', last.id]
  const { process, finished } = startBuilt(words, { home: desk.home, environment: kim })
  const next = firstOf(process.stdout, 1)
  await emit('8')
  await next
  await desk.twin.as(undefined)
  await desk.twin.json('user', 'disable', 'kim@acme.example')
  await emit('9')
  const { exitCode, stderr } = await finished
  expect({ exitCode, error: JSON.parse(stderr).error.code }).toEqual({ exitCode: 77, error: 'session-ended' })
})

test('an array without end is refused, and so is an event that is not theirs', async () => {
  const csv = await desk.run(['event', 'follow', '-o', 'csv'], { environment: anna })
  expect(csv).toMatchObject({ exitCode: 65, stdout: '' })
  const strange = await desk.run(['event', 'follow', '--from', '0123456789abcdef', '--json'], { environment: anna })
  expect(strange.exitCode).toBe(66)
})
