import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { cleanEnvironment } from './kit/built-program'

// What leaves the program: formats and columns, pipes that break, colour, language, and nothing that could hurt a terminal.

const columns = [
  ...['number', 'subject', 'status', 'new', 'level', 'priority', 'emergency', 'category', 'topic', 'module'],
  ...['tenant', 'requester', 'assignee', 'team', 'createdAt', 'updatedAt', 'dueAt', 'overdue'],
]

const hostile = {
  subject: 'red \u001b[31malert\u001b[0m \u0007bell \u202egnp.exe\u202c \u009b2J end',
  name: 'Eve\u001b]0;title\u0007\u2066 Evil\u2069',
  body: 'first\u001b[2J line\r\nsecond\tline \u202eturned\u202c\u0008\u0008 \u009b31m end',
}

const desk = await BuiltDesk.make()
const { twin } = desk
await twin.json('open', 'Payment file rejected', '--for', 'anna@acme.example', '--new-tenant', 'acme', '-m', 'pain.001')
await twin.json('open', 'Portal down', '--for', 'anna@acme.example', '--emergency', '-m', '503')
await twin.json(
  ...['open', hostile.subject, '--for', 'eve@evil.example', '--name', hostile.name, '--new-tenant', 'evil'],
  '-m',
  hostile.body,
)
await twin.json('note', '3', '-m', hostile.body)
await twin.json('solve', '1')

/** Control characters besides line breaks and tabs, and what turns the direction of a line. */
// oxlint-disable-next-line no-control-regex -- these are what must not be there
const unsafe = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/
// oxlint-disable-next-line no-control-regex -- the same
const beyondAscii = /[^\n\x20-\x7e]/

const program = fileURLToPath(new URL('../bin/helpdesk.js', import.meta.url))

/** A shell script in which `helpdesk` is the built program: for pipes and descriptors. */
function shell(script: string): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const helpdesk = `helpdesk() { "${process.execPath}" "${program}" "$@"; }`
  const child = spawn('/bin/sh', ['-c', `${helpdesk}\n${script}`], {
    cwd: desk.home,
    env: cleanEnvironment(desk.home),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
    })
  }
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, ...texts })))
}

test('a pipe gets tab-separated lines without header or colour, in the columns of the contract', async () => {
  const lines = (await desk.text(['list', '--all'])).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.map((line) => line.split('\t')[0])).toEqual(['2', '1', '3'])
  for (const line of lines) expect(line.split('\t')).toHaveLength(columns.length)
  const cells = lines[0]?.split('\t') ?? []
  expect(Object.fromEntries(columns.map((column, index) => [column, cells[index]]))).toMatchObject({
    number: '2',
    subject: 'Portal down',
    status: 'open',
    new: 'true',
    level: '1',
    priority: 'urgent',
    emergency: 'true',
    topic: '',
    tenant: 'acme',
    requester: 'anna@acme.example',
    assignee: '',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    overdue: 'false',
  })
})

test('one thing in a pipe is a line for each field', async () => {
  const lines = (await desk.text(['show', '1', '--fields', 'number,requester,assignee,solvedAt,participants'])).split(
    '\n',
  )
  expect(lines).toEqual([
    'number\t1',
    'requester\tanna@acme.example',
    'assignee\t',
    expect.stringMatching(/^solvedAt\t\d{4}-.*Z$/),
    'participants\t[{"email":"anna@acme.example","name":null,"status":"requester"}]',
    '',
  ])
})

test('json has every key, absent is null, people are address and name', async () => {
  const [first, ...others] = await desk.json<Record<string, unknown>[]>(['list', '--all'])
  expect(others).toHaveLength(2)
  expect(Object.keys(first ?? {})).toEqual(columns)
  expect(first).toMatchObject({
    number: 2,
    new: true,
    topic: null,
    assignee: null,
    dueAt: null,
    requester: { email: 'anna@acme.example', name: null },
  })
})

