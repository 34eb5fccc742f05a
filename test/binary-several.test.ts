import { expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { helpdeskInTerminal } from './kit/pseudo-terminal'

// More than three tickets at once, on a real terminal: in German, at 80 columns.

const desk = await BuiltDesk.make()
const { twin } = desk
await twin.json('tenant', 'add', 'nord', '--domain', 'nord.example')
for (const subject of [
  'Kalender synchronisiert nicht',
  'Ton fehlt',
  'Löschen geht nicht: 5 Sätze zu viel',
  'PDF leer',
]) {
  await twin.json('open', subject, '--for', 'kim@nord.example', '--name', 'Kim Öztürk')
}

function typed(home: string, words: readonly string[]) {
  const environment = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', NO_COLOR: '1' }
  return helpdeskInTerminal([...words, '--lang', 'de'], { home, environment })
}

test('they are shown and asked about; Enter alone is No', async () => {
  const terminal = typed(desk.copy(), ['take', '1-4'])
  await terminal.expect('Löschen geht nicht')
  await terminal.expect('4 Tickets übernehmen? (j/N)')
  expect(terminal.overflowing).toEqual([])
  terminal.press('enter')
  expect(await terminal.ended()).toBe(130)
})

test('with a Yes each is changed, and what they have in common is said once', async () => {
  const terminal = typed(desk.copy(), ['take', '1-4'])
  await terminal.expect('(j/N)')
  terminal.answer('j')
  expect(await terminal.ended()).toBe(0)
  const screen = terminal.screen
  for (const number of [1, 2, 3, 4]) expect(screen).toContain(`✓ #${number} `)
  expect(screen.match(/Offen ·/g)).toHaveLength(1)
  expect(screen.match(/zurücknehmen: helpdesk undo/g)).toHaveLength(1)
})
