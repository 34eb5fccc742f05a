import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const minute = 60_000
const hour = 60 * minute

interface Notice {
  address: string
  subject: string
  body: string
}

/** A desk with one person on each level, a ticket, and an hour promised for the first answer; a Thursday at noon. */
async function promisingDesk(): Promise<TestDesk> {
  const desk = await new TestDesk().init('--preset', 'online-advice')
  await desk.json('calendar', 'set', '--hours', 'mon-sun=00:00-24:00')
  await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
  await desk.json('user', 'add', 'sven@support.example', '--name', 'Sven Second', '--group', 'second-level')
  await desk.json('tenant', 'add', 'nord', '--domain', 'nord.example')
  await desk.json('sla', 'set', '--first-answer', '1h')
  await desk.json('open', 'Kalender synchronisiert nicht', '--for', 'kim@nord.example', '--category', 'technical')
  return desk
}

/** The mails of rules that a command causes, by address. */
async function noticesOf(desk: TestDesk, ...words: string[]): Promise<Notice[]> {
  const store = await desk.store()
  const known = await store.db.selectFrom('outbox').select('id').execute()
  await desk.run(...words)
  const rows = await store.db
    .selectFrom('outbox')
    .select(['id', 'address', 'subject', 'body'])
    .where('kind', '=', 'notice')
    .orderBy('address')
    .execute()
  await store.close()
  const before = new Set(known.map(({ id }) => id))
  const fresh = rows.filter(({ id }) => !before.has(id))
  return fresh.map(({ address, subject, body }) => ({ address, subject, body: body ?? '' }))
}

describe('the rules of a new desk', () => {
  test('tell the level of a ticket that its service level is in danger, and that it was missed, once each', async () => {
    const desk = await promisingDesk()
    expect(await noticesOf(desk.later(47 * minute), 'cron', 'run')).toEqual([])
    const warnings = await noticesOf(desk.later(minute), 'cron', 'run')
    expect(warnings.map(({ address }) => address)).toEqual(['fritz@support.example'])
    expect(warnings[0]?.subject).toMatch(/: #1 Kalender synchronisiert nicht$/)
    expect(await noticesOf(desk, 'cron', 'run')).toEqual([])
    const breaches = await noticesOf(desk.later(hour), 'cron', 'run')
    expect(breaches.map(({ address }) => address)).toEqual(['fritz@support.example'])
    expect(breaches[0]?.subject).not.toBe(warnings[0]?.subject)
    expect(await noticesOf(desk.later(hour), 'cron', 'run')).toEqual([])
  })

  test('tell only that it was missed, where cron comes too late to warn of it', async () => {
    const desk = await promisingDesk()
    await desk.json('open', 'Ton fehlt', '--for', 'kim@nord.example', '--priority', 'high')
    const told = await noticesOf(desk.later(2 * hour), 'cron', 'run')
    expect(told.map(({ address }) => address)).toEqual(['fritz@support.example', 'fritz@support.example'])
    expect(told.every(({ subject }) => !subject.includes(': #2') || subject.startsWith('Overdue'))).toBe(true)
    expect(told.filter(({ subject }) => subject.startsWith('Overdue')).length).toBe(2)
    expect(told[0]?.body).toContain('Service level missed')
    // Who asks about the warning is told of the same mail.
    const mailOf = async (type: string): Promise<unknown> => {
      const events = await desk.json<{ id: string; type: string }[]>('event', 'list')
      const id = events.find((event) => event.type === type)?.id ?? ''
      const [explained] = await desk.json<{ outcome: string; mail: string }[]>('rule', 'explain', id)
      return explained
    }
    const missed = (await mailOf('sla.breached')) as { mail: string }
    expect(await mailOf('sla.warning')).toMatchObject({ outcome: 'mail', mail: missed.mail })
  })

  test('tell second level what was escalated, and first level what came back', async () => {
    const desk = await promisingDesk()
    await desk.as('fritz@support.example')
    const handed = await noticesOf(
      desk,
      ...['escalate', '1', '--reason', 'needs the sync log', '--tried', 'logged in anew', '--force'],
    )
    expect(handed.map(({ address }) => address)).toEqual(['sven@support.example'])
    expect(handed[0]?.body).toContain('#1')
    await desk.as('sven@support.example')
    const assigned = await noticesOf(desk, 'return', '1', '-m', 'Mended on our side.')
    expect(assigned.every(({ address }) => address !== 'sven@support.example')).toBe(true)
  })

  test('tell the project lead what lies with them, and what is answered there', async () => {
    const desk = await promisingDesk()
    await desk.json('user', 'add', 'paula@nord.example', '--tenant', 'nord')
    await desk.json('config', 'set', 'tenant.project-lead', 'paula@nord.example', '--tenant', 'nord')
    const given = await noticesOf(desk, 'reply', '1', '--answer', 'which-document')
    expect(given.map(({ address }) => address)).toEqual(['paula@nord.example'])
    await desk.as('kim@nord.example')
    const answered = await noticesOf(desk, 'reply', '1', '-m', 'The old one?')
    expect(answered.map(({ address }) => address)).toEqual(['paula@nord.example'])
    // Their own answer is none that they are told of, and nobody is late with it.
    await desk.as('paula@nord.example')
    expect(await noticesOf(desk, 'reply', '1', '-m', 'Which one do you have?')).toEqual([])
    expect(await noticesOf(desk.later(24 * hour), 'cron', 'run')).toEqual([])
  })

  test('name nobody of second level to people of a tenant who have a rule of their own', async () => {
    const desk = await promisingDesk()
    await desk.json('user', 'add', 'udo@nord.example', '--group', 'first-level', '--tenant', 'nord')
    await desk.json('user', 'add', 'berta@nord.example', '--group', 'admin', '--tenant', 'nord')
    await desk.as('berta@nord.example')
    const about = ['--event', 'ticket.assigned', '--subject', '{ticket.subject} {ticket.assignee}']
    await desk.json('rule', 'add', '--description', 'Who has it', ...about, '--to', 'berta@nord.example')
    await desk.as(undefined)
    const told = await noticesOf(desk, 'assign', '1', 'sven@support.example')
    const [mail] = told.filter(({ address }) => address === 'berta@nord.example')
    expect(mail?.body).toContain('#1')
    expect(`${mail?.subject} ${mail?.body}`).not.toMatch(/sven/i)
  })

  test('tell of an emergency at night, when nobody is there', async () => {
    const desk = await promisingDesk()
    await desk.json('calendar', 'set', '--hours', 'mon-fri=09:00-18:00')
    desk.later(12 * hour)
    const told = await noticesOf(desk, 'open', 'Nothing works', '--for', 'kim@nord.example', '--emergency')
    expect(told.map(({ address }) => address)).toContain('sven@support.example')
    expect(told.map(({ address }) => address)).toContain('fritz@support.example')
  })
})
