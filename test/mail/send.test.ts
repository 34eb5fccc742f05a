import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { type Desk, deskFor } from '../../src/desk'
import { type SendRun, sendMail } from '../../src/mail/outbox/send-mail'
import { runBuilt } from '../kit/built-program'
import { type Break, breakingServer, MailServer } from '../kit/mail-server'
import { TestDesk } from '../kit/test-desk'
import { post, states } from './posted-mail'

const minute = 60_000

async function deskWith(url: string, ...flags: string[]): Promise<TestDesk> {
  const desk = await new TestDesk().init(...flags)
  const { exitCode, stderr } = await desk.run('config', 'set', 'mail.smtp-url', url)
  if (exitCode !== 0) throw new Error(stderr)
  return desk
}

/** Sends with a patience that tests have. */
async function hurriedly(twin: TestDesk, command = 300, isStopped?: () => boolean): Promise<SendRun> {
  const desk: Desk = await deskFor(twin.world())
  const patience = { connection: 500, greeting: 500, command, content: command }
  try {
    return await sendMail(desk, { patience, ...(isStopped === undefined ? {} : { isStopped }) })
  } finally {
    await desk.close()
  }
}

interface Queued {
  state: string
  attempts: number
  nextAttemptAt: string | null
  lastError: string | null
  messageId: string
}

async function queue(desk: TestDesk): Promise<Queued[]> {
  return desk.json<Queued[]>('mail', 'queue', '--all')
}

