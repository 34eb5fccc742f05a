import { describe, expect, test } from 'vitest'
import { smtpUrlOf } from '../../src/upkeep/set-up-mail'
import { MailServer } from '../kit/mail-server'
import { TestDesk } from '../kit/test-desk'

async function setting(desk: TestDesk, name: string): Promise<unknown> {
  return (await desk.json('config', 'get', name)).value
}

describe('mail setup', () => {
  test('asks for address and way, sends a mail by them, and keeps them when it was taken', async () => {
    const server = await MailServer.start({}, { password: 'ha p%p@y' })
    const desk = await new TestDesk().init()
    desk.answering('Support <help@support.example>', 'provider', `127.0.0.1:${server.port}`, 'desk', 'ha p%p@y')
    const { exitCode, stdout } = await desk.run('mail', 'setup')
    expect(exitCode).toBe(0)
    expect(server.mails.map(({ to, user }) => [to, user])).toEqual([[['jana@support.example'], 'desk']])
    expect(server.mails[0]?.source).toContain('From: Support <help@support.example>')
    expect(stdout).toContain('Mail comes from Support <help@support.example>')
    expect(stdout).toContain('cron run')
    expect(stdout).not.toContain('ha p%p@y')
    desk.terminal = false
    expect(await setting(desk, 'mail.smtp-url')).toBe(`smtp://desk:***@127.0.0.1:${server.port}`)
    expect((await desk.json<{ response: string }>('mail', 'test', 'kim@acme.example')).response).toMatch(/^250 /)
  })

  test('offers what there is on the machine, and what holds now', async () => {
    const server = await MailServer.start()
    const desk = await new TestDesk().init()
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    desk.sendmail = '/usr/sbin/sendmail'
    const offered: string[][] = []
    desk.asker = {
      available: true,
      line: async (_question, options) => options?.initial ?? '',
      choose: async (_question, choices) => {
        offered.push(choices.map(({ name }) => name))
        const [first] = choices
        if (first === undefined) throw new Error('nothing to choose')
        return first.value
      },
      secret: async () => '',
      confirm: async () => false,
      key: async () => '',
      chooseSeveral: async () => [],
      edit: async () => '',
    }
    desk.terminal = true
    const { exitCode } = await desk.run('mail', 'setup')
    expect(exitCode).toBe(0)
    expect(offered).toEqual([
      [
        `As now, by 127.0.0.1:${server.port}`,
        'By the server of a provider, with a login',
        'By the mail server of this machine (Postfix, Exim …)',
        'By /usr/sbin/sendmail',
      ],
    ])
    expect(server.mails[0]?.source).toContain('From: support@support.example')
  })

  test('keeps nothing of what does not work, unless a person says so', async () => {
    const server = await MailServer.start({}, { password: 'right' })
    const desk = await new TestDesk().init()
    const way = ['help@support.example', 'provider', `127.0.0.1:${server.port}`, 'desk', 'wrong']
    const left = await desk.answering(...way, false).run('mail', 'setup')
    expect([left.exitCode, left.stderr]).toEqual([130, expect.stringContaining('authentication failed')])
    desk.terminal = false
    expect(await setting(desk, 'mail.smtp-url')).toBe('')
    const kept = await desk.answering(...way, true).run('mail', 'setup')
    expect(kept.exitCode).toBe(0)
    expect(kept.stdout).toContain('not tested')
    desk.terminal = false
    expect(await setting(desk, 'mail.from')).toBe('help@support.example')
  })

  test('a script says it all, and the password may come on standard input', async () => {
    const server = await MailServer.start({}, { password: 'secret' })
    const desk = await new TestDesk().init()
    desk.stdin = Buffer.from(`smtp://desk:secret@127.0.0.1:${server.port}\n`)
    const done = await desk.json('mail', 'setup', '--smtp-url', '-', '--test', 'kim@acme.example')
    expect(done).toMatchObject({
      from: 'support@support.example',
      smtpUrl: `smtp://desk:***@127.0.0.1:${server.port}`,
      tested: { to: 'kim@acme.example', via: `127.0.0.1:${server.port}` },
      cronLine: expect.stringMatching(/^\* \* \* \* \* .*cron run$/),
    })
    expect(server.mails.map(({ to }) => to)).toEqual([['kim@acme.example']])
  })

  test('refuses what cannot be, before anything is tried', async () => {
    const desk = await new TestDesk().init()
    const setup = async (...flags: string[]) => (await desk.refused('mail', 'setup', ...flags)).code
    expect(await setup('--from', 'nobody')).toBe('wrong-value')
    expect(await setup('--smtp-url', 'ftp://x')).toBe('wrong-value')
    expect(await setup('--test', 'nobody')).toBe('wrong-address')
    expect(await setup()).toBe('mail-not-set-up')
    expect(await setup('--smtp-url', 'smtp://127.0.0.1:1')).toBe('mail-way-out-closed')
    expect(await setting(desk, 'mail.smtp-url')).toBe('')
    expect((await desk.run('mail', 'setup', '--smtp-url', 'smtp://127.0.0.1:1', '--no-test')).exitCode).toBe(0)
    await desk.run('tenant', 'add', 'acme')
    await desk.run('user', 'add', 'anna@acme.example', '--tenant', 'acme', '--group', 'admin')
    await desk.as('anna@acme.example')
    expect(await setup('--no-test')).toBe('not-allowed')
  })
})

test('the address of a server holds user and password, whatever letters they have', () => {
  const url = new URL(smtpUrlOf({ host: 'mail.example', port: 465 }, 'jana@mail.example', 'p/a:s@s%'))
  expect([url.protocol, url.host]).toEqual(['smtps:', 'mail.example:465'])
  expect([url.username, url.password].map(decodeURIComponent)).toEqual(['jana@mail.example', 'p/a:s@s%'])
  expect(smtpUrlOf({ host: 'localhost', port: 25 }, '', '')).toBe('smtp://localhost:25')
})
