import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { undoWindow } from '../../src/ticket/undo'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  number: number
  version: number
  status: string
  messages: { body: string }[]
  history: { type: string; changes: object }[]
  updatedAt: string
}

async function deskWithTicket(): Promise<TestDesk> {
  const made = await new TestDesk().init()
  await made.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await made.json('open', 'Payment file rejected', '--for', 'anna@acme.example')
  made.later(60_000)
  return made
}

let desk: TestDesk
beforeEach(async () => {
  desk = await deskWithTicket()
})

/** The ticket without what every change moves on. */
async function ticketOf(on: TestDesk, number = 1): Promise<object> {
  const { version: _, updatedAt: __, ...rest } = await on.json<Shown>('show', String(number))
  return rest
}

async function solutionsOf(on: TestDesk): Promise<object[]> {
  const store = await on.store()
  const rows = await store.db.selectFrom('solutions').selectAll().orderBy('position').execute()
  await store.close()
  return rows
}

/** Whose it is, and the command; '' is who made the desk. */
const deeds: readonly (readonly [string, ...string[]])[] = [
  ['', 'reply', '1', '-m', 'Which bank is it?'],
  ['', 'reply', '1', '-m', 'Done.', '--solve'],
  ['', 'reply', '1', '-m', 'Once more.', '--reopen'],
  ['', 'reply', '1', '-m', 'For Kim too.', '--cc', 'kim@acme.example'],
  ['', 'note', '1', '-m', 'Same as last week.'],
  ['', 'take', '1'],
  ['', 'assign', '1', '--none'],
  ['', 'solve', '1'],
  ['', 'solve', '1', '-m', 'Done.'],
  ['', 'reopen', '1'],
  ['', 'close', '1'],
  ['', 'hold', '1', '--until', 'in 2h'],
  ['', 'cc', '1', 'add', 'kim@acme.example'],
  ['anna@acme.example', 'reply', '1', '-m', 'Ben knows.', '--cc', 'ben@beta.example'],
  ['anna@acme.example', 'solve', '1'],
  ['kim@acme.example', 'reply', '1', '-m', 'Not yet.'],
]

test('after any sequence of deeds, taking the last one back gives the ticket as it was before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...deeds), { minLength: 1, maxLength: 5 }), async (sequence) => {
      const own = await deskWithTicket()
      await own.json('user', 'add', 'kim@acme.example')
      for (const [by, ...words] of sequence) {
        const before = { ticket: await ticketOf(own), solutions: await solutionsOf(own) }
        const { version } = await own.json<Shown>('show', '1')
        own.later(1000)
        await own.as(by || undefined)
        const { exitCode } = await own.run(...words)
        await own.as(undefined)
        const after = await own.json<Shown>('show', '1')
        if (exitCode !== 0 || after.version === version) continue
        own.later(1000)
        await own.as(by || undefined)
        await own.json('undo')
        await own.as(undefined)
        expect({ ticket: await ticketOf(own), solutions: await solutionsOf(own) }).toEqual(before)
        await own.as(by || undefined)
        await own.run(...words)
        await own.as(undefined)
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)

describe('what was taken back', () => {
  test('is gone from the conversation with its files, and its text is kept', async () => {
    desk.stdin = Buffer.from('a log')
    await desk.json('reply', '1', '-m', 'To the wrong person.', '-a', '-')
    const { stdout, stderr } = await desk.run('undo', '-o', 'table')
    expect(stdout).toContain('taken back: replied')
    expect(stderr).toContain('helpdesk reply 1 --recover')
    expect(await desk.json('show', '1')).toMatchObject({ status: 'open', new: true, messages: [], attachments: [] })
    expect((await desk.run('download', '1', '1')).exitCode).toBe(66)
    const recovered = await desk.json<Shown>('reply', '1', '--recover')
    expect(recovered.messages.map(({ body }) => body)).toEqual(['To the wrong person.'])
    expect(readdirSync(join(desk.home, 'drafts'))).toEqual([])
  })

  test('stays in the history, that of a note only for those who see notes', async () => {
    await desk.json('reply', '1', '-m', 'x')
    await desk.json('undo')
    await desk.json('note', '1', '-m', 'x')
    await desk.json('undo')
    const typesSeen = async (): Promise<string[]> =>
      (await desk.json<Shown>('show', '1', '--history')).history.map(({ type }) => type)
    const all = ['ticket.opened', 'ticket.replied', 'ticket.undone', 'ticket.noted', 'ticket.undone']
    expect(await typesSeen()).toEqual(all)
    expect((await desk.run('show', '1', '--history', '-o', 'table')).stdout).toContain('taken back · replied')
    await desk.as('anna@acme.example')
    expect(await typesSeen()).toEqual(all.slice(0, 3))
  })

  test('is the whole of a command that changed several', async () => {
    await desk.json('open', 'Second', '--for', 'anna@acme.example')
    await desk.json('open', 'Third', '--for', 'anna@acme.example')
    await desk.json('reply', '1-3', '-m', 'To all.')
    await desk.json('note', '2', '-m', 'Touched.')
    // The note was the last thing, alone.
    expect(await desk.json('undo')).toMatchObject({ number: 2 })
    expect(await desk.refused('undo')).toMatchObject({ code: 'nothing-to-undo', details: { reason: 'undone' } })
    await desk.json('solve', '1-3')
    await desk.as('anna@acme.example')
    await desk.json('reply', '2', '-m', 'Not yet.')
    await desk.as(undefined)
    const { exitCode, stdout, stderr } = await desk.run('undo', '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject([
      { number: 1, status: 'waiting' },
      { number: 3, status: 'waiting' },
    ])
    expect(JSON.parse(stderr).error.details.refused).toMatchObject([{ number: 2, code: 'changed-since' }])
  })
})

