import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const hour = 3_600_000

async function withDesk(): Promise<TestDesk> {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1' } }).init()
  await desk.json('config', 'set', 'desk.name', 'Support')
  await desk.json('config', 'set', 'contact.phone', '+49 30 1234')
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
  await desk.json('user', 'add', 'anna@acme.example', '--name', 'Anna Berg', '--group', 'user')
  return desk
}

const open = async (desk: TestDesk, subject: string, ...flags: string[]) =>
  desk.json('open', subject, '--for', 'anna@acme.example', ...flags)

/** What somebody sees who types nothing but the program's name. */
async function seen(desk: TestDesk, email?: string, ...flags: string[]): Promise<string[]> {
  await desk.as(email)
  desk.terminal = true
  const { exitCode, stdout, stderr } = await desk.run(...flags)
  desk.terminal = false
  await desk.as(undefined)
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const lines = stdout.trimEnd().split('\n')
  for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(desk.columns)
  expect(lines.length).toBeLessThanOrEqual(20)
  return lines
}

/** The columns of a line without the room between them. */
const squeezed = (line: string): string => line.replaceAll(/ {2,}/g, '  ')

test('a supporter sees what waits, the beginning of the queue, and how to go on', async () => {
  const desk = await withDesk()
  for (const subject of ['Mine', 'Mine, asked back', 'Held', 'Free 1', 'Free 2', 'Free 3', 'Free 4']) {
    await open(desk, subject)
  }
  await open(desk, 'Portal down', '--emergency')
  await desk.as('fritz@support.example')
  for (const number of ['1', '2', '3']) await desk.json('take', number)
  await desk.json('reply', '2', '-m', 'Which bank?')
  const store = await desk.store()
  const until = new Date(desk.now.getTime() + hour).toISOString()
  await store.write(
    async (tx) => void (await tx.updateTable('tickets').set({ held_until: until }).where('number', '=', 3).execute()),
  )
  await store.close()
  expect((await seen(desk, 'fritz@support.example')).map(squeezed)).toEqual([
    'Fritz First · Support  Open until today 17:00',
    '',
    '  1  emergency  helpdesk list --emergency',
    '  5  new, nobody’s yet  helpdesk list --new --unassigned',
    '  1  yours, your turn  helpdesk list --mine --status open',
    '  1  yours, waiting for the customer  helpdesk list --mine --status waiting',
    '  1  yours, on hold  helpdesk list --mine --held',
    '  1  back from hold today  helpdesk list --held',
    '',
    ' #  Subject  From  Status  Updated',
    '!8  Portal down  Anna · acme  open  today 13:00',
    ' 1  Mine  Anna · acme  open  today 13:00',
    '●4  Free 1  Anna · acme  open  today 13:00',
    '●5  Free 2  Anna · acme  open  today 13:00',
    '●6  Free 3  Anna · acme  open  today 13:00',
    '… and 1 more: helpdesk list',
    '',
    'next: helpdesk next --take · one by one: helpdesk triage ·',
    'everything: helpdesk help',
  ])
})

test('in German', async () => {
  const desk = await withDesk()
  await open(desk, 'Portal down', '--emergency')
  const lines = await seen(desk, 'fritz@support.example', '--lang', 'de')
  expect(lines[0]).toMatch(/^Fritz First · Support +\S.* heute 17:00$/)
  expect(lines[2]).toMatch(/^ {3}1 {2}Notfall +helpdesk list --emergency$/)
  expect(lines.at(-2)).toMatch(/^nächstes Ticket: helpdesk next --take/)
})

test('with nothing to do it says so', async () => {
  const lines = await seen(await withDesk(), 'fritz@support.example')
  expect(lines.slice(1)).toEqual([
    '',
    'Nothing to do: no ticket waits for you.',
    '',
    'all tickets: helpdesk list --all · everything: helpdesk help',
  ])
})

test('a requester sees what became of their requests and whose turn it is', async () => {
  const desk = await withDesk()
  expect((await seen(desk, 'anna@acme.example')).join('\n')).toContain('You have no open request.')
  for (const subject of ['Payment file rejected', 'Portal slow', 'Old']) await open(desk, subject)
  await desk.json('solve', '3')
  desk.later(hour)
  await desk.json('reply', '2', '-m', 'Since when?')
  expect((await seen(desk, 'anna@acme.example')).slice(1).map(squeezed)).toEqual([
    '',
    'Your requests',
    '#  Subject  Turn  Updated',
    '2  Portal slow  waits for you  today 14:00',
    '1  Payment file rejected  we are on it  today 13:00',
    '',
    'answer: helpdesk reply 2 · ask for something: helpdesk open SUBJECT ·',
    'how to reach us: helpdesk info',
  ])
})

