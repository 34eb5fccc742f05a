import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BuiltDesk } from './kit/built-desk'
import { runBuilt } from './kit/built-program'
import { helpdeskInTerminal } from './kit/pseudo-terminal'

// The queue ticket by ticket, and the dashboard, on a real terminal: single keys, in both languages, in two widths.

const desk = await BuiltDesk.make()
const { twin } = desk
await twin.json('config', 'set', 'desk.name', 'Support')
for (const subject of ['Payment file rejected', 'Portal slow', 'Kalender leer']) {
  await twin.json(
    'open',
    subject,
    '--for',
    'anna@acme.example',
    ...(subject.startsWith('Pay') ? ['--new-tenant', 'acme'] : []),
  )
}
await twin.json('open', 'Portal down', '--for', 'anna@acme.example', '--emergency', '-m', '503 since 8:10')

/** A script that stands in for an editor: it writes what the environment says. */
function editor(home: string): string {
  const path = join(home, 'editor')
  writeFileSync(path, '#!/bin/sh\necho "$WRITTEN" | cat - "$1" > "$1.new"; cat "$1.new" > "$1"\n')
  chmodSync(path, 0o700)
  return path
}

async function shown(home: string, number: number): Promise<unknown> {
  return JSON.parse((await runBuilt(['show', String(number), '--json'], { home })).stdout)
}

const german = { LC_ALL: 'de_DE.UTF-8' }
const places = [80, 120].flatMap((columns) => [
  {
    columns,
    environment: { LC_ALL: 'en_GB.UTF-8' },
    keys: 't take',
    summary: '2 handled · 1 skipped · 1 left',
  },
  { columns, environment: german, keys: 'ü nehmen', summary: '2 bearbeitet · 1 übersprungen · 1 übrig' },
])

describe('triage by single keys', () => {
  test.each(places)('at $columns columns, $environment.LC_ALL', async ({ columns, environment, keys, summary }) => {
    const home = desk.copy()
    const isGerman = environment === german
    const terminal = helpdeskInTerminal(['triage'], {
      home,
      columns,
      environment: { ...environment, EDITOR: editor(home), WRITTEN: 'We look into it.' },
    })
    await terminal.expect('#4 Portal down')
    await terminal.expect(keys)
    await terminal.expect('? ')
    // A key that means nothing does nothing; the first one that does ends the question.
    terminal.type('x')
    terminal.type(isGerman ? 'ü' : 't')
    await terminal.expect('✓ #4')
    // What is one's own nobody takes; it may be for second level.
    await terminal.expect(isGerman ? 'w 2nd Level' : 'e escalate')
    terminal.type(isGerman ? 'a' : 'r')
    await terminal.expect('✓ #4')
    await terminal.expect('#1 Payment file rejected')
    await terminal.expect(keys)
    terminal.type(' ')
    await terminal.expect('#2 Portal slow')
    await terminal.expect(keys)
    terminal.type(isGerman ? 'l' : 's')
    await terminal.expect(isGerman ? 'Eine letzte Antwort' : 'A last answer')
    terminal.answer('')
    await terminal.expect('✓ #2')
    await terminal.expect('#3 Kalender leer')
    await terminal.expect(keys)
    terminal.type('q')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.lines.at(-1)).toBe(`✓ ${summary}`)
    expect(terminal.overflowing).toEqual([])
    expect(await shown(home, 4)).toMatchObject({
      status: 'waiting',
      assignee: { email: 'jana@support.example' },
      messages: [{ body: 'We look into it.' }],
    })
    expect(await shown(home, 2)).toMatchObject({ status: 'solved' })
  })

  test('a ticket that was taken goes to second level by one key', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['triage'], { home, environment: { LC_ALL: 'en_GB.UTF-8' } })
    await terminal.expect('t take')
    terminal.type('t')
    await terminal.expect('e escalate')
    terminal.type('e')
    await terminal.expect('What was tried?')
    terminal.answer('Restarted it')
    await terminal.expect('Why does second level have to look at it?')
    terminal.answer('All stand still')
    await terminal.expect('with second level')
    await terminal.expect('#1 Payment file rejected')
    terminal.type('u')
    await terminal.expect('taken back: handed to second level')
    await terminal.expect('#4 Portal down')
    terminal.type('q')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.overflowing).toEqual([])
    expect(await shown(home, 4)).toMatchObject({ level: 1, assignee: { email: 'jana@support.example' } })
  })

  test('Esc goes back to the keys, Ctrl-C leaves with 130', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['triage'], { home })
    await terminal.expect('? keys')
    terminal.type('s')
    await terminal.expect('A last answer')
    terminal.press('escape')
    await terminal.expect('? keys')
    terminal.press('ctrl-c')
    expect(await terminal.ended()).toBe(130)
    expect(terminal.lines.at(-1)).toBe('✓ 0 handled · 4 left')
    expect(await shown(home, 4)).toMatchObject({ status: 'open' })
  })

  test('a terminal that goes away ends it', async () => {
    const terminal = helpdeskInTerminal(['triage'], { home: desk.copy() })
    await terminal.expect('? keys')
    terminal.hangUp()
    expect(await terminal.ended()).toBeGreaterThan(0)
  })

  test('with --ascii and without colour', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['triage', '--ascii', '--no-color'], { home })
    await terminal.expect('space skip')
    terminal.type('q')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.lines.filter((line) => /[^ -~]/.test(line))).toEqual([])
    // oxlint-disable-next-line no-control-regex -- colour is what is looked for
    expect(terminal.raw).not.toMatch(/\u001b\[[\d;]*m/)
  })
})

describe('the dashboard', () => {
  test.each(places)('at $columns columns, $environment.LC_ALL', async ({ columns, environment }) => {
    const terminal = helpdeskInTerminal([], { home: desk.home, columns, environment })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.overflowing).toEqual([])
    expect(terminal.lines.length).toBeLessThanOrEqual(20)
    expect(terminal.lines[0]).toContain('jana@support.example · Support')
    expect(terminal.screen).toContain('!4  Portal down')
    expect(terminal.screen).toContain('helpdesk next --take')
  })
})
