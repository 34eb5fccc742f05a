import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { twoLevels } from './two-levels'

const report = [
  ...['--affected-user', 'Kim', '--where', 'Calendar', '--device', 'Laptop', '--browser', 'Firefox 140'],
  ...['--customer-device', 'iPad', '--customer-browser', 'Safari 19', '--occurred-about', '8:00', '--tried', 'Again'],
]
const allMissing = [
  ...['affected-user', 'where', 'device', 'browser', 'customer-device', 'customer-browser', 'occurred-at', 'tried'],
]
const why = ['--reason', 'Needs the sync log.']

async function withTicket(...flags: string[]): Promise<TestDesk> {
  const desk = await twoLevels()
  await desk.json('open', 'Kalender leer', '--for', 'kim@nord.example', '-c', 'technical', ...flags)
  return desk
}

interface Shown {
  level: number
  status: string
  assignee: { email: string } | null
  version: number
  messages: { kind: string; body: string; attachments: { name: string }[] }[]
  attachments: { name: string }[]
  report: Record<string, unknown> | null
}

const show = async (desk: TestDesk): Promise<Shown> => desk.json<Shown>('show', '1')

/** The payload of the newest entry of a type. */
async function payloadOf(desk: TestDesk, type: string): Promise<Record<string, unknown>> {
  const store = await desk.store()
  const row = await store.db
    .selectFrom('journal_entries')
    .select('payload')
    .where('type', '=', type)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await store.close()
  return JSON.parse(row.payload ?? '{}') as Record<string, unknown>
}

