import { describe, expect, test } from 'vitest'
import { misfits } from '../kit/json-schema'
import { TestDesk } from '../kit/test-desk'
import { day } from './a-ticket'

interface Shown {
  number: number
  subject: string
  status: string
  version: number
  resolution: string | null
  solvedAt: string | null
  closesAt: string | null
  rating: { score: number; comment: string | null; at: string } | null
  heldUntil: string | null
  heldFor: string | null
  category: string
  tenant: string
  requester: { email: string }
  description: string | null
  history: { type: string; at: string; actor: { email: string } | null; changes: Record<string, object> }[]
}

const anna = 'anna@acme.example'
const jana = 'jana@support.example'

async function deskWithTicket(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('config', 'set', 'desk.time-zone', 'Europe/Berlin')
  await desk.json('open', 'Portal down', '--for', anna, '--new-tenant', 'acme', '-c', 'problem', '--module', 'Portal')
  await desk.json('user', 'add', 'tom@acme.example', '--tenant', 'acme', '--group', 'key-user')
  return desk
}

const shown = async (desk: TestDesk) => desk.json<Shown>('show', '1', '--history')

test('what is printed is what the schema says', async () => {
  const desk = await deskWithTicket()
  await desk.json('solve', '1')
  await desk.as(anna)
  for (const words of [
    ['rate', '1', '--score', '5', '--comment', 'Quick!'],
    ['follow-up', '1', '-m', 'It is back.'],
  ]) {
    const schema = await desk.run('schema', 'ticket', words[0] ?? '')
    expect(misfits(await desk.json(...words), JSON.parse(schema.stdout))).toEqual([])
  }
})

describe('how it was solved', () => {
  test('is answered where staff solve it, unless they say otherwise', async () => {
    const desk = await deskWithTicket()
    expect(await desk.json('solve', '1')).toMatchObject({ resolution: 'answered' })
    await desk.json('reopen', '1')
    expect(await desk.json('solve', '1', '--as', 'fixed')).toMatchObject({ resolution: 'fixed' })
  })

  test('is withdrawn where the requester solves what nobody answered, else answered', async () => {
    const desk = await deskWithTicket()
    await desk.as(anna)
    expect(await desk.json('solve', '1')).toMatchObject({ resolution: 'withdrawn' })
    await desk.as(jana)
    await desk.json('reply', '1', '-m', 'Please try again.', '--reopen')
    await desk.as(anna)
    expect(await desk.json('solve', '1')).toMatchObject({ resolution: 'answered' })
  })

  test('is out of scope where the topic says so', async () => {
    const desk = await deskWithTicket()
    await desk.json(
      'topic',
      'add',
      'printer',
      '--title',
      'Printer',
      '--answer',
      'Ask IT.',
      '--answered-by',
      'out-of-scope',
    )
    expect(await desk.json('reply', '1', '--answer', 'printer', '--solve')).toMatchObject({
      resolution: 'out-of-scope',
    })
    await desk.json('reopen', '1')
    expect(await desk.json('solve', '1', '--as', 'answered')).toMatchObject({ resolution: 'answered' })
  })

  test.each(['merged', 'unanswered', 'done', ''])('is not for anybody to call "%s"', async (word) => {
    const desk = await deskWithTicket()
    expect(await desk.refused('solve', '1', '--as', word)).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })

  test('is not called out of scope by a customer', async () => {
    const desk = await (await deskWithTicket()).as(anna)
    expect(await desk.refused('solve', '1', '--as', 'out-of-scope')).toMatchObject({ exitCode: 77 })
  })
})

