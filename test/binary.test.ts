import { expect, test } from 'vitest'
import { BuiltDesk, fileHome, refusalOf } from './kit/built-desk'

// The contract of CLI.md as scripts meet it: exit codes, what is refused first, and how it is said.

const desk = await BuiltDesk.withTicket()
await desk.twin.json('open', 'Closed by now', '--for', 'anna@acme.example', '-m', 'text')
await desk.twin.json('solve', '2')
await desk.twin.json('close', '2')
await desk.twin.json('open', 'Answered', '--for', 'anna@acme.example', '-m', 'text', '--idempotency-key', 'monday')
await desk.twin.json('reply', '3', '-m', 'Which bank is it?')
const anna = await desk.as('anna@acme.example')

/** A folder in which no desk can be: whatever is refused there was refused before the database was looked for. */
const nowhere = ['--home', `${desk.home}/missing/folder`]

interface Refused {
  words: string[]
  exitCode: number
  code: string
  details?: object
  hint?: string
}

const refused: Refused[] = [
  // 64: wrong usage
  { words: ['lits'], exitCode: 64, code: 'unknown-command', hint: 'did you mean: helpdesk list' },
  { words: ['ticket', 'shwo', '1'], exitCode: 64, code: 'unknown-command', hint: 'did you mean: helpdesk ticket show' },
  { words: ['tenant', 'ad', 'nord'], exitCode: 64, code: 'unknown-command', hint: 'did you mean: helpdesk tenant add' },
  { words: ['zzzzzz'], exitCode: 64, code: 'unknown-command', details: { suggestions: [] } },
  { words: ['list', '--statsu', 'open'], exitCode: 64, code: 'unknown-flag', hint: 'did you mean --status?' },
  { words: ['reply', '1', '-m', 'x', '--slove'], exitCode: 64, code: 'unknown-flag', hint: 'did you mean --solve?' },
  { words: ['list', '-x'], exitCode: 64, code: 'unknown-flag', details: { flag: '-x' } },
  { words: ['note', '1', '-m', 'x', '--cc', 'a@b.example'], exitCode: 64, code: 'unknown-flag' },
  { words: ['--nosuch'], exitCode: 64, code: 'unknown-flag', details: { flag: '--nosuch' } },
  { words: ['--lang'], exitCode: 64, code: 'missing-flag-value' },
  { words: ['show'], exitCode: 64, code: 'missing-argument', hint: 'a shell swallows #1042; write 1042' },
  { words: ['reply', '-m', 'x'], exitCode: 64, code: 'missing-argument', hint: 'a shell swallows #1042; write 1042' },
  { words: ['tenant', 'show'], exitCode: 64, code: 'missing-argument' },
  { words: ['give', '1'], exitCode: 64, code: 'missing-argument' },
  { words: ['assign', '1'], exitCode: 64, code: 'missing-argument' },
  { words: ['tenant', 'add', 'a', 'b'], exitCode: 64, code: 'too-many-arguments', details: { argument: 'b' } },
  { words: ['open', '--for', 'anna@acme.example', '-m', 'x'], exitCode: 64, code: 'missing-flag' },
  { words: ['open', 'S', '-m', 'x'], exitCode: 64, code: 'missing-flag', details: { flag: '--for' } },
  { words: ['open', 'S', '-m', 'x', '--name', 'Anna'], exitCode: 64, code: 'missing-flag', details: { flag: '--for' } },
  { words: ['reply', '1'], exitCode: 64, code: 'missing-flag', details: { flag: '--message' } },
  { words: ['note', '1'], exitCode: 64, code: 'missing-flag', details: { flag: '--message' } },
  { words: ['init'], exitCode: 64, code: 'missing-flag', details: { flag: '--admin' } },
  { words: ['reply', '1', '-m'], exitCode: 64, code: 'missing-flag-value' },
  { words: ['list', '-o'], exitCode: 64, code: 'missing-flag-value' },
  { words: ['list', '--mine', '--unassigned'], exitCode: 64, code: 'conflicting-flags' },
  { words: ['reply', '1', '-m', 'x', '-F', 'y'], exitCode: 64, code: 'conflicting-flags' },
  { words: ['reply', '1', '-m', 'x', '--solve', '--keep-open'], exitCode: 64, code: 'conflicting-flags' },
  { words: ['open', 'S', '--subject', 'T', '-m', 'x'], exitCode: 64, code: 'conflicting-flags' },
  { words: ['edit', '1'], exitCode: 64, code: 'nothing-to-change' },
  {
    words: ['open', 'S', '-m', 'x', '--for', 'bob@new.example'],
    exitCode: 64,
    code: 'new-tenant-needed',
    details: { domain: 'new.example', suggestion: 'new' },
  },

  // 65: a value that is wrong by itself
  { words: ['list', '--lang', 'fr'], exitCode: 65, code: 'wrong-value', details: { name: '--lang' } },
  { words: ['list', '--fields', 'numbr'], exitCode: 65, code: 'unknown-field', hint: 'did you mean number?' },
  { words: ['list', '--status', 'opne'], exitCode: 65, code: 'wrong-value', hint: 'did you mean open?' },
  { words: ['list', '--level', '3'], exitCode: 65, code: 'wrong-value' },
  { words: ['list', '--sort', 'colour'], exitCode: 65, code: 'wrong-value' },
  { words: ['list', '--limit', '0'], exitCode: 65, code: 'wrong-value' },
  { words: ['list', '--limit', 'many'], exitCode: 65, code: 'wrong-value' },
  { words: ['list', '--cursor', 'nonsense'], exitCode: 65, code: 'wrong-cursor' },
  { words: ['list', '--since', 'whenever'], exitCode: 65, code: 'wrong-time', details: { reason: 'unreadable' } },
  { words: ['list', '--since', '2026-02-30'], exitCode: 65, code: 'wrong-time', details: { reason: 'no-such-date' } },
  { words: ['list', '--category', 'nonsense'], exitCode: 65, code: 'wrong-value' },
  { words: ['show', 'abc'], exitCode: 65, code: 'wrong-number' },
  { words: ['show', '0'], exitCode: 65, code: 'wrong-number' },
  { words: ['show', '1.5'], exitCode: 65, code: 'wrong-number' },
  { words: ['show', '99999999999'], exitCode: 65, code: 'wrong-number' },
  { words: ['reply', '1', '-m', 'x', '--if-version', 'new'], exitCode: 65, code: 'wrong-value' },
  { words: ['open', '', '--for', 'anna@acme.example', '-m', 'x'], exitCode: 65, code: 'empty-text' },
  { words: ['open', ' \n\t ', '--for', 'anna@acme.example', '-m', 'x'], exitCode: 65, code: 'empty-text' },
  {
    words: ['open', 'ü'.repeat(201), '--for', 'anna@acme.example', '-m', 'x'],
    exitCode: 65,
    code: 'text-too-long',
    details: { length: 201, limit: 200 },
  },
  { words: ['open', 'S', '--for', 'anna', '-m', 'x'], exitCode: 65, code: 'wrong-address' },
  { words: ['open', 'S', '--for', 'anna@acme.example', '-c', 'x', '-m', 'x'], exitCode: 65, code: 'wrong-value' },
  { words: ['open', 'S', '--for', 'b@c.example', '--new-tenant', 'C C', '-m', 'x'], exitCode: 65, code: 'wrong-name' },
  { words: ['edit', '1', '--priority', 'hihg'], exitCode: 65, code: 'wrong-value', hint: 'did you mean high?' },
  { words: ['edit', '1', '--subject', ''], exitCode: 65, code: 'empty-text' },
  { words: ['reply', '1', '-m', ''], exitCode: 65, code: 'empty-text' },
  { words: ['note', '1', '-m', ' \n '], exitCode: 65, code: 'empty-text' },
  { words: ['tenant', 'add', 'nord', '--domain', 'not a domain'], exitCode: 65, code: 'wrong-domain' },
  { words: ['config', 'set', 'desk.langauge', 'de'], exitCode: 65, code: 'unknown-setting' },
  { words: ['config', 'set', 'desk.language', 'fr'], exitCode: 65, code: 'wrong-value' },
  { words: ['init', '--preset', 'palin', '--admin', 'a@b.example'], exitCode: 65, code: 'wrong-value' },

  // 66: not there
  { words: ['show', '99'], exitCode: 66, code: 'ticket-not-found', details: { number: 99 } },
  { words: ['99'], exitCode: 66, code: 'ticket-not-found' },
  { words: ['reply', '99', '-m', 'x'], exitCode: 66, code: 'ticket-not-found' },
  { words: ['tenant', 'show', 'acem'], exitCode: 66, code: 'tenant-not-found', hint: 'did you mean acme?' },
  { words: ['list', '--tenant', 'nobody'], exitCode: 66, code: 'tenant-not-found' },
  { words: ['user', 'show', 'nobody@acme.example'], exitCode: 66, code: 'user-not-found' },
  { words: ['reply', '1', '-F', 'missing.txt'], exitCode: 66, code: 'file-not-found' },

  // 1: not possible as things stand
  { words: ['close', '1'], exitCode: 1, code: 'ticket-not-solved', details: { number: 1, status: 'open' } },
  { words: ['reply', '2', '-m', 'x'], exitCode: 1, code: 'ticket-closed', details: { number: 2 } },
  { words: ['solve', '2'], exitCode: 1, code: 'ticket-closed' },
  { words: ['reopen', '2'], exitCode: 1, code: 'ticket-closed' },
  { words: ['note', '1', '--recover'], exitCode: 1, code: 'no-draft' },
  { words: ['init', '--admin', 'a@b.example'], exitCode: 1, code: 'desk-exists' },
  { words: ['tenant', 'add', 'acme'], exitCode: 1, code: 'tenant-exists' },
  { words: ['user', 'add', 'anna@acme.example'], exitCode: 1, code: 'user-exists' },
  {
    words: ['reply', '3', '-m', 'x', '--if-version', '1'],
    exitCode: 1,
    code: 'version-outdated',
    details: { version: 2, given: 1, changes: [{ type: 'ticket.replied', actor: 'jana@support.example' }] },
  },
  {
    words: ['open', 'Another', '--for', 'anna@acme.example', '-m', 'text', '--idempotency-key', 'monday'],
    exitCode: 1,
    code: 'idempotency-key-reused',
    details: { key: 'monday' },
  },
]

