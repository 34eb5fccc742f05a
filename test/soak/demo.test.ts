import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BuiltDesk, fileHome } from '../kit/built-desk'
import { runBuilt } from '../kit/built-program'
import { helpdeskInTerminal } from '../kit/pseudo-terminal'

// The demonstration, the first thing a newcomer runs.

test('npm run demo is helpdesk demo', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: Record<string, string>
  }
  expect(scripts.demo).toBe('node bin/helpdesk.js demo')
})

test('the demonstration tells the main job step by step and leaves nothing behind', async () => {
  const desk = await BuiltDesk.make()
  const scratch = fileHome()
  // Whatever the person has set for their own desk does not reach the scratch one.
  const environment = {
    TMPDIR: scratch,
    HELPDESK_TENANT: 'acme',
    HELPDESK_TOKEN: 'wrong',
    HELPDESK_DB: '/nowhere/x.db',
  }
  const { exitCode, stdout, stderr } = await desk.run(['demo'], { environment })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const commands = stdout.split('\n').filter((line) => line.startsWith('$ helpdesk '))
  const verbs = commands.map((line) => line.split(' ')[2])
  for (const verb of [
    'init',
    'open',
    'list',
    'take',
    'reply',
    'note',
    'cc',
    'link',
    'merge',
    'solve',
    'rate',
    'hold',
    'view',
    'cron',
    'show',
  ])
    expect(verbs).toContain(verb)
  expect(stdout).toContain('#1 ')
  // English and German requests, for people and for a script.
  expect(stdout).toMatch(/Betreff|Anfrage|Offen|Gelöst/)
  expect(stdout).toContain('"number": 2')
  expect(stdout).not.toContain('\u001b')
  expect(readdirSync(scratch)).toEqual([])
  expect(await desk.json(['list', '--all'])).toEqual([])
})

test('--keep keeps the desk, and says how to go on', async () => {
  const scratch = fileHome()
  const home = fileHome()
  const { exitCode, stdout } = await runBuilt(['demo', '--keep'], { home, environment: { TMPDIR: scratch } })
  expect(exitCode).toBe(0)
  const [kept = ''] = readdirSync(scratch)
  const folder = join(scratch, kept)
  expect(stdout).toContain(folder)
  expect(existsSync(join(folder, 'helpdesk.db'))).toBe(true)
  const listed = await runBuilt(['list', '--all', '--json'], { home: folder })
  expect(listed.exitCode).toBe(0)
  // Made by the same deeds as people use: held, shared, linked, merged, rated, solved by the clock, and a view of them.
  const tickets = JSON.parse(listed.stdout) as { number: number; status: string }[]
  const states = [...tickets].sort((one, other) => one.number - other.number).map(({ status }) => status)
  expect(states).toEqual(['closed', 'open', 'solved', 'closed'])
  const shown = async (number: string): Promise<unknown> =>
    JSON.parse((await runBuilt(['show', number, '--json'], { home: folder })).stdout)
  expect(await shown('1')).toMatchObject({
    participants: [{ status: 'requester' }, { email: 'callum.reid@otterwick.example', status: 'accepted' }],
    links: [{ kind: 'url' }],
    rating: { score: 5 },
  })
  expect(await shown('2')).toMatchObject({ heldUntil: expect.any(String), heldFor: 'third-party' })
  expect(await shown('3')).toMatchObject({ resolution: 'unanswered' })
  expect(await shown('4')).toMatchObject({ resolution: 'merged', mergedInto: 1 })
  expect((await runBuilt(['view', 'list'], { home: folder })).stdout).toContain('waiting')
  expect(readdirSync(scratch)).toEqual([kept])
})

test('the demonstration speaks German and fits the window', async () => {
  const environment = { LANG: 'de_DE.UTF-8', PAGER: 'false' }
  const terminal = helpdeskInTerminal(['demo'], { home: fileHome(), environment, rows: 24 })
  expect(await terminal.ended()).toBe(0)
  expect(terminal.text).toContain('Servicedesk')
  expect(terminal.raw).toContain('\u001b[32m✓')
  // Commands stand there as they are typed, whatever their length; what is told about them is wrapped.
  expect(terminal.overflowing.filter((line) => /^(—|Das alles war)/.test(line))).toEqual([])
})

test('with --ascii everything but the requests themselves is ASCII', async () => {
  const printed = (await runBuilt(['demo', '--ascii'], { home: fileHome() })).stdout
  expect(printed).not.toMatch(/[✓●│→]|^— /m)
})

test('left with Ctrl-C it takes its scratch folder along', async () => {
  const scratch = fileHome()
  const terminal = helpdeskInTerminal(['demo'], { home: fileHome(), environment: { TMPDIR: scratch } })
  await terminal.expect('$ helpdesk init')
  terminal.press('ctrl-c')
  expect(await terminal.ended()).toBe(130)
  expect(readdirSync(scratch)).toEqual([])
})
