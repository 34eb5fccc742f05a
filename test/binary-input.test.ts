import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuiltDesk, fileHome, refusalOf } from './kit/built-desk'

// Texts as they come from outside: files, pipes, devices; what is no text; what was typed and must not get lost.

const desk = await BuiltDesk.withTicket()
await desk.twin.json('open', 'Of somebody else', '--for', 'ben@nord.example', '--new-tenant', 'nord', '-m', 'text')
await desk.twin.json('solve', '2')
await desk.twin.json('close', '2')

const folder = fileHome()
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** The last thing said in the first ticket. */
const textOf = async (home = desk.home): Promise<string | undefined> => {
  const { messages } = await desk.json<{ messages: { body: string }[] }>(['show', '1', '--home', home])
  return messages.at(-1)?.body
}

test('the text comes from a file, whatever its line ends and byte order mark', async () => {
  await desk.json(['note', '1', '-F', file('windows.txt', '\ufeff\r\nfirst line\r\n  second line\r\n\r\n')])
  expect(await textOf()).toBe('first line\n  second line')
})

test('the text comes from standard input', async () => {
  await desk.json(['note', '1', '-F', '-'], { input: 'from a pipe: Grüße, 漢字, 🙂\n' })
  expect(await textOf()).toBe('from a pipe: Grüße, 漢字, 🙂')
})

test('a ticket is opened from standard input', async () => {
  const opened = await desk.json(['open', 'Import failed', '--for', 'anna@acme.example', '-F', '-'], { input: 'log\n' })
  expect(opened).toMatchObject({ number: 3, description: 'log' })
})

test('control characters that are no NUL are stored as typed', async () => {
  const typed = 'bell \u0007 and \u001b[31mred\u001b[0m and \u202eturned\u202c'
  await desk.json(['note', '1', '-F', '-'], { input: typed })
  expect(await textOf()).toBe(typed)
})

test('a megabyte of text is taken', async () => {
  await desk.json(['note', '1', '-F', file('long.txt', 'ä'.repeat(1_000_000))])
  expect((await textOf())?.length).toBe(1_000_000)
})

test.each<[string, () => string[], number, string, (string | Buffer)?]>([
  ['10 MB in a file', () => ['-F', file('huge.txt', Buffer.alloc(10_000_000, 'x'))], 65, 'text-too-long'],
  ['10 MB on standard input', () => ['-F', '-'], 65, 'text-too-long', Buffer.alloc(10_000_000, 'x')],
  ['one character too many', () => ['-F', file('more.txt', 'x'.repeat(1_000_001))], 65, 'text-too-long'],
  ['a device without end', () => ['-F', '/dev/zero'], 65, 'text-too-long'],
  ['NUL in a file', () => ['-F', file('nul.txt', 'before\0after')], 65, 'text-has-nul'],
  ['NUL on standard input', () => ['-F', '-'], 65, 'text-has-nul', 'before\0after'],
  [
    'a file that is not UTF-8',
    () => ['-F', file('latin1.txt', Buffer.from('Gr\xfc\xdfe', 'latin1'))],
    65,
    'text-not-utf8',
  ],
  ['half a character', () => ['-F', file('half.txt', Buffer.from('ü').subarray(0, 1))], 65, 'text-not-utf8'],
  ['an empty file', () => ['-F', file('empty.txt', '')], 65, 'empty-text'],
  ['an empty standard input', () => ['-F', '-'], 65, 'empty-text'],
  ['/dev/null', () => ['-F', '/dev/null'], 65, 'empty-text'],
  ['a missing file', () => ['-F', join(folder, 'missing.txt')], 66, 'file-not-found'],
  ['a file below a file', () => ['-F', join(file('plain.txt', 'x'), 'below')], 66, 'file-not-found'],
  ['a folder', () => ['-F', folder], 66, 'file-unreadable'],
])('%s given as text is refused', async (_what, words, exitCode, code, input) => {
  const run = await desk.run(['note', '1', '--json', ...words()], input === undefined ? {} : { input })
  expect({ exitCode: run.exitCode, code: refusalOf(run).code }).toEqual({ exitCode, code })
})

test('a named pipe is read to its end', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const writer = spawn('/bin/sh', ['-c', 'exec cat > "$0"', pipe], { stdio: ['pipe', 'ignore', 'inherit'] })
  writer.stdin.end('through a named pipe')
  await desk.json(['note', '1', '-F', pipe])
  expect(await textOf()).toBe('through a named pipe')
})

test('a subject of 200 characters is taken, whatever each of them weighs', async () => {
  const subject = '🙂'.repeat(200)
  const opened = await desk.json(['open', subject, '--for', 'anna@acme.example', '-m', 'x'])
  expect(opened).toMatchObject({ subject })
})

test('a text that could not be sent is kept, and sent later', async () => {
  const home = desk.copy()
  const words = ['reply', '1', '--home', home, '--json']
  const refused = await desk.run([...words, '-m', 'worth keeping', '--if-version', '999'])
  expect(refused.exitCode).toBe(1)
  expect(refusalOf(refused).hint).toContain('helpdesk reply 1 --recover')
  await desk.json([...words, '--recover'])
  expect(await textOf(home)).toBe('worth keeping')
  // Sent once, it is done with.
  const again = await desk.run([...words, '--recover'])
  expect(refusalOf(again).code).toBe('no-draft')
  expect(readdirSync(join(home, 'drafts'))).toEqual([])
})

test('a text kept for one ticket does not go to another one, of other people', async () => {
  const home = desk.copy()
  const refused = await desk.run(['reply', '2', '-m', 'for Nord only', '--home', home, '--json'])
  expect(refusalOf(refused)).toMatchObject({ code: 'ticket-closed' })
  const other = await desk.run(['reply', '1', '--recover', '--home', home, '--json'])
  expect(refusalOf(other).code).toBe('no-draft')
})

test('a new ticket that could not be opened is taken up again', async () => {
  const home = desk.copy()
  const refused = await desk.run(['open', 'Kept', '--for', 'cy@west.example', '-m', 'a long text', '--home', home])
  expect(refused).toMatchObject({ exitCode: 64, stdout: '' })
  expect(refused.stderr).toContain('helpdesk open --recover')
  const words = ['open', '--recover', '--for', 'cy@west.example', '--new-tenant', 'west', '--home', home]
  expect(await desk.json(words)).toMatchObject({ subject: 'Kept', description: 'a long text', tenant: 'west' })
})

test('drafts are their owner’s alone', async () => {
  const home = desk.copy()
  mkdirSync(join(home, 'drafts'), { mode: 0o700, recursive: true })
  await desk.run(['reply', '99', '-m', 'private', '--home', home])
  const listing = execFileSync('ls', ['-l', join(home, 'drafts')], { encoding: 'utf8' })
  expect(listing).toMatch(/^-rw-------.*\.json$/m)
})
