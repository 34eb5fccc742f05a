import { beforeEach, describe, expect, test } from 'vitest'
import { entryReader } from '../../src/ticket/untold'
import { shownAuthor } from '../../src/ticket/veil'
import type { TestDesk } from '../kit/test-desk'
import { twoLevels } from './two-levels'

/**
 * Ticket 1 is Kim's: Fritz handed it to second level, Sara took it, answered Kim, put herself in copy, returned it and
 * had it once more.
 */
async function secondLevelAtWork(): Promise<TestDesk> {
  const desk = await twoLevels()
  await desk.json('config', 'set', 'contact.email', 'help@support.example')
  await desk.json('user', 'add', 'boss@nord.example', '--group', 'admin')
  await desk.json('open', 'Kalender leer', '--for', 'kim@nord.example')
  await desk.as('fritz@support.example')
  await desk.json('take', '1')
  await desk.json('reply', '1', '-m', 'We look into it.', '--keep-open')
  await desk.json('escalate', '1', '--reason', 'Needs the log.', '--force')
  await desk.as('sara@support.example')
  await desk.json('take', '1')
  await desk.json('reply', '1', '-m', 'Which calendar is it?')
  await desk.json('cc', '1', 'add', 'sara@support.example', '--yes')
  return desk
}

/** Everything that a person of the tenant can have printed about it. */
const outputs: readonly (readonly string[])[] = [
  ['show', '1'],
  ['show', '1', '--history'],
  ['list'],
  ['list', '--all', '-o', 'csv'],
  ['search', 'Kalender'],
  ['search', 'calendar'],
  ['cc', '1'],
  ['log', '--tenant', 'nord'],
  ['log', '--ticket', '1', '--tenant', 'nord'],
  ['reply', '1', '-m', 'Outlook.'],
  ['edit', '1', '--subject', 'X'],
  ['reply', '1', '-m', 'Outlook.', '--if-version', '2'],
  ['open', 'Kalender ist leer', '-m', 'Again.'],
]

async function everything(desk: TestDesk): Promise<string> {
  const printed: string[] = []
  for (const words of outputs) {
    for (const more of [[], ['--json'], ['--lang', 'de']]) {
      const { stdout, stderr } = await desk.run(...words, ...more)
      printed.push(stdout, stderr)
      desk.terminal = words[0] !== 'open' && words[0] !== 'reply'
      const onTerminal = await desk.run(...words, ...more, '--no-input')
      desk.terminal = false
      printed.push(onTerminal.stdout, onTerminal.stderr)
    }
  }
  return printed.join('\n')
}

describe('people of a tenant who are not its first level', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await secondLevelAtWork()
  })

  test.each(['kim@nord.example', 'boss@nord.example'])('never read who second level is: %s', async (email) => {
    await desk.as(email)
    const printed = await everything(desk)
    expect(printed).toContain('Which calendar is it?')
    expect(printed).not.toMatch(/sara/i)
    // An administrator's log names who set up the tenant, which has nothing to do with levels.
    if (email.startsWith('kim')) expect(printed).not.toMatch(/jana/i)
    // The desk's front line is no secret.
    expect(printed).toContain('Fritz First')
  })

  test('see the desk where second level spoke, and nobody as whoever has it', async () => {
    await desk.as('kim@nord.example')
    const ticket = await desk.json<{ messages: { author: object }[] }>('show', '1')
    expect(ticket).toMatchObject({ assignee: null, level: 2, handover: null })
    expect(ticket.messages.map(({ author }) => author)).toEqual([
      { email: 'fritz@support.example', name: 'Fritz First' },
      { email: 'help@support.example', name: 'Support' },
    ])
    expect(await desk.json('list')).toMatchObject([{ assignee: null }])
  })

  test('do not find them by their names', async () => {
    await desk.as('boss@nord.example')
    expect(await desk.json('search', 'assignee:sara')).toEqual([])
    expect(await desk.refused('list', '--assignee', 'sara@support.example')).toMatchObject({ exitCode: 66 })
    expect(await desk.json('log', '--tenant', 'nord', '--actor', 'fritz@support.example')).not.toEqual([])
    const { stdout, stderr } = await desk.run('log', '--tenant', 'nord', '--actor', 'sara@support.example', '--json')
    expect(`${stdout}${stderr}`).not.toContain('ticket.')
  })

  test('read the history without them, and an answer keeps whoever has it', async () => {
    await desk.as('kim@nord.example')
    const { history } = await desk.json<{ history: { type: string; actor: object | null; changes: object }[] }>(
      'show',
      '1',
      '--history',
    )
    const taken = history.filter(({ type }) => type === 'ticket.assigned')
    expect(taken.map(({ actor, changes }) => [actor === null, changes])).toEqual([
      [false, { assignee: { from: null, to: 'fritz@support.example' } }],
      [true, {}],
    ])
    await desk.json('reply', '1', '-m', 'Outlook.')
    await desk.as(undefined)
    expect(await desk.json('show', '1')).toMatchObject({ assignee: { email: 'sara@support.example' } })
  })

  test('do not learn it either when they work there no more', async () => {
    await desk.as(undefined)
    await desk.json('user', 'edit', 'sara@support.example', '--remove-group', 'second-level')
    await desk.json('assign', '1', '--none')
    await desk.json('cc', '1', 'remove', 'sara@support.example')
    for (const email of ['kim@nord.example', 'boss@nord.example']) {
      await desk.as(email)
      expect(await everything(desk)).not.toMatch(/sara/i)
    }
  })

  test('see by name who came from second level to the front line, from then on', async () => {
    await desk.as(undefined)
    desk.later(60_000)
    const groups = ['--remove-group', 'second-level', '--add-group', 'first-level']
    await desk.json('user', 'edit', 'sara@support.example', ...groups)
    desk.later(60_000)
    await desk.json('return', '1', '-m', 'For the front line.')
    await desk.json('give', '1', 'sara@support.example')
    await desk.as('kim@nord.example')
    const { history } = await desk.json<{ history: { type: string; changes: { assignee?: object } }[] }>(
      'show',
      '1',
      '--history',
    )
    const given = history.filter(({ type }) => type === 'ticket.assigned').map(({ changes }) => changes.assignee)
    expect(given).toEqual([
      { from: null, to: 'fritz@support.example' },
      undefined,
      // With second level they gave back what they had there.
      undefined,
      { from: 'fritz@support.example', to: 'sara@support.example' },
    ])
  })

  test('see everybody where the desk does not hide them', async () => {
    await desk.as(undefined)
    await desk.json('config', 'set', 'tickets.hide-second-level', 'off')
    await desk.as('kim@nord.example')
    expect(await desk.json('show', '1')).toMatchObject({ assignee: { email: 'sara@support.example' } })
  })
})