test('ndjson is the same, an object a line', async () => {
  const lines = (await desk.text(['list', '--all', '-o', 'ndjson'])).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(await desk.json(['list', '--all']))
})

test('csv has a header and ends its lines with CR LF', async () => {
  const lines = (await desk.text(['list', '--all', '-o', 'csv'])).split('\r\n')
  expect(lines[0]).toBe(columns.join(','))
  expect(lines).toHaveLength(5)
  expect(lines.at(-1)).toBe('')
})

test('a spreadsheet takes no cell for a formula', async () => {
  const home = desk.copy()
  const formulas = ['=1+1', '+49 30 1234', '-5 degrees', '@anna']
  for (const [index, subject] of formulas.entries()) {
    const words = [
      'open',
      '--for',
      'anna@acme.example',
      '-m',
      `=cmd|' /C calc'!A${index}`,
      '--home',
      home,
      '--',
      subject,
    ]
    expect(await desk.run(words)).toMatchObject({ exitCode: 0 })
  }
  const csv = await desk.text(['list', '-o', 'csv', '--fields', 'subject', '--sort', 'number', '--home', home])
  expect(csv).toBe(
    `subject\r\nPortal down\r\nred alert bell gnp.exe  end\r\n${formulas.map((one) => `'${one}\r\n`).join('')}`,
  )
  const description = await desk.text(['show', '4', '-o', 'csv', '--fields', 'description', '--home', home])
  expect(description).toBe("description\r\n'=cmd|' /C calc'!A0\r\n")
  // Other machine outputs give what was typed.
  expect(await desk.text(['show', '4', '--fields', 'subject', '--home', home])).toBe('subject\t=1+1\n')
})

test('--fields chooses and orders, in each format', async () => {
  const words = ['list', '--all', '--sort', 'number', '--fields', 'status, number']
  expect(await desk.text(words)).toBe('solved\t1\nopen\t2\nopen\t3\n')
  expect(await desk.text([...words, '-o', 'csv'])).toBe('status,number\r\nsolved,1\r\nopen,2\r\nopen,3\r\n')
  expect(await desk.text([...words, '-o', 'ndjson'])).toBe(
    '{"status":"solved","number":1}\n{"status":"open","number":2}\n{"status":"open","number":3}\n',
  )
  expect(await desk.json(words)).toEqual([
    { status: 'solved', number: 1 },
    { status: 'open', number: 2 },
    { status: 'open', number: 3 },
  ])
  expect((await desk.text([...words, '-o', 'table'])).split('\n')[0]).toMatch(/^status +number$/)
})

test('pages follow one another by their cursor', async () => {
  type Page = { items: { number: number }[]; nextCursor: string | null }
  const words = ['list', '--all', '--sort', 'number', '--limit', '2', '--page-info', '--fields', 'number']
  const first = await desk.json<Page>(words)
  expect(first).toEqual({ items: [{ number: 1 }, { number: 2 }], nextCursor: expect.any(String) })
  const second = await desk.json<Page>([...words, '--cursor', first.nextCursor ?? ''])
  expect(second).toEqual({ items: [{ number: 3 }], nextCursor: null })
})

test('an empty list is nothing, an empty array, a header', async () => {
  const words = ['list', '--status', 'closed']
  expect(await desk.text(words)).toBe('')
  expect(await desk.text([...words, '-o', 'ndjson'])).toBe('')
  expect(await desk.json(words)).toEqual([])
  expect(await desk.text([...words, '-o', 'csv'])).toBe(`${columns.join(',')}\r\n`)
})

test('a reader that goes away is no error', async () => {
  const home = desk.copy()
  // More than a pipe holds, so that the program meets the closed end.
  const long = await desk.run(['note', '1', '-F', '-', '--home', home], { input: 'x'.repeat(500_000) })
  expect(long.exitCode).toBe(0)
  const script = `{ helpdesk show 1 -o json --home '${home}'; echo "ended with $?" >&2; } | head -1`
  expect(await shell(script)).toEqual({ exitCode: 0, stdout: '{\n', stderr: 'ended with 0\n' })
})