test.each(refused)('helpdesk $words is refused: $exitCode $code', async ({ words, exitCode, code, details, hint }) => {
  // First, so that a value missing at the end stays missing.
  const [asJson, asText] = await Promise.all([desk.run(['--json', ...words]), desk.run(words)])
  const refusal = refusalOf(asJson)
  expect({ exitCode: asJson.exitCode, code: refusal.code }).toEqual({ exitCode, code })
  if (details !== undefined) expect(refusal.details).toMatchObject(details)
  if (hint !== undefined) expect(refusal.hint).toContain(hint)

  expect(asText).toEqual({ exitCode, stdout: '', stderr: expect.any(String) })
  const [first, second, ...rest] = asText.stderr.split('\n')
  expect(first).toBe(`helpdesk: ${refusal.message}`)
  if (refusal.hint === null) expect([second, ...rest]).toEqual([''])
  // Where a text is kept as well, that is a hint of its own.
  else expect([second, ...rest].join('\n').replaceAll('\nhint: ', '; ')).toBe(`hint: ${refusal.hint}\n`)
})

test('an output format that does not exist is refused with the one that was meant', async () => {
  const { exitCode, stdout, stderr } = await desk.run(['list', '-o', 'jsno'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 65, stdout: '' })
  expect(stderr).toMatch(/^helpdesk: .*"jsno".*\nhint: did you mean json\?\n$/)
})