describe('it is too late', () => {
  test('after ten minutes', async () => {
    await desk.json('take', '1')
    desk.later(undoWindow + 1)
    expect(await desk.refused('undo')).toMatchObject({ exitCode: 1, details: { reason: 'late', number: 1 } })
  })

  test('up to then it is not', async () => {
    await desk.json('take', '1')
    desk.later(undoWindow)
    expect(await desk.json('undo')).toMatchObject({ assignee: null })
  })

  test('when somebody touched the ticket, who and what is told', async () => {
    await desk.json('reply', '1', '-m', 'Which bank?')
    await desk.as('anna@acme.example')
    await desk.json('reply', '1', '-m', 'The red one.')
    await desk.as(undefined)
    expect(await desk.refused('undo')).toMatchObject({
      exitCode: 1,
      code: 'changed-since',
      details: { number: 1, changes: [{ actor: 'anna@acme.example', type: 'ticket.replied' }] },
    })
    expect((await desk.json<Shown>('show', '1')).messages).toHaveLength(2)
  })

  test('for what is no answer and no change of state', async () => {
    expect(await desk.refused('undo')).toMatchObject({ details: { reason: 'kind', type: 'ticket.opened' } })
    await desk.json('edit', '1', '--priority', 'high')
    expect(await desk.refused('undo')).toMatchObject({ details: { reason: 'kind', type: 'ticket.edited' } })
    await desk.as('anna@acme.example')
    expect(await desk.refused('undo')).toMatchObject({ details: { reason: 'none' } })
  })
})

test('a ticket whose closing was taken back closes by the clock all the same, and the history tells it', async () => {
  await desk.json('solve', '1')
  await desk.json('close', '1')
  await desk.json('undo')
  desk.later(20 * 24 * 60 * 60 * 1000)
  const { status, history } = await desk.json<Shown>('show', '1', '--history')
  expect(status).toBe('closed')
  expect(history.map(({ type }) => type)).toEqual([
    ...['ticket.opened', 'ticket.solved', 'ticket.closed', 'ticket.undone', 'ticket.closed'],
  ])
})

test('a customer takes back their own, and nobody else’s', async () => {
  await desk.as('anna@acme.example')
  await desk.json('reply', '1', '-m', 'Oops.')
  await desk.as(undefined)
  await desk.json('open', 'Another', '--for', 'anna@acme.example')
  expect(await desk.refused('undo')).toMatchObject({ details: { reason: 'kind' } })
  await desk.as('anna@acme.example')
  expect(await desk.json('undo')).toMatchObject({ number: 1, messages: [] })
})

test('--dry-run only says what it would be', async () => {
  await desk.json('take', '1')
  expect((await desk.run('undo', '-n', '-o', 'table')).stdout).toContain('would be taken back: assigned')
  expect(await desk.json('undo', '-n')).toMatchObject({ assignee: { email: 'jana@support.example' } })
})

