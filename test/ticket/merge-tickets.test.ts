import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  version: number
  subject: string
  messages: { body: string; mergedFrom: number | null; kind: string }[]
  attachments: { name: string }[]
  participants: { email: string; status: string }[]
  history: { type: string }[]
}

let desk: TestDesk

/** 1 is Anna's, 2 Kim's, 3 again Anna's, 4 of another tenant; people see their own. */
beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('config', 'set', 'tickets.seen-by', 'requester')
  for (const name of ['acme', 'beta']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  const open = async (subject: string, email: string): Promise<void> => {
    desk.stdin = Buffer.from(subject)
    await desk.json(
      'open',
      subject,
      '--for',
      email,
      '-m',
      `About: ${subject}`,
      '-a',
      '-',
      '--attach-name',
      `${email}.log`,
    )
    desk.later(60_000)
  }
  await open('File rejected', 'anna@acme.example')
  await open('Payments do not go out', 'kim@acme.example')
  await open('Rejected again', 'anna@acme.example')
  await open('Of beta', 'ben@beta.example')
})

const say = async (number: number, text: string, verb = 'reply'): Promise<void> => {
  desk.later(60_000)
  await desk.json(verb, String(number), '-m', text)
}

describe('the survivor', () => {
  test('keeps its subject and shows what was said in all of them, in the order of time', async () => {
    await say(1, 'first')
    await say(2, 'second')
    await say(1, 'third')
    const merged = await desk.json<Shown>('merge', '2', '--into', '1', '--yes')
    expect(merged.subject).toBe('File rejected')
    expect(merged.messages.map(({ body, mergedFrom }) => [body, mergedFrom])).toEqual([
      ['Payments do not go out\n\nAbout: Payments do not go out', 2],
      ['first', null],
      ['second', 2],
      ['third', null],
    ])
    expect(merged.attachments.map(({ name }) => name)).toEqual(['anna@acme.example.log', 'kim@acme.example.log'])
    // What stands second in the list is what is downloaded as the second.
    expect((await desk.run('download', '1', '2', '--to', '-')).stdout).toBe('Payments do not go out')
    expect((await desk.run('show', '1', '-o', 'table')).stdout).toContain('from #2')
  })

  test('takes people along: requesters, participants, watchers; whoever waits goes on waiting', async () => {
    await desk.json('cc', '2', 'add', 'tom@acme.example')
    await desk.as('kim@acme.example')
    await desk.json('cc', '2', 'add', 'ben@beta.example')
    await desk.as(undefined)
    await desk.json('watch', '2')
    const { participants } = await desk.json<Shown>('merge', '2', '--into', '1', '--yes')
    expect(participants.map(({ email, status }) => `${email} ${status}`).sort()).toEqual([
      'anna@acme.example requester',
      'ben@beta.example pending',
      'kim@acme.example accepted',
      'tom@acme.example accepted',
    ])
    expect(await desk.json('list', '--watching')).toMatchObject([{ number: 1 }])
    await desk.as('kim@acme.example')
    expect(await desk.json('reply', '1', '-m', 'Here I am.')).toMatchObject({ number: 1 })
    await desk.as('ben@beta.example')
    expect(await desk.refused('show', '1')).toMatchObject({ exitCode: 66 })
  })

  test('shows notes only to those who may see notes', async () => {
    await say(2, 'Only for us.', 'note')
    await desk.json('merge', '2', '--into', '1', '--yes')
    await desk.as('anna@acme.example')
    expect((await desk.json<Shown>('show', '1')).messages.map(({ kind }) => kind)).toEqual(['reply'])
  })
})