test('mail that is due goes out once', async () => {
  const server = await MailServer.start()
  const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
  await post(desk, {}, {}, {}, { dueAt: new Date(desk.now.getTime() + minute) })
  const first = await desk.run('mail', 'send')
  expect(first).toEqual({ exitCode: 0, stdout: '3 mails sent\n', stderr: '' })
  expect(server.mails.map(({ to }) => to[0] ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual(
    [0, 1, 2].map((index) => `anna${index}@acme.example`),
  )
  expect(await states(desk)).toEqual(['accepted', 'accepted', 'accepted', 'queued'])
  expect(await desk.run('mail', 'send')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  desk.later(minute)
  expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
  expect(server.mails).toHaveLength(4)
})

test('hundreds of mails share few connections, and senders at once send none twice', async () => {
  const server = await MailServer.start()
  const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
  await post(desk, ...Array.from({ length: 250 }, () => ({ dueAt: new Date() })))
  const sends = Array.from({ length: 3 }, async () => runBuilt(['mail', 'send', '--json'], { home: desk.home }))
  const runs = await Promise.all(sends)
  const accepted = runs.map(({ stdout }) => (JSON.parse(stdout) as { accepted: number }).accepted)
  expect(accepted.reduce((sum, count) => sum + count, 0)).toBe(250)
  expect(new Set(server.mails.map(({ to }) => to[0])).size).toBe(250)
  expect(server.mails).toHaveLength(250)
  expect(server.connections).toBeLessThanOrEqual(15)
})

test('a mail is marked before its content comes, and its answer is written before the next one is begun', async () => {
  const server = await MailServer.start({}, { maxClients: 1 })
  const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
  await post(desk, ...Array.from({ length: 12 }, () => ({})))
  const file = new Database(join(desk.home, 'helpdesk.db'), { readonly: true })
  const count = (where: string): unknown => file.prepare(`select count(*) from outbox where ${where}`).pluck().get()
  const found: unknown[] = []
  server.faults = {
    mail: () => void found.push(['begun', server.mails.length, count(`state = 'accepted'`)]),
    content: () => void found.push(['come', count('marked_at is not null')]),
  }
  expect((await desk.run('mail', 'send')).stdout).toBe('12 mails sent\n')
  file.close()
  expect(found).toEqual(
    Array.from({ length: 12 }, (_, index) => [
      ['begun', index, index],
      ['come', 1],
    ]).flat(),
  )
})

describe('what the server says is what holds', () => {
  test('4xx and 5xx at each step', async () => {
    const server = await MailServer.start()
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    const address = (name: string) => ({ to: { address: `${name}@acme.example`, userId: null } })
    const names = ['later', 'never', 'spam', 'busy', 'fine']
    await post(desk, ...names.map(address))
    server.faults = {
      recipient: (to) =>
        to.startsWith('later')
          ? { code: 450, text: '4.2.1 mailbox busy' }
          : to.startsWith('never')
            ? { code: 550, text: '5.1.1 no such user' }
            : undefined,
      content: ({ to }) =>
        to[0]?.startsWith('spam') === true
          ? { code: 554, text: '5.7.1 this is spam' }
          : to[0]?.startsWith('busy') === true
            ? { code: 451, text: '4.3.0 try again' }
            : undefined,
    }
    const { exitCode, stdout } = await desk.run('mail', 'send')
    expect(exitCode).toBe(75)
    expect(stdout).toContain('1 mail sent · 2 put off · 2 failed')
    expect(stdout).toContain('550 5.1.1 no such user')
    const found = await queue(desk)
    expect(found.map(({ state }) => state)).toEqual(['deferred', 'failed', 'failed', 'deferred', 'accepted'])
    expect(found.map(({ lastError }) => lastError)).toEqual([
      '450 4.2.1 mailbox busy',
      '550 5.1.1 no such user',
      '554 5.7.1 this is spam',
      '451 4.3.0 try again',
      null,
    ])
    // The connection goes on after a refusal.
    expect(server.connections).toBeLessThanOrEqual(5)
    server.faults = {}
    desk.later(2 * minute)
    expect((await desk.run('mail', 'send')).exitCode).toBe(0)
    expect(await states(desk)).toEqual(['accepted', 'failed', 'failed', 'accepted', 'accepted'])
  })

  test('a 5xx to the desk’s own login fails no mail', async () => {
    const server = await MailServer.start({ mail: () => ({ code: 530, text: '5.7.0 authentication required' }) })
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    await post(desk, {}, {}, {})
    const { exitCode, stderr } = await desk.run('mail', 'send')
    expect(exitCode).toBe(75)
    expect(stderr).toContain('530 5.7.0 authentication required')
    expect(await states(desk)).toEqual(['deferred', 'queued', 'queued'])
  })
})

describe('a way out that is closed', () => {
  test('costs one mail an attempt and the others none', async () => {
    const server = await MailServer.start()
    await server.stop()
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    await post(desk, {}, {}, {})
    const { exitCode, stderr } = await desk.run('mail', 'send')
    expect(exitCode).toBe(75)
    expect(stderr).toContain(`no mail gets out: 127.0.0.1:${server.port}: connect ECONNREFUSED`)
    expect(stderr).toContain('3 mails wait')
    expect((await queue(desk)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['deferred', 1],
      ['queued', 0],
      ['queued', 0],
    ])
  })

  test.each(['greeting', 'silent'] as const)('that breaks off: %s', async (moment) => {
    const { port } = await breakingServer(moment)
    const desk = await deskWith(`smtp://127.0.0.1:${port}`)
    await post(desk, {}, {})
    const run = await hurriedly(desk)
    expect(run.closed).toContain(`127.0.0.1:${port}`)
    expect(await states(desk)).toEqual(['deferred', 'queued'])
  })

  test('cron fails the job and says why', async () => {
    const server = await MailServer.start()
    await server.stop()
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    await post(desk, {})
    const { exitCode, stderr } = await desk.run('cron', 'run')
    expect(exitCode).toBe(75)
    expect(stderr).toContain('ECONNREFUSED')
  })
})

describe('a connection that breaks', () => {
  test.each(['before-data', 'at-data'] as const)('%s: nothing was sent, and it is tried again', async (moment) => {
    const { port } = await breakingServer(moment)
    const desk = await deskWith(`smtp://127.0.0.1:${port}`)
    await post(desk, {})
    expect((await hurriedly(desk)).counts).toMatchObject({ deferred: 1, uncertain: 0 })
    const [mail] = await queue(desk)
    expect(mail).toMatchObject({ state: 'deferred', attempts: 1, lastError: 'Connection closed unexpectedly' })
  })

  test.each(['in-content', 'after-content', 'silent-after-content'] as const)(
    '%s: nobody knows; it is repeated once under the same Message-ID, and then kept for a person',
    async (moment: Break) => {
      const { port, sources } = await breakingServer(moment)
      const desk = await deskWith(`smtp://127.0.0.1:${port}`)
      await post(desk, {})
      expect((await hurriedly(desk)).counts).toMatchObject({ uncertain: 1 })
      const [first] = await queue(desk)
      expect(first).toMatchObject({ state: 'uncertain', attempts: 1 })
      expect(first?.nextAttemptAt).not.toBeNull()
      desk.later(16 * minute)
      expect((await hurriedly(desk)).counts).toMatchObject({ uncertain: 1 })
      const [second] = await queue(desk)
      expect(second).toMatchObject({ state: 'uncertain', attempts: 2, nextAttemptAt: null })
      desk.later(10 * 24 * 60 * minute)
      expect((await hurriedly(desk)).counts).toMatchObject({ uncertain: 0 })
      if (moment === 'in-content') return
      const ids = sources.map((source) => /^Message-ID: (.*)$/m.exec(source)?.[1]?.trim())
      expect(ids).toEqual([second?.messageId, second?.messageId])
    },
  )

  test('a slow answer is waited for', async () => {
    const server = await MailServer.start()
    server.pause = () => new Promise((resume) => setTimeout(resume, 400))
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    await post(desk, {})
    expect((await hurriedly(desk, 2000)).counts.accepted).toBe(1)
  })
})

describe('a sender that died', () => {
  async function leased(desk: TestDesk, id: string, marked: boolean): Promise<void> {
    const store = await desk.store()
    const until = new Date(desk.now.getTime() + 15 * minute).toISOString()
    await store.db
      .updateTable('outbox')
      .set({
        state: 'leased',
        leased_by: 'dead',
        leased_until: until,
        next_attempt_at: until,
        attempts: 1,
        first_attempt_at: desk.now.toISOString(),
        marked_at: marked ? desk.now.toISOString() : null,
      })
      .where('id', '=', id)
      .execute()
    await store.close()
  }

  test('leaves its mails to the next one when its lease is over', async () => {
    const server = await MailServer.start()
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    const [one = '', two = ''] = await post(desk, {}, {})
    await leased(desk, one, false)
    await leased(desk, two, true)
    expect((await desk.run('mail', 'send')).stdout).toBe('')
    desk.later(15 * minute)
    expect((await desk.run('mail', 'send')).stdout).toBe('2 mails sent\n')
    const store = await desk.store()
    const rows = await store.db.selectFrom('outbox').select('repeated').orderBy('id').execute()
    await store.close()
    expect(rows.map(({ repeated }) => repeated)).toEqual([0, 1])
  })

  test('a sender that lost its lease sends nothing', async () => {
    const server = await MailServer.start()
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    const [id = ''] = await post(desk, {})
    // Taken over between the lease and the mark, while the server thinks about the sender's address.
    let isStolen = false
    server.faults = {
      mail: () => {
        if (!isStolen) void leased(desk, id, false)
        isStolen = true
        return undefined
      },
    }
    const run = await hurriedly(desk, 3000)
    expect(run.counts.accepted).toBe(0)
    expect(server.mails).toEqual([])
    expect(await states(desk)).toEqual(['leased'])
  })
})

describe('encryption and login', () => {
  test('STARTTLS is used on loopback whoever signed the certificate, and demanded with a good one where one says so', async () => {
    const server = await MailServer.start()
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
    await post(desk, {})
    await desk.run('mail', 'send')
    expect(server.mails[0]?.secure).toBe(true)
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}?starttls=require`)
    await post(desk, {})
    const { exitCode, stderr } = await desk.run('mail', 'send')
    expect(exitCode).toBe(75)
    expect(stderr).toContain('self-signed certificate')
    expect(await states(desk)).toEqual(['accepted', 'deferred'])
  })

  test('where it is demanded nothing goes without it', async () => {
    const server = await MailServer.start({}, { hideSTARTTLS: true })
    const desk = await deskWith(`smtp://127.0.0.1:${server.port}?starttls=require`)
    await post(desk, {})
    expect((await desk.run('mail', 'send')).exitCode).toBe(75)
    expect(server.mails).toEqual([])
  })

  test('smtps with a certificate that nobody signed is refused', async () => {
    const server = await MailServer.start({}, { secure: true })
    const desk = await deskWith(`smtps://127.0.0.1:${server.port}`)
    await post(desk, {})
    const { exitCode, stderr } = await desk.run('mail', 'send')
    expect([exitCode, stderr]).toEqual([75, expect.stringContaining('self-signed certificate')])
  })

  test('a right login, and a wrong one that costs no mail an attempt', async () => {
    const server = await MailServer.start({}, { password: 'p@ss:wörd' })
    const desk = await deskWith(`smtp://desk:${encodeURIComponent('p@ss:wörd')}@127.0.0.1:${server.port}`)
    await post(desk, {}, {})
    expect((await desk.run('mail', 'send')).stdout).toBe('2 mails sent\n')
    expect(server.mails[0]?.user).toBe('desk')
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://desk:wrong@127.0.0.1:${server.port}`)
    await post(desk, {}, {})
    const { exitCode, stderr } = await desk.run('mail', 'send')
    expect(exitCode).toBe(75)
    expect(stderr).toContain('535 5.7.8 Error: authentication failed')
    expect(stderr).not.toContain('wrong@')
    expect(await states(desk)).toEqual(['accepted', 'accepted', 'deferred', 'queued'])
  })

  test('an access token that a command prints, asked once for a run', async () => {
    const server = await MailServer.start({}, { token: 'ya29.token' })
    const desk = await deskWith(`smtp://desk%40support.example@127.0.0.1:${server.port}`)
    const [script, calls] = [join(desk.home, 'token'), join(desk.home, 'calls')]
    writeFileSync(script, `#!/bin/sh\necho called >> '${calls}'\necho "$1"\n`)
    chmodSync(script, 0o700)
    desk.environment.PATH = process.env.PATH
    await desk.run('config', 'set', 'mail.smtp-token-command', `'${script}' ya29.token`)
    await post(desk, ...Array.from({ length: 20 }, () => ({})))
    expect((await desk.run('mail', 'send')).stdout).toBe('20 mails sent\n')
    expect(server.mails[0]?.user).toBe('desk@support.example')
    expect(readFileSync(calls, 'utf8')).toBe('called\n')
    await desk.run('config', 'set', 'mail.smtp-token-command', '/nowhere/token')
    await post(desk, {})
    const { exitCode, stderr } = await desk.run('mail', 'send')
    expect([exitCode, stderr]).toEqual([
      75,
      expect.stringContaining('mail.smtp-token-command: there is no such program'),
    ])
  })

  test('a command for tokens that hangs is ended, and no mail is to blame', async () => {
    const server = await MailServer.start({}, { token: 'ya29.token' })
    const desk = await deskWith(`smtp://desk%40support.example@127.0.0.1:${server.port}`)
    const script = join(desk.home, 'token')
    writeFileSync(script, '#!/bin/sh\nexec sleep 600\n')
    chmodSync(script, 0o700)
    desk.environment.PATH = process.env.PATH
    await desk.run('config', 'set', 'mail.smtp-token-command', script)
    await post(desk, {}, {})
    expect(await hurriedly(desk)).toMatchObject({ closed: 'mail.smtp-token-command: no answer in time' })
    expect(await states(desk)).toEqual(['deferred', 'queued'])
    expect(server.mails).toEqual([])
  })
})

function idIn(source: string | undefined): string | undefined {
  return /^Message-ID: (.+)$/im.exec(source ?? '')?.[1]
}

describe('sendmail', () => {
  function program(desk: TestDesk, lines: string): string {
    const path = join(desk.home, 'sendmail')
    writeFileSync(path, `#!/bin/sh\n${lines}\n`)
    chmodSync(path, 0o700)
    desk.environment.PATH = process.env.PATH
    return path
  }

  test('gets mail with its envelope as words, and says by its exit code what became of it', async () => {
    const desk = await new TestDesk().init()
    const path = program(desk, `echo "$@" > '${desk.home}/words'; cat > '${desk.home}/mail'`)
    await desk.run('config', 'set', 'mail.smtp-url', `sendmail:${path}`)
    await post(desk, {})
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
    expect(readFileSync(join(desk.home, 'words'), 'utf8')).toBe('-i -f <> -- anna0@acme.example\n')
    expect(readFileSync(join(desk.home, 'mail'), 'utf8')).toContain('To: anna0@acme.example')
    for (const [code, state] of [
      [75, 'deferred'],
      [67, 'failed'],
      [69, 'deferred'],
    ] as const) {
      program(desk, `cat > /dev/null; echo 'no, because' >&2; exit ${code}`)
      await post(desk, {})
      await desk.run('mail', 'send')
      expect((await states(desk)).at(-1)).toBe(state)
    }
    program(desk, 'cat > /dev/null; kill -9 $$')
    await post(desk, {})
    await desk.run('mail', 'send')
    expect((await states(desk)).at(-1)).toBe('uncertain')
  })

  test('is what the machine has, where nothing is set, and never that of a rehearsal', async () => {
    const desk = await new TestDesk().init()
    desk.sendmail = program(desk, 'cat > /dev/null')
    await post(desk, {})
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
    const rehearsal = await new TestDesk().init('--rehearsal')
    rehearsal.sendmail = desk.sendmail
    await post(rehearsal, {})
    expect(await rehearsal.refused('mail', 'send')).toMatchObject({ exitCode: 78, code: 'mail-not-set-up' })
    for (const url of ['sendmail:', 'sendmail:/bin/true', 'smtp://mail.support.example', 'smtps://10.0.0.1']) {
      expect(await rehearsal.refused('config', 'set', 'mail.smtp-url', url)).toMatchObject({ code: 'not-in-rehearsal' })
    }
  })

  test('that hangs is ended, and nobody knows what became of the mail', async () => {
    const desk = await new TestDesk().init()
    // It has taken the mail, and starts something that goes on holding its output.
    const path = program(desk, `cat > '${desk.home}/taken'; sleep 600 & echo $! > '${desk.home}/left'; wait`)
    await desk.run('config', 'set', 'mail.smtp-url', `sendmail:${path}`)
    await post(desk, {})
    const { counts, reasons } = await hurriedly(desk, 1500)
    process.kill(Number(readFileSync(join(desk.home, 'left'), 'utf8')))
    expect([counts.uncertain, reasons]).toEqual([1, [`${path}: no answer in time`]])
    expect(readFileSync(join(desk.home, 'taken'), 'utf8')).toContain('To: anna0@acme.example')
    expect(await states(desk)).toEqual(['uncertain'])
    // Once more, with the same Message-ID, and then it is kept for a person.
    desk.later(15 * 60_000)
    program(desk, `cat > '${desk.home}/again'`)
    await desk.run('mail', 'send')
    expect(await states(desk)).toEqual(['accepted'])
    const [taken, again] = ['taken', 'again'].map((name) => readFileSync(join(desk.home, name), 'utf8'))
    expect(idIn(again)).toBe(idIn(taken))
  })

  test('that is not there closes the way out', async () => {
    const desk = await deskWith('sendmail:/nowhere/sendmail')
    await post(desk, {}, {})
    const { exitCode, stderr } = await desk.run('mail', 'send')
    expect([exitCode, stderr]).toEqual([75, expect.stringContaining('/nowhere/sendmail: there is no such program')])
    expect(await states(desk)).toEqual(['deferred', 'queued'])
  })
})

describe('a desk without a way out', () => {
  test('keeps its mail; cron says nothing, and who asks is told', async () => {
    const desk = await new TestDesk().init()
    await post(desk, {})
    expect(await desk.run('cron', 'run')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    expect(await desk.refused('mail', 'send')).toMatchObject({ exitCode: 78, code: 'mail-not-set-up' })
    expect(await states(desk)).toEqual(['queued'])
  })

  test('does not surprise people with old mail when it gets one', async () => {
    const server = await MailServer.start()
    const desk = await new TestDesk().init()
    await post(desk, {})
    desk.later(4 * 24 * 60 * minute)
    await post(desk, {})
    desk.later(24 * 60 * minute + 1)
    await desk.run('config', 'set', 'mail.smtp-url', `smtp://127.0.0.1:${server.port}`)
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent · 1 held back, too old: helpdesk mail release\n')
    expect(await states(desk)).toEqual(['held', 'accepted'])
    expect((await desk.run('mail', 'release')).exitCode).toBe(0)
    expect((await desk.run('mail', 'send')).stdout).toBe('1 mail sent\n')
  })
})

test('an interrupted run gives back what it had not begun', async () => {
  const server = await MailServer.start()
  const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
  await post(desk, ...Array.from({ length: 30 }, () => ({})))
  await hurriedly(desk, 3000, () => server.mails.length >= 5)
  const after = await states(desk)
  expect(after.filter((state) => state === 'accepted').length).toBeLessThan(30)
  expect(after.filter((state) => state === 'leased')).toEqual([])
  await desk.run('mail', 'send')
  expect(server.mails).toHaveLength(30)
})

test('ten thousand mails wait, and a limit is kept', async () => {
  const server = await MailServer.start()
  const desk = await deskWith(`smtp://127.0.0.1:${server.port}`)
  await post(desk, ...Array.from({ length: 10_000 }, () => ({})))
  expect((await desk.run('mail', 'send', '--dry-run', '--json')).stdout).toContain('"due": 10000')
  expect((await desk.run('mail', 'send', '--limit', '120')).stdout).toBe('120 mails sent\n')
  expect(server.mails).toHaveLength(120)
})
