import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { twoLevels } from './two-levels'

const report = [
  ...['--affected-user', 'Kim', '--where', 'Calendar', '--device', 'Laptop', '--browser', 'Firefox 140'],
  ...['--customer-device', 'iPad', '--customer-browser', 'Safari 19', '--occurred-about', '8:00', '--tried', 'Again'],
]
const opening = ['open', 'Kalender leer', '--topic', 'calendar-sync', '--level', '2']

describe('a ticket that first level opens at level 2', () => {
  test('is with second level at once, and the history tells both', async () => {
    const desk = await twoLevels()
    await desk.as('lena@nord.example')
    const ticket = await desk.json(
      ...opening,
      '-m',
      'Nothing since eight.',
      ...report,
      '--reason',
      'Needs the sync log.',
    )
    expect(ticket).toMatchObject({
      level: 2,
      requester: { email: 'lena@nord.example' },
      handover: { to: 2, times: 1, reason: 'Needs the sync log.' },
    })
    const { history } = await desk.json<{ history: { type: string }[] }>('show', '1', '--history')
    expect(history.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.escalated'])
    await desk.as('sara@support.example')
    expect(await desk.json('next')).toMatchObject({ number: 1 })
  })

  test('has its description as the reason where none is given', async () => {
    const desk = await twoLevels()
    expect(
      await desk.json(...opening, '--for', 'kim@nord.example', '-m', 'Nothing since eight.', ...report),
    ).toMatchObject({
      handover: { reason: 'Nothing since eight.' },
    })
  })

  test('is not opened while its report is incomplete, or it is nobody’s reason', async () => {
    const desk = await twoLevels()
    const half = await desk.refused(...opening, '--for', 'kim@nord.example', '-m', 'X', ...report.slice(0, -4))
    expect(half).toMatchObject({ exitCode: 1, code: 'report-incomplete' })
    expect(half.details).toEqual({ number: null, missing: ['occurred-at', 'tried'] })
    const bare = await desk.refused(...opening, '--for', 'kim@nord.example', ...report.slice(0, -2))
    expect(bare.details).toEqual({ number: null, missing: ['reason', 'tried'] })
    const topic = ['open', 'Passwort', '--topic', 'password-forgotten', '--level', '2', '--for', 'kim@nord.example']
    expect(await desk.refused(...topic, '-m', 'X', ...report)).toMatchObject({ code: 'topic-of-first-level' })
    expect(await desk.json('list', '--all')).toEqual([])
    expect(await desk.json(...topic, '-m', 'X', '--force')).toMatchObject({ level: 2 })
  })

  test('is not for end users, and --reason alone means nothing', async () => {
    const desk = await twoLevels()
    await desk.json('config', 'set', 'tickets.opened-by', 'everyone')
    await desk.as('kim@nord.example')
    expect(await desk.refused(...opening, '-m', 'X', ...report)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    expect(await desk.refused('open', 'X', '--reason', 'Y')).toMatchObject({ exitCode: 64, code: 'missing-flag' })
    expect(await desk.refused('open', 'X', '--level', '3')).toMatchObject({ exitCode: 65, code: 'wrong-value' })
    expect(await desk.json('open', 'X', '--level', '1')).toMatchObject({ level: 1, handover: null })
  })

  test('asks on a terminal for what second level wants, what was tried among it', async () => {
    const desk = await twoLevels()
    await desk.as('lena@nord.example')
    const answers = ['Kim', 'Calendar', 'Laptop', 'Firefox 140', 'iPad', 'Safari 19', '8:00', '', '', 'Again', 'send']
    const { exitCode, stderr } = await desk.answering(...answers).run(...opening, '-m', 'Nothing since eight.')
    expect({ exitCode, asked: stderr.includes('? What was tried?') }).toEqual({ exitCode: 0, asked: true })
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({ level: 2, handover: { reason: 'Nothing since eight.' } })
  })

  test('can be taken back to first level', async () => {
    const desk = await twoLevels()
    await desk.json(...opening, '--for', 'kim@nord.example', '-m', 'X', ...report)
    expect(await desk.json('undo')).toMatchObject({ level: 1, messages: [] })
  })
})

describe('a topic of the project lead', () => {
  async function withLead(email: string): Promise<TestDesk> {
    const desk = await twoLevels()
    await desk.json('user', 'add', 'paula@nord.example', '--name', 'Paula Plan')
    await desk.json('config', 'set', 'tenant.project-lead', email, '--tenant', 'nord')
    return desk
  }
  const asked = ['open', 'Welches Dokument?', '--for', 'kim@nord.example', '--topic', 'which-document']

  test('goes to them when it is opened: they take part, and can answer', async () => {
    const desk = await withLead('paula@nord.example')
    expect(await desk.json(...asked)).toMatchObject({
      assignee: { email: 'paula@nord.example' },
      level: 1,
      participants: [{ status: 'requester' }, { email: 'paula@nord.example', status: 'accepted' }],
    })
    await desk.as('paula@nord.example')
    expect(await desk.json('list', '--mine')).toMatchObject([{ number: 1 }])
    expect(await desk.json('reply', '1', '-m', 'The new one.')).toMatchObject({ messages: [{ body: 'The new one.' }] })
  })

  test('goes to them when it becomes one, which can be taken back', async () => {
    const desk = await withLead('fritz@support.example')
    await desk.json('open', 'Welches Dokument?', '--for', 'kim@nord.example')
    expect(await desk.json('edit', '1', '--topic', 'which-document')).toMatchObject({
      assignee: { email: 'fritz@support.example' },
    })
    await desk.json('open', 'Neue Funktion', '--for', 'kim@nord.example')
    expect(await desk.json('reply', '2', '--answer', 'new-functions')).toMatchObject({
      // Told that it was passed on, the requester has nothing to do.
      status: 'open',
      assignee: { email: 'fritz@support.example' },
      participants: [{ status: 'requester' }],
    })
    expect(await desk.json('undo')).toMatchObject({
      assignee: null,
      topic: null,
      participants: [{ status: 'requester' }],
    })
  })

  test('waits for the requester once they have answered it, and is solved when they say so', async () => {
    const desk = await withLead('paula@nord.example')
    await desk.json(...asked)
    await desk.as('paula@nord.example')
    expect(await desk.json('reply', '1', '-m', 'Which branch?')).toMatchObject({ status: 'waiting' })
    await desk.as('kim@nord.example')
    expect(await desk.json('reply', '1', '-m', 'Mine.')).toMatchObject({
      status: 'open',
      assignee: { email: 'paula@nord.example' },
    })
    await desk.as('paula@nord.example')
    expect(await desk.json('reply', '1', '-m', 'The new one.', '--solve')).toMatchObject({ status: 'solved' })
    expect(await desk.json('undo')).toMatchObject({ status: 'open' })
    await desk.as(undefined)
    await desk.json('assign', '1', '--none')
    // What lies with them no more they answer as one who takes part.
    await desk.as('paula@nord.example')
    expect(await desk.json('reply', '1', '-m', 'Any news?')).toMatchObject({ status: 'open' })
    expect(await desk.refused('solve', '1')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  })

  test('goes to them by its prepared answer, also when it had its topic before', async () => {
    const desk = await withLead('')
    await desk.json(...asked)
    await desk.json('config', 'set', 'tenant.project-lead', 'paula@nord.example', '--tenant', 'nord')
    expect(await desk.json('reply', '1', '--answer', 'which-document')).toMatchObject({
      status: 'open',
      assignee: { email: 'paula@nord.example' },
    })
  })

  test('comes back to them from second level, and is on their dashboard while they owe an answer', async () => {
    const desk = await withLead('paula@nord.example')
    await desk.json(...asked)
    await desk.json('escalate', '1', '--reason', 'X', '--force')
    await desk.json('return', '1', '-m', 'For the lead.')
    await desk.as('paula@nord.example')
    desk.terminal = true
    expect((await desk.run()).stdout).toContain('For you to answer')
    await desk.run('reply', '1', '-m', 'Which branch?')
    expect((await desk.run()).stdout).not.toContain('For you to answer')
  })

  test.each([
    ['paula@nord.example', 'the project lead paula@nord.example cannot have it'],
    ['', 'no project lead is named'],
  ])('stays where that is %j, who was shut out since, and it is said', async (email, sentence) => {
    const desk = await withLead(email)
    await desk.json('user', 'disable', 'paula@nord.example', '--yes')
    desk.environment.NO_COLOR = '1'
    desk.columns = 300
    desk.terminal = true
    const { stdout } = await desk.run(...asked, '--no-input')
    expect(stdout).toContain(sentence)
    expect((await desk.run('edit', '1', '--topic', 'new-functions', '--no-input')).stdout).toContain(sentence)
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({ assignee: null })
  })

  test('stays with second level, where that has it already', async () => {
    const desk = await withLead('paula@nord.example')
    await desk.json('open', 'Welches Dokument?', '--for', 'kim@nord.example')
    await desk.json('escalate', '1', '--reason', 'X', '--force')
    expect(await desk.json('edit', '1', '--topic', 'which-document')).toMatchObject({ assignee: null })
  })
})
