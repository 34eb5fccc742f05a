import { beforeEach, describe, expect, test } from 'vitest'
import { wayOutOf } from '../../src/settings/way-out'
import { TestDesk } from '../kit/test-desk'

const anna = 'anna@acme.example'
const nobody = 'nobody mailed (mail is not set up: helpdesk mail setup)'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk({ columns: 200 }).init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('open', 'It hangs', '--for', anna)
  desk.later(60_000)
})

async function set(name: string, value: string): Promise<void> {
  const store = await desk.store()
  await store.write((tx) => tx.insertInto('settings').values({ scope: 'desk', name, value }).execute())
  await store.close()
}

/** From now on mail can leave; what was caused before that has. */
async function setUp(): Promise<void> {
  await set('mail.smtp-url', 'smtp://127.0.0.1:2525')
  const store = await desk.store()
  await store.write((tx) => tx.updateTable('outbox').set({ state: 'accepted', next_attempt_at: null }).execute())
  await store.close()
}

/** From now on only letters are mailed: no rule tells anybody of anything. */
async function withoutRules(): Promise<void> {
  for (const { id } of await desk.json<{ id: string }[]>('rule', 'list')) await desk.json('rule', 'disable', id)
}

/** The sentence that a command prints, in one line however wide the window is. */
async function line(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await desk.run(...words, '-o', 'table')
  if (exitCode !== 0) throw new Error(stderr)
  return stdout.trim().replace(/\n +/g, ' ')
}

describe('without a way out', () => {
  test('nobody is mailed, whatever waits in the outbox', async () => {
    expect(await line('reply', '1', '-m', 'Which bank?')).toBe(
      `✓ #1 It hangs · waiting · ${nobody} · take back: helpdesk undo`,
    )
    await desk.json('solve', '1')
    await desk.as(anna)
    expect(await line('rate', '1', '--score', '5')).toContain(nobody)
  })
})

describe('with one', () => {
  beforeEach(setUp)

  test('it is said to whom it goes, and when, and how long that can be taken back', async () => {
    expect(await line('reply', '1', '-m', 'Which bank?')).toBe(
      '✓ #1 It hangs · waiting · goes to anna@acme.example at 13:01 · take back until then: helpdesk undo',
    )
    desk.environment.LANG = 'de_DE.UTF-8'
    expect(await line('reply', '1', '-m', 'Und welche Datei?')).toContain(
      'geht um 13:01 an anna@acme.example · bis dahin zurücknehmen: helpdesk undo',
    )
  })

  test('several are counted', async () => {
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    expect(await line('reply', '1', '-m', 'Which bank?')).toContain(' · goes to 2 people at 13:01 · ')
  })

  test('what tells somebody only now and then says so only then', async () => {
    await desk.json('user', 'add', 'fritz@support.example', '--group', 'first-level')
    await desk.json('team', 'add', 'printing', '--member', 'fritz@support.example')
    expect(await line('give', '1', 'printing')).toBe(
      '✓ #1 It hangs · open · given to the team printing · goes to fritz@support.example · take back: helpdesk undo',
    )
    expect(await line('take', '1')).not.toContain('mailed')
    expect(await line('give', '1', 'fritz@support.example')).toContain(' · goes to fritz@support.example · ')
    await desk.json('solve', '1')
    expect(await line('close', '1')).not.toContain('mailed')
  })

  test('what goes at once has no time', async () => {
    expect(await line('open', 'Another', '--for', anna)).toContain(' · goes to anna@acme.example')
    expect(await line('open', 'A third', '--for', anna)).not.toContain(' at ')
    expect(await line('user', 'invite', anna)).toContain(' · goes to anna@acme.example To hand')
  })

  test('nobody is nobody', async () => {
    await withoutRules()
    await desk.as(anna)
    expect(await line('reply', '1', '-m', 'Mine.')).toMatch(/ · nobody mailed · take back: helpdesk undo$/)
    await desk.as(undefined)
    await desk.json('solve', '1')
    await desk.as(anna)
    expect(await line('rate', '1', '--score', '5')).toMatch(/ · nobody mailed$/)
  })

  test('what is held is said to be', async () => {
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    await desk.json('config', 'set', 'mail.max-per-run', '1')
    expect(await line('reply', '1', '-m', 'Which bank?')).toContain(
      ' · goes to anna@acme.example at 13:01 · 1 held: helpdesk mail release · ',
    )
  })

  test('of several tickets each says what it caused', async () => {
    await desk.json('open', 'Of Ben', '--for', 'ben@acme.example')
    const { stdout } = await desk.run('reply', '1', '2', '-m', 'Which bank?', '-o', 'table')
    expect(stdout).toContain('#1 It hangs · goes to anna@acme.example at 13:01')
    expect(stdout).toContain('#2 Of Ben · goes to ben@acme.example at 13:01')
  })

  test('when nothing has been sent for long, that is said instead', async () => {
    await withoutRules()
    await desk.json('reply', '1', '-m', 'Which bank?')
    desk.later(16 * 60_000)
    expect(await line('reply', '1', '-m', 'Hello?')).toContain(
      ' · queued; nothing has sent mail since today 13:01: helpdesk doctor · take back: helpdesk undo',
    )
    await desk.as(anna)
    expect(await line('reply', '1', '-m', 'Here.')).toContain(' · nobody mailed · ')
  })

  test('machines are told of events how many mails they caused', async () => {
    await desk.as(undefined)
    const attributes = ['--attribute', 'file=pain.xml', '--attribute', 'reason=schema', '--tenant', 'acme']
    expect(await desk.json('event', 'emit', 'payment-file.rejected', ...attributes)).toMatchObject({ mails: 0 })
  })
})

