import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  version: number
  status: string
  participants: { email: string; status: string }[]
  messages: { kind: string; body: string; author: { email: string } }[]
  history: { type: string; changes: Record<string, unknown> }[]
}

let desk: TestDesk

/** Ticket 1 is Anna's of acme, where people of the group `user` see only their own; Ben is of beta. */
beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('config', 'set', 'tickets.seen-by', 'requester')
  for (const name of ['acme', 'beta']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  for (const email of ['kim@acme.example', 'ben@beta.example']) await desk.json('user', 'add', email)
  await desk.json('open', 'Payment file rejected', '--for', 'anna@acme.example')
  await desk.json('note', '1', '-m', 'Only for us.')
})

const participants = async (): Promise<string[]> =>
  (await desk.json<Shown>('show', '1')).participants.map(({ email, status }) => `${email} ${status}`)

const sees = async (email: string): Promise<number> => {
  await desk.as(email)
  const { exitCode } = await desk.run('show', '1')
  await desk.as(undefined)
  return exitCode
}

describe('whoever is in copy', () => {
  test('reads the ticket without its notes, finds it in the list, and answers as the customer', async () => {
    expect(await sees('kim@acme.example')).toBe(66)
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    await desk.as('kim@acme.example')
    expect((await desk.json<Shown>('show', '1')).messages).toEqual([])
    expect(await desk.json('list')).toMatchObject([{ number: 1 }])
    expect(await desk.json('reply', '1', '-m', 'It was Tuesday.')).toMatchObject({ status: 'open' })
    expect(await desk.refused('note', '1', '-m', 'x')).toMatchObject({ exitCode: 77 })
  })

  test('reopens a solved ticket by an answer, but neither solves nor edits it, nor lets others in', async () => {
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    await desk.as('kim@acme.example')
    for (const words of [
      ['solve', '1'],
      ['reply', '1', '-m', 'x', '--solve'],
      ['reply', '1', '-m', 'x', '--cc', 'tom@acme.example'],
      ['cc', '1', 'add', 'tom@acme.example'],
      ['cc', '1', 'remove', 'anna@acme.example'],
      ['edit', '1', '--subject', 'x'],
    ]) {
      expect([words, (await desk.refused(...words)).exitCode]).toEqual([words, 77])
    }
    await desk.as(undefined)
    await desk.json('solve', '1')
    await desk.as('kim@acme.example')
    expect(await desk.json('reply', '1', '-m', 'Not yet.')).toMatchObject({ status: 'open' })
  })

  test('sees it no longer once removed, at once, and may leave by themselves', async () => {
    await desk.json('cc', '1', 'add', 'kim@acme.example', 'tom@acme.example')
    await desk.json('cc', '1', 'remove', 'kim@acme.example')
    expect(await sees('kim@acme.example')).toBe(66)
    await desk.as('tom@acme.example')
    // Afterwards there is nothing left to show.
    expect((await desk.run('cc', '1', 'remove', 'tom@acme.example')).exitCode).toBe(0)
    expect(await desk.refused('show', '1')).toMatchObject({ exitCode: 66 })
  })

  test('sees nothing of a deleted tenant’s ticket', async () => {
    await desk.json('cc', '1', 'add', 'ben@beta.example', '--yes')
    expect(await sees('ben@beta.example')).toBe(0)
    await desk.json('tenant', 'delete', 'acme', '--yes')
    expect(await sees('ben@beta.example')).toBe(66)
  })
})

