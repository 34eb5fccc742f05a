import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'
import { mailsOf, outboxOf } from './outbox'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('open', 'It hangs', '--for', 'anna@acme.example')
  desk.later(60_000)
})

/** What a sender did with the mails of that kind since. */
async function pretend(kind: string, news: Record<string, string | null>): Promise<void> {
  const store = await desk.store()
  await store.write((tx) => tx.updateTable('outbox').set(news).where('kind', '=', kind).execute())
  await store.close()
}

const states = async (): Promise<string[]> =>
  (await outboxOf(desk)).filter(({ kind }) => kind !== 'received').map(({ kind, state }) => `${kind} ${state}`)

describe.each([
  ['reply', ['reply', '1', '-m', 'Which bank?']],
  ['solved', ['solve', '1']],
  ['solved', ['reply', '1', '-m', 'Done.', '--solve']],
] as const)('%s by %j', (kind, words) => {
  test('goes to nobody once it is taken back', async () => {
    await desk.json(...words)
    desk.later(10_000)
    await desk.json('undo')
    expect(await states()).toEqual([`${kind} cancelled`])
    const [mail] = (await outboxOf(desk)).filter((one) => one.kind === kind)
    expect(mail?.next_attempt_at).toBeNull()
  })

  test.each(['held', 'deferred'])('so does what is %s', async (state) => {
    await desk.json(...words)
    await pretend(kind, { state })
    await desk.json('undo')
    expect(await states()).toEqual([`${kind} cancelled`])
  })

  test.each(['leased', 'accepted', 'uncertain'])('cannot be taken back when its letter is %s', async (state) => {
    await desk.json(...words)
    const ended_at = state === 'leased' ? null : '2026-03-05T12:01:40.000Z'
    await pretend(kind, { state, ended_at, next_attempt_at: null })
    const before = await desk.json('show', '1')
    expect(await desk.refused('undo', '--dry-run')).toMatchObject({ exitCode: 1, code: 'already-sent' })
    expect(await desk.refused('undo')).toMatchObject({
      exitCode: 1,
      code: 'already-sent',
      details: { number: 1, to: 'anna@acme.example', at: ended_at },
    })
    expect(await desk.json('show', '1')).toEqual(before)
    expect(await states()).toEqual([`${kind} ${state}`])
  })

  test('can be taken back when its letter was refused', async () => {
    await desk.json(...words)
    await pretend(kind, { state: 'failed', next_attempt_at: null })
    await desk.json('undo')
    expect(await states()).toEqual([`${kind} failed`])
  })
})

test('letters of other deeds are left alone', async () => {
  await desk.json('reply', '1', '-m', 'Which bank?')
  desk.later(1000)
  await desk.json('reply', '1', '-m', 'And which file?')
  desk.later(1000)
  await desk.json('undo')
  expect(await states()).toEqual(['reply queued', 'reply cancelled'])
  const [received] = await outboxOf(desk)
  expect(received).toMatchObject({ kind: 'received', state: 'queued' })
})

test('what is said after something was taken back answers what did go', async () => {
  await desk.json('reply', '1', '-m', 'Which bank?')
  await desk.json('undo')
  desk.later(1000)
  const [mail] = await mailsOf(desk, ['reply', '1', '-m', 'Which account?'])
  const [received] = await outboxOf(desk)
  expect(mail?.answers).toBe(received?.message_id)
})

test('a deed that was never told to anybody is taken back as ever', async () => {
  await desk.json('take', '1')
  await desk.json('undo')
  await desk.json('note', '1', '-m', 'Hm.')
  expect((await desk.run('undo')).exitCode).toBe(0)
  expect(await states()).toEqual([])
})
