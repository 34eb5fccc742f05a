import { describe, expect, test } from 'vitest'
import { MailServer } from '../kit/mail-server'
import { TestDesk } from '../kit/test-desk'
import { post, states } from './posted-mail'

interface Queued {
  id: string
  to: string[]
  state: string
  ticket: number | null
}

async function sendingDesk(): Promise<{ desk: TestDesk; server: MailServer }> {
  const server = await MailServer.start()
  const desk = await new TestDesk().init()
  await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
  return { desk, server }
}

describe('the queue', () => {
  test('shows what has not left, the oldest first, and everything when asked', async () => {
    const { desk } = await sendingDesk()
    await post(desk, {}, {})
    await desk.run('mail', 'send', '--limit', '1')
    desk.later(1000)
    await post(desk, { subject: 'Later' })
    const waiting = await desk.json<Queued[]>('mail', 'queue')
    expect(waiting.map(({ to, state }) => [to, state])).toEqual([
      [['anna1@acme.example'], 'queued'],
      [['anna0@acme.example'], 'queued'],
    ])
    expect(await desk.json<Queued[]>('mail', 'queue', '--all')).toHaveLength(3)
    expect(await desk.json<Queued[]>('mail', 'queue', '--state', 'accepted')).toHaveLength(1)
    expect(await desk.json<Queued[]>('mail', 'queue', '--all', '--limit', '2')).toHaveLength(2)
    expect(await desk.refused('mail', 'queue', '--state', 'sent')).toMatchObject({ exitCode: 65, code: 'wrong-value' })
    expect(await desk.refused('mail', 'queue', '--limit', '0')).toMatchObject({ exitCode: 65 })
  })

  test('on a terminal', async () => {
    const { desk } = await sendingDesk()
    desk.terminal = true
    expect((await desk.run('mail', 'queue')).stdout).toBe('Nothing waits\n')
    await post(desk, { subject: 'Zahlung \u001b[31mabgelehnt' })
    const { stdout } = await desk.run('mail', 'queue')
    expect(stdout).toContain('Zahlung abgelehnt')
    expect(stdout).toContain('waits')
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
    expect((await desk.run('mail', 'send')).stdout).toBe('Nothing to send\n')
  })
})

describe('what a person does to mails', () => {
  test('retry, cancel and release, each by the beginning of an id', async () => {
    const { desk, server } = await sendingDesk()
    server.faults = { recipient: () => ({ code: 550, text: '5.1.1 no such user' }) }
    const [failed = '', waiting = ''] = await post(desk, {}, { dueAt: new Date(desk.now.getTime() + 60_000) })
    await desk.run('mail', 'send')
    expect(await states(desk)).toEqual(['failed', 'queued'])
    server.faults = {}
    const [again] = await desk.json<Queued[]>('mail', 'retry', failed)
    expect(again).toMatchObject({ id: failed, state: 'queued' })
    await desk.run('mail', 'cancel', waiting)
    expect(await states(desk)).toEqual(['queued', 'cancelled'])
    // Twice is once.
    expect((await desk.run('mail', 'cancel', waiting)).exitCode).toBe(0)
    await desk.run('mail', 'send')
    expect(await states(desk)).toEqual(['accepted', 'cancelled'])
    for (const verb of ['retry', 'cancel', 'release'] as const) {
      expect(await desk.refused('mail', verb, failed)).toMatchObject({ exitCode: 1, code: 'mail-state' })
    }
    expect(await desk.refused('mail', 'cancel', '4711')).toMatchObject({ exitCode: 66, code: 'mail-not-found' })
    expect(await desk.refused('mail', 'cancel', '0')).toMatchObject({ exitCode: 65, code: 'mail-id-ambiguous' })
    expect(await desk.refused('mail', 'retry')).toMatchObject({ exitCode: 64, code: 'missing-argument' })
    const log = await desk.json<{ type: string }[]>('log')
    expect(log.map(({ type }) => type)).toEqual(expect.arrayContaining(['mail.retried', 'mail.cancelled']))
  })

  test('all that failed at once, and all that is held back', async () => {
    const { desk, server } = await sendingDesk()
    server.faults = { recipient: () => ({ code: 550, text: 'no' }) }
    await post(desk, {}, {}, {})
    await desk.run('mail', 'send')
    expect(await desk.json<Queued[]>('mail', 'retry', '--failed')).toHaveLength(3)
    const store = await desk.store()
    await store.db.updateTable('outbox').set({ state: 'held', next_attempt_at: null }).execute()
    await store.close()
    expect((await desk.run('mail', 'release', '--dry-run', '--json')).stdout.match(/"held"/g)).toHaveLength(3)
    expect(await states(desk)).toEqual(['held', 'held', 'held'])
    expect(await desk.json<Queued[]>('mail', 'release')).toHaveLength(3)
    expect(await states(desk)).toEqual(['queued', 'queued', 'queued'])
    expect(await desk.json<Queued[]>('mail', 'release')).toEqual([])
  })
})