describe('a mere "thank you"', () => {
  async function thanked(): Promise<TestDesk> {
    const desk = await deskWithTicket()
    await desk.json('solve', '1', '--as', 'fixed')
    await desk.later(2 * day).as(anna)
    await desk.json('rate', '1', '--score', '5', '--comment', 'Quick!')
    await desk.json('reply', '1', '-m', 'Thank you!')
    return desk.as(jana)
  }

  test('is closed again, and the solution holds with its time, window, kind and rating', async () => {
    const desk = await thanked()
    expect(await desk.json('show', '1')).toMatchObject({ status: 'open', solvedAt: null })
    expect(await desk.later(day).json('solve', '1', '--thanks')).toMatchObject({
      status: 'solved',
      resolution: 'fixed',
      solvedAt: '2026-03-05T12:00:00.000Z',
      closesAt: '2026-03-19T23:00:00.000Z',
      rating: { score: 5, comment: 'Quick!' },
    })
    expect(await desk.json('solve', '1', '--thanks')).toMatchObject({ version: 5 })
    await desk.as(anna)
    expect(await desk.refused('rate', '1', '--score', '1')).toMatchObject({ code: 'already-rated' })
  })

  test.each([
    ['an answer', 'reply', '1', '-m', 'You are welcome.', '--keep-open'],
    ['a note', 'note', '1', '-m', 'Only thanks?'],
    ['being taken', 'take', '1'],
  ])('is none any more after %s', async (_, ...words) => {
    const desk = await thanked()
    await desk.json(...words)
    const refusal = await desk.refused('solve', '1', '--thanks')
    expect(refusal).toMatchObject({ exitCode: 1, code: 'no-thanks', details: { reason: 'went-on' } })
  })

  test('is not what a requester says who reopens the ticket without a word, nor staff who reopen', async () => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    await desk.as(anna)
    await desk.json('reopen', '1')
    await desk.as(jana)
    expect((await desk.refused('solve', '1', '--thanks')).details).toMatchObject({ reason: 'not-by-answer' })
    await desk.json('solve', '1')
    await desk.json('reply', '1', '-m', 'One more thing.', '--reopen')
    expect((await desk.refused('solve', '1', '--thanks')).details).toMatchObject({ reason: 'not-by-answer' })
  })

  test('needs a solution to go back to, staff, and an open window', async () => {
    const desk = await deskWithTicket()
    expect((await desk.refused('solve', '1', '--thanks')).details).toMatchObject({ reason: 'not-reopened' })
    await desk.as(anna)
    expect(await desk.refused('solve', '1', '--thanks')).toMatchObject({ exitCode: 77 })
    await desk.as(jana)
    await desk.json('solve', '1')
    expect(await desk.later(20 * day).refused('solve', '1', '--thanks')).toMatchObject({ code: 'ticket-closed' })
    expect(await desk.refused('solve', '1', '--thanks', '-m', 'Bye')).toMatchObject({ exitCode: 64 })
    expect(await desk.refused('solve', '1', '--thanks', '--as', 'fixed')).toMatchObject({ exitCode: 64 })
  })

  test('that is closed again when the window is over leaves the ticket closed', async () => {
    const desk = await thanked()
    expect(await desk.later(20 * day).json('solve', '1', '--thanks')).toMatchObject({ status: 'closed' })
    const { history } = await shown(desk)
    expect(history.map(({ type }) => type).slice(-3)).toEqual(['ticket.reopened', 'ticket.solved', 'ticket.closed'])
  })
})

