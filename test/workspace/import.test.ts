import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEventItems } from '../../src/workspace/event-items'
import { readPain002 } from '../../src/workspace/pain002'
import { loadStatusNames } from '../../src/workspace/status-names'
import { decodePieces } from '../../src/workspace/text-pieces'
import type { TestDesk } from '../kit/test-desk'
import { acmeDesk, fedRows, payingDesk, payroll } from './acme'

const folder = fileURLToPath(new URL('../../fixtures/payments/', import.meta.url))
const fixture = (name: string): string => join(folder, `${name}.xml`)
const sound = readFileSync(fixture('three-levels'), 'utf8')

/** Writes a file beside the desk and gives its name. */
function file(desk: TestDesk, name: string, content: string | Buffer): string {
  writeFileSync(join(desk.home, name), content)
  return name
}

interface BrokenFile {
  line: number | null
  path: string | null
  wrong: { code: string; details: Record<string, unknown> }
}

async function brokenBy(desk: TestDesk, ...words: string[]): Promise<BrokenFile> {
  const { exitCode, code, details } = await desk.refused('event', 'import', ...words)
  expect({ exitCode, code }).toEqual({ exitCode: 65, code: 'event-file-broken' })
  return details as unknown as BrokenFile
}

describe('an answer of a bank', () => {
  test('gives each payment the most specific status that is there', async () => {
    const desk = await payingDesk()
    expect(await desk.json('event', 'import', fixture('three-levels'))).toMatchObject([
      { format: 'pain.002', tenant: 'acme', events: 3, duplicates: 0, dryRun: false },
    ])
    expect(await desk.json('payment', 'list')).toMatchObject([
      { payment: 'BATCH-2', status: 'partially-accepted', account: null, reason: null },
      {
        payment: 'INV-1001',
        status: 'rejected-by-bank',
        account: payroll,
        amount: '1250.00',
        currency: 'EUR',
        reason: 'AC04: The account is closed',
      },
      // Its batch was executed; why another one was rejected says nothing of it.
      { payment: 'INV-1002', status: 'executed', account: null, reason: null },
    ])
  })

  test('that comes twice makes nothing new, also as UTF-16 and under another name', async () => {
    const desk = await payingDesk()
    await desk.json('event', 'import', fixture('three-levels'))
    const before = await fedRows(desk)
    for (const name of [fixture('three-levels'), fixture('utf-16'), file(desk, 'again.xml', sound)]) {
      expect(await desk.json('event', 'import', name)).toMatchObject([{ events: 0, duplicates: 3 }])
    }
    expect(await fedRows(desk)).toEqual(before)
  })

  test('that was taken in is still known when its account is gone', async () => {
    const desk = await payingDesk()
    await desk.json('event', 'import', fixture('three-levels'))
    await desk.json('account', 'remove', payroll, '--yes')
    expect(await desk.json('event', 'import', fixture('three-levels'))).toMatchObject([{ events: 0, duplicates: 3 }])
    const news = file(desk, 'next.xml', sound.replace('RJCT', 'ACSC'))
    expect(await brokenBy(desk, news)).toMatchObject({ line: 30, wrong: { code: 'account-not-found' } })
  })

  test('that is the same file with other news is new', async () => {
    const desk = await payingDesk()
    await desk.json('event', 'import', fixture('three-levels'))
    const changed = file(desk, 'next.xml', sound.replace('RJCT', 'ACSC'))
    expect(await desk.json('event', 'import', changed)).toMatchObject([{ events: 1, duplicates: 2 }])
    expect(await desk.json('payment', 'show', 'INV-1001')).toMatchObject({ status: 'executed' })
  })

  test('of a group without batches is one payment, whatever prefix its elements have', async () => {
    const desk = await payingDesk()
    await desk.json('event', 'import', fixture('group-only'))
    expect(await desk.json('payment', 'list')).toMatchObject([
      { payment: 'FILE-2', status: 'forwarded-for-signature', reason: 'DS0A: Waits for the second signature' },
    ])
  })

  test('to a direct debit is about the account that is paid', async () => {
    const desk = await payingDesk()
    await desk.json('event', 'import', fixture('direct-debit'))
    expect(await desk.json('payment', 'list')).toMatchObject([
      {
        payment: 'DEBIT-1',
        status: 'executed',
        account: payroll,
        currency: 'CHF',
        reason: 'Name & address were corrected',
      },
    ])
  })

  test.each(['03', '04', '05', '06', '07', '08', '09', '10'])('is taken in version .%s', async (version) => {
    const desk = await payingDesk()
    const name = file(desk, 'answer.xml', sound.replace('pain.002.001.03', `pain.002.001.${version}`))
    expect(await desk.json('event', 'import', name)).toMatchObject([{ events: 3 }])
  })

  test.each([
    ['truncated', 35, 'wrong-content', { reason: 'truncated' }],
    ['with-entities', 2, 'wrong-content', { reason: 'doctype' }],
    ['undeclared-entity', 23, 'wrong-content', { reason: 'doctype' }],
    ['without-namespace', 2, 'wrong-content', { reason: 'namespace', value: '' }],
    ['other-message', 2, 'wrong-content', { reason: 'namespace' }],
    ['unknown-status', 20, 'wrong-content', { reason: 'status', value: 'BOUN' }],
    ['utf-16-that-says-utf-8', 1, 'wrong-content', { reason: 'encoding', value: 'UTF-8' }],
    ['latin-1', 1, 'wrong-content', { reason: 'encoding', value: 'ISO-8859-1' }],
    ['status-too-late', 9, 'wrong-content', { reason: 'order', value: 'PmtInfSts' }],
    ['wrong-digit', 30, 'wrong-iban', { reason: 'check-digits' }],
  ])('%s is refused at line %i', async (name, line, code, details) => {
    const desk = await payingDesk()
    const before = await fedRows(desk)
    expect(await brokenBy(desk, fixture(name))).toMatchObject({ line, path: null, wrong: { code, details } })
    expect(await fedRows(desk)).toEqual(before)
  })

  test.each([
    ['02', sound.replace('001.03', '001.02'), 'namespace'],
    ['11', sound.replace('001.03', '001.11'), 'namespace'],
    ['an element too many', sound.replace('</Document>', '</Document><x/>'), 'not-well-formed'],
    ['an element that is closed wrongly', sound.replace('</TxSts>', '</PmtSts>'), 'not-well-formed'],
    ['another report', sound.replaceAll('CstmrPmtStsRpt', 'CstmrPmtCxlRpt'), 'missing'],
    ['no id', sound.replace('<MsgId>ANSWER-1</MsgId>', ''), 'missing'],
    ['no status at all', sound.replace('<GrpSts>PART</GrpSts>', ''), 'missing'],
    ['a status in small letters', sound.replace('RJCT', 'rjct'), 'status'],
    ['an empty status', sound.replace('RJCT', ''), 'status'],
    ['a text without end', sound.replace('closed', 'x'.repeat(20_000)), 'too-long'],
    ['a comment without end', sound.replace('<GrpHdr>', `<GrpHdr><!--${'x'.repeat(3_000_000)}`), 'too-long'],
    ['elements in elements without end', sound.replace('<GrpHdr>', `<GrpHdr>${'<x>'.repeat(100_000)}`), 'too-long'],
    ['bytes that are no text', Buffer.from(sound.replace('closed', 'gel\u00f6scht'), 'latin1'), 'not-text'],
    ['half a sign at its end', Buffer.concat([Buffer.from(sound), Buffer.from([0xc3])]), 'not-text'],
    ['nothing in it', '', 'empty'],
    ['blanks only', ' \n\t', 'empty'],
    ['neither XML nor JSON', 'hello', 'neither'],
  ])('with %s is refused', async (_, content, reason) => {
    const desk = await payingDesk()
    const { wrong } = await brokenBy(desk, file(desk, 'answer.xml', content))
    expect(wrong).toMatchObject({ code: 'wrong-content', details: { reason } })
  })

  test('about a stranger’s account is refused with its line, and nothing of it is there', async () => {
    const desk = await payingDesk()
    const before = await fedRows(desk)
    const strange = sound.replace(payroll, 'DE75512108001245126199')
    expect(await brokenBy(desk, file(desk, 'answer.xml', strange))).toMatchObject({
      line: 30,
      wrong: { code: 'account-not-found', details: { account: 'DE75512108001245126199' } },
    })
    expect(await fedRows(desk)).toEqual(before)
  })

  test('is read the same however its pieces are cut', async () => {
    const names = await loadStatusNames()
    const bytes = readFileSync(fixture('utf-16'))
    const read = (pieces: Iterable<Uint8Array>) => [...readPain002(decodePieces(pieces), names).read()]
    const whole = read([bytes])
    expect(whole).toHaveLength(3)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: bytes.length }), { maxLength: 20 }), (cuts) => {
        const ends = [...cuts, bytes.length].sort((one, other) => one - other)
        expect(read(ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)))).toEqual(whole)
      }),
      { numRuns: 50 },
    )
  })
})