describe('an escalation', () => {
  test('is refused while the report lacks anything, all of it is named, and nothing changes', async () => {
    const desk = await withTicket('--topic', 'calendar-sync')
    await desk.as('lena@nord.example')
    const refused = await desk.refused('escalate', '1', ...why)
    expect(refused).toMatchObject({ exitCode: 1, code: 'report-incomplete', details: { missing: allMissing } })
    const half = await desk.refused('escalate', '1', ...why, ...report.slice(0, 10), '--tried', 'Again')
    expect(half.details.missing).toEqual(['customer-browser', 'occurred-at'])
    expect(await show(desk)).toMatchObject({ level: 1, version: 1, report: null, messages: [] })
  })

  test('goes to second level when the report is complete, with the reason as a note, and is nobody’s there', async () => {
    const desk = await withTicket('--topic', 'calendar-sync')
    await desk.json('give', '1', 'fritz@support.example')
    await desk.as('fritz@support.example')
    await desk.json('reply', '1', '-m', 'Which calendar?')
    expect(await desk.json('escalate', '1', ...why, ...report)).toMatchObject({
      level: 2,
      status: 'open',
      assignee: null,
      new: false,
      report: { browser: 'Firefox 140', occurredIsAbout: true, tried: 'Again' },
      messages: [{ kind: 'reply' }, { kind: 'note', body: 'Needs the sync log.' }],
    })
    expect(await payloadOf(desk, 'ticket.escalated')).toMatchObject({
      reason: 'Needs the sync log.',
      tried: 'Again',
      forced: false,
      missing: [],
    })
    // Who had it wants to know what becomes of it.
    expect(await desk.json('list', '--watching')).toMatchObject([{ number: 1 }])
    await desk.as('sara@support.example')
    expect(await desk.json('next')).toMatchObject({ number: 1 })
    await desk.as('fritz@support.example')
    expect((await desk.run('next', '--json')).stdout.trim()).toBe('null')
  })

  test('is insisted on with a reason, which the history keeps', async () => {
    const desk = await withTicket()
    await desk.json('escalate', '1', ...why, '--force')
    expect(await payloadOf(desk, 'ticket.escalated')).toMatchObject({ forced: true, missing: allMissing })
    const { exitCode, code } = await (await withTicket()).refused('escalate', '1', '--force')
    expect({ exitCode, code }).toEqual({ exitCode: 64, code: 'missing-flag' })
  })

  test('of a complete report is not forced, whoever says --force', async () => {
    const desk = await withTicket()
    await desk.json('escalate', '1', ...why, ...report, '--force')
    expect(await payloadOf(desk, 'ticket.escalated')).toMatchObject({ forced: false })
  })

  test.each([
    ['password-forgotten', 'first-level'],
    ['printer-settings', 'out-of-scope'],
    ['which-document', 'project-lead'],
  ])('with the topic %s, which others answer, is refused', async (topic, answeredBy) => {
    const desk = await withTicket('--topic', topic)
    const refused = await desk.refused('escalate', '1', ...why, ...report)
    expect(refused).toMatchObject({ exitCode: 1, code: 'topic-of-first-level', details: { topic, answeredBy } })
    expect(await desk.json('escalate', '1', ...why, ...report, '--force')).toMatchObject({ level: 2 })
    expect(await payloadOf(desk, 'ticket.escalated')).toMatchObject({ forced: true, missing: [] })
  })

  test('with the topic signature-upload wants the document, and that it is clean', async () => {
    const desk = await withTicket('--topic', 'signature-upload')
    writeFileSync(join(desk.home, 'offer.pdf'), 'pdf')
    writeFileSync(join(desk.home, 'screen.png'), 'png')
    const refused = await desk.refused('escalate', '1', ...why, ...report)
    expect(refused.details.missing).toEqual(['document', 'document-clean'])
    const unclean = await desk.refused('escalate', '1', ...why, ...report, '--document', 'offer.pdf')
    expect(unclean.details.missing).toEqual(['document-clean'])
    const files = ['--document', 'offer.pdf', '--document-clean', '-a', 'screen.png']
    const ticket = await desk.json<Shown>('escalate', '1', ...why, ...report, ...files)
    expect(ticket.report).toMatchObject({ document: { name: 'offer.pdf' }, documentClean: true })
    // The document is the report's, the other file comes with the reason.
    expect(ticket.messages[0]?.attachments.map(({ name }) => name)).toEqual(['screen.png'])
    await desk.as('kim@nord.example')
    expect((await show(desk)).attachments.map(({ name }) => name)).toEqual(['offer.pdf'])
  })

  test('is for first level: the requester is refused, a stranger knows of nothing', async () => {
    const desk = await withTicket()
    await desk.as('kim@nord.example')
    expect(await desk.refused('escalate', '1', ...why)).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    await desk.as('udo@sued.example')
    expect(await desk.refused('escalate', '1', ...why)).toMatchObject({ exitCode: 66 })
  })

  test('of what is at second level, solved or closed is refused', async () => {
    const desk = await withTicket()
    await desk.json('escalate', '1', ...why, '--force')
    const again = await desk.refused('escalate', '1', ...why, '--force')
    expect(again).toMatchObject({ exitCode: 1, code: 'already-at-level', details: { level: 2 } })
    await desk.json('solve', '1')
    const solved = await desk.refused('escalate', '1', ...why, '--force')
    expect(solved).toMatchObject({ exitCode: 1, code: 'ticket-solved', details: { deed: 'escalate' } })
    await desk.json('close', '1')
    expect(await desk.refused('escalate', '1', ...why, '--force')).toMatchObject({ exitCode: 1, code: 'ticket-closed' })
  })

  test('takes a waiting ticket, and one that is on hold, into the queue', async () => {
    const desk = await withTicket()
    await desk.json('reply', '1', '-m', 'Which one?')
    await desk.json('hold', '1', '--until', 'in 3d')
    expect(await desk.json('escalate', '1', ...why, '--force')).toMatchObject({ status: 'open', heldUntil: null })
  })

  test('is done once for a key, only tried by --dry-run, and refused for an older version', async () => {
    const desk = await withTicket()
    expect(await desk.json('escalate', '1', ...why, '--force', '-n')).toMatchObject({ level: 1, version: 1 })
    await desk.json('note', '1', '-m', 'Look.')
    const outdated = await desk.refused('escalate', '1', ...why, '--force', '--if-version', '1')
    expect(outdated).toMatchObject({ exitCode: 1, code: 'version-outdated' })
    const keyed = ['escalate', '1', ...why, '--force', '--idempotency-key', 'k']
    expect(await desk.json(...keyed)).toMatchObject({ level: 2, version: 3 })
    expect(await desk.json(...keyed)).toMatchObject({ level: 2, version: 3 })
    expect(await desk.refused('escalate', '1', '--reason', 'Other.', '--idempotency-key', 'k')).toMatchObject({
      code: 'idempotency-key-reused',
    })
  })

  test.each([
    [['--reason', ' '], 65, 'empty-text'],
    [['--reason', 'x', '--occurred-at', 'tomorrow'], 65, 'wrong-time'],
    [['--reason', 'x', '--occurred-at', '8:00', '--occurred-about', '9:00'], 64, 'conflicting-flags'],
    [['--reason', 'x', '--document', 'nowhere.pdf'], 66, 'file-not-found'],
  ] as const)('with bad input %j ends %i', async (flags, exitCode, code) => {
    const desk = await withTicket()
    expect(await desk.refused('escalate', '1', ...flags)).toMatchObject({ exitCode, code })
    expect(await show(desk)).toMatchObject({ version: 1 })
  })

  test('is for second level alone from then on: first level neither takes it nor is given it', async () => {
    const desk = await withTicket()
    await desk.json('escalate', '1', ...why, '--force')
    const given = await desk.refused('give', '1', 'fritz@support.example')
    expect(given).toMatchObject({ exitCode: 1, code: 'not-second-level' })
    await desk.as('fritz@support.example')
    expect(await desk.refused('take', '1')).toMatchObject({ exitCode: 1, code: 'not-second-level' })
    expect(await desk.json('give', '1', 'sara@support.example')).toMatchObject({ assignee: { name: 'Sara Second' } })
    expect(await desk.json('note', '1', '-m', 'Kim called again.')).toMatchObject({ level: 2 })
  })

  test('of several asks for the reason once, and names what each of them lacks', async () => {
    const desk = await withTicket()
    await desk.json('open', 'Ton fehlt', '--for', 'kim@nord.example', '-c', 'technical', ...report)
    const { exitCode, stderr } = await desk.answering('Needs the log.').run('escalate', '1', '2')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('#1')
    expect(stderr).not.toContain('#2')
    desk.terminal = false
    expect(await desk.json('show', '2')).toMatchObject({ level: 2 })
  })

  test('can be taken back: it stands as before, and nobody watches it', async () => {
    const desk = await withTicket()
    await desk.json('give', '1', 'fritz@support.example')
    await desk.as('fritz@support.example')
    await desk.json('escalate', '1', ...why, ...report)
    await desk.json('undo')
    expect(await show(desk)).toMatchObject({
      level: 1,
      assignee: { email: 'fritz@support.example' },
      messages: [],
      // What was said of the problem is true all the same.
      report: { browser: 'Firefox 140' },
    })
    expect(await desk.json('list', '--watching')).toEqual([])
    // The reason is there for the next try.
    desk.terminal = true
    expect((await desk.run('escalate', '1', '--recover')).exitCode).toBe(0)
    desk.terminal = false
    expect(await show(desk)).toMatchObject({ level: 2, messages: [{ kind: 'note', body: 'Needs the sync log.' }] })
  })
})

