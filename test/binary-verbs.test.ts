import { describe, expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { helpdeskInTerminal } from './kit/pseudo-terminal'

// What verbs ask for and say on a real terminal, at 80 columns, in both languages.

const desk = await BuiltDesk.make()
const { twin } = desk
const long = 'Zahlungsdatei wird seit der letzten Änderung am frühen Morgen von der Bank abgelehnt'
await twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
for (const subject of [long, 'Zahlungsdatei abgelehnt', 'Portal slow', 'Kalender leer']) {
  await twin.json('open', subject, '--for', 'anna@acme.example', '--if-duplicate', 'open')
}

const english = { LC_ALL: 'en_GB.UTF-8', NO_COLOR: '1' }
const german = { LC_ALL: 'de_DE.UTF-8', NO_COLOR: '1' }

async function shown(home: string, number: number): Promise<unknown> {
  return desk.json(['show', String(number), '--home', home])
}

test.each([
  [english, 'Until when', 'no time to come', 'For whom does it wait?', 'on hold until'],
  [german, 'Bis wann', 'keine Zeit, die noch kommt', 'Auf wen wird gewartet?', 'zurückgestellt bis'],
])('hold asks until when and why: %j', async (environment, until, wrong, why, done) => {
  const home = desk.copy()
  const terminal = helpdeskInTerminal(['hold', '3'], { home, environment })
  await terminal.expect(until)
  terminal.answer('2 days')
  await terminal.expect(wrong)
  terminal.type('\u0015')
  terminal.answer('in 2d')
  await terminal.expect(why)
  terminal.press('down')
  terminal.press('enter')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.text).toContain(done)
  expect(terminal.overflowing).toEqual([])
  expect(await shown(home, 3)).toMatchObject({ heldFor: 'customer' })
})

test.each([
  [english, 'Into which ticket?', 'for good? (y/N)', 'y'],
  [german, 'In welchem Ticket soll es aufgehen?', 'endgültig aufgehen lassen? (j/N)', 'j'],
])('merge asks into which, and names it fitted to the line: %j', async (environment, which, question, yes) => {
  const home = desk.copy()
  const terminal = helpdeskInTerminal(['merge', '2'], { home, environment })
  await terminal.expect(which)
  await terminal.expect('#1 Zahlungsdatei wird')
  terminal.press('enter')
  await terminal.expect(question)
  terminal.answer(yes)
  expect(await terminal.ended()).toBe(0)
  expect(terminal.overflowing).toEqual([])
  expect(await shown(home, 2)).toMatchObject({ mergedInto: 1 })
})

describe('link', () => {
  test('asks with what, and a typed answer is looked at', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['link', '3'], { home, environment: german })
    await terminal.expect('Womit verknüpfen?')
    for (let choice = 0; choice < 3; choice += 1) terminal.press('down')
    terminal.press('enter')
    await terminal.expect('Ticketnummer oder https://…')
    terminal.answer('quatsch')
    await terminal.expect('Weder eine Ticketnummer noch eine Adresse')
    terminal.type('\u0015')
    terminal.answer('https://status.example/7')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('#3 Portal slow · Offen · verknüpft mit https://status.example/7')
    expect(await shown(home, 3)).toMatchObject({ links: [{ kind: 'url', url: 'https://status.example/7' }] })
  })

  test('left by Esc changes nothing', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['link', '3'], { home, environment: english })
    await terminal.expect('Link it with what?')
    terminal.press('escape')
    expect(await terminal.ended()).toBe(130)
    expect(await shown(home, 3)).toMatchObject({ links: [] })
  })
})

test.each([
  [english, 'is rated by its requester'],
  [german, 'kann nur bewerten, wer angefragt hat'],
])('rate by somebody else asks nothing: %j', async (environment, refused) => {
  const terminal = helpdeskInTerminal(['rate', '1'], { home: desk.home, environment })
  expect(await terminal.ended()).toBe(77)
  expect(terminal.lines[0]).toContain(refused)
})

test.each([
  [english, 'does not belong to acme', 'helpdesk: left; nothing was changed'],
  [german, 'gehört nicht zu acme', 'helpdesk: abgebrochen; es wurde nichts verändert'],
])('a No to a copy for somebody from outside is no error: %j', async (environment, question, calm) => {
  const home = desk.copy()
  const words = ['cc', '1', 'add', 'bank@partner.example']
  const terminal = helpdeskInTerminal(words, { home, environment })
  await terminal.expect(question)
  terminal.press('enter')
  expect(await terminal.ended()).toBe(130)
  expect(terminal.lines.at(-1)).toBe(calm)
  expect(await shown(home, 1)).toMatchObject({ version: 1 })
})

test('a long subject is cut, so that what happened stands beside it', async () => {
  const terminal = helpdeskInTerminal(['take', '1'], { home: desk.copy(), environment: english })
  expect(await terminal.ended()).toBe(0)
  expect(terminal.lines[0]).toMatch(/^✓ #1 Zahlungsdatei wird seit der letzten Änderung.*… · open ·$/)
  expect(terminal.overflowing).toEqual([])
})