test.each([{ asked: ['-o', 'json'] }, { asked: ['-ojson'] }, { asked: ['--output=json'] }, { asked: ['--json'] }])(
  'whoever asked for json with $asked gets the refusal as json',
  async ({ asked }) => {
    expect(refusalOf(await desk.run(['list', '--statsu', 'open', ...asked])).code).toBe('unknown-flag')
    expect(refusalOf(await desk.run(['list', '--status', 'opne', ...asked])).code).toBe('wrong-value')
  },
)

test('nothing that was refused has left a trace', async () => {
  expect(await desk.json(['list', '--all', '--fields', 'number,status'])).toEqual([
    { number: 1, status: 'open' },
    { number: 2, status: 'closed' },
    { number: 3, status: 'waiting' },
  ])
  expect(await desk.json(['tenant', 'list', '--fields', 'name'])).toEqual([{ name: 'acme' }])
  expect((await desk.run(['audit', 'verify'])).exitCode).toBe(0)
})

test.each<Refused & { what: string; environment?: Record<string, string> }>([
  { what: '64 before 65', words: ['list', '--statsu', 'x', '-o', 'xml'], exitCode: 64, code: 'unknown-flag' },
  { what: '64 before 65', words: ['reply', '1', '-o', 'xml'], exitCode: 64, code: 'missing-flag' },
  { what: '64 before 65', words: ['open', '--fields', 'colour'], exitCode: 64, code: 'missing-flag' },
  {
    what: '64 before 65',
    words: ['list', '--mine', '--unassigned', '--lang', 'fr'],
    exitCode: 64,
    code: 'conflicting-flags',
  },
  { what: '64 before 65', words: ['open', '', '--name', 'N', '-m', 'x'], exitCode: 64, code: 'missing-and-wrong' },
  { what: '64 before 78', words: ['reply', '1', ...nowhere], exitCode: 64, code: 'missing-flag' },
  { what: '65 before 78', words: ['show', 'abc', ...nowhere], exitCode: 65, code: 'wrong-number' },
  { what: '65 before 78', words: ['list', '--since', 'whenever', ...nowhere], exitCode: 65, code: 'wrong-time' },
  { what: '65 before 78', words: ['list', '--cursor', 'nonsense', ...nowhere], exitCode: 65, code: 'wrong-cursor' },
  {
    what: '65 before 66',
    words: ['open', 'S', '--for', 'anna@acme.example', '-F', 'missing', '--priority', 'x'],
    exitCode: 65,
    code: 'wrong-value',
  },
  { what: '78 before 66', words: ['reply', '1', '-F', 'missing', ...nowhere], exitCode: 78, code: 'folder-missing' },
  {
    what: '78 before 77',
    words: ['list', ...nowhere],
    environment: { HELPDESK_TOKEN: 'wrong' },
    exitCode: 78,
    code: 'folder-missing',
  },
  {
    what: '77 before 66',
    words: ['show', '99'],
    environment: { HELPDESK_TOKEN: 'wrong' },
    exitCode: 77,
    code: 'token-invalid',
  },
  { what: '66 before 77', words: ['close', '99'], environment: anna, exitCode: 66, code: 'ticket-not-found' },
  {
    what: '77 before 1',
    words: ['edit', '2', '--subject', 'Mine'],
    environment: anna,
    exitCode: 77,
    code: 'not-allowed',
  },
  { what: '77 before 1', words: ['tenant', 'add', 'acme'], environment: anna, exitCode: 77, code: 'not-allowed' },
])('$what: helpdesk $words ends with $code', async ({ words, environment = {}, exitCode, code }) => {
  const run = await desk.run([...words, '--json'], { environment })
  expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode, code })
})

