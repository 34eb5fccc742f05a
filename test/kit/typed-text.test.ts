import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deskFor } from '../../src/desk'
import {
  checkLine,
  checkTextFlags,
  decode,
  type TextFlags,
  textFromFlags,
  textOf,
  withoutNul,
} from '../../src/kit/typed-text'
import { TestDesk } from './test-desk'

async function read(flags: TextFlags, prepare: (desk: TestDesk) => void = () => undefined) {
  const test = new TestDesk()
  prepare(test)
  const given = await textFromFlags(await deskFor(test.world()), flags)
  return given === undefined ? undefined : textOf(given)
}

const refused = (trouble: string, details: object) =>
  expect.objectContaining({ trouble, details: expect.objectContaining(details) })

describe('a text from the words', () => {
  test('is the message as it was typed', async () => {
    expect(await read({ message: '  Grüße\n' })).toBe('  Grüße\n')
    expect(await read({ message: '' })).toBe('')
    expect(await read({})).toBeUndefined()
  })

  test('is a file, found from where the person stands', async () => {
    const write = (desk: TestDesk): void => writeFileSync(join(desk.home, 'answer.txt'), 'From a file\n')
    expect(await read({ file: 'answer.txt' }, write)).toBe('From a file\n')
  })

  test('is standard input where the file is called -', async () => {
    expect(
      await read({ file: '-' }, (desk) => {
        desk.stdin = Buffer.from('From a pipe\n')
      }),
    ).toBe('From a pipe\n')
  })

  test('is a named pipe too, which has no size', async () => {
    const desk = new TestDesk()
    execFileSync('mkfifo', [join(desk.home, 'pipe')])
    // The other end is opened by another process: opening waits until both are there.
    const writer = spawn('sh', ['-c', `echo "through a pipe" > "${join(desk.home, 'pipe')}"`], { stdio: 'ignore' })
    onTestFinished(() => void writer.kill())
    const given = await textFromFlags(await deskFor(desk.world()), { file: 'pipe' })
    expect(given).toEqual({ text: 'through a pipe\n' })
  })

  test.each([
    [{ message: 'a', file: 'b' }, ['--message', '--file']],
    [{ message: 'a', recover: true }, ['--message', '--recover']],
    [{ file: 'a', recover: true }, ['--file', '--recover']],
    [{ message: '', file: 'b', recover: true }, ['--message', '--file', '--recover']],
  ])('cannot be given twice: %j', (flags, named) => {
    expect(() => checkTextFlags(flags)).toThrow(refused('conflicting-flags', { flags: named }))
  })

  test.each([{}, { message: 'a' }, { file: 'a' }, { recover: true }, { recover: false, message: 'a' }])(
    'can be given once: %j',
    (flags) => {
      expect(() => checkTextFlags(flags)).not.toThrow()
    },
  )
})

describe('what is wrong with a file', () => {
  test('is told when its turn comes: that it is not there', async () => {
    const desk = await deskFor(new TestDesk().world())
    const given = await textFromFlags(desk, { file: 'missing.txt' })
    if (given === undefined) return expect.unreachable()
    expect(() => textOf(given)).toThrow(refused('file-not-found', { path: 'missing.txt' }))
  })

  test('that it is a folder, or lies in a file', async () => {
    const prepare = (desk: TestDesk): void => {
      mkdirSync(join(desk.home, 'folder'))
      writeFileSync(join(desk.home, 'file'), 'x')
    }
    await expect(read({ file: 'folder' }, prepare)).rejects.toThrow(
      refused('file-unreadable', { path: 'folder', reason: 'EISDIR' }),
    )
    await expect(read({ file: 'file/below' }, prepare)).rejects.toThrow(
      refused('file-not-found', { path: 'file/below' }),
    )
  })

  test('that it is no text', async () => {
    const bytes = (content: Buffer) => (desk: TestDesk) => writeFileSync(join(desk.home, 'x'), content)
    await expect(read({ file: 'x' }, bytes(Buffer.from([0x47, 0x72, 0xfc])))).rejects.toThrow(
      refused('text-not-utf8', { name: '--file' }),
    )
    await expect(read({ file: 'x' }, bytes(Buffer.from('a\0b')))).rejects.toThrow(
      refused('text-has-nul', { name: '--file' }),
    )
  })

  test('that it is too long, without reading all of it', async () => {
    const long = (desk: TestDesk): void => writeFileSync(join(desk.home, 'x'), Buffer.alloc(10_000_000, 'a'))
    await expect(read({ file: 'x' }, long)).rejects.toThrow(
      refused('text-too-long', { name: '--file', length: 4_000_001, limit: 4_000_000 }),
    )
    const endless = read({ file: '/dev/zero' })
    await expect(endless).rejects.toThrow(refused('text-too-long', { name: '--file' }))
    const piped = read({ file: '-' }, (desk) => {
      desk.stdin = Buffer.alloc(10_000_000, 'a')
    })
    await expect(piped).rejects.toThrow(refused('text-too-long', { length: 4_000_001 }))
  })
})

describe('bytes', () => {
  test('of UTF-8 are text, and a byte order mark goes', () => {
    expect(decode(Buffer.from('\ufeffGrüße 😀'), '--file')).toBe('Grüße 😀')
    expect(decode(Buffer.alloc(0), '--file')).toBe('')
    expect(decode(Buffer.alloc(4_000_000, 'a'), '--file')).toHaveLength(4_000_000)
  })

  test.each([
    [[0x80]],
    [[0xc3]],
    [[0xed, 0xa0, 0x80]],
    [[0xf5, 0x80, 0x80, 0x80]],
    [[0xc0, 0xaf]],
    [[0xff, 0xfe, 0x41, 0x00]],
  ])('%j are no UTF-8', (bytes) => {
    expect(() => decode(Buffer.from(bytes), '--file')).toThrow(refused('text-not-utf8', { name: '--file' }))
  })
})

describe('a line', () => {
  test('has no breaks, no blanks at its ends and no runs of them', () => {
    expect(checkLine('--name', '  Anna \n\t Berg ')).toBe('Anna Berg')
  })

  test('is refused empty, too long, or with NUL', () => {
    expect(() => checkLine('--name', ' \n ')).toThrow(refused('empty-text', { name: '--name' }))
    expect(checkLine('--name', '😀'.repeat(200))).toBe('😀'.repeat(200))
    expect(() => checkLine('--name', 'x'.repeat(201))).toThrow(
      refused('text-too-long', { name: '--name', length: 201, limit: 200 }),
    )
    expect(() => checkLine('--phone', '1'.repeat(61), 60)).toThrow(refused('text-too-long', { limit: 60 }))
    expect(() => checkLine('--name', 'a\0')).toThrow(refused('text-has-nul', { name: '--name' }))
  })
})

test('only NUL is refused: other control characters are kept as typed', () => {
  expect(withoutNul('a\x07\x1b[31m\u202eb', '--message')).toBe('a\x07\x1b[31m\u202eb')
  expect(() => withoutNul('\0', '--message')).toThrow(refused('text-has-nul', { name: '--message' }))
})
