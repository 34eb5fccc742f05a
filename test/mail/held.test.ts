import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { mails, makeRule, noticingDesk, toUser } from './noticing-desk'

async function importMany(desk: TestDesk, count: number, ...flags: string[]) {
  const events = Array.from({ length: count }, (_, index) => ({
    type: 'payment.status-changed',
    attributes: { payment: `${flags.join('')}INV-${index}`, status: 'executed' },
  }))
  desk.stdin = Buffer.from(JSON.stringify(events))
  return desk.run('event', 'import', '-', '--tenant', 'acme', ...flags)
}

async function tellingDesk(): Promise<TestDesk> {
  const desk = await noticingDesk()
  await makeRule(desk, { recipients: [await toUser(desk, 'anna@acme.example')] })
  return desk
}

async function states(desk: TestDesk): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { state } of await mails(desk)) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

describe('more mails than one command may send', () => {
  test('are held, and it is told how to let them go', async () => {
    const desk = await tellingDesk()
    const { exitCode, stderr } = await importMany(desk, 300)
    expect(exitCode).toBe(0)
    expect(stderr).toBe('100 mails are held: helpdesk mail release\n')
    expect(await states(desk)).toEqual({ queued: 200, held: 100 })
  })

  test('are held also where they come in several portions', async () => {
    const desk = await tellingDesk()
    await importMany(desk, 1200)
    expect(await states(desk)).toEqual({ queued: 200, held: 1000 })
  })

  test('with --json nothing stands on standard error', async () => {
    const desk = await tellingDesk()
    expect((await importMany(desk, 300, '--json')).stderr).toBe('')
    expect(await states(desk)).toEqual({ queued: 200, held: 100 })
  })

  test('with --yes none is held', async () => {
    const desk = await tellingDesk()
    expect((await importMany(desk, 300, '--yes')).stderr).toBe('')
    expect(await states(desk)).toEqual({ queued: 300 })
  })

  test('at a terminal a person is asked', async () => {
    const desk = await tellingDesk()
    desk.answering(true)
    desk.pipedIn = undefined
    await importMany(desk, 300)
    expect(await states(desk)).toEqual({ queued: 300 })
    desk.answering(false)
    const { stderr } = await importMany(desk, 300, '--quiet')
    expect(await states(desk)).toEqual({ queued: 500, held: 100 })
    expect(stderr).toBe('? 100 mails are held. Send them all?\n')
  })

  test('are told to administrators by mail, once until they were released', async () => {
    const desk = await tellingDesk()
    await importMany(desk, 300)
    await runCron(desk)
    await runCron(desk.later(60_000))
    const told = await mails(desk, 'held')
    expect(told).toMatchObject([{ address: 'jana@support.example', state: 'queued', subject: '100 mails are held' }])
    expect(told[0]?.body).toMatchInlineSnapshot(`
      "100 mails are held and not sent.
      One command or run sends at most 200 (mail.max-per-run).

      To see them: helpdesk mail queue
      To send them: helpdesk mail release

      This is said once, until they are released or cancelled.
      "
    `)
    const store = await desk.store()
    await store.write((tx) => tx.updateTable('outbox').set({ state: 'queued' }).where('state', '=', 'held').execute())
    await store.close()
    await importMany(desk.later(60_000), 300, '--quiet')
    await runCron(desk)
    expect(await mails(desk, 'held')).toHaveLength(2)
  })
})

async function runCron(desk: TestDesk): Promise<void> {
  await desk.as(undefined)
  await desk.json('cron', 'run', '--job', 'collect')
  await desk.as('script@acme.example')
}
