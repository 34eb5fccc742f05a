import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { helpdeskInTerminal, type PseudoTerminal } from './kit/pseudo-terminal'
import { script } from './kit/script'

// The way through a category's form on a real terminal: in German, at 80 columns.

const desk = await BuiltDesk.make('--preset', 'online-advice')
const { twin } = desk
await twin.json('tenant', 'add', 'nord', '--domain', 'nord.example')

await twin.json('user', 'add', 'line@nord.example', '--group', 'first-level')
const line = await desk.as('line@nord.example')

const device = ['--device', 'Laptop, Windows 11', '--browser', 'Firefox 140']
await twin.json('open', 'Ton fehlt', '--for', 'kim@nord.example', '-m', 'Nichts zu hören.', ...device)

const writesOneLine = 'printf "Der Kalender bleibt leer.\\n" | cat - "$1" > "$1.new"; cat "$1.new" > "$1"'

function walk(home: string) {
  const environment = {
    LANG: 'de_DE.UTF-8',
    LC_ALL: 'de_DE.UTF-8',
    EDITOR: script(home, 'editor', writesOneLine),
    NO_COLOR: '1',
  }
  return helpdeskInTerminal(['open', '--for', 'kim@nord.example', '--lang', 'de'], { home, environment, rows: 60 })
}

/** The beginning of every walk: subject, text, what is known of it, category, and the first field of the form. */
async function begin(terminal: PseudoTerminal): Promise<void> {
  await terminal.expect('Betreff:')
  terminal.answer('Kalender synchronisiert nicht')
  await terminal.expect('Geht es darum?')
  await terminal.expect('Ja, um „Kalender synchronisiert nicht“')
  await terminal.expect('⏎ wählen')
  terminal.press('enter')
  await terminal.expect('Worum geht es?')
  await terminal.expect('⏎ wählen')
  terminal.press('enter')
  await terminal.expect('Wer hat das Problem?')
  terminal.answer('Kim')
  await terminal.expect('Wo im Produkt?')
}