test('without standard output the deed is done all the same', async () => {
  expect(await shell('helpdesk list >&-')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  expect(await shell('helpdesk note 2 -m "no output" >&- 2>&- <&-')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  expect(await desk.json(['show', '2'])).toMatchObject({ messages: [{ body: 'no output' }] })
})

test('a full disk below the output is told as such, and not as a bug', async () => {
  const { exitCode, stderr } = await shell('helpdesk list > /dev/full')
  expect(stderr).toMatch(/^helpdesk: /)
  expect(stderr).not.toContain('--debug')
  expect([0, 70]).not.toContain(exitCode)
})

test('colour: only where it is wanted, and never for machines', async () => {
  const table = ['list', '-o', 'table']
  const coloured = { environment: { FORCE_COLOR: '1' } }
  expect(await desk.text(table)).not.toContain('\u001b')
  expect(await desk.text(table, coloured)).toContain('\u001b[31m')
  expect(await desk.text([...table, '--no-color'], coloured)).not.toContain('\u001b')
  expect(await desk.text(table, { environment: { FORCE_COLOR: '1', NO_COLOR: '1' } })).not.toContain('\u001b')
  expect(await desk.text(table, { environment: { FORCE_COLOR: '0' } })).not.toContain('\u001b')
  for (const format of ['tsv', 'csv', 'json', 'ndjson'])
    expect(await desk.text(['list', '-o', format], coloured)).not.toContain('\u001b')
})

test.each([
  [['list', '--all']],
  [['list', '--all', '-o', 'table']],
  [['list', '--all', '-o', 'csv']],
  [['list', '--all', '-o', 'table', '--fields', 'subject,requester']],
  [['show', '3']],
  [['show', '3', '-o', 'table', '--history']],
  [['show', '3', '-o', 'csv']],
  [['show', '3', '-o', 'json', '--history']],
  [['user', 'list', '-o', 'table']],
  [['user', 'show', 'eve@evil.example', '-o', 'table']],
  [['log']],
  [['log', '-o', 'table']],
  [['log', '-o', 'ndjson']],
  [['edit', '3', '--priority', 'high', '-o', 'table']],
])('nothing in %j can steer a terminal', async (words) => {
  const { exitCode, stdout, stderr } = await desk.run(words, { environment: { NO_COLOR: '1' } })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout.replaceAll('\r\n', '\n')).not.toMatch(unsafe)
  // A sequence goes as a whole: what is left of one would be litter.
  if (words.includes('table')) expect(stdout).not.toMatch(/\[31m|\[2J|0;title/)
})

test('a line break in a text makes no line in tsv', async () => {
  const lines = (await desk.text(['show', '3', '--fields', 'number,description,status'])).trimEnd().split('\n')
  expect(lines).toEqual([
    'number\t3',
    expect.stringMatching(/^description\tfirst line second line turned +end$/),
    'status\topen',
  ])
})

test('json keeps what was typed, written as \\uXXXX', async () => {
  const printed = await desk.text(['show', '3', '--json'])
  expect(printed).toContain('\\u001b[31malert')
  expect(printed).toContain('\\u202egnp.exe\\u202c')
  expect(printed).toContain('\\u009b2J')
  expect(JSON.parse(printed)).toMatchObject({
    subject: hostile.subject,
    requester: { name: hostile.name },
    description: hostile.body.replaceAll('\r\n', '\n'),
  })
})

test('an error repeats what was typed without what could hurt', async () => {
  const typed = '\u001b[31mlist\u0007\u202e'
  for (const words of [
    [typed],
    ['show', typed],
    ['list', `--${typed}`],
    ['list', '--status', typed],
    ['reply', '1', '-F', typed],
  ]) {
    const { exitCode, stderr } = await desk.run(words)
    expect([64, 65, 66]).toContain(exitCode)
    expect(stderr).not.toMatch(unsafe)
    const asJson = await desk.run([...words, '--json'])
    expect(asJson.stderr).not.toMatch(unsafe)
  }
})

test('--quiet leaves the sentence of a change away, and what a list says besides', async () => {
  expect(await desk.text(['note', '2', '-m', 'x', '-o', 'table', '-q'])).toBe('')
  expect(await desk.text(['note', '2', '-m', 'x', '-o', 'table'])).toMatch(/^✓ #2 Portal down · .*\n.*\n$/)
  expect(await desk.text(['list', '-o', 'table'])).toContain('2 of 2')
  expect(await desk.text(['list', '-o', 'table', '-q'])).not.toContain('2 of 2')
  // A machine that asked for the ticket gets it.
  expect(await desk.text(['note', '2', '-m', 'x', '-q', '--fields', 'number'])).toBe('number\t2\n')
})

test('German: by locale, HELPDESK_LANG before it, --lang before both', async () => {
  const german = { environment: { LANG: 'de_DE.UTF-8' } }
  const table = ['list', '-o', 'table']
  expect(await desk.text(table, german)).toContain('Betreff')
  expect(await desk.text(table, { environment: { LANG: 'de_DE.UTF-8', LC_ALL: 'en_GB.UTF-8' } })).toContain('Subject')
  const both = { environment: { LANG: 'de_DE.UTF-8', HELPDESK_LANG: 'en' } }
  expect(await desk.text(table, both)).toContain('Subject')
  expect(await desk.text([...table, '--lang', 'de'], both)).toContain('Betreff')
  expect(await desk.run(['show', '99'], german)).toMatchObject({
    exitCode: 66,
    stderr: expect.stringMatching(/^helpdesk: .*#99 .*\nHinweis: .*\n$/) as string,
  })
})

test('machine output is never translated', async () => {
  const german = { environment: { LANG: 'de_DE.UTF-8' } }
  for (const words of [
    ['list', '--all'],
    ['show', '1', '--json', '--history'],
    ['log', '-o', 'csv'],
  ])
    expect(await desk.text(words, german)).toBe(await desk.text(words))
})

test('labels of categories are those of the desk for every script', async () => {
  const german = { environment: { LANG: 'de_DE.UTF-8' } }
  expect(await desk.text(['category', 'list'], german)).toBe(await desk.text(['category', 'list']))
})

test.each([
  ['--ascii', ['--ascii'], {}],
  ['LC_ALL=C', [], { LC_ALL: 'C' }],
  ['no locale at all', [], { LANG: '' }],
])('with %s everything of ours is ASCII', async (_what, flags, environment) => {
  const home = desk.home
  for (const words of [
    ['list', '--all', '-o', 'table'],
    ['show', '2', '-o', 'table', '--history'],
    ['note', '2', '-m', 'x', '-o', 'table'],
    ['tenant', 'list', '-o', 'table'],
    ['config', 'list', '-o', 'table'],
    ['--help'],
    ['open', '--help'],
  ]) {
    const printed = await desk.text([...words, ...flags, '--home', home], { environment })
    expect(printed.split('\n').filter((line) => beyondAscii.test(line))).toEqual([])
  }
  const refused = await desk.run(['list', '--limit', 'x', ...flags], { environment })
  expect(refused.stderr).not.toMatch(beyondAscii)
})

test('a rehearsal does not say so in a pipe', async () => {
  const rehearsal = await BuiltDesk.make('--rehearsal')
  expect(await rehearsal.run(['list'])).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  expect(await rehearsal.run(['list', '--json'])).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' })
})

test('schema describes what a command prints', async () => {
  const schema = JSON.parse(await desk.text(['schema', 'show'])) as { type: string; required: string[] }
  const shown = await desk.json(['show', '1'])
  expect(schema.type).toBe('object')
  expect(schema.required).toEqual(Object.keys(shown))
})