describe('people from outside', () => {
  test('are let in by staff only when that was said', async () => {
    expect(await desk.refused('cc', '1', 'add', 'ben@beta.example', 'kim@acme.example')).toMatchObject({
      exitCode: 64,
      code: 'participants-outside',
      details: { emails: ['ben@beta.example'] },
    })
    expect(await participants()).toEqual(['anna@acme.example requester'])
    await desk.json('cc', '1', 'add', 'ben@beta.example', '--yes')
    expect(await sees('ben@beta.example')).toBe(0)
    // Who takes part already is not asked about again.
    expect((await desk.json<Shown>('reply', '1', '-m', 'x', '--cc', 'ben@beta.example')).status).toBe('waiting')
  })

  test('are asked about on a terminal', async () => {
    desk.answering(false)
    const left = await desk.run('reply', '1', '-m', 'Hello', '--cc', 'ben@beta.example')
    expect(left).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('left; nothing was changed') })
    expect(left.stderr).toContain('helpdesk reply 1 --recover')
    expect((await desk.json<Shown>('show', '1')).messages).toHaveLength(1)
    desk.answering(true)
    const { stdout } = await desk.run('reply', '1', '-m', 'Hello', '--cc', 'ben@beta.example')
    expect(stdout).toContain('in copy: ben@beta.example')
  })

  test('whom a customer names wait for the desk: they see nothing, and nobody but staff sees them', async () => {
    await desk.as('anna@acme.example')
    const { stdout } = await desk.run('reply', '1', '-m', 'Ben knows more.', '--cc', 'ben@beta.example', '-o', 'table')
    expect(stdout).toContain('ben@beta.example')
    expect(await participants()).toEqual(['anna@acme.example requester'])
    expect(await desk.json('show', '1', '--history')).toEqual(
      expect.not.objectContaining({ participants: expect.arrayContaining([{ email: 'ben@beta.example' }]) }),
    )
    expect(await sees('ben@beta.example')).toBe(66)
    await desk.as(undefined)
    expect(await participants()).toEqual(['anna@acme.example requester', 'ben@beta.example pending'])
    expect((await desk.run('show', '1', '-o', 'table')).stdout).toContain('helpdesk cc 1 add')
    await desk.json('cc', '1', 'add', 'ben@beta.example', '--yes')
    expect(await participants()).toEqual(['anna@acme.example requester', 'ben@beta.example accepted'])
    expect(await sees('ben@beta.example')).toBe(0)
  })

  test('a customer puts nobody into another organisation', async () => {
    await desk.as('anna@acme.example')
    await desk.json('cc', '1', 'add', 'new@beta.example', 'stranger@else.example')
    await desk.as(undefined)
    const people = await desk.json<{ email: string }[]>('user', 'list', '--tenant', 'beta')
    expect(people.map(({ email }) => email)).toEqual(['ben@beta.example'])
  })
})

describe('who lets whom in', () => {
  test('the requester lets colleagues in, a stranger to the ticket nobody', async () => {
    await desk.as('anna@acme.example')
    await desk.json('cc', '1', 'add', 'kim@acme.example', 'new@acme.example')
    expect(await participants()).toEqual([
      'anna@acme.example requester',
      'kim@acme.example accepted',
      'new@acme.example accepted',
    ])
    await desk.as('ben@beta.example')
    expect(await desk.refused('cc', '1', 'add', 'ben@beta.example')).toMatchObject({ exitCode: 66 })
  })

  test('at opening, by either side', async () => {
    await desk.as('anna@acme.example')
    expect(await desk.json('open', 'Second', '--cc', 'kim@acme.example', '--cc', 'ben@beta.example')).toMatchObject({
      participants: [{ status: 'requester' }, { email: 'kim@acme.example', status: 'accepted' }],
    })
    await desk.as(undefined)
    const outside = ['open', 'Third', '--for', 'anna@acme.example', '--cc', 'ben@beta.example', '-m', 'x']
    expect(await desk.refused(...outside)).toMatchObject({ exitCode: 64, code: 'participants-outside' })
    expect(await desk.json(...outside, '--yes')).toMatchObject({ participants: [{}, { email: 'ben@beta.example' }] })
    desk.answering(true)
    expect((await desk.run(...outside.with(1, 'Fourth'))).exitCode).toBe(0)
  })

  test('what is so already changes nothing, and the history tells what did', async () => {
    const { version } = await desk.json<Shown>('cc', '1', 'add', 'kim@acme.example')
    expect(await desk.json('cc', '1', 'add', 'kim@acme.example', 'anna@acme.example')).toMatchObject({ version })
    const { history } = await desk.json<Shown>('show', '1', '--history')
    expect(history.at(-1)).toMatchObject({
      type: 'ticket.edited',
      changes: { participants: { from: [], to: ['kim@acme.example'] } },
    })
  })

  test('bad words', async () => {
    expect(await desk.refused('cc', '1', 'add')).toMatchObject({ exitCode: 64, code: 'missing-argument' })
    expect(await desk.refused('cc', '1', 'invite', 'x@y.example')).toMatchObject({ exitCode: 65 })
    expect(await desk.refused('cc', '1', 'add', 'x')).toMatchObject({ exitCode: 65, code: 'wrong-address' })
    expect(await desk.refused('cc', '1', 'remove', 'kim@acme.example')).toMatchObject({
      exitCode: 66,
      code: 'participant-not-found',
    })
    expect(await desk.refused('cc', '1', 'remove', 'anna@acme.example')).toMatchObject({
      exitCode: 1,
      code: 'participant-is-requester',
    })
    await desk.json('user', 'disable', 'kim@acme.example')
    expect(await desk.refused('cc', '1', 'add', 'kim@acme.example')).toMatchObject({ code: 'user-disabled' })
  })

  test('whoever becomes the requester is not named twice', async () => {
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    await desk.json('edit', '1', '--requester', 'kim@acme.example')
    expect(await participants()).toEqual(['kim@acme.example requester'])
  })
})

