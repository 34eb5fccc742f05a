import { expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { helpdeskInTerminal } from './kit/pseudo-terminal'

// The way through a new rule on a real terminal: in German, at 80 columns, and in a narrow window.

const desk = await BuiltDesk.make('--preset', 'payments')
const { twin } = desk
await twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
await twin.json('user', 'add', 'anna@acme.example', '--name', 'Anna Berg', '--group', 'admin')
await twin.json('user', 'add', 'tom@acme.example', '--name', 'Tom Schütz')
await twin.as('anna@acme.example')
for (const [iban, label] of [
  ['DE89370400440532013000', 'Gehälter'],
  ['DE75512108001245126199', 'Miete'],
] as const) {
  await twin.json('account', 'add', iban, '--label', label)
}
const anna = await desk.as('anna@acme.example')

function walk(home: string, columns: number, environment: Record<string, string> = {}) {
  const world = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', ...anna, NO_COLOR: '1', ...environment }
  return helpdeskInTerminal(['rule', 'add', '--lang', 'de'], { home, environment: world, rows: 50, columns })
}

test.each([80, 44])('a German makes a rule step by step, with %d columns', async (columns) => {
  const home = desk.copy()
  const terminal = walk(home, columns)
  await terminal.expect('Wie soll die Regel heißen?')
  terminal.answer('Nicht ausgeführt')
  await terminal.expect('Worüber soll benachrichtigt werden?')
  await terminal.expect('⏎ wählen')
  terminal.press('down')
  terminal.press('enter')
  await terminal.expect('Bei welchem Status?')
  await terminal.expect('☑ Übertragung fehlgeschlagen')
  await terminal.expect('Leertaste markiert')
  // The first, too.
  terminal.type(' ')
  await terminal.expect('☑ angenommen')
  terminal.press('enter')
  await terminal.expect('Für welche Konten?')
  terminal.press('down')
  terminal.press('enter')
  await terminal.expect('Welche Konten?')
  terminal.press('enter')
  await terminal.expect('Mindestens eins auswählen.')
  terminal.type(' ')
  terminal.press('enter')
  await terminal.expect('E-Mail-Betreff?')
  terminal.press('enter')
  await terminal.expect('Wer von acme wird benachrichtigt?')
  terminal.press('down')
  terminal.type(' ')
  await terminal.expect('☑ Tom Schütz')
  terminal.press('enter')
  await terminal.expect('Weitere Adressen')
  terminal.answer('bank')
  await terminal.expect('Das ist keine E-Mail-Adresse')
  terminal.type('\u0015')
  terminal.answer('bank@partner.example')
  await terminal.expect('Diese Regel speichern?')
  await terminal.expect('Abbrechen')
  terminal.press('enter')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.overflowing).toEqual([])
  expect(terminal.screen).not.toMatch(/\b(Yes|select|submit|navigate|space)\b/)
  expect(await desk.json(['rule', 'list', '--home', home], { environment: anna })).toMatchObject([
    {
      description: 'Nicht ausgeführt',
      filters: {
        status: ['accepted-and-queued', 'transmission-failed', 'transmission-unclear', 'cancelled', 'rejected-by-bank'],
        account: ['DE75512108001245126199'],
      },
      subject: 'Zahlung {payment.status}: {payment.reason}',
      recipients: { internal: ['tom@acme.example'], external: [{ email: 'bank@partner.example', confirmed: false }] },
    },
  ])
})

test('Esc leaves without a rule', async () => {
  const home = desk.copy()
  const terminal = walk(home, 80)
  await terminal.expect('Wie soll die Regel heißen?')
  terminal.answer('X')
  await terminal.expect('Worüber')
  await terminal.expect('⏎ wählen')
  terminal.press('escape')
  expect(await terminal.ended()).toBe(130)
  expect(await desk.json(['rule', 'list', '--home', home], { environment: anna })).toEqual([])
})
