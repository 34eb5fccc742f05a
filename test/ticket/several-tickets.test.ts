import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  number: number
  version: number
  assignee: { email: string } | null
  messages: { body: string }[]
  attachments: { sha256: string }[]
}

let desk: TestDesk

beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  for (let number = 1; number <= 6; number += 1) {
    await desk.json('open', `Ticket ${number}`, '--for', 'anna@acme.example')
  }
})

const bodiesOf = async (number: number): Promise<string[]> =>
  (await desk.json<Shown>('show', String(number))).messages.map(({ body }) => body)

describe('several tickets at once', () => {
  test('one command changes them all and gives a list of them', async () => {
    const changed = await desk.json<Shown[]>('take', '1', '3-4', '--yes')
    expect(changed.map(({ number, assignee }) => [number, assignee?.email])).toEqual([
      [1, 'jana@support.example'],
      [3, 'jana@support.example'],
      [4, 'jana@support.example'],
    ])
    expect(await desk.json('show', '2')).toMatchObject({ assignee: null })
  })

  test('one number gives one ticket, a list of one gives a list', async () => {
    expect(await desk.json('take', '1')).toMatchObject({ number: 1 })
    expect(await desk.json('take', '2,2')).toMatchObject([{ number: 2 }])
    expect(await desk.json('give', '3', '5', 'jana@support.example')).toMatchObject([{ number: 3 }, { number: 5 }])
    expect(await desk.json('assign', '3', '5', '--none')).toMatchObject([{ assignee: null }, { assignee: null }])
  })

  test('numbers come from standard input, with or without their mark', async () => {
    desk.stdin = Buffer.from('1\n#2 3\n3\n')
    expect((await desk.json<Shown[]>('take', '-')).map(({ number }) => number)).toEqual([1, 2, 3])
    desk.stdin = Buffer.from('1-19\n')
    expect(await desk.refused('take', '-')).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    desk.stdin = Buffer.from('1\tTicket 1\n')
    expect(await desk.refused('take', '-')).toMatchObject({ exitCode: 65, code: 'wrong-number' })
  })

  test('an empty list is nothing to do, and no mistake', async () => {
    desk.stdin = Buffer.from('\n')
    expect(await desk.json('take', '-')).toEqual([])
    // Nobody is asked for a text that would go nowhere.
    expect(await desk.json('reply', '-', '-m', 'Hello')).toEqual([])
  })

  test('standard input is read once, and a terminal holds no numbers', async () => {
    desk.stdin = Buffer.from('1')
    for (const words of [
      ['reply', '-', '-F', '-'],
      ['reply', '-', '-m', 'x', '-a', '-'],
      ['solve', '-', '-F', '-'],
      ['edit', '-', '--console-file', '-'],
    ]) {
      expect(await desk.refused(...words)).toMatchObject({ exitCode: 64, code: 'conflicting-flags' })
    }
    desk.terminal = true
    expect(await desk.refused('take', '-')).toMatchObject({ exitCode: 64, code: 'numbers-from-terminal' })
  })

  test('what belongs to one ticket is refused for several', async () => {
    expect(await desk.refused('take', '1,2', '--if-version', '1')).toMatchObject({
      exitCode: 64,
      code: 'one-ticket-only',
    })
    expect(await desk.refused('reply', '1,2', '--recover')).toMatchObject({ exitCode: 64, code: 'one-ticket-only' })
  })

  test('a wrong word is told before anything is done', async () => {
    expect(await desk.refused('take', '1', '19-14')).toMatchObject({ exitCode: 65, code: 'range-reversed' })
    expect(await desk.refused('take', '1', '0')).toMatchObject({ exitCode: 65, code: 'wrong-number' })
    expect(await desk.refused('take', '1-2000')).toMatchObject({ exitCode: 65, code: 'too-many-numbers' })
    expect(await desk.refused('give', '1', '2')).toMatchObject({ exitCode: 64, code: 'missing-argument' })
    expect(await desk.json('show', '1')).toMatchObject({ assignee: null })
  })
})

describe('more than three', () => {
  test('are shown and asked about; a No changes nothing', async () => {
    desk.answering(false)
    const left = await desk.run('take', '1-4')
    expect(left.exitCode).toBe(130)
    expect(left.stderr).toContain('Ticket 3')
    expect(left.stderr).toContain('? Take 4 tickets?')
    expect(await desk.run('list', '--mine')).toMatchObject({ stdout: expect.not.stringContaining('Ticket 1') })
    desk.answering(true)
    expect((await desk.run('take', '1-4')).exitCode).toBe(0)
    // Three need no question.
    expect((await desk.run('solve', '1-3')).exitCode).toBe(0)
  })

  test('need --yes in a script, and are only shown by --dry-run', async () => {
    expect(await desk.refused('take', '1-4')).toMatchObject({ exitCode: 64, code: 'confirmation-needed' })
    expect(await desk.json<Shown[]>('take', '1-4', '-n')).toMatchObject([{ version: 1 }, {}, {}, { assignee: null }])
    expect(await desk.json('take', '1', '--dry-run')).toMatchObject({ number: 1, version: 1, assignee: null })
    expect(await desk.json('take', '1-4', '--yes')).toHaveLength(4)
  })
})