describe('on a terminal', () => {
  const answers = ['Kim', 'Calendar', 'Laptop', 'Firefox 140', 'iPad', 'Safari 19', 'about 8:00']

  test('an escalation asks for exactly what is missing, then for the reason', async () => {
    const desk = await withTicket('--browser', 'Firefox 140', '--topic', 'calendar-sync')
    const left = answers.filter((answer) => answer !== 'Firefox 140')
    const { exitCode, stdout, stderr } = await desk.answering(...left, 'Again', 'Needs the log.').run('escalate', '1')
    expect({ exitCode, stderr: stderr.includes('advisor') }).toEqual({ exitCode: 0, stderr: true })
    expect(stderr.match(/^\? .*/gm)).toHaveLength(8)
    expect(stderr).not.toContain('Which browser and version?')
    expect(stdout).toContain(' #1 Kalender leer · open · with second level')
    desk.terminal = false
    expect(await show(desk)).toMatchObject({ level: 2, report: { customerBrowser: 'Safari 19', tried: 'Again' } })
  })

  test('nobody is asked for what is refused anyway', async () => {
    const desk = await withTicket('--topic', 'password-forgotten')
    const { exitCode, stderr } = await desk.answering().run('escalate', '1')
    expect({ exitCode, asked: stderr.includes('?') }).toEqual({ exitCode: 1, asked: false })
  })

  test('what was skipped is named, and all that was said is kept for --recover', async () => {
    const desk = await withTicket('--topic', 'calendar-sync')
    const skipped = [...answers.slice(0, 6), '', 'Again', 'Needs the log.']
    const { exitCode, stderr } = await desk.answering(...skipped).run('escalate', '1')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('the report is not complete: time of the error\n')
    expect(stderr).toContain('helpdesk escalate 1 --recover')
    const again = await desk.answering('about 8:00').run('escalate', '1', '--recover')
    expect(again.exitCode).toBe(0)
    desk.terminal = false
    expect(await show(desk)).toMatchObject({
      level: 2,
      report: { affectedUser: 'Kim', occurredIsAbout: true },
      messages: [{ body: 'Needs the log.' }],
    })
  })

  test('--force asks for the reason alone', async () => {
    const desk = await withTicket()
    const { exitCode } = await desk.answering('Nobody can work.').run('escalate', '1', '--force')
    expect(exitCode).toBe(0)
  })
})