const item = (payment: string, status = 'executed') => ({
  type: 'payment.status-changed',
  attributes: { payment, status },
})

describe('a file of JSON', () => {
  test.each([
    ['an array', JSON.stringify([item('1'), item('2')])],
    ['an array over several lines', JSON.stringify([item('1'), item('2')], null, 2)],
    ['one a line', `${JSON.stringify(item('1'))}\n\n${JSON.stringify(item('2'))}`],
    ['one a line, with line ends of Windows', `${JSON.stringify(item('1'))}\r\n${JSON.stringify(item('2'))}\r\n`],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify([item('1'), item('2')])}`, 'utf16le')],
  ])('is taken as %s', async (_, content) => {
    const desk = await acmeDesk()
    expect(await desk.json('event', 'import', file(desk, 'events', content))).toMatchObject([
      { format: 'json', events: 2 },
    ])
    expect(await desk.json<object[]>('payment', 'list')).toHaveLength(2)
  })

  test('is what the list of events prints', async () => {
    const desk = await payingDesk()
    await desk.json('event', 'import', fixture('three-levels'))
    const listed = file(desk, 'listed.json', (await desk.run('event', 'list', '--json')).stdout)
    expect(await desk.json('event', 'import', listed)).toMatchObject([{ events: 0, duplicates: 3 }])
    const lines = file(desk, 'listed.ndjson', (await desk.run('event', 'list', '-o', 'ndjson')).stdout)
    expect(await desk.json('event', 'import', lines)).toMatchObject([{ events: 0, duplicates: 3 }])
    await desk.as('boss@beta.example')
    expect(await brokenBy(desk, listed)).toMatchObject({ line: 2, path: '[0]', wrong: { code: 'wrong-value' } })
  })

  test('an external id that stands in it twice counts once', async () => {
    const desk = await acmeDesk()
    const twice = [1, 2].map(() => ({ ...item('1'), externalId: 'same' }))
    expect(await desk.json('event', 'import', file(desk, 'events', JSON.stringify(twice)))).toMatchObject([
      { events: 1, duplicates: 1 },
    ])
  })

  test.each([
    ['a broken line', `${JSON.stringify(item('1'))}\n{"type": "paym\n`, 2, null, 'wrong-content'],
    ['a line that is no object', `${JSON.stringify(item('1'))}\n\n7\n`, 3, null, 'wrong-json'],
    ['an array that is cut off', JSON.stringify([item('1'), item('2')]).slice(0, -1), 1, '[2]', 'wrong-content'],
    ['an array that is cut off within', `[\n${JSON.stringify(item('1'))},\n{"type":`, 3, '[1]', 'wrong-content'],
    [
      'an array without a comma',
      `[${JSON.stringify(item('1'))}${JSON.stringify(item('2'))}]`,
      1,
      '[0]',
      'wrong-content',
    ],
    ['something behind the array', '[] []', 1, null, 'wrong-content'],
    ['a text that does not end', `[{"type": "${'x'.repeat(1_100_000)}`, 1, null, 'wrong-content'],
    ['numbers in an array', '[1]', 1, null, 'wrong-content'],
    ['an unknown key', '[{"typ": "x"}]', 1, '[0]', 'wrong-json'],
    ['no type', '[{"attributes": {}}]', 1, '[0]', 'wrong-json'],
    [
      'attributes that are none',
      '[{"type": "payment.status-changed", "attributes": ["status"]}]',
      1,
      '[0]',
      'wrong-json',
    ],
    [
      'an attribute in an attribute',
      '[{"type": "payment-file.rejected", "attributes": {"file": {}}}]',
      1,
      '[0]',
      'wrong-json',
    ],
    ['an unknown type', '{"type": "payment.gone"}', 1, null, 'wrong-value'],
    ['a status that is none', JSON.stringify([item('1'), item('2', 'abgelehnt')]), 1, '[1]', 'wrong-value'],
    ['NUL', `[${JSON.stringify(item('a\u0000b'))}]`, 1, '[0]', 'text-has-nul'],
  ])('with %s is refused', async (_, content, line, path, code) => {
    const desk = await acmeDesk()
    const before = await fedRows(desk)
    expect(await brokenBy(desk, file(desk, 'events', content))).toMatchObject({ line, path, wrong: { code } })
    expect(await fedRows(desk)).toEqual(before)
  })

  test('whatever stands in it, reading ends in events or in a refusal', async () => {
    const names = await loadStatusNames()
    const piece = fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', '\n', ' ', '"type":', 'null', '7')
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        try {
          const reader = readEventItems(decodePieces([Buffer.from(`[${parts.join('')}`)]), names)
          for (const { event } of reader.read()) expect(event.type).toBeDefined()
        } catch (error) {
          expect(error).toMatchObject({ exitCode: 65 })
        }
      }),
    )
  })
})

