import { expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

// What is on hold is out of the list, and the list says so.

async function withHeld(environment: Readonly<Record<string, string>> = {}): Promise<TestDesk> {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1', ...environment } }).init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'anna@acme.example', '--group', 'user')
  for (const subject of ['Payment file rejected', 'Portal slow', 'Kalender leer']) {
    await desk.json('open', subject, '--for', 'anna@acme.example')
  }
  await desk.json('take', '1')
  await desk.json('hold', '1', '--until', '2026-03-09 09:00')
  await desk.json('hold', '2', '--until', '2026-03-06 17:30', '--for', 'third-party')
  desk.terminal = true
  return desk
}

const printed = async (desk: TestDesk, ...words: string[]): Promise<string> => (await desk.run('list', ...words)).stdout

test('the list of what is on hold says until when', async () => {
  const desk = await withHeld()
  expect(await printed(desk, '--held')).toBe(
    [
      ' #  Subject                From         Status  Until',
      '=1  Payment file rejected  anna · acme  open    Mon 9 Mar 09:00',
      '=2  Portal slow            anna · acme  open    Fri 6 Mar 17:30',
      '2 of 2 · 1 new',
      '',
    ]
      .join('\n')
      .replaceAll('=', '⏸'),
  )
  expect(await printed(desk, '--held', '--lang', 'de')).toContain('Bis\n')
  expect(await printed(desk, '--all')).toContain('Updated\n')
})

test('a list that leaves something out because it is on hold says how much, and how to see it', async () => {
  const desk = await withHeld()
  expect(await printed(desk)).toContain('1 of 1 · 1 new · 2 on hold: helpdesk list --held\n')
  expect(await printed(desk, '--lang', 'de')).toContain('1 von 1 · 1 neu · 2 zurückgestellt: helpdesk list --held\n')
  for (const whole of [['--all'], ['--status', 'open'], ['--held'], ['--quiet']]) {
    expect(await printed(desk, ...whole)).not.toContain('list --held')
  }
  const { stdout } = await desk.run('list', '--json')
  expect(JSON.parse(stdout)).toHaveLength(1)
})

test('it counts what the same list would show, and names its flags', async () => {
  const desk = await withHeld()
  await desk.json('view', 'save', 'mine', '--mine')
  expect(await printed(desk, '--mine')).toBe(
    'No ticket fits. All of them: helpdesk list --all\n1 on hold: helpdesk list --mine --held\n',
  )
  expect(await printed(desk, '--view', 'mine', '--limit', '5')).toContain('1 on hold: helpdesk list --view mine --held')
  expect(await printed(desk, '--tenant', 'acme')).toContain('2 on hold: helpdesk list --tenant acme --held')
  await desk.json('solve', '3')
  expect(await printed(desk)).toBe('Nothing to do now.\n2 on hold: helpdesk list --held\n')
  desk.later(7 * 24 * 3_600_000)
  expect(await printed(desk)).not.toContain('on hold')
})

test('it stays in the window', async () => {
  const desk = await withHeld()
  desk.columns = 40
  expect((await printed(desk, '--limit', '1', '--unassigned')).split('\n').filter((line) => line.length > 40)).toEqual(
    [],
  )
})
