import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasPostfix, Postfix } from '../kit/postfix'
import { TestDesk } from '../kit/test-desk'
import { post, states } from '../mail/posted-mail'

if (!hasPostfix) process.stderr.write('SKIPPED: delivery through a real Postfix (apt-get install postfix, as root)\n')

describe.skipIf(!hasPostfix)('a real Postfix', () => {
  const to = (name: string) => ({ to: { address: `${name}@example.net`, userId: null } })

  test('takes mail, puts it off and refuses it, and what it said is told', async () => {
    const postfix = await Postfix.start()
    const desk = await new TestDesk().init()
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${postfix.port}`)
    await post(desk, ...Array.from({ length: 20 }, (_, index) => to(`person${index}`)), to('later'), to('never'))
    const { exitCode, stdout } = await desk.run('mail', 'send')
    expect(exitCode).toBe(75)
    expect(stdout).toContain('20 mails sent · 1 put off · 1 failed')
    expect(stdout).toContain('450 4.2.1')
    expect(stdout).toContain('550 5.1.1')
    const mails = await postfix.delivered(20)
    expect(mails).toHaveLength(20)
    const [mail = ''] = mails
    expect(mail).toMatch(/^Return-Path: <(MAILER-DAEMON)?>$/m)
    expect(mail).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(mail).toMatch(/^Message-ID: <[\da-f]{32}\.[\da-f]{20}@support\.example>$/m)
    expect(mail).toMatch(/^Subject: Subject \d+$/m)
  })

  test('takes it by its own sendmail', async () => {
    const postfix = await Postfix.start()
    const desk = await new TestDesk().init()
    const script = join(desk.home, 'sendmail')
    writeFileSync(script, `#!/bin/sh\nMAIL_CONFIG='${postfix.settings}' exec /usr/sbin/sendmail "$@"\n`)
    chmodSync(script, 0o700)
    desk.environment.PATH = process.env.PATH
    await desk.run('config', 'set', 'mail.smtp-url', `sendmail:${script}`)
    await post(desk, to('anna'))
    expect(await desk.run('mail', 'send')).toMatchObject({ stdout: '1 mail sent\n' })
    expect(await states(desk)).toEqual(['accepted'])
    const [mail = ''] = await postfix.delivered(1)
    expect(mail).toMatch(/^Subject: Subject 0$/m)
  })
})
