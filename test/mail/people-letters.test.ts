import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { oneTimeToken } from '../../src/people/one-time-token'
import { readDeskKey } from '../../src/store/desk-key'
import { codeOf, day, hour, letIn } from '../access/advised-desk'
import { TestDesk } from '../kit/test-desk'
import { type Mail, mailsOf, outboxOf, told } from './outbox'

const boss = 'boss@acme.example'
const adv = 'adv@support.example'

/** Acme has an administrator, and Anna whose ticket is #1; Fred is first level, and there is an advisor. */
async function acme(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example', '--title', 'Acme GmbH')
  await desk.json('user', 'add', boss, '--group', 'admin', '--name', 'Tom Boss')
  await desk.json('user', 'add', 'anna@acme.example')
  await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level', '--name', 'Fred First')
  await desk.json('user', 'add', adv, '--group', 'advisor', '--name', 'Otto Berger')
  await desk.json('open', 'It hangs', '--for', 'anna@acme.example')
  return desk.later(60_000)
}

/** The token that the sender will put into the gap. */
async function tokenIn(desk: TestDesk, { secret }: Mail): Promise<string> {
  const [purpose, id = ''] = (secret ?? '').split(':')
  expect(purpose).toBe('one-time-token')
  return oneTimeToken(readDeskKey(join(desk.home, 'helpdesk.key')), id)
}

test('an invitation brings a token that activates, and does not hold it', async () => {
  const desk = await acme()
  await desk.as('fred@support.example')
  const [mail, ...others] = await mailsOf(desk, ['user', 'invite', 'anna@acme.example'])
  expect(others).toEqual([])
  expect(mail).toMatchObject({
    ...{ kind: 'invitation', address: 'anna@acme.example', audience: 'customer', author_id: null },
    subject: 'Your access to the service desk for Acme GmbH',
  })
  expect(mail?.body).toContain('Fred First invites you to use the service desk for Acme GmbH.')
  expect(mail?.body).toContain('  helpdesk activate {secret}\n')
  expect(mail?.body).toContain('until Thu 12 Mar 2026 13:01.')
  expect(mail?.body).not.toContain('hda_')
  expect(mail?.body).not.toContain('##-')
  if (mail === undefined) return
  const token = await tokenIn(desk, mail)
  await desk.as(undefined)
  writeFileSync(join(desk.home, 'password'), 'blue kettle sings twice\n')
  expect(await desk.json('activate', token, '--password-file', 'password')).toMatchObject({
    email: 'anna@acme.example',
  })
})

test('a token that was shown is mailed to nobody, and one invitation is one mail in however many tenants', async () => {
  const desk = await acme()
  await desk.json('tenant', 'add', 'beta', '--domain', 'beta.example')
  await desk.json('user', 'add', 'boss@beta.example', '--group', 'admin')
  desk.later(1000)
  await desk.json('user', 'invite', 'anna@acme.example', '--tenant', 'beta', '--group', 'user', '--print-token')
  expect((await outboxOf(desk)).map(({ kind }) => kind)).not.toContain('invitation')
  desk.later(1000)
  expect(told(await mailsOf(desk, ['user', 'invite', 'anna@acme.example']))).toEqual(['invitation anna@acme.example'])
})

test('a reset brings a token, good for an hour', async () => {
  const desk = await acme()
  const { activationToken } = await desk.json<{ activationToken: string }>('user', 'invite', boss, '--print-token')
  writeFileSync(join(desk.home, 'password'), 'blue kettle sings twice\n')
  await desk.json('activate', activationToken, '--password-file', 'password')
  await desk.json('user', 'edit', boss, '--language', 'de')
  const [mail, ...others] = await mailsOf(desk, ['password', 'reset', boss])
  expect(others).toEqual([])
  expect(mail).toMatchObject({
    kind: 'password-reset',
    address: boss,
    subject: 'Neues Passwort wählen',
    language: 'de',
  })
  expect(mail?.body).toContain('bis Do. 5. März 2026 14:01 Uhr')
  if (mail !== undefined) expect(await tokenIn(desk, mail)).toMatch(/^hda_/)
})

test('staff of the desk are invited without any organisation', async () => {
  const desk = await acme()
  const [mail] = await mailsOf(desk, ['user', 'invite', 'fred@support.example'])
  expect(mail).toMatchObject({ audience: 'staff', subject: 'Your access to the service desk' })
})

test('nobody writes what stands for the secret', async () => {
  const desk = await acme()
  await desk.json('tenant', 'edit', 'acme', '--title', 'Acme {secret}')
  const [mail] = await mailsOf(desk, ['user', 'invite', 'anna@acme.example'])
  expect(mail?.body.split('{secret}')).toHaveLength(2)
})

