import { describe, expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { runBuilt } from './kit/built-program'
import { helpdeskInTerminal } from './kit/pseudo-terminal'

// An escalation on a real terminal: exactly what is missing is asked for, in both languages, and nothing typed is lost.

const desk = await BuiltDesk.make('--preset', 'online-advice')
const { twin } = desk
await twin.json('tenant', 'add', 'nord', '--domain', 'nord.example')
const known = [
  ...['--affected-user', 'Kim', '--where', 'Kalender', '--device', 'Laptop'],
  ...['--customer-device', 'iPad', '--customer-browser', 'Safari 19'],
]
await twin.json('open', 'Kalender leer', '--for', 'kim@nord.example', '--topic', 'calendar-sync', ...known)
await twin.json('user', 'add', 'line@nord.example', '--group', 'first-level')
const line = await desk.as('line@nord.example')

const english = { LC_ALL: 'en_GB.UTF-8', NO_COLOR: '1' }
const german = { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8', NO_COLOR: '1' }
const languages = [
  {
    environment: english,
    begins: 'Second level needs 3 more things.',
    browser: 'Which browser and version?',
    time: 'When (14:30, yesterday, about 8:00 …)?',
    about: 'about 8:00',
    tried: 'What was tried?',
    why: 'Why does second level have to look at it?',
    needed: 'Second level has to know why.',
    done: '✓ #1 Kalender leer · open · with second level',
    missing: 'the report is not complete: what was tried',
    kept: 'helpdesk escalate 1 --recover',
    answered: ['Who has the problem', 'The customer’s device'],
  },
  {
    environment: german,
    begins: 'Dem 2nd Level fehlen noch 3 Angaben.',
    browser: 'Welcher Browser, welche Version?',
    time: 'Wann (14:30, gestern, etwa 8:00 …)?',
    about: 'gestern gegen 8:00',
    tried: 'Was wurde schon versucht?',
    why: 'Warum muss der 2nd Level es ansehen?',
    needed: 'Das muss der 2nd Level wissen.',
    done: '✓ #1 Kalender leer · Offen · beim 2nd Level',
    missing: 'der Bericht ist unvollständig: was schon versucht wurde',
    kept: 'helpdesk escalate 1 --recover',
    answered: ['Wer hat das Problem', 'Gerät auf Kundenseite'],
  },
] as const

async function shown(home: string): Promise<unknown> {
  return JSON.parse((await runBuilt(['show', '1', '--json'], { home, environment: line })).stdout)
}

describe.each(languages)('in $environment.LC_ALL', (words) => {
  const begin = (home: string, ...flags: string[]) =>
    helpdeskInTerminal(['escalate', '1', ...flags], { home, rows: 40, environment: { ...words.environment, ...line } })

  test('what is missing is asked for, then the reason', async () => {
    const home = desk.copy()
    const terminal = begin(home)
    await terminal.expect(words.begins)
    await terminal.expect(words.browser)
    terminal.answer('Firefox 140')
    await terminal.expect(words.time)
    terminal.answer(words.about)
    await terminal.expect(words.tried)
    terminal.answer('Neu verbunden')
    await terminal.expect(words.why)
    // Second level has to know why.
    terminal.press('enter')
    await terminal.expect(words.needed)
    terminal.answer('Protokoll nötig')
    await terminal.expect(words.done)
    expect(await terminal.ended()).toBe(0)
    for (const question of words.answered) expect(terminal.text).not.toContain(question)
    expect(terminal.overflowing).toEqual([])
    expect(await shown(home)).toMatchObject({
      level: 2,
      report: { browser: 'Firefox 140', occurredIsAbout: true, tried: 'Neu verbunden' },
      handover: { reason: 'Protokoll nötig', by: { email: 'line@nord.example' } },
    })
  })

  test('Ctrl-C changes nothing, and what was typed is there again', async () => {
    const home = desk.copy()
    const terminal = begin(home)
    await terminal.expect(words.browser)
    terminal.answer('Firefox 140')
    await terminal.expect(words.time)
    terminal.press('ctrl-c')
    expect(await terminal.ended()).toBe(130)
    expect(terminal.text).toContain(words.kept)
    expect(await shown(home)).toMatchObject({ level: 1, version: 1, report: { browser: null } })
    const again = begin(home, '--recover')
    await again.expect(words.time)
    expect(again.text).not.toContain(words.browser)
    again.answer(words.about)
    await again.expect(words.tried)
    // Skipped: it is named, and the rest is not lost.
    again.press('enter')
    await again.expect(words.why)
    again.answer('Protokoll nötig')
    await again.expect(words.missing)
    expect(await again.ended()).toBe(1)
    const last = begin(home, '--recover', '--tried', 'Neu verbunden')
    await last.expect(words.done)
    expect(await last.ended()).toBe(0)
    expect(await shown(home)).toMatchObject({ level: 2, report: { browser: 'Firefox 140' } })
  })
})
