import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { wideTextWidth } from '../../src/kit/text/wide-text'
import { TestDesk } from '../kit/test-desk'

// A ticket with everything that a ticket can have, in windows of every width.

const url = 'https://wiki.support.example/known-problems/payments/sepa/schema-error-in-line-12/and-further'
const file = 'Übersicht der abgelehnten Zahlungen im März 2026 (Buchhaltung).xlsx'
const description = [
  'Seit heute 👩‍👩‍👧 geht nichts mehr, „nirgends“.',
  url,
  'A'.repeat(130),
  'مرحبا بالعالم هذا نص عربي طويل جدا يجب أن يلتف بشكل صحيح عند نهاية السطر حتى لا يتجاوز عرض النافذة',
  '日本語のテキストがここにあります。とても長い文章なので、ウィンドウの幅で折り返す必要があります。',
  '\tat com.example.payments.sepa.validation.SchemaValidator.validate(SchemaValidator.java:1042)',
].join('\n')

/** Drawn once: by language, width and whether only ASCII is wanted. */
const drawn = new Map<string, string>()
const widths = [40, 60, 80, 120]

async function withEverything(): Promise<TestDesk> {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1' } }).init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'anna@acme.example', '--name', 'Anna-Katharina Bergmann-Schulze', '--group', 'user')
  writeFileSync(join(desk.home, file), 'x'.repeat(5000))
  const open = async (subject: string, ...more: string[]) =>
    desk.json('open', subject, '--for', 'anna@acme.example', '--if-duplicate', 'open', ...more)
  await open(
    'Kalendersynchronisationsschwierigkeiten im Außendienstmitarbeiterportal 👩‍👩‍👧',
    ...['-m', description, '-a', file, '--link', url, '--cc', 'kim@acme.example'],
    ...[
      '--where',
      'Zahlungsverkehr > SEPA',
      '--occurred-about',
      'yesterday 14:30',
      '--tried',
      'Neu angemeldet. '.repeat(9),
    ],
  )
  await open('Auch das noch', '-m', 'Dasselbe wie vorhin.')
  await open('Und etwas anderes')
  await desk.json('link', '1', '3')
  for (let count = 0; count < 15; count += 1) {
    await desk.json('note', '1', '-m', `${count}: ${'Größer als „vorhin“. '.repeat(9)}`)
    await desk.json('reply', '1', '-m', 'Wir schauen uns das an. '.repeat(9), '--keep-open')
  }
  await desk.json('merge', '2', '--into', '1', '--yes')
  await desk.json('cc', '1', 'add', 'somebody@elsewhere.example', '--yes')
  await desk.json('solve', '1')
  await desk.as('anna@acme.example')
  await desk.json('rate', '1', '--score', '2', '--comment', 'Hat gedauert; danke trotzdem. '.repeat(5))
  await desk.as(undefined)
  await desk.json('reopen', '1')
  await desk.json('hold', '1', '--until', 'in 3d', '--for', 'third-party')
  return desk
}

describe('a ticket with everything', () => {
  test('fits windows of every width, in both languages, in ASCII, too', { timeout: 60_000 }, async () => {
    const desk = await withEverything()
    desk.terminal = true
    for (const language of ['en', 'de']) {
      for (const columns of widths) {
        desk.columns = columns
        for (const flags of [[], ['--ascii']]) {
          const { stdout } = await desk.run('show', '1', '--history', '--lang', language, ...flags)
          drawn.set([language, columns, ...flags].join(' '), stdout)
          const lines = stdout.split('\n')
          const room = Math.min(columns, 100)
          const tooLong = lines.filter((line) => wideTextWidth(line) > room && !/https:|@/.test(line))
          expect({ language, columns, flags, tooLong }).toEqual({ language, columns, flags, tooLong: [] })
          // oxlint-disable-next-line no-control-regex -- everything else is what is looked for
          if (flags.length > 0) expect(stdout).toMatch(/^[\n -~]*$/)
        }
      }
    }
  })

  test('keeps together what belongs together', () => {
    const lines = (drawn.get('en 80') ?? '').split('\n')
    // To be copied: whole, and on the line of its arrow.
    expect(lines).toContain(`  → ${url}`)
    expect(lines).toContain(`  ${url}`)
    expect(lines).toContain('      4.9 KiB')
    expect(lines).toContain('      in copy: +somebody@elsewhere.example')
    expect(lines).toContain('  Anna-Katharina Bergmann-Schulze · today 13:00 · from #2')
  })

  test('breaks long words where one would', () => {
    const lines = (drawn.get('de 60') ?? '').split('\n')
    expect(lines.filter((line) => line.includes('com.example'))).toEqual([
      '      com.example.payments.sepa.validation.SchemaValidator.',
    ])
  })
})