describe('rating', () => {
  async function solved(): Promise<TestDesk> {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    return desk.as(anna)
  }

  test('is the requester’s, seen by staff, in the history, and never reopens', async () => {
    const desk = await solved()
    const rated = await desk.later(day).json('rate', '1', '--score', '4', '--comment', 'Took a day.')
    expect(rated).toMatchObject({
      status: 'solved',
      rating: { score: 4, comment: 'Took a day.', at: desk.now.toISOString() },
    })
    await desk.as(jana)
    const seen = await shown(desk)
    expect(seen).toMatchObject({ status: 'solved', rating: { score: 4 } })
    expect(seen.history.at(-1)).toMatchObject({
      type: 'ticket.rated',
      actor: { email: anna },
      changes: { rating: { to: 4 } },
    })
  })

  test('happens once for each solution', async () => {
    const desk = await solved()
    await desk.json('rate', '1', '--score', '2')
    const again = await desk.refused('rate', '1', '--score', '5')
    expect(again).toMatchObject({ exitCode: 1, code: 'already-rated', details: { number: 1, score: 2 } })
    await desk.json('reopen', '1')
    expect(await desk.refused('rate', '1', '--score', '5')).toMatchObject({ exitCode: 1, code: 'rating-too-early' })
    expect(await desk.json('solve', '1')).toMatchObject({ rating: null })
    expect(await desk.json('rate', '1', '--score', '5')).toMatchObject({ rating: { score: 5 } })
  })

  test('the same call with a key is one rating', async () => {
    const desk = await solved()
    const words = ['rate', '1', '--score', '3', '--idempotency-key', 'once']
    await desk.json(...words)
    expect(await desk.json(...words)).toMatchObject({ rating: { score: 3 } })
  })

  test.each(['0', '6', '-1', '4.5', 'five', '', '１', '05'])('has no score "%s"', async (score) => {
    const desk = await solved()
    expect(await desk.refused('rate', '1', `--score=${score}`)).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })

  test('is not for others, whatever they may', async () => {
    const desk = await solved()
    for (const person of [jana, 'tom@acme.example']) {
      await desk.as(person)
      const refusal = await desk.refused('rate', '1', '--score', '5')
      expect(refusal).toMatchObject({ exitCode: 77, code: 'rating-not-yours', details: { requester: anna } })
    }
  })

  test.each([
    ['', 'rating-too-early'],
    ['waiting', 'rating-too-early'],
  ])('needs a solution (%s)', async (status, code) => {
    const desk = await deskWithTicket()
    if (status === 'waiting') await desk.json('reply', '1', '-m', 'Which one?')
    await desk.as(anna)
    expect(await desk.refused('rate', '1', '--score', '5')).toMatchObject({ exitCode: 1, code })
  })

  test('is possible until the end of the 14th day after the closing', async () => {
    const desk = await solved()
    // Closed at the end of 19 March in Berlin; 29 March has 23 hours there.
    desk.now = new Date('2026-04-03T21:59:59.999Z')
    const other = await desk.refused('rate', '1', '--score', '0')
    expect(other.code).toBe('wrong-value')
    desk.now = new Date('2026-04-03T22:00:00.000Z')
    expect(await desk.refused('rate', '1', '--score', '5')).toMatchObject({ exitCode: 1, code: 'rating-too-late' })
    desk.now = new Date('2026-04-03T21:59:59.999Z')
    expect(await desk.json('rate', '1', '--score', '5')).toMatchObject({ status: 'closed', rating: { score: 5 } })
  })

  test('asks in a terminal, for a comment too', async () => {
    const desk = await solved()
    const { exitCode, stdout } = await desk.answering(4, 'Thanks').run('rate', '1')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('rated 4 of 5')
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({ rating: { score: 4, comment: 'Thanks' } })
    expect(await desk.refused('rate', '1')).toMatchObject({ exitCode: 64, details: { flag: '--score' } })
  })
})

