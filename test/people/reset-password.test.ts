import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { twoTenants } from './two-tenants'

const anna = 'anna@acme.example'
const hour = 60 * 60 * 1000
const print = ['password', 'reset', anna, '--print-token']

/** Anna chose a password and is logged in; `new` holds another one. */
async function withPassword(): Promise<{ desk: TestDesk; session: string }> {
  const desk = await twoTenants()
  const { activationToken } = await desk.json<{ activationToken: string }>('user', 'invite', anna, '--print-token')
  await desk.json('activate', activationToken, '--password-file', 'password')
  writeFileSync(join(desk.home, 'new'), 'four green umbrellas\n')
  const { stdout } = await desk.run('login', anna, '--password-file', 'password', '--print-token')
  return { desk, session: stdout.trim() }
}

const tokenOf = async (desk: TestDesk): Promise<string> =>
  (await desk.json<{ activationToken: string }>(...print)).activationToken

test('a reset ends sessions at once, and the old password when there is a new one', async () => {
  const { desk, session } = await withPassword()
  const token = await tokenOf(desk)
  desk.environment.HELPDESK_TOKEN = session
  expect(await desk.refused('whoami')).toMatchObject({ code: 'session-ended' })
  const between = await desk.run('login', anna, '--password-file', 'password', '--print-token')
  expect(between.exitCode).toBe(0)
  await desk.json('activate', token, '--password-file', 'new')
  desk.environment.HELPDESK_TOKEN = between.stdout.trim()
  expect(await desk.refused('whoami')).toMatchObject({ code: 'session-ended' })
  await desk.as(undefined)
  expect(await desk.refused('login', anna, '--password-file', 'password')).toMatchObject({ code: 'login-failed' })
  expect(await desk.json('login', anna, '--password-file', 'new')).toMatchObject({ email: anna })
  expect(await desk.refused('activate', token, '--password-file', 'new')).toMatchObject({ code: 'activation-invalid' })
})

test('its token is good for an hour and makes older ones worthless', async () => {
  const { desk } = await withPassword()
  const [older, token] = [await tokenOf(desk), await tokenOf(desk)]
  expect(await desk.refused('activate', older, '--password-file', 'new')).toMatchObject({ code: 'activation-invalid' })
  desk.later(hour)
  expect(await desk.refused('activate', token, '--password-file', 'new')).toMatchObject({ code: 'activation-invalid' })
  desk.later(-1)
  await desk.json('activate', token, '--password-file', 'new')
})

test('is written down with whether the token was shown', async () => {
  const { desk } = await withPassword()
  expect(await desk.json('password', 'reset', anna)).toMatchObject({ email: anna, activationToken: null })
  await tokenOf(desk)
  const entries = (await desk.json<{ type: string }[]>('log')).filter(({ type }) => type === 'password.reset')
  expect(entries).toMatchObject([
    { tenant: 'acme', about: anna, changes: { token: { to: 'not shown' } } },
    { tenant: 'acme', about: anna, changes: { token: { to: 'shown' } } },
  ])
  const { stdout } = await desk.run('password', 'reset', anna, '-o', 'table')
  expect(stdout).toContain('nobody mailed')
  expect(stdout).not.toContain('hda_')
})

test('is for whoever is in charge; to see the token is for the owner of the desk alone', async () => {
  const { desk } = await withPassword()
  for (const actor of ['fred@support.example', 'boss@acme.example']) {
    await desk.as(actor)
    await desk.json('password', 'reset', anna)
    expect(await desk.refused(...print)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
  }
  await desk.as('boss@beta.example')
  expect(await desk.refused('password', 'reset', anna)).toMatchObject({ exitCode: 66 })
  await desk.as(anna)
  expect(await desk.refused('password', 'reset', anna)).toMatchObject({ exitCode: 77 })
  await desk.as('fred@support.example')
  expect(await desk.refused('password', 'reset', 'jana@support.example')).toMatchObject({ exitCode: 77 })
  await desk.as(undefined)
  const { token } = await desk.json<{ token: string }>('token', 'create', '--name', 'nightly')
  desk.environment.HELPDESK_TOKEN = token
  expect(await desk.refused(...print)).toMatchObject({ exitCode: 77, code: 'session-needed' })
})

test('is nothing for who has no password or is disabled', async () => {
  const { desk } = await withPassword()
  expect(await desk.refused('password', 'reset', 'boss@acme.example')).toMatchObject({
    exitCode: 1,
    code: 'no-password',
  })
  await desk.json('user', 'disable', anna)
  expect(await desk.refused('password', 'reset', anna)).toMatchObject({ exitCode: 1, code: 'user-disabled' })
  expect(await desk.refused('password', 'reset', 'nobody@acme.example')).toMatchObject({ exitCode: 66 })
})