describe('a test mail', () => {
  test('goes at once, past the outbox, and tells what the server said', async () => {
    const { desk, server } = await sendingDesk()
    const tested = await desk.json<{ response: string; messageId: string }>('mail', 'test', 'Anna@acme.example')
    expect(tested.response).toMatch(/^250 /)
    expect(server.mails[0]?.to).toEqual(['anna@acme.example'])
    expect(server.mails[0]?.source).toContain(tested.messageId)
    expect(await states(desk)).toEqual([])
    server.faults = { recipient: () => ({ code: 550, text: '5.1.1 no such user' }) }
    const refused = await desk.refused('mail', 'test', 'anna@acme.example')
    expect(refused).toMatchObject({ exitCode: 1, code: 'mail-refused', details: { answer: '550 5.1.1 no such user' } })
    server.faults = { content: () => ({ code: 451, text: 'later' }) }
    expect(await desk.refused('mail', 'test', 'anna@acme.example')).toMatchObject({
      exitCode: 75,
      code: 'mail-not-taken',
    })
    await server.stop()
    expect(await desk.refused('mail', 'test', 'anna@acme.example')).toMatchObject({
      exitCode: 75,
      code: 'mail-way-out-closed',
    })
    expect(await desk.refused('mail', 'test', 'anna')).toMatchObject({ exitCode: 65 })
  })
})

describe('mail.smtp-url', () => {
  const url = 'smtp://desk:geheim%21@mail.support.example:587'
  const shown = 'smtp://desk:***@mail.support.example:587'

  test('keeps its password encrypted and shows it nowhere', async () => {
    const desk = await new TestDesk().init()
    desk.stdin = Buffer.from(`${url}\n`)
    const { stdout } = await desk.run('config', 'set', 'mail.smtp-url', '-', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ value: shown })
    expect(await desk.json('config', 'get', 'mail.smtp-url')).toMatchObject({ value: shown })
    for (const words of [['config', 'list'], ['config', 'export'], ['log'], ['config', 'list', '--json']]) {
      expect((await desk.run(...words)).stdout).not.toMatch(/geheim/)
    }
    const store = await desk.store()
    const kept = store.file.prepare(`select value from settings where name = 'mail.smtp-url'`).get() as {
      value: string
    }
    const entries = store.file.prepare('select payload from journal_entries').all()
    await store.close()
    expect(kept.value).toMatch(/^smtp:\/\/desk:\*\*\*@mail\.support\.example:587 [\w+/=]{40,}$/)
    expect(JSON.stringify(entries)).not.toMatch(/geheim/)
  })

  test('opens only as it was kept: not for another server, and also after the key was changed', async () => {
    const server = await MailServer.start({}, { password: 'geheim!' })
    const desk = await new TestDesk().init()
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://desk:geheim%21@127.0.0.1:${server.port}`)
    await desk.json('key', 'rotate', '--yes')
    await post(desk, {})
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
    const store = await desk.store()
    store.file.exec(`update settings set value = replace(value, '127.0.0.1', 'localhost') where name = 'mail.smtp-url'`)
    await store.close()
    await post(desk, {})
    expect(await desk.refused('mail', 'send')).toMatchObject({ exitCode: 78, code: 'mail-password-damaged' })
    const { checks } = JSON.parse((await desk.run('doctor', '--json')).stdout) as {
      checks: { name: string; state: string }[]
    }
    expect(checks).toContainEqual(expect.objectContaining({ name: 'mail', state: 'broken' }))
  })

  test.each([
    'http://mail.support.example',
    'smtp:///nowhere',
    'smtp://host/path',
    'smtp://host?tls=no',
    'smtp://:password@host',
    'smtp://desk:***@host',
    'smtp://desk:a%0d%0aRSET@host',
    'smtp://host AAAA BBBB',
    'sendmail:relative',
    'mail.support.example:25',
  ])('refuses %s and does not repeat it', async (wrong) => {
    const desk = await new TestDesk().init()
    const { exitCode, stderr } = await desk.run('config', 'set', 'mail.smtp-url', wrong, '--json')
    expect(exitCode).toBe(65)
    expect(stderr).not.toContain(wrong)
  })
})