describe('a follow-up', () => {
  test.each(['solve', 'close'])('takes up where it ended (%s)', async (verb) => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    if (verb === 'close') await desk.json('close', '1')
    await desk.as(anna)
    const next = await desk.json<Shown>('follow-up', '1', '-m', 'It is back.')
    expect(next).toMatchObject({
      number: 2,
      subject: 'Portal down',
      status: 'open',
      category: 'problem',
      module: 'Portal',
      tenant: 'acme',
      requester: { email: anna },
      description: 'It is back.',
    })
    expect((await shown(desk)).status).toBe(verb === 'close' ? 'closed' : 'solved')
    expect((await shown(desk)).history.at(-1)?.changes).toEqual({ followUp: { from: null, to: '#2' } })
    const { history } = await desk.json<Shown>('show', '2', '--history')
    expect(history.at(-1)?.changes).toEqual({ followUpOf: { from: null, to: '#1' } })
    const store = await desk.store()
    const link = await store.db
      .selectFrom('ticket_links')
      .innerJoin('tickets as next', 'next.id', 'ticket_links.ticket_id')
      .innerJoin('tickets as old', 'old.id', 'ticket_links.other_id')
      .select(['kind', 'next.number as next', 'old.number as old'])
      .execute()
    await store.close()
    expect(link).toEqual([{ kind: 'follow-up', next: 2, old: 1 }])
  })

  test('that staff open stays the requester’s', async () => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    const next = await desk.json('follow-up', '1', '-m', 'Called again.', '--subject', 'Portal down again')
    expect(next).toMatchObject({ subject: 'Portal down again', requester: { email: anna } })
  })

  test.each(['open', 'waiting'])('of one that is %s is refused, and answered there', async (status) => {
    const desk = await deskWithTicket()
    if (status === 'waiting') await desk.json('reply', '1', '-m', 'Which one?')
    const { exitCode, stderr } = await desk.run('follow-up', '1', '-m', 'Again.')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('helpdesk reply 1')
    expect(await desk.json('list', '--all')).toHaveLength(1)
    expect(stderr).toContain('helpdesk reply 1 --recover')
    expect((await desk.json<{ messages: object[] }>('reply', '1', '--recover')).messages.at(-1)).toMatchObject({
      body: 'Again.',
    })
  })

  test('is not for those who may only look, nor for others', async () => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    await desk.json('user', 'add', 'viewer@acme.example', '--tenant', 'acme', '--group', 'user')
    await desk.as('viewer@acme.example')
    expect(await desk.refused('follow-up', '1', '-m', 'Me too.')).toMatchObject({ exitCode: 77 })
    await desk.as(jana)
    await desk.json('tenant', 'add', 'beta')
    await desk.json('user', 'add', 'boss@beta.example', '--tenant', 'beta', '--group', 'admin')
    await desk.as('boss@beta.example')
    expect(await desk.refused('follow-up', '1', '-m', 'Me too.')).toMatchObject({ exitCode: 66 })
  })

  test('once with a key is one ticket', async () => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    const words = ['follow-up', '1', '-m', 'Again.', '--idempotency-key', 'once']
    expect(await desk.json(...words)).toMatchObject({ number: 2 })
    expect(await desk.json(...words)).toMatchObject({ number: 2 })
  })

  test('is made of the answer that came too late', async () => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    await desk.later(20 * day).as(anna)
    const { exitCode, stderr } = await desk.run('reply', '1', '-m', 'It is back.')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('helpdesk follow-up 1 -m')
    expect(stderr).toContain('helpdesk follow-up 1 --recover')
    expect(await desk.json('follow-up', '1', '--recover')).toMatchObject({ number: 2, description: 'It is back.' })
  })

  test('is offered in a terminal, with the text as it is', async () => {
    const desk = await deskWithTicket()
    await desk.json('solve', '1')
    await desk.later(20 * day).as(anna)
    const offered = await desk.answering(true).run('reply', '1', '-m', 'It is back.')
    expect(offered).toMatchObject({ exitCode: 0 })
    expect(offered.stdout).toContain('#2 Portal down · open')
    const declined = await desk.answering(false).run('reply', '1', '-m', 'It is back.')
    expect(declined).toMatchObject({ exitCode: 1 })
    expect(declined.stderr).toContain('helpdesk follow-up 1 --recover')
  })
})