test('what waits for a requester comes first, then an emergency; what others asked is named', async () => {
  const desk = await withDesk()
  await desk.json('user', 'add', 'tom@acme.example', '--group', 'admin')
  for (const subject of ['Portal slow', 'Payment file rejected']) await open(desk, subject)
  await open(desk, 'Portal down', '--emergency')
  await desk.json('open', 'Invoice', '--for', 'tom@acme.example')
  await desk.json('reply', '1', '-m', 'Since when?')
  expect((await seen(desk, 'anna@acme.example')).slice(2, 6).map(squeezed)).toEqual([
    'Your requests',
    ' #  Subject  Turn  Updated',
    ' 1  Portal slow  waits for you  today 13:00',
    '!3  Portal down  we are on it  today 13:00',
  ])
  const lines = await seen(desk, 'tom@acme.example', '--lang', 'de')
  expect(lines).toContain('3 weitere von anderen: helpdesk list')
})

test('whoever was given a ticket that is in the queue of others finds it in their own', async () => {
  const desk = await withDesk()
  await desk.json('user', 'add', 'lisa@acme.example', '--group', 'first-level')
  for (const subject of ['Portal slow', 'Payment file rejected']) await open(desk, subject)
  await desk.json('give', '1', 'fritz@support.example')
  expect((await seen(desk, 'fritz@support.example')).slice(2).map(squeezed)).toEqual([
    '  1  yours, your turn  helpdesk list --mine --status open',
    '',
    ' #  Subject  From  Status  Updated',
    ' 1  Portal slow  Anna · acme  open  today 13:00',
    '',
    'next: helpdesk next --take · one by one: helpdesk triage ·',
    'everything: helpdesk help',
  ])
})

test('in a very narrow window it is read all the same', async () => {
  const desk = await withDesk()
  for (const subject of ['Payment file rejected by the bank', 'Portal slow']) await open(desk, subject)
  desk.columns = 40
  const squeezedLines = async (email: string): Promise<string[]> => (await seen(desk, email)).map(squeezed)
  expect(await squeezedLines('anna@acme.example')).toContain('#  Subject  Turn')
  expect(await squeezedLines('fritz@support.example')).toContain('●2  Portal slow  Anna · ac…  open')
})

test('the administrator of a new desk sees what is still to do, until it is done', async () => {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1' } }).init()
  const lines = (await seen(desk)).join('\n')
  for (const command of ['config set desk.name', 'contact.phone', 'tenant add', 'user invite', 'helpdesk open']) {
    expect(lines).toContain(command)
  }
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
  await open(desk, 'First')
  const later = (await seen(desk)).join('\n')
  expect(later).toContain('contact.phone')
  for (const command of ['tenant add', 'user invite', 'helpdesk open']) expect(later).not.toContain(command)
  // Nobody else is told.
  expect((await seen(desk, 'fritz@support.example')).join('\n')).not.toContain('contact.phone')
  for (let count = 0; count < 9; count += 1) await open(desk, 'More')
  expect((await seen(desk)).join('\n')).not.toContain('contact.phone')
})

describe('no dashboard, but the first help page', () => {
  const tagline = 'helpdesk: a whole service desk in one file.'

  test('in a pipe, and for who asks for help', async () => {
    const desk = await withDesk()
    expect((await desk.run()).stdout).toContain(tagline)
    desk.terminal = true
    for (const words of [['--help'], ['help']]) {
      expect((await desk.run(...words)).stdout).toContain(tagline)
    }
  })

  test('but a refusal for a machine: neither is anything for it', async () => {
    const desk = await withDesk()
    for (const words of [['--json'], ['-o', 'csv']]) {
      expect(await desk.run(...words)).toMatchObject({ exitCode: 64, stdout: '' })
    }
    expect(await desk.refused()).toMatchObject({ exitCode: 64, code: 'command-needed' })
    expect((await desk.run('-o', 'table')).stdout).toContain(tagline)
  })

  test('for who is not logged in, who is told so', async () => {
    const desk = await withDesk()
    desk.terminal = true
    desk.environment.HELPDESK_TOKEN = 'nobody’s'
    const { exitCode, stdout, stderr } = await desk.run()
    expect(exitCode).toBe(0)
    expect(stdout).toContain(tagline)
    expect(stderr).toContain('HELPDESK_TOKEN')
  })

  test('without a desk, with how one is made; a terminal offers to make it', async () => {
    const desk = new TestDesk()
    const { exitCode, stdout } = await desk.run()
    expect(exitCode).toBe(0)
    expect(stdout).toContain(tagline)
    expect(stdout).toContain('helpdesk init')
    await desk.answering(false).run()
    const help = await desk.run('--help')
    expect(help.stdout).toContain(tagline)
  })
})