test.each(['lena@nord.example', 'fritz@support.example'])('first level sees who has it: %s', async (email) => {
  const desk = await secondLevelAtWork()
  await desk.as(email)
  expect(await desk.json('show', '1')).toMatchObject({ assignee: { name: 'Sara Second' } })
})

test('a letter asks in the same place whose word it brings', async () => {
  const desk = await secondLevelAtWork()
  const store = await desk.store()
  const rules = { openedBy: 'everyone', seenBy: 'organisation' } as const
  const hidden = { ...rules, secondLevelAs: { email: 'help@support.example', name: 'Support' } }
  const { id } = await store.db
    .selectFrom('users')
    .select('id')
    .where('name', '=', 'Sara Second')
    .executeTakeFirstOrThrow()
  const message = { author: { id, email: 'sara@support.example', name: 'Sara Second' } }
  expect(await shownAuthor(store.db, message, null, hidden, 'nord')).toMatchObject({ name: 'Support' })
  expect(await shownAuthor(store.db, message, null, rules, 'nord')).toMatchObject({ name: 'Sara Second' })
  const lena = { kind: 'user', id: 'l', email: 'l@x.example', name: null } as const
  const atFirstLevel = { ...lena, memberships: [{ tenantId: 'nord', group: 'first-level' }] }
  expect(await shownAuthor(store.db, message, atFirstLevel, hidden, 'nord')).toMatchObject({ name: 'Sara Second' })
  expect(
    entryReader({ ...atFirstLevel } as never, hidden, { tenant: { id: 'nord' }, requester: null }),
  ).not.toHaveProperty('secondLevelAs')
  await store.close()
})

describe('a note that stays with the desk', () => {
  test('is not seen by the tenant’s first level, nor that there is one', async () => {
    const desk = await twoLevels()
    await desk.json('open', 'Kalender leer', '--for', 'kim@nord.example')
    await desk.as('fritz@support.example')
    const noted = await desk.json<{ messages: object[] }>(
      'note',
      '1',
      '-m',
      'Theirs is a difficult contract.',
      '--desk-only',
    )
    expect(noted.messages).toMatchObject([{ kind: 'note', deskOnly: true }])
    await desk.json('note', '1', '-m', 'Look at the log.')
    expect(await desk.json('undo')).toMatchObject({ messages: [{ deskOnly: true }] })
    await desk.as('lena@nord.example')
    const seen = await desk.json<{ messages: object[]; history: { type: string }[] }>('show', '1', '--history')
    expect(seen.messages).toEqual([])
    expect(seen.history.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.noted', 'ticket.undone'])
    expect(await desk.json('search', 'contract')).toEqual([])
    expect(await desk.refused('note', '1', '-m', 'X', '--desk-only')).toMatchObject({ exitCode: 77 })
    expect(await desk.json('note', '1', '-m', 'Seen by all of us.')).toMatchObject({ messages: [{ deskOnly: false }] })
  })

  test('and its files are the desk’s, too, and what is taken back of it is told to nobody else', async () => {
    const desk = await twoLevels()
    await desk.json('open', 'Kalender leer', '--for', 'kim@nord.example')
    desk.pipedIn = Buffer.from('x')
    await desk.json('note', '1', '-m', 'A file.', '-a', '-', '--attach-name', 'contract.pdf', '--desk-only')
    desk.pipedIn = undefined
    await desk.as('lena@nord.example')
    expect(await desk.json('attachments', '1')).toEqual([])
    expect(await desk.json('search', 'contract')).toEqual([])
    expect(await desk.json('search', 'has:attachment')).toEqual([])
    await desk.as(undefined)
    await desk.json('undo')
    await desk.as('lena@nord.example')
    const { history } = await desk.json<{ history: { type: string }[] }>('show', '1', '--history')
    expect(history.map(({ type }) => type)).toEqual(['ticket.opened'])
  })
})
