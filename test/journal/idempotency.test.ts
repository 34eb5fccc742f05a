import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const day = 24 * 60 * 60 * 1000
const anna = ['--for', 'anna@acme.example']

async function aDesk(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('open', 'Portal down', ...anna)
  return desk
}

const messages = async (desk: TestDesk): Promise<number> =>
  (await desk.json<{ messages: unknown[] }>('show', '1')).messages.length

const entries = async (desk: TestDesk): Promise<number> => (await desk.json<unknown[]>('log')).length

describe('the same key', () => {
  test('with the same request does it once and gives the first result', async () => {
    const desk = await aDesk()
    const open = ['open', 'Payment file rejected', ...anna, '--idempotency-key', 'k']
    expect(await desk.json(...open)).toMatchObject({ number: 2 })
    const before = await entries(desk)
    for (let again = 0; again < 3; again += 1) expect(await desk.json(...open)).toMatchObject({ number: 2 })
    expect(await entries(desk)).toBe(before)
    expect(await desk.json('open', 'Another', ...anna)).toMatchObject({ number: 3 })
  })

  test.each([
    [['reply', '1', '-m', 'Which bank?']],
    [['note', '1', '-m', 'Same as last week']],
    [['take', '1']],
    [['edit', '1', '--priority', 'high']],
    [['solve', '1', '-m', 'Done']],
    [['tenant', 'add', 'beta']],
    [['tenant', 'edit', 'acme', '--title', 'Acme GmbH']],
    [['user', 'add', 'bob@acme.example']],
    [['config', 'set', 'desk.name', 'Support']],
    [['config', 'unset', 'desk.domain']],
  ])('makes %j harmless to repeat', async (words) => {
    const desk = await aDesk()
    const call = [...words, '--idempotency-key', 'k']
    const first = await desk.json(...call)
    const after = { messages: await messages(desk), entries: await entries(desk) }
    expect(await desk.json(...call)).toEqual(first)
    expect({ messages: await messages(desk), entries: await entries(desk) }).toEqual(after)
  })

  test.each([
    [
      ['reply', '1', '-m', 'Which bank?'],
      ['reply', '1', '-m', 'Which bank, please?'],
    ],
    [
      ['reply', '1', '-m', 'Which bank?'],
      ['reply', '1', '-m', 'Which bank?', '--keep-open'],
    ],
    [
      ['open', 'One', ...anna],
      ['open', 'Two', ...anna],
    ],
    [
      ['open', 'One', ...anna],
      ['open', 'One', '--for', 'bob@acme.example'],
    ],
    [
      ['edit', '1', '--priority', 'high'],
      ['edit', '1', '--priority', 'low'],
    ],
    [
      ['config', 'set', 'desk.name', 'Support'],
      ['config', 'set', 'desk.name', 'Help'],
    ],
    [
      ['tenant', 'add', 'beta'],
      ['tenant', 'add', 'gamma'],
    ],
  ])('with another request is refused, and nothing is done: %j, then %j', async (one, other) => {
    const desk = await aDesk()
    await desk.json(...one, '--idempotency-key', 'k')
    const before = await entries(desk)
    expect(await desk.refused(...other, '--idempotency-key', 'k')).toMatchObject({
      exitCode: 1,
      code: 'idempotency-key-reused',
      details: { key: 'k' },
    })
    expect(await entries(desk)).toBe(before)
  })

  test('of another command is another key', async () => {
    const desk = await aDesk()
    await desk.json('reply', '1', '-m', 'Which bank?', '--idempotency-key', 'k')
    await desk.json('note', '1', '-m', 'Which bank?', '--idempotency-key', 'k')
    expect(await messages(desk)).toBe(2)
  })

  test('of another person is another key', async () => {
    const desk = await aDesk()
    await desk.json('reply', '1', '-m', 'Hello', '--idempotency-key', 'k')
    await desk.as('anna@acme.example')
    await desk.json('reply', '1', '-m', 'Hello', '--idempotency-key', 'k')
    expect(await messages(desk)).toBe(2)
  })

  test('for another tenant is another key', async () => {
    const desk = await aDesk()
    await desk.json('open', 'One', '--for', 'eve@beta.example', '--new-tenant', 'beta', '--idempotency-key', 'k')
    expect(await desk.json('open', 'One', ...anna, '--idempotency-key', 'k')).toMatchObject({ number: 3 })
  })

  test('gives the first result even where the deed would be refused by now', async () => {
    const desk = await aDesk()
    await desk.json('reply', '1', '-m', 'Done', '--solve', '--idempotency-key', 'k')
    await desk.json('close', '1')
    expect(await desk.json('reply', '1', '-m', 'Done', '--solve', '--idempotency-key', 'k')).toMatchObject({
      number: 1,
      status: 'closed',
    })
    expect(await messages(desk)).toBe(1)
  })
})

test('a deed that failed did not use its key up', async () => {
  const desk = await aDesk()
  await desk.refused('open', 'One', '--for', 'eve@beta.example', '--idempotency-key', 'k')
  await desk.json('open', 'One', '--for', 'eve@beta.example', '--new-tenant', 'beta', '--idempotency-key', 'k')
  expect(await desk.json('list')).toHaveLength(2)
})

test('a key is kept for 30 days and is then free', async () => {
  const desk = await aDesk()
  const reply = ['reply', '1', '-m', 'Which bank?', '--idempotency-key', 'k']
  await desk.json(...reply)
  // Whoever comes by in between stays logged in.
  for (const wait of [15 * day, 15 * day]) {
    desk.later(wait)
    await desk.json(...reply)
    expect(await messages(desk)).toBe(1)
  }
  desk.later(1)
  await desk.json(...reply)
  expect(await messages(desk)).toBe(2)
})