test('a guest is asked at the address that was typed, once', async () => {
  const desk = await acme()
  await desk.as(boss)
  const [mail, ...others] = await mailsOf(desk, ['guest', 'invite', 'gast@elsewhere.example'])
  expect(others).toEqual([])
  expect(mail).toMatchObject({ kind: 'guest-invitation', address: 'gast@elsewhere.example', audience: 'customer' })
  expect(mail?.body).toContain('Tom Boss invites you to work with Acme GmbH as a guest, in the group\n"guest".')
  expect(mail?.body).toContain('  helpdesk guest accept acme\n')
  expect(await mailsOf(desk, ['guest', 'invite', 'gast@elsewhere.example', '--group', 'user'])).toEqual([])
})

test('whom staff put into a tenant its administrators are told; what its own people do they know', async () => {
  const desk = await acme()
  await desk.json('user', 'add', 'eve@support.example', '--group', 'second-level')
  desk.later(1000)
  await desk.as('fred@support.example')
  const added = await mailsOf(desk, ['user', 'add', 'kim@acme.example', '--name', 'Kim Berg', '--group', 'management'])
  expect(told(added)).toEqual([`member-added ${boss}`])
  expect(added[0]?.body).toContain('Fred First of the service desk has added these people to Acme GmbH:')
  expect(added[0]?.body).toContain('  Kim Berg <kim@acme.example> (management)\n')
  desk.later(1000)
  await desk.as(undefined)
  const joined = await mailsOf(desk, ['user', 'edit', 'eve@support.example', '--tenant', 'acme', '--add-group', 'user'])
  expect(told(joined)).toEqual([`member-added ${boss}`])
  desk.later(1000)
  await desk.as(boss)
  expect(await mailsOf(desk, ['user', 'add', 'ben@acme.example'])).toEqual([])
})

test('the first administrator is nobody’s news, and a file of people is one letter', async () => {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  expect(await mailsOf(desk, ['user', 'add', boss, '--group', 'admin'])).toEqual([])
  const lines = Array.from({ length: 25 }, (_, index) => `p${index}@acme.example,,acme,user`)
  writeFileSync(join(desk.home, 'people.csv'), `email,name,tenant,group\n${lines.join('\n')}\n`)
  desk.later(1000)
  const mails = await mailsOf(desk, ['user', 'import', join(desk.home, 'people.csv')])
  expect(told(mails)).toEqual([`member-added ${boss}`])
  expect(mails[0]?.body).toContain('  p0@acme.example (user)\n')
  expect(mails[0]?.body).toContain('  and 5 more\n')
})

test('that an advisor comes in, is assigned and leaves, administrators are told who did not do it', async () => {
  const desk = await acme()
  const [begun, ...others] = await mailsOf(desk, ...(await redeemed(desk)))
  expect(others).toEqual([])
  expect(begun).toMatchObject({
    kind: 'grant-begun',
    address: boss,
    subject: 'Otto Berger may now look into Acme GmbH',
  })
  expect(begun?.body).toContain('the solution of ticket #1, Thu 19 Mar 2026 13:01 at')
  expect(begun?.body).toContain('helpdesk access remove adv@support.example --tenant acme')
  expect(begun?.body).toContain('The reason given: Month end')
  await desk.as(undefined)
  const solved = await mailsOf(desk, ['solve', '1'])
  expect(told(solved)).toEqual([`grant-ended ${boss}`, 'solved anna@acme.example'])
  expect(solved.find(({ kind }) => kind === 'grant-ended')?.body).toContain('is solved.')
  const assigned = await mailsOf(desk, ['access', 'assign', adv, '--tenant', 'acme', '--agreed-with', boss])
  expect(told(assigned)).toEqual([`grant-assigned ${boss}`])
  await desk.as(adv)
  expect(told(await mailsOf(desk, ['access', 'leave', 'acme']))).toEqual([`grant-ended ${boss}`])
})

async function redeemed(desk: TestDesk): Promise<string[][]> {
  const code = await codeOf(desk)
  await desk.as(adv)
  return [['redeem', 'acme', code, '--ticket', '1', '--reason', 'Month end']]
}

test('who removes an advisor needs no letter about it; a longer grant in place of a shorter one ends nothing', async () => {
  const desk = await acme()
  await letIn(desk)
  await desk.as(boss)
  expect(await mailsOf(desk, ['access', 'remove', adv])).toEqual([])
  await letIn(desk)
  const code = await codeOf(desk, 'acme', '--for', '3d')
  await desk.as(adv)
  expect(told(await mailsOf(desk, ['redeem', 'acme', code]))).toEqual([`grant-begun ${boss}`])
  const further = await codeOf(desk, 'acme', '--for', '1h')
  await desk.as(adv)
  expect(await mailsOf(desk, ['redeem', 'acme', further])).toEqual([])
  desk.later(3 * day + hour)
  await desk.as(undefined)
  const [ended, ...others] = await mailsOf(desk, ['cron', 'run'])
  expect(others).toEqual([])
  expect(ended?.body).toContain('The time was over.')
})