test('what is so already is done: 0', async () => {
  expect(await desk.json(['reopen', '1'])).toMatchObject({ status: 'open', version: 1 })
  expect(await desk.json(['close', '2'])).toMatchObject({ status: 'closed' })
})

test('an idempotency key gives the first result again', async () => {
  const words = ['open', 'Answered', '--for', 'anna@acme.example', '-m', 'text', '--idempotency-key', 'monday']
  expect(await desk.json(words)).toMatchObject({ number: 3, status: 'waiting' })
})

test('global flags stand before or after the words, and where they change nothing', async () => {
  const after = await desk.text(['show', '1', '--json', '--lang', 'de', '-q', '-v', '-y', '--no-input', '--ascii'])
  const before = await desk.text(['--no-color', '--tenant', 'acme', '-o', 'json', '--home', desk.home, 'show', '1'])
  const between = await desk.text(['--json', 'ticket', '--lang', 'de', 'show', '--debug', '1'])
  expect(before).toBe(after)
  expect(between).toBe(after)
})

test('a flag given twice: the last holds', async () => {
  expect(await desk.json(['show', '1', '-o', 'csv', '-o', 'tsv', '--fields', 'status', '--fields', 'number'])).toEqual({
    number: 1,
  })
  expect(await desk.text(['--json', 'show', '1', '-o', 'tsv', '--fields', 'number'])).toBe('number\t1\n')
  expect(
    await desk.text(['show', '1', '--lang', 'fr', '--lang', 'de', '--home', '/nowhere', '--home', desk.home]),
  ).toBe(await desk.text(['show', '1']))
  const { stderr } = await desk.run(['show', '99', '--lang', 'en', '--lang', 'de'])
  expect(stderr).toContain('Hinweis:')
})