describe('what is queued at a terminal', () => {
  test('is sent by one sender that waits for it and ends', async () => {
    const { desk, server } = await sendingDesk()
    const { deskFor } = await import('../../src/desk')
    const { startSender } = await import('../../src/mail/outbox/start-sender')
    const twin = await deskFor(desk.world())
    await startSender(twin)
    expect(desk.started).toEqual([['mail', 'send', '--wait', '--quiet']])
    await post(
      desk,
      { dueAt: new Date(desk.now.getTime() + 30_000) },
      { dueAt: new Date(desk.now.getTime() + 600_000) },
    )
    let looks = 0
    desk.meanwhile = async () => {
      looks += 1
      if (looks > 1) return
      // While it waits nobody starts another one, and another one ends at once.
      await startSender(twin)
      expect(desk.started).toHaveLength(1)
      const second = new TestDesk({ home: desk.home })
      second.now = desk.now
      expect(await second.run('mail', 'send', '--wait', '--quiet')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
      expect(server.mails).toHaveLength(0)
    }
    expect(await desk.run('mail', 'send', '--wait', '--quiet')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    expect(server.mails).toHaveLength(1)
    expect(await states(desk)).toEqual(['accepted', 'queued'])
    await startSender(twin)
    expect(desk.started).toHaveLength(2)
    await twin.close()
  })

  test('is left to cron where that is wanted, and where there is no way out', async () => {
    const { desk } = await sendingDesk()
    const { deskFor } = await import('../../src/desk')
    const { startSender } = await import('../../src/mail/outbox/start-sender')
    await desk.run('config', 'set', 'mail.deliver', 'cron')
    const twin = await deskFor(desk.world())
    await startSender(twin)
    await desk.run('config', 'set', 'mail.deliver', 'now')
    await desk.run('config', 'unset', 'mail.smtp-url')
    await startSender(twin)
    await twin.close()
    expect(desk.started).toEqual([])
  })
})

test('doctor tells what of the mail needs a person', async () => {
  const { desk, server } = await sendingDesk()
  server.faults = { recipient: () => ({ code: 550, text: 'no' }) }
  await post(desk, {})
  await desk.run('mail', 'send')
  await post(desk, {})
  desk.later(16 * 60_000)
  const { checks } = JSON.parse((await desk.run('doctor', '--json')).stdout) as {
    checks: { name: string; problem: string; mend: string }[]
  }
  expect(checks.filter(({ name }) => name === 'mail').map(({ problem, mend }) => [problem, mend])).toEqual([
    ['mail-waits', 'helpdesk mail send'],
    ['mail-failed', 'helpdesk mail queue --state failed'],
  ])
})