describe('the merged one', () => {
  test('is closed, points to the survivor, and leads there whoever answers it', async () => {
    await desk.json('merge', '2', '--into', '1', '--yes')
    expect(await desk.json('show', '2')).toMatchObject({ status: 'closed', resolution: 'merged', mergedInto: 1 })
    expect((await desk.run('show', '2', '-o', 'table')).stdout).toContain('helpdesk show 1')
    await desk.as('kim@acme.example')
    for (const words of [
      ['reply', '2', '-m', 'x'],
      ['reopen', '2'],
      ['solve', '2'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 1, code: 'ticket-merged', details: { into: 1 } })
    }
  })

  test('has both histories tell it', async () => {
    await desk.json('merge', '2', '--into', '1', '--yes')
    for (const number of ['1', '2']) {
      const { history } = await desk.json<Shown>('show', number, '--history')
      expect(history.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.merged'])
    }
    expect(await desk.refused('undo')).toMatchObject({ details: { reason: 'kind', type: 'ticket.merged' } })
    expect((await desk.run('audit', 'verify')).exitCode).toBe(0)
  })

  test('goes on where its survivor goes on', async () => {
    await desk.json('merge', '3', '--into', '2', '--yes')
    await desk.json('merge', '2', '--into', '1', '--yes')
    expect(await desk.json('show', '3')).toMatchObject({ mergedInto: 1 })
    const { messages } = await desk.json<Shown>('show', '1')
    expect(messages.map(({ mergedFrom }) => mergedFrom)).toEqual([2, 3])
  })
})

describe('refused', () => {
  test.each([
    ['into itself', ['1', '--into', '1'], 65, 'ticket-into-itself'],
    ['across tenants', ['4', '--into', '1'], 65, 'merge-across-tenants'],
    ['what there is not', ['99', '--into', '1'], 66, 'ticket-not-found'],
    ['into what there is not', ['1', '--into', '99'], 66, 'ticket-not-found'],
    ['among others, and then nothing is merged', ['2', '4', '--into', '1'], 65, 'merge-across-tenants'],
    ['a range backwards', ['3-2', '--into', '1'], 65, 'range-reversed'],
    ['without saying into what', ['2'], 64, 'missing-flag'],
  ] as const)('%s', async (_, words, exitCode, code) => {
    const flags = code === 'missing-flag' ? [] : ['--yes']
    expect(await desk.refused('merge', ...words, ...flags)).toMatchObject({ exitCode, code })
    expect(await desk.json('show', '2')).toMatchObject({ status: 'open', mergedInto: null })
  })

  test('in a circle, twice, or into a closed one', async () => {
    await desk.json('merge', '2', '--into', '1', '--yes')
    expect(await desk.refused('merge', '1', '--into', '2', '--yes')).toMatchObject({
      exitCode: 1,
      code: 'already-merged',
      details: { number: 2, into: 1 },
    })
    expect(await desk.refused('merge', '2', '--into', '3', '--yes')).toMatchObject({ code: 'already-merged' })
    await desk.json('solve', '3')
    await desk.json('close', '3')
    expect(await desk.refused('merge', '1', '--into', '3', '--yes')).toMatchObject({ code: 'survivor-closed' })
    // The other way round it can be.
    expect(await desk.json('merge', '3', '--into', '1', '--yes')).toMatchObject({ number: 1 })
  })

  test('to customers, and without a confirmation', async () => {
    expect(await desk.refused('merge', '2', '--into', '1')).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    await desk.as('anna@acme.example')
    expect(await desk.refused('merge', '3', '--into', '1', '--yes')).toMatchObject({ exitCode: 77 })
    expect(await desk.refused('merge', '2', '--into', '1', '--yes')).toMatchObject({ exitCode: 66 })
  })

  test('by a No; what cannot be is told before the question', async () => {
    desk.answering(false)
    expect((await desk.run('merge', '2', '--into', '1')).exitCode).toBe(130)
    expect((await desk.run('merge', '4', '--into', '1')).exitCode).toBe(65)
    expect((await desk.run('merge', '2', '--into', '1', '-n')).stdout).toContain('nothing was changed')
    expect((await desk.run('show', '2', '--fields', 'status')).stdout).toContain('open')
  })
})

test('a key merges once', async () => {
  const words = ['merge', '2', '3', '--into', '1', '--yes', '--idempotency-key', 'k']
  const { version } = await desk.json<Shown>(...words)
  expect(await desk.json(...words)).toMatchObject({ version })
})

test('a merged ticket that nobody had looked at is new to nobody, and no list counts it', async () => {
  await desk.json('merge', '3', '--into', '1', '--yes')
  desk.terminal = true
  expect((await desk.run('list', '--all')).stdout).toContain('4 of 4 · 3 new')
  desk.terminal = false
  expect(await desk.json('list', '--all', '--new')).toHaveLength(3)
})