test('a German walks through the whole form, changes an answer, and sends it', async () => {
  const home = desk.copy()
  writeFileSync(join(home, 'meine konsole.txt'), 'TypeError: events is undefined\n  at sync.js:12\n')
  writeFileSync(join(home, 'leeres Formular.pdf'), 'leer')
  const terminal = walk(home)
  await begin(terminal)
  expect(terminal.text).toContain('Die Eingabetaste überspringt eine Frage. Steht ein Wert in Klammern, übernimmt ihn')
  terminal.answer('Kalender > Sync')
  await terminal.expect('Welches Gerät?')
  // What was said last time stands there; Enter takes it.
  await terminal.expect('(Laptop, Windows 11)')
  terminal.press('enter')
  await terminal.expect('Welcher Browser, welche Version?')
  await terminal.expect('(Firefox 140)')
  terminal.answer('Edge 139')
  await terminal.expect('Gerät auf Kundenseite?')
  terminal.press('enter')
  await terminal.expect('Browser und Version auf Kundenseite?')
  terminal.answer('Safari 19')
  await terminal.expect('Wann (14:30, gestern, etwa 8:00 …)?')
  terminal.answer('31.02.')
  await terminal.expect('diesen Tag gibt es nicht: „31.02.“')
  terminal.type('\u0015')
  terminal.answer('gestern gegen 8:00')
  await terminal.expect('F12')
  await terminal.expect('(freiwillig)?')
  // As a terminal types the path of a file that is dragged onto it.
  terminal.answer(`'${join(home, 'meine konsole.txt')}'`)
  await terminal.expect('Das Dokument dazu (Datei hierher ziehen) (freiwillig)?')
  terminal.answer(home)
  await terminal.expect('das ist ein Ordner')
  terminal.answer(`${home}/leeres\\ Formular.pdf`)
  await terminal.expect('Eine Datei anhängen (hierher ziehen, Eingabe für keine)?')
  terminal.answer(`'${home}/fehlt.png'`)
  await terminal.expect('gibt es nicht')
  terminal.answer(`'${home}/meine konsole.txt'`)
  await terminal.expect('Noch eine Datei (Eingabe für keine weitere)?')
  terminal.press('enter')
  await terminal.expect('So absenden?')
  expect(terminal.screen).toContain('  Dokument      leeres Formular.pdf · 4 B')
  expect(terminal.screen).toContain('  Datei         meine konsole.txt · 47 B')
  expect(terminal.screen).toContain('  Beschreibung  Der Kalender bleibt leer.')
  expect(terminal.screen).toMatch(/Seit +etwa gestern 08:00/)
  terminal.press('down')
  terminal.press('enter')
  await terminal.expect('Was ändern?')
  terminal.press('enter')
  await terminal.expect('Betreff:')
  terminal.answer('Kalender bleibt leer')
  await terminal.expect('So absenden?')
  await terminal.expect('⏎ wählen')
  terminal.press('enter')
  expect(await terminal.ended()).toBe(0)
  expect(terminal.text).toContain('✓ #2 Kalender bleibt leer · nord · kim@nord.example · Offen')
  expect(terminal.overflowing).toEqual([])
  expect(terminal.screen).not.toMatch(/\b(Yes|skip|optional|navigate)\b/)
  expect(await desk.json(['show', '2', '--home', home])).toMatchObject({
    subject: 'Kalender bleibt leer',
    description: 'Der Kalender bleibt leer.',
    report: {
      affectedUser: 'Kim',
      where: 'Kalender > Sync',
      device: 'Laptop, Windows 11',
      browser: 'Edge 139',
      customerDevice: null,
      customerBrowser: 'Safari 19',
      occurredIsAbout: true,
      console: 'TypeError: events is undefined\n  at sync.js:12',
      document: { name: 'leeres Formular.pdf' },
    },
    attachments: [{ name: 'leeres Formular.pdf' }, { name: 'meine konsole.txt' }],
  })
  const shown = helpdeskInTerminal(['show', '2', '--lang', 'de'], { home, rows: 60 })
  expect(await shown.ended()).toBe(0)
  expect(shown.screen).toContain('Betroffen')
  expect(shown.overflowing).toEqual([])
})

describe('the offer of topics before anything is filled in, in German at 80 columns', () => {
  const words = ['open', 'Passwort vergessen', '-m', 'Seit heute komme ich nicht hinein.', '--lang', 'de']

  /** First level of the customer: staff would ask for somebody else. */
  function offered(home: string): PseudoTerminal {
    const environment = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', NO_COLOR: '1', ...line }
    return helpdeskInTerminal(words, { home, environment, rows: 40 })
  }

  const saved = async (home: string): Promise<unknown> =>
    (await desk.json(['topic', 'show', 'password-forgotten', '--home', home])).saved

  test('yes: no ticket is needed, and the topic has saved one', async () => {
    const home = desk.copy()
    const terminal = offered(home)
    await terminal.expect('Vielleicht hilft das schon:')
    await terminal.expect('Ist die Frage damit beantwortet?')
    await terminal.expect('⏎ wählen')
    terminal.press('down')
    await terminal.expect('❯ Ja, durch')
    terminal.press('enter')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('✓ Kein Ticket eröffnet · beantwortet durch')
    expect(terminal.overflowing).toEqual([])
    expect(terminal.screen).not.toMatch(/\b(Yes|No|did this|navigate)\b/)
    expect(await desk.json(['list', '--home', home])).toHaveLength(1)
    expect(await saved(home)).toBe(1)
  })

  test('no: the ticket is sent as it was typed', async () => {
    const home = desk.copy()
    const terminal = offered(home)
    await terminal.expect('Ist die Frage damit beantwortet?')
    await terminal.expect('⏎ wählen')
    terminal.press('enter')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('✓ #2 Passwort vergessen · nord · line@nord.example · Offen')
    expect(terminal.overflowing).toEqual([])
    expect(await desk.json(['show', '2', '--home', home])).toMatchObject({ topic: null })
    expect(await saved(home)).toBe(0)
  })
})