describe('importing', () => {
  test('is done once for a key, however the files are called, and never for other files', async () => {
    const desk = await payingDesk()
    const [one, two] = [1, 2].map((number) =>
      file(
        desk,
        `${number}.json`,
        JSON.stringify([{ type: 'payment-file.rejected', attributes: { file: `f${number}`, reason: 'r' } }]),
      ),
    )
    const words = ['event', 'import', one ?? '', two ?? '']
    const key = ['--idempotency-key', 'k']
    expect(await desk.json(...words, '--dry-run', ...key)).toMatchObject([{ dryRun: true }, {}])
    const first = await desk.json(...words, ...key)
    expect(first).toMatchObject([{ events: 1 }, { events: 1 }])
    const before = await fedRows(desk)
    expect(await desk.json(...words, ...key)).toEqual(first)
    expect(await fedRows(desk)).toEqual(before)
    const refusal = { exitCode: 1, code: 'idempotency-key-reused' }
    expect(await desk.refused('event', 'import', one ?? '', ...key)).toMatchObject(refusal)
    expect(await desk.refused('event', 'import', two ?? '', one ?? '', ...key)).toMatchObject(refusal)
    expect(await desk.json(...words, '--format', 'json', ...key)).toEqual(first)
    // Without external ids and without a key they are other events.
    await desk.json(...words)
    expect((await fedRows(desk)).events).toBe(before.events + 2)
  })

  test('takes several files and standard input, and only looks with --dry-run', async () => {
    const desk = await payingDesk()
    desk.stdin = Buffer.from(JSON.stringify(item('1')))
    const before = await fedRows(desk)
    const words = ['event', 'import', fixture('three-levels'), '-']
    const expected = [
      { file: fixture('three-levels'), events: 3 },
      { file: '-', events: 1 },
    ]
    expect(await desk.json(...words, '--dry-run')).toMatchObject(expected)
    expect(await fedRows(desk)).toEqual(before)
    expect(await desk.json(...words)).toMatchObject(expected)
    expect(await desk.refused('event', 'import', '-', '-')).toMatchObject({ code: 'conflicting-flags' })
  })

  test('does nothing at all where one of the files is broken by itself', async () => {
    const desk = await payingDesk()
    const before = await fedRows(desk)
    expect(await brokenBy(desk, fixture('three-levels'), fixture('truncated'))).toMatchObject({
      file: fixture('truncated'),
    })
    expect(await desk.refused('event', 'import', fixture('three-levels'), 'nowhere.xml')).toMatchObject({
      exitCode: 66,
      code: 'file-not-found',
    })
    expect(await fedRows(desk)).toEqual(before)
  })

  test('says how many files were imported before one that the tenant cannot have', async () => {
    const desk = await payingDesk()
    const strange = file(desk, 'strange.xml', sound.replace(payroll, 'DE75512108001245126199'))
    expect(await brokenBy(desk, fixture('three-levels'), strange)).toMatchObject({ before: 1 })
    expect(await fedRows(desk)).toMatchObject({ events: 3, payments: 3 })
  })

  test('reads a pipe, and neither a folder nor a device', async () => {
    const desk = await payingDesk()
    mkdirSync(join(desk.home, 'folder'))
    const unreadable = { exitCode: 66, code: 'file-unreadable' }
    expect(await desk.refused('event', 'import', 'folder')).toMatchObject(unreadable)
    expect(await desk.refused('event', 'import', '/dev/zero')).toMatchObject(unreadable)
    execFileSync('mkfifo', [join(desk.home, 'pipe')])
    const { spawn } = await import('node:child_process')
    spawn('sh', ['-c', `cat '${fixture('three-levels')}' > '${join(desk.home, 'pipe')}'`])
    expect(await desk.json('event', 'import', 'pipe')).toMatchObject([{ events: 3 }])
  })

  test('says what is wrong before it says who may not', async () => {
    const desk = await payingDesk()
    desk.environment.HELPDESK_TOKEN = 'nobody'
    expect(await brokenBy(desk, fixture('truncated'))).toMatchObject({ line: 35 })
    expect(await desk.refused('event', 'import', 'nowhere.xml')).toMatchObject({ exitCode: 77 })
  })

  test('of more events than fit into one portion is whole, and its entries hold', async () => {
    const desk = await acmeDesk()
    const lines = Array.from({ length: 1050 }, (_, index) => JSON.stringify(item(`INV-${index % 700}`)))
    await desk.json('event', 'import', file(desk, 'events', lines.join('\n')))
    expect(await fedRows(desk)).toMatchObject({ events: 1050, payments: 700 })
    expect(await desk.json<object[]>('event', 'list')).toHaveLength(1050)
    const { history } = await desk.json<{ history: object[] }>('payment', 'show', 'INV-0')
    expect(history).toHaveLength(2)
    await desk.as(undefined)
    expect((await desk.run('audit', 'verify')).exitCode).toBe(0)
  })

  test('that fails in its last portion leaves nothing', async () => {
    const desk = await payingDesk()
    const before = await fedRows(desk)
    const last = { ...item('last'), attributes: { ...item('last').attributes, account: 'DE75512108001245126199' } }
    const lines = [...Array.from({ length: 1000 }, (_, index) => item(`INV-${index}`)), last]
    const content = lines.map((line) => JSON.stringify(line)).join('\n')
    expect(await brokenBy(desk, file(desk, 'events', content))).toMatchObject({ line: 1001 })
    expect(await fedRows(desk)).toEqual(before)
  })
})
