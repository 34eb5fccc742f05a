import { expect, test } from 'vitest'
import { BuiltDesk, refusalOf } from './kit/built-desk'
import { runBuilt } from './kit/built-program'
import { expectSoundJournal } from './kit/crowd'
import { helpdeskInTerminal } from './kit/pseudo-terminal'

// Codes where the process matters: many advisors at once, and a real terminal.

const desk = await BuiltDesk.make()
const { twin } = desk
await twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
await twin.json('user', 'add', 'boss@acme.example', '--group', 'admin')
const advisors = Array.from({ length: 10 }, (_, index) => `adv${index}@support.example`)
for (const email of advisors) await twin.json('user', 'add', email, '--group', 'advisor')

async function codeAt(home: string): Promise<string> {
  const made = await runBuilt(['code', '--json'], { home, environment: await desk.as('boss@acme.example') })
  return (JSON.parse(made.stdout) as { code: string }).code
}

test('of ten who redeem a code at once exactly one gets in', { timeout: 120_000 }, async () => {
  const environments = []
  for (const email of advisors) environments.push(await desk.as(email))
  const boss = await desk.as('boss@acme.example')
  const home = desk.copy()
  const made = await runBuilt(['code', '--json'], { home, environment: boss })
  const { code } = JSON.parse(made.stdout) as { code: string }
  const runs = await Promise.all(
    environments.map(async (environment) => runBuilt(['redeem', 'acme', code, '--json'], { home, environment })),
  )
  expect(runs.filter(({ exitCode }) => exitCode === 0)).toHaveLength(1)
  expect(runs.filter(({ exitCode }) => exitCode === 77)).toHaveLength(9)
  for (const run of runs.filter(({ exitCode }) => exitCode !== 0)) expect(refusalOf(run).code).toBe('access-denied')
  const list = await runBuilt(['access', 'list', '--json'], { home, environment: boss })
  expect(JSON.parse(list.stdout)).toHaveLength(1)
  await expectSoundJournal(home)
})

test.each([
  ['en_GB.UTF-8', 'Access code for acme', 'Read out: tenant "acme", then the code.'],
  ['de_DE.UTF-8', 'Zugangscode für acme', 'Vorlesen: Mandant „acme“, dann den Code.'],
])('on a terminal the code can be read out: %s', async (language, title, readOut) => {
  const environment = { ...(await desk.as('boss@acme.example')), LANG: language }
  const code = await codeAt(desk.home)
  const terminal = helpdeskInTerminal(['code'], { home: desk.home, environment })
  await terminal.expect(title)
  await terminal.expect(code)
  await terminal.expect(readOut)
  expect(await terminal.ended()).toBe(0)
})

test('watching on a terminal counts down until somebody comes in', async () => {
  const environment = await desk.as('boss@acme.example')
  const advisor = await desk.as('adv0@support.example')
  const code = await codeAt(desk.home)
  const terminal = helpdeskInTerminal(['code', '--watch'], { home: desk.home, environment })
  await terminal.expect(code)
  await terminal.expect('left')
  const redeemed = await runBuilt(['redeem', 'acme', code, '--json'], { home: desk.home, environment: advisor })
  expect(redeemed.exitCode).toBe(0)
  await terminal.expect('adv0@support.example came in with it; the code is spent')
  expect(await terminal.ended()).toBe(0)
})

test('watching is left with Ctrl-C, and the code stays good', async () => {
  const environment = await desk.as('boss@acme.example')
  const code = await codeAt(desk.home)
  const terminal = helpdeskInTerminal(['code', '--watch'], { home: desk.home, environment })
  await terminal.expect(code)
  await terminal.expect('left')
  terminal.press('ctrl-c')
  await terminal.expect('The code stays valid until')
  expect(await terminal.ended()).toBe(130)
  expect(await codeAt(desk.home)).toBe(code)
})