test.each(['ctrl-c', 'escape'] as const)('%s in the middle: 130, no ticket, and the text is kept', async (key) => {
  const home = desk.copy()
  const terminal = walk(home)
  await begin(terminal)
  terminal.press(key)
  expect(await terminal.ended()).toBe(130)
  expect(terminal.text).toContain('helpdesk open --recover')
  expect(await desk.json(['list', '--home', home])).toHaveLength(1)
  const recovered = ['open', '--recover', '--for', 'kim@nord.example', '--home', home]
  expect(await desk.json(recovered)).toMatchObject({
    subject: 'Kalender synchronisiert nicht',
    description: 'Der Kalender bleibt leer.',
    report: { affectedUser: 'Kim', where: null },
  })
})

describe('in a narrow window', () => {
  /** Every word of the text stands on the screen in one piece. */
  const unbroken = (terminal: PseudoTerminal, text: string): void => {
    expect(terminal.text).toContain(text)
    expect(terminal.overflowing).toEqual([])
  }

  test('questions, reasons, descriptions and answers break between words', async () => {
    const home = desk.copy()
    const environment = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', NO_COLOR: '1' }
    const said = ['-m', 'x', '-c', 'technical', '--if-duplicate', 'open', '--lang', 'de']
    const words = ['open', 'Kamera dunkel', '--for', 'kim@nord.example', ...said]
    const terminal = helpdeskInTerminal(words, { home, environment, columns: 40, rows: 60 })
    for (const question of ['Wer hat', 'Wo im', 'Welches', 'Welcher', 'Gerät auf', 'Browser und Version auf']) {
      await terminal.expect(question)
      terminal.answer('')
    }
    await terminal.expect('Wann')
    terminal.answer('irgendwann')
    await terminal.expect('vor 2h.')
    unbroken(terminal, 'ist als Zeitangabe nicht zu verstehen. Zum Beispiel: 14:30, gestern 9:15, etwa 8:00, vor 2h.')
    terminal.press('ctrl-c')
    expect(await terminal.ended()).toBe(130)
  })

  test('the page for the editor, too', async () => {
    const home = desk.copy()
    const page = join(home, 'page')
    const EDITOR = script(home, 'keeps', `cp "$1" "${page}"; exit 1`)
    const words = ['open', 'Kamera dunkel', '--for', 'kim@nord.example', '--lang', 'de']
    const terminal = helpdeskInTerminal(words, { home, environment: { EDITOR, NO_COLOR: '1' }, columns: 60 })
    expect(await terminal.ended()).toBe(64)
    const lines = readFileSync(page, 'utf8').split('\n')
    expect(lines).toContain('# Die Anfrage bitte über dieser Zeile beschreiben. Leer')
    for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(60)
  })
})

test('who may not open is told so before the first question, and nothing is kept', async () => {
  const environment = { ...(await desk.as('kim@nord.example')), NO_COLOR: '1' }
  const home = desk.copy()
  const terminal = helpdeskInTerminal(['open'], { home, environment })
  expect(await terminal.ended()).toBe(77)
  expect(terminal.screen).toBe(
    ['helpdesk: here only your own first level opens tickets', 'hint: who may: line@nord.example'].join('\n'),
  )
})

test('for whom comes first, and a tenant that nobody wants is asked for no further', async () => {
  const home = desk.copy()
  const terminal = helpdeskInTerminal(['open'], { home, environment: { NO_COLOR: '1' } })
  await terminal.expect('For whom (e-mail)?')
  terminal.answer('kim@nrod.example')
  await terminal.expect('nrod.example is new here. Make tenant "nrod"?')
  terminal.answer('n')
  await terminal.expect('> nrod.example belongs to no tenant yet')
  await terminal.expect('For whom (e-mail)?')
  terminal.answer('kim@nord.example')
  await terminal.expect('Subject:')
  terminal.answer('')
  await terminal.expect('> One line, at most 200 characters.')
  terminal.press('ctrl-c')
  expect(await terminal.ended()).toBe(130)
})