describe('watching', () => {
  test('is a mark of one’s own: no version, no history, a list', async () => {
    const { version } = await desk.json<Shown>('show', '1')
    await desk.json('open', 'Second', '--for', 'anna@acme.example')
    expect(await desk.json('watch', '1')).toMatchObject({ version })
    expect(await desk.json('list', '--watching')).toMatchObject([{ number: 1 }])
    expect((await desk.run('watch', '1', '-o', 'table')).stdout).toContain('so already')
    const { history } = await desk.json<Shown>('show', '1', '--history')
    expect(history.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.noted'])
    await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
    await desk.as('fritz@support.example')
    expect(await desk.json('list', '--watching')).toEqual([])
    await desk.as(undefined)
    expect(await desk.json('unwatch', '1', '2')).toHaveLength(2)
    expect(await desk.json('list', '--watching')).toEqual([])
  })

  test('is for staff and the tenant’s own first level', async () => {
    await desk.json('user', 'add', 'line@acme.example', '--group', 'first-level')
    await desk.as('line@acme.example')
    await desk.json('watch', '1')
    await desk.as('anna@acme.example')
    expect(await desk.refused('watch', '1')).toMatchObject({ exitCode: 77 })
    await desk.as('ben@beta.example')
    expect(await desk.refused('watch', '1')).toMatchObject({ exitCode: 66 })
  })
})

describe('links', () => {
  beforeEach(async () => {
    await desk.json('open', 'Second', '--for', 'anna@acme.example')
    await desk.json('open', 'Of beta', '--for', 'ben@beta.example')
  })

  test('are shown from both sides and taken away from either', async () => {
    expect(await desk.json('link', '1', '2')).toMatchObject({
      links: [{ kind: 'related', number: 2, subject: 'Second', status: 'open' }],
    })
    expect(await desk.json('show', '2')).toMatchObject({ links: [{ number: 1 }] })
    // The other way round it is the same link.
    expect(await desk.json('link', '2', '#1')).toMatchObject({ links: [{ number: 1 }], version: 1 })
    expect(await desk.json('link', '2', '1', '--remove')).toMatchObject({ links: [] })
    expect(await desk.json('show', '1')).toMatchObject({ links: [] })
    expect(await desk.refused('link', '1', '2', '--remove')).toMatchObject({ exitCode: 66, code: 'link-not-found' })
  })

  test('lead only those to the other ticket who may see it', async () => {
    await desk.json('link', '1', '3')
    await desk.as('anna@acme.example')
    expect(await desk.json('show', '1')).toMatchObject({ links: [] })
    expect(JSON.stringify(await desk.json('show', '1'))).not.toContain('Of beta')
    await desk.as(undefined)
    await desk.json('user', 'add', 'line@acme.example', '--group', 'first-level')
    await desk.as('line@acme.example')
    expect(await desk.refused('link', '2', '3')).toMatchObject({ exitCode: 66, details: { number: 3 } })
    await desk.as('anna@acme.example')
    expect(await desk.refused('link', '1', '2')).toMatchObject({ exitCode: 77 })
  })

  test('lead to pages of the web and nowhere else', async () => {
    await desk.json('link', '1', 'https://bugs.example/7')
    expect(await desk.json('link', '1', 'https://bugs.example/7')).toMatchObject({
      links: [{ kind: 'url', url: 'https://bugs.example/7' }],
    })
    for (const url of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'bugs.example',
      'https://a b',
      'https://x\u202ey',
    ]) {
      expect(await desk.refused('link', '1', url)).toMatchObject({ exitCode: 65, code: 'wrong-value' })
    }
    expect(await desk.refused('link', '1', '1')).toMatchObject({ exitCode: 65, code: 'link-to-itself' })
    expect(await desk.refused('link', '1', '99')).toMatchObject({ exitCode: 66 })
    expect(await desk.json('open', 'X', '--for', 'anna@acme.example', '--link', 'http://x.example')).toMatchObject({
      links: [{ kind: 'url', url: 'http://x.example' }],
    })
  })
})