describe('on hold', () => {
  const numbers = async (desk: TestDesk, ...flags: string[]) =>
    (await desk.json<Shown[]>('list', ...flags)).map(({ number }) => number)

  test('a ticket is out of the queue and comes back by the clock', async () => {
    const desk = await deskWithTicket()
    const held = await desk.json('hold', '1', '--until', 'tomorrow 9:00', '--for', 'third-party')
    expect(held).toMatchObject({ status: 'open', heldUntil: '2026-03-06T08:00:00.000Z', heldFor: 'third-party' })
    expect([await numbers(desk), await numbers(desk, '--held'), await numbers(desk, '--all')]).toEqual([[], [1], [1]])
    desk.now = new Date('2026-03-06T07:59:59.999Z')
    expect(await numbers(desk)).toEqual([])
    desk.now = new Date('2026-03-06T08:00:00.000Z')
    expect([await numbers(desk), await numbers(desk, '--held')]).toEqual([[1], []])
    expect(await shown(desk)).toMatchObject({ heldUntil: null, heldFor: null })
    const { history } = await shown(desk)
    expect(history.at(-1)).toMatchObject({ type: 'ticket.released', at: '2026-03-06T08:00:00.000Z', actor: null })
  })

  test('what the clock released is written down once by whoever comes first', async () => {
    const desk = await deskWithTicket()
    await desk.json('hold', '1', '--until', 'in 2d')
    await desk.later(3 * day).json('note', '1', '-m', 'Still nothing.')
    const { history } = await shown(desk)
    expect(history.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.held', 'ticket.released', 'ticket.noted'])
    expect(history[2]).toMatchObject({ at: '2026-03-07T12:00:00.000Z', actor: null })
    expect(await desk.json('audit', 'verify')).toMatchObject({ sound: true })
  })

  test.each([
    ['the requester answers', anna, ['reply', '1', '-m', 'Here it is.'], 'ticket.replied'],
    ['it is taken back', jana, ['hold', '1', '--none'], undefined],
  ])('ends when %s', async (_, person, words, first) => {
    const desk = await deskWithTicket()
    await desk.json('reply', '1', '-m', 'Which one?')
    await desk.json('hold', '1', '--until', '2026-12-01', '--for', 'customer')
    await desk.as(person)
    expect(await desk.json(...words)).toMatchObject({ heldUntil: null })
    await desk.as(jana)
    const types = (await shown(desk)).history.map(({ type }) => type).slice(3)
    expect(types).toEqual([...(first === undefined ? [] : [first]), 'ticket.released'])
    expect(await numbers(desk)).toEqual([1])
    expect((await desk.run('hold', '1', '--none')).stdout).not.toBe('')
  })

  test('stays while staff answer or note, and ends with a solution', async () => {
    const desk = await deskWithTicket()
    await desk.json('hold', '1', '--until', '2026-12-01')
    expect(await desk.json('reply', '1', '-m', 'We wait.')).toMatchObject({ heldUntil: '2026-11-30T23:00:00.000Z' })
    expect(await desk.json('note', '1', '-m', 'Called.')).toMatchObject({ heldUntil: '2026-11-30T23:00:00.000Z' })
    expect(await desk.json('solve', '1')).toMatchObject({ heldUntil: null })
    expect(await desk.refused('hold', '1', '--until', 'in 3d')).toMatchObject({ exitCode: 1, code: 'ticket-solved' })
    await desk.json('close', '1')
    expect(await desk.refused('hold', '1', '--until', 'in 3d')).toMatchObject({ exitCode: 1, code: 'ticket-closed' })
  })

  test('the same hold again is no change', async () => {
    const desk = await deskWithTicket()
    const first = await desk.json<Shown>('hold', '1', '--until', '2026-12-01')
    const same = await desk.json<Shown>('hold', '1', '--until', '2026-12-01')
    const other = await desk.json<Shown>('hold', '1', '--until', '2026-12-02')
    expect([first.version, same.version, other.version]).toEqual([2, 2, 3])
  })

  test.each([
    [['--until', '2026-03-01'], 65, 'wrong-time'],
    [['--until', '2h ago'], 65, 'wrong-time'],
    [['--until', 'now'], 65, 'wrong-time'],
    [['--until', 'whenever'], 65, 'wrong-time'],
    [['--until', '31.02.'], 65, 'wrong-time'],
    [['--until', 'in 3d', '--for', 'fun'], 65, 'wrong-value'],
    [[], 64, 'missing-flag'],
    [['--until', 'in 3d', '--none'], 64, 'conflicting-flags'],
    [['--none', '--for', 'customer'], 64, 'conflicting-flags'],
  ])('is refused with %j', async (flags, exitCode, code) => {
    const desk = await deskWithTicket()
    expect(await desk.refused('hold', '1', ...flags)).toMatchObject({ exitCode, code })
  })

  test('is for staff', async () => {
    const desk = await (await deskWithTicket()).as(anna)
    expect(await desk.refused('hold', '1', '--until', 'in 3d')).toMatchObject({ exitCode: 77 })
  })
})