describe('when some are refused', () => {
  test('the others are done and shown, and each refusal is named with its reason', async () => {
    await desk.json('solve', '2')
    await desk.json('close', '2')
    const { exitCode, stdout, stderr } = await desk.run('solve', '1', '2', '99', '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject([{ number: 1, status: 'solved' }])
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        code: 'tickets-refused',
        details: {
          asked: 3,
          refused: [
            { number: 2, code: 'ticket-closed' },
            { number: 99, code: 'ticket-not-found' },
          ],
        },
      },
    })
    const said = await desk.run('reopen', '99', '2', '1')
    // The exit code of the first one named.
    expect(said.exitCode).toBe(66)
    expect(said.stderr).toContain('2 of 3 tickets')
    expect(said.stderr).toContain('#99')
  })

  test('nothing of a ticket is half done, and what was done stays', async () => {
    await desk.json('solve', '2')
    await desk.json('close', '2')
    await desk.run('reply', '1-3', '-m', 'The bank is back.')
    expect(await bodiesOf(1)).toEqual(['The bank is back.'])
    expect(await bodiesOf(2)).toEqual([])
    expect(await bodiesOf(3)).toEqual(['The bank is back.'])
  })

  test('of a text that did not reach everybody one is kept, for the first of them', async () => {
    await desk.json('solve', '2-3')
    await desk.json('close', '2-3')
    const { stderr } = await desk.run('reply', '1-3', '-m', 'The bank is back.')
    expect(stderr).toContain('helpdesk reply 2 --recover')
    expect(readdirSync(join(desk.home, 'drafts'))).toHaveLength(1)
    expect((await desk.run('reply', '98,99', '-m', 'Nowhere')).stderr).toContain('helpdesk reply 98 --recover')
  })

  test('somebody of another tenant learns nothing of a ticket in between', async () => {
    await desk.json('tenant', 'add', 'beta', '--domain', 'beta.example')
    await desk.json('open', 'Beta’s own', '--for', 'ben@beta.example')
    await desk.as('anna@acme.example')
    const { stderr } = await desk.run('solve', '6-8', '--json')
    expect(JSON.parse(stderr).error.details.refused).toMatchObject([
      { number: 7, code: 'ticket-not-found' },
      { number: 8, code: 'ticket-not-found' },
    ])
  })
})

describe('what goes to several', () => {
  test('a file is read once and stored once, from standard input too', async () => {
    desk.stdin = Buffer.from('one log')
    await desk.json('reply', '1-3', '-m', 'See the log.', '-a', '-', '--attach-name', 'app.log')
    const shown: Shown[] = []
    for (const number of ['1', '2', '3']) shown.push(await desk.json<Shown>('show', number))
    expect(new Set(shown.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256))).size).toBe(1)
    expect(shown.map(({ attachments }) => attachments.length)).toEqual([1, 1, 1])
  })

  test('the editor opens once, below it stands which tickets are meant', async () => {
    desk.answering('From the editor')
    expect((await desk.run('reply', '1,2')).exitCode).toBe(0)
    desk.terminal = false
    expect([await bodiesOf(1), await bodiesOf(2)]).toEqual([['From the editor'], ['From the editor']])
  })

  test('a key is kept for each ticket of its own', async () => {
    const words = ['reply', '1,2', '-m', 'Once', '--idempotency-key', 'k']
    await desk.json(...words)
    await desk.json(...words)
    expect([await bodiesOf(1), await bodiesOf(2)]).toEqual([['Once'], ['Once']])
  })

  test('a person reads what all have in common once', async () => {
    const { stdout } = await desk.run('reply', '1,2', '-m', 'Hello', '-o', 'table')
    expect(stdout.match(/nobody mailed/g)).toHaveLength(1)
    expect(stdout).toMatch(/#1 Ticket 1\n.*#2 Ticket 2\n {2}waiting · /)
  })

  test('the one last shown can be among them', async () => {
    desk.terminal = true
    await desk.run('show', '4')
    const { stdout, stderr } = await desk.run('take', '.', '4', '5')
    expect(stderr).toContain('#4 Ticket 4')
    expect(stdout.match(/#4/g)).toHaveLength(1)
    expect(stdout).toContain('#5')
  })
})