test('a dry run is refused what the deed would be refused', async () => {
  await desk.json('reply', '1', '-m', 'x')
  expect(await desk.json('undo', '-n')).toMatchObject({ status: 'waiting' })
  expect(await desk.json('show', '1')).toMatchObject({ status: 'waiting', version: 2 })
  await desk.as('anna@acme.example')
  await desk.json('reply', '1', '-m', 'y')
  await desk.as(undefined)
  expect(await desk.refused('undo', '-n')).toMatchObject({ code: 'changed-since' })
})

describe('who left in the meantime', () => {
  beforeEach(async () => {
    await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
    await desk.json('assign', '1', 'fritz@support.example')
    await desk.json('take', '1')
  })

  test.each([
    ['disabled', ['user', 'disable', 'fritz@support.example', '--yes']],
    ['in other groups', ['user', 'edit', 'fritz@support.example', '--remove-group', 'first-level']],
  ])('gets nothing back when %s: the ticket is nobody’s, and it is said', async (_, words) => {
    expect((await desk.run(...words)).stderr).toBe('')
    const { stdout } = await desk.run('undo', '-o', 'table')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain("nobody's now: fritz@support.example handles no tickets any more")
    expect(await desk.json('show', '1')).toMatchObject({ assignee: null })
    expect((await desk.json<Shown>('show', '1', '--history')).history.at(-1)).toMatchObject({
      type: 'ticket.undone',
      changes: { assignee: { from: 'jana@support.example', to: null } },
    })
  })

  test('gets it back who is still there', async () => {
    await desk.json('undo')
    expect(await desk.json('show', '1')).toMatchObject({ assignee: { email: 'fritz@support.example' } })
  })
})

test('takes nothing back of what one may do no more', async () => {
  await desk.json('user', 'add', 'kim@acme.example', '--group', 'management')
  await desk.as('kim@acme.example')
  await desk.json('solve', '1')
  await desk.as(undefined)
  await desk.json('config', 'set', 'tickets.opened-by', 'key-users')
  await desk.as('kim@acme.example')
  expect(await desk.refused('undo')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  expect(await desk.json('show', '1')).toMatchObject({ status: 'solved' })
})

describe('whoever was let in and is one with somebody else by now', () => {
  const participants = async (): Promise<string[]> =>
    (await desk.json<{ participants: { email: string; status: string }[] }>('show', '1')).participants.map(
      ({ email, status }) => `${email} ${status}`,
    )

  beforeEach(async () => {
    await desk.json('user', 'add', 'kim@acme.example')
    await desk.json('user', 'add', 'kim.smith@acme.example')
  })

  test('is let out again', async () => {
    await desk.json('reply', '1', '-m', 'x', '--cc', 'kim@acme.example')
    await desk.json('user', 'merge', 'kim@acme.example', '--into', 'kim.smith@acme.example', '--yes')
    expect(await participants()).toEqual(['anna@acme.example requester', 'kim.smith@acme.example accepted'])
    await desk.json('undo')
    expect(await participants()).toEqual(['anna@acme.example requester'])
    expect((await desk.json<Shown>('show', '1', '--history')).history.at(-1)).toMatchObject({
      changes: { participants: { from: ['kim.smith@acme.example'], to: [] } },
    })
  })

  test('stays where they took part before as the other one', async () => {
    await desk.json('cc', '1', 'add', 'kim.smith@acme.example')
    desk.later(1000)
    await desk.json('reply', '1', '-m', 'x', '--cc', 'kim@acme.example')
    await desk.json('user', 'merge', 'kim@acme.example', '--into', 'kim.smith@acme.example', '--yes')
    await desk.json('undo')
    expect(await participants()).toEqual(['anna@acme.example requester', 'kim.smith@acme.example accepted'])
  })
})

test('finds what one did last under an address that is one’s other one by now', async () => {
  await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
  await desk.json('user', 'add', 'f@support.example', '--group', 'first-level')
  await desk.as('f@support.example')
  await desk.json('reply', '1', '-m', 'x')
  await desk.as(undefined)
  await desk.json('user', 'merge', 'f@support.example', '--into', 'fritz@support.example', '--yes')
  await desk.as('fritz@support.example')
  expect(await desk.json('undo')).toMatchObject({ number: 1, messages: [] })
})