test('the way out is what was set, else the machine’s own, and for a rehearsal no program and no other machine', () => {
  const way = (url: string, isRehearsal = false, sendmail: string | undefined = '/usr/sbin/sendmail') => {
    const found = wayOutOf(url, { isRehearsal, sendmail })
    return found === undefined || found.kind !== 'sendmail' ? found?.host : found.path
  }
  expect(way('')).toBe('/usr/sbin/sendmail')
  expect(way('sendmail:')).toBe('/usr/sbin/sendmail')
  expect(way('sendmail:/opt/mta/sendmail')).toBe('/opt/mta/sendmail')
  expect(wayOutOf('', { isRehearsal: false, sendmail: undefined })).toBeUndefined()
  expect(way('smtps://mail.example')).toBe('mail.example')
  expect(way('smtp://127.0.0.1', true)).toBe('127.0.0.1')
  for (const url of ['', 'sendmail:', 'sendmail:/opt/mta/sendmail', 'smtp://mail.example']) {
    expect(way(url, true)).toBeUndefined()
  }
})

test('where many earlier events are still to be worked out, a command does not stay for them', async () => {
  await setUp()
  const events = Array.from({ length: 1200 }, (_, index) => ({
    type: 'payment.status-changed',
    attributes: { payment: `INV-${index}`, status: 'executed' },
  }))
  desk.stdin = Buffer.from(JSON.stringify(events))
  await desk.json('event', 'import', '-', '--tenant', 'acme')
  const store = await desk.store()
  const cursor = async (): Promise<number> =>
    (await store.db.selectFrom('reaction_cursor').select('position').executeTakeFirstOrThrow()).position
  const before = await cursor()
  await store.write((tx) =>
    tx
      .updateTable('reaction_cursor')
      .set({ position: before - 1200 })
      .execute(),
  )
  expect(await line('reply', '1', '-m', 'Which bank?')).toBe(
    '✓ #1 It hangs · waiting · mails of earlier events are written first: helpdesk cron run · take back: helpdesk undo',
  )
  expect(await cursor()).toBe(before - 200)
  await desk.run('cron', 'run')
  expect(await cursor()).toBeGreaterThan(before)
  const replies = store.db.selectFrom('outbox').select('address').where('kind', '=', 'reply')
  expect(await replies.execute()).toEqual([{ address: anna }])
  await store.close()
})