describe('a return', () => {
  async function atSecondLevel(): Promise<TestDesk> {
    const desk = await withTicket()
    await desk.json('give', '1', 'fritz@support.example')
    await desk.as('fritz@support.example')
    await desk.json('escalate', '1', ...why, '--force')
    return desk.as('sara@support.example')
  }

  test('gives the ticket back to whoever had it, with an answer that only staff see', async () => {
    const desk = await atSecondLevel()
    await desk.json('take', '1')
    const returned = await desk.json<Shown>('return', '1', '-m', 'Mended on our side.')
    expect(returned).toMatchObject({ level: 1, status: 'open', assignee: { email: 'fritz@support.example' } })
    expect(returned.messages.at(-1)).toMatchObject({ kind: 'note', body: 'Mended on our side.' })
    await desk.as('kim@nord.example')
    expect(await show(desk)).toMatchObject({ messages: [] })
    await desk.as('fritz@support.example')
    expect(await desk.json('next')).toMatchObject({ number: 1 })
  })

  test('to somebody who is gone makes it nobody’s, and first level of the tenant finds it', async () => {
    const desk = await atSecondLevel()
    await desk.as(undefined)
    await desk.json('user', 'disable', 'fritz@support.example')
    await desk.as('sara@support.example')
    expect(await desk.json('return', '1', '-m', 'Mended.')).toMatchObject({ level: 1, assignee: null })
    await desk.as('lena@nord.example')
    expect(await desk.json('next')).toMatchObject({ number: 1 })
  })

  test('is for second level', async () => {
    const desk = await atSecondLevel()
    for (const email of ['fritz@support.example', 'lena@nord.example', 'kim@nord.example']) {
      await desk.as(email)
      expect(await desk.refused('return', '1', '-m', 'X')).toMatchObject({ exitCode: 77, code: 'not-allowed' })
    }
  })

  test('of what first level has, or is solved, is refused', async () => {
    const desk = await atSecondLevel()
    await desk.json('return', '1', '-m', 'Mended.')
    const again = await desk.refused('return', '1', '-m', 'Mended.')
    expect(again).toMatchObject({ exitCode: 1, code: 'already-at-level', details: { level: 1 } })
    await desk.json('solve', '1')
    expect(await desk.refused('return', '1', '-m', 'X')).toMatchObject({ code: 'ticket-solved' })
    expect(await desk.refused('return', '1')).toMatchObject({ exitCode: 64, code: 'missing-flag' })
  })

  test('can be taken back', async () => {
    const desk = await atSecondLevel()
    await desk.json('take', '1')
    await desk.json('return', '1', '-m', 'Mended.')
    await desk.json('undo')
    expect(await show(desk)).toMatchObject({ level: 2, assignee: { email: 'sara@support.example' } })
    expect(await desk.json('return', '1', '--recover')).toMatchObject({ level: 1 })
    expect((await show(desk)).messages.at(-1)).toMatchObject({ body: 'Mended.' })
  })
})