test('after -- everything is an argument', async () => {
  const home = desk.copy()
  const opened = await desk.run(['open', '--home', home, '--for', 'anna@acme.example', '--', '--help'])
  expect(opened).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await desk.json(['show', '4', '--home', home])).toMatchObject({ subject: '--help', description: null })
  expect(refusalOf(await desk.run(['show', '--json', '--', '-1']))).toMatchObject({ code: 'wrong-number' })
})

test('a text may look like a flag', async () => {
  const home = desk.copy()
  const replied = await desk.run(['reply', '1', '-m', '--help', '--home', home])
  expect(replied.stdout).toContain('--help')
  expect(await desk.json(['show', '1', '--home', home])).toMatchObject({ messages: [{ body: '--help' }] })
})

test('a number alone shows the ticket, the noun ticket may be left out', async () => {
  const shown = await desk.text(['ticket', 'show', '1'])
  expect(await desk.text(['show', '1'])).toBe(shown)
  expect(await desk.text(['1'])).toBe(shown)
  expect(await desk.text(['#1'])).toBe(shown)
})

test('help x y is x y --help, and needs no desk', async () => {
  const home = ['--home', fileHome()]
  for (const words of [['tenant', 'add'], ['open'], ['tenant'], []]) {
    const asked = await desk.text(['help', ...words, ...home])
    expect(asked).toContain('helpdesk')
    expect(await desk.text([...words, '--help', ...home])).toBe(asked)
  }
  const unknown = await desk.run(['help', 'lits', '--json'])
  expect({ exitCode: unknown.exitCode, code: refusalOf(unknown).code }).toEqual({
    exitCode: 64,
    code: 'unknown-command',
  })
})

test('the first page of help names every short verb and every noun, and is a page', async () => {
  const page = await desk.text([])
  for (const word of ['open', 'list', 'show', 'reply', 'note', 'take', 'give', 'solve', 'tenant', 'user', 'config'])
    expect(page).toMatch(new RegExp(`\\b${word}\\b`))
  expect(page.split('\n').length).toBeLessThan(34)
})

test('--version says the version, wherever it stands', async () => {
  expect(await desk.text(['--version'])).toMatch(/^helpdesk \d+\.\d+\.\d+\n$/)
  expect(await desk.text(['--lang', 'de', '--version', '--home', fileHome()])).toMatch(/^helpdesk \d+\.\d+\.\d+\n$/)
})
