import { describe, expect, test } from 'vitest'
import { plainPaint, type Screen, screenOf } from '../../src/kit/screen'
import { similarScreen } from '../../src/ticket/similar/similar-screen'
import { listeningDesk } from '../kit/listening-desk'
import { firstMoment, TestDesk } from '../kit/test-desk'

const person = (name: string | null, email: string) => ({ id: email, email, name })
const text =
  'The portal rejects every pain.001 file since this morning:\n\n"Schema validation failed, line 12". We tried another browser and another person, and it is the same everywhere. Salaries have to leave today.'
const ticket = {
  number: 12,
  subject: 'Payment file rejected',
  status: 'open' as const,
  requester: person('Anna Berg', 'anna@acme.example'),
  assignee: null,
  createdAt: firstMoment,
  firstWords: text,
}

async function screen(columns: number, flags: Readonly<Record<string, unknown>> = {}): Promise<Screen> {
  const { desk } = await listeningDesk({ terminal: true, columns, flags })
  return { ...(await screenOf(desk, 'UTC', [text])), paint: plainPaint }
}

describe('a ticket that is like the new one is shown with what tells whether it is the same', () => {
  test('whose it is, since when, who has it, and how it begins', async () => {
    expect(similarScreen(await screen(80), [ticket])).toBe(
      [
        '  #12 Payment file rejected',
        '      open · Anna Berg · today 12:00 · nobody yet',
        '      The portal rejects every pain.001 file since this morning: "Schema',
        '      validation failed, line 12". We tried another browser and another person …',
      ].join('\n'),
    )
  })

  test('in German, taken, by somebody without a name, without a word', async () => {
    const taken = {
      ...ticket,
      status: 'waiting' as const,
      requester: person(null, 'kim@nord.example'),
      assignee: person('Fritz First', 'fritz@support.example'),
      firstWords: null,
    }
    expect(similarScreen(await screen(80, { lang: 'de' }), [taken])).toBe(
      '  #12 Payment file rejected\n      Wartet auf Kunden · kim@nord.example · heute 12:00 · bei Fritz First',
    )
  })

  test.each([40, 60, 80, 120])('in %d columns', async (columns) => {
    const long = { ...ticket, subject: 'Rechnungsdruckwarteschlange '.repeat(7), firstWords: 'Größe '.repeat(500) }
    const { asciiText } = await import('../../src/kit/text/ascii-text')
    for (const ascii of [false, true]) {
      const drawn = similarScreen(await screen(columns, { ascii }), [long, ticket])
      const lines = (ascii ? asciiText(drawn) : drawn).split('\n')
      expect(lines.filter((line) => line.length > columns)).toEqual([])
      expect(lines.length).toBeLessThan(20)
    }
  })
})

test('whoever opens one like it sees them, with the first word that was said, and never a note', async () => {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1' } }).init()
  await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
  await desk.json('open', 'Druck der Rechnung leer', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  await desk.json('note', '1', '-m', 'Again them.')
  await desk.json('give', '1', 'fritz@support.example')
  await desk.json('reply', '1', '-m', 'Which printer is it?')
  const { stderr } = await desk
    .answering({ number: 1, subject: 'Druck der Rechnung leer', score: 1 })
    .run('open', 'Druck der Rechnung ist leer', '--for', 'anna@acme.example', '-m', 'Wieder leer.')
  expect(stderr).toContain(
    [
      '  #1 Druck der Rechnung leer',
      '      waiting · anna@acme.example · today 13:00 · with Fritz First',
      '      Which printer is it?',
      '',
    ].join('\n'),
  )
  expect(stderr).not.toContain('Again them')
})
