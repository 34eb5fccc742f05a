import { describe, expect, test } from 'vitest'
import { DeskError, errorCode, isTrouble } from '../../src/kit/errors'
import { report } from '../../src/kit/report'
import { enTroubles } from '../../src/words/en/troubles'
import { listeningDesk } from './listening-desk'

const closed = new DeskError('ticket-closed', { number: 1042 })
const { message, hint = '' } = enTroubles['ticket-closed'](closed.details)
const glance = { output: undefined, language: undefined, debug: false, ascii: false }

async function reported(error: unknown, options: Parameters<typeof listeningDesk>[0] = {}) {
  const { desk, printed } = await listeningDesk(options)
  const world = { ...desk.world, stderr: desk.stderr, stdout: desk.stdout }
  const exitCode = await report(error, world, desk, { ...glance, ascii: desk.ascii })
  return { exitCode, ...printed }
}

describe('a refusal', () => {
  test('is one line and a hint on standard error, and gives its exit code', async () => {
    expect(await reported(closed)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `helpdesk: ${message}\nhint: ${hint}\n`,
    })
  })

  test('is broken at blanks on a terminal, and never within a command', async () => {
    const error = new DeskError('domain-taken', { domain: 'sonnenblumenweg.example', tenant: 'sonnenblumenweg' })
    const { stderr } = await reported(error, { terminal: true, columns: 60, flags: { lang: 'de' } })
    expect(stderr).toBe(
      [
        'helpdesk: die Domain sonnenblumenweg.example gehört dem',
        '  Mandanten „sonnenblumenweg“',
        'Hinweis: --tenant sonnenblumenweg, oder',
        '  helpdesk tenant edit sonnenblumenweg --remove-domain sonnenblumenweg.example',
        '',
      ].join('\n'),
    )
    const ascii = await reported(new DeskError('tenant-exists', { name: 'ö'.repeat(30) }), {
      terminal: true,
      columns: 40,
      flags: { ascii: true },
    })
    expect(ascii.stderr.split('\n').filter((line) => line.length > 40)).toEqual([])
  })

  test('without a hint is one line', async () => {
    const { stderr } = await reported(new DeskError('wrong-address', { value: 'anna' }))
    expect(stderr).toBe('helpdesk: "anna" is no e-mail address\n')
  })

  test('speaks German where German was asked for', async () => {
    const { stderr } = await reported(closed, { flags: { lang: 'de' } })
    expect(stderr).toMatch(/^helpdesk: #1042 ist geschlossen .*\nHinweis: .*\n$/)
  })

  test('with --json is one line, an object, and nothing else', async () => {
    for (const output of ['json', 'ndjson']) {
      const { stderr, stdout, exitCode } = await reported(closed, { output, flags: { debug: true, verbose: true } })
      expect({ stdout, exitCode, lines: stderr.split('\n').length }).toEqual({ stdout: '', exitCode: 1, lines: 2 })
      expect(JSON.parse(stderr)).toEqual({
        error: {
          code: 'ticket-closed',
          message,
          hint,
          details: { number: 1042 },
        },
      })
    }
  })

  test('without a hint has null for it in json', async () => {
    const { stderr } = await reported(new DeskError('wrong-address', { value: 'anna' }), { output: 'json' })
    expect(JSON.parse(stderr)).toMatchObject({ error: { hint: null } })
  })

  test('gets its suggestion', async () => {
    const error = new DeskError('unknown-field', { field: 'sujbect', fields: ['subject'], suggestion: null })
    expect((await reported(error)).stderr).toContain('hint: did you mean subject?')
    const { stderr } = await reported(error, { output: 'json' })
    expect(JSON.parse(stderr)).toMatchObject({ error: { details: { suggestion: 'subject' } } })
  })

  test('says where text that was typed is kept, in a hint of its own', async () => {
    const withHint = new DeskError('ticket-closed', { number: 1042 })
    withHint.draft = 'your text is kept'
    expect((await reported(withHint)).stderr).toContain(`hint: ${hint}\nhint: your text is kept\n`)
    const withoutHint = new DeskError('wrong-address', { value: 'anna' })
    withoutHint.draft = 'your text is kept'
    expect((await reported(withoutHint)).stderr).toContain('hint: your text is kept\n')
  })

  test('shows nothing that could deceive: what came from outside is made safe', async () => {
    const error = new DeskError('wrong-address', { value: 'a\x1b[2J\u202eb\nhelpdesk: all is well' })
    const { stderr } = await reported(error)
    expect(stderr.split('\n')).toHaveLength(2)
    for (const evil of ['\x1b', '\u202e']) expect(stderr).not.toContain(evil)
    const machine = await reported(error, { output: 'json' })
    for (const evil of ['\x1b', '\u202e']) expect(machine.stderr).not.toContain(evil)
    expect(JSON.parse(machine.stderr).error.details.value).toBe(error.details.value)
  })

  test('is plain ASCII where the terminal knows no more', async () => {
    const { stderr } = await reported(new DeskError('tenant-exists', { name: 'Käse–Süd' }), { flags: { ascii: true } })
    expect(stderr).toMatch(/^[\n -~]+$/)
  })

  test('tells where it arose only with --debug', async () => {
    expect((await reported(closed)).stderr).not.toContain('    at ')
    const caused = new DeskError('database-busy', {}, new Error('the cause below'))
    const { stderr } = await reported(caused, { flags: { debug: true } })
    expect(stderr).toContain('    at ')
    expect(stderr).toContain('caused by Error: the cause below')
  })
})

describe('anything else', () => {
  test('is a bug: 70, and how to tell of it', async () => {
    for (const [error, message] of [
      [new TypeError('x is not a function'), 'x is not a function'],
      ['a text', 'a text'],
      [undefined, 'undefined'],
      [{ code: 'ENOENT' }, '[object Object]'],
    ] as const) {
      const { exitCode, stderr } = await reported(error)
      expect(exitCode).toBe(70)
      expect(stderr).toBe(
        `helpdesk: something went wrong in the program itself: ${message}\nhint: run it again with --debug and send what it prints\n`,
      )
    }
  })

  test('that the database said is told as what it means for people', async () => {
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
    expect(await reported(busy)).toMatchObject({ exitCode: 75, stderr: expect.stringContaining('is busy') })
    const damaged = Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT_INDEX' })
    expect(await reported(damaged)).toMatchObject({ exitCode: 78, stderr: expect.stringContaining('is damaged') })
  })
})

test('before there is a desk, the words themselves say in which form and language to speak', async () => {
  const { desk, printed } = await listeningDesk()
  const world = { ...desk.world, stderr: desk.stderr }
  await report(closed, world, undefined, { output: 'json', language: 'de', debug: false, ascii: false })
  expect(JSON.parse(printed.stderr).error.message).toContain('ist geschlossen')
})

test('an error is narrowed by its trouble, and the code of a foreign error is read', () => {
  expect(isTrouble(closed, 'ticket-closed')).toBe(true)
  expect(isTrouble(closed, 'ticket-not-found')).toBe(false)
  expect(isTrouble(new Error('ticket-closed'), 'ticket-closed')).toBe(false)
  expect(errorCode(Object.assign(new Error(), { code: 'ENOENT' }))).toBe('ENOENT')
  for (const none of [undefined, null, 'ENOENT', {}, { code: 5 }]) expect(errorCode(none)).toBeUndefined()
})
