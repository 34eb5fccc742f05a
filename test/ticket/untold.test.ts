import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  version: number
  mergedInto: number | null
  participants: { email: string }[]
  messages: { body: string; mergedFrom: number | null }[]
  history: { type: string; changes: Record<string, unknown> }[]
}

let desk: TestDesk

/** Of acme, where people of the group `user` see their own: Anna with tickets 1 and 2, Kim with 3, Ada who administers it. */
beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('config', 'set', 'tickets.seen-by', 'requester')
  for (const name of ['acme', 'beta']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  await desk.json('user', 'add', 'ada@acme.example', '--group', 'admin')
  await desk.json('user', 'add', 'ben@beta.example')
  for (const who of ['anna', 'anna', 'kim']) {
    await desk.json('open', `Of ${who}`, '--for', `${who}@acme.example`, '--quiet')
  }
})

const shownTo = async (email: string | undefined, number: number): Promise<Shown> => {
  await desk.as(email)
  const shown = await desk.json<Shown>('show', String(number), '--history')
  await desk.as(undefined)
  return shown
}

const typesFor = async (email: string | undefined, number: number): Promise<string[]> =>
  (await shownTo(email, number)).history.map(({ type }) => type)

/** What the log of their tenant tells somebody of tickets. */
const logOf = async (email: string | undefined): Promise<string[]> => {
  await desk.as(email)
  const entries = await desk.json<{ type: string }[]>('log')
  await desk.as(undefined)
  return entries.map(({ type }) => type).filter((type) => type.startsWith('ticket.') && type !== 'ticket.opened')
}

describe('another ticket, of whoever may not see it', () => {
  test('is in no history', async () => {
    await desk.json('link', '1', '3')
    await desk.json('link', '1', 'https://status.example/7')
    await desk.json('link', '1', '3', '--remove')
    expect(await typesFor(undefined, 1)).toEqual(['ticket.opened', ...Array<string>(3).fill('ticket.linked')])
    const { history } = await shownTo('anna@acme.example', 1)
    expect(history.map(({ changes }) => changes)).toEqual([
      {},
      { link: { from: null, to: 'https://status.example/7' } },
    ])
    await desk.as('anna@acme.example')
    const { stdout } = await desk.run('show', '1', '--history', '-o', 'table')
    expect(stdout).not.toContain('#3')
    expect(await desk.refused('reply', '1', '-m', 'x', '--if-version', '1')).toMatchObject({
      details: { changes: [{ type: 'ticket.linked' }] },
    })
  })

  test('is in the history of whoever sees both', async () => {
    await desk.json('link', '1', '2')
    expect((await shownTo('anna@acme.example', 1)).history.at(-1)?.changes).toEqual({ link: { from: null, to: '#2' } })
  })

  test('is not told by its follow-up', async () => {
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    await desk.json('solve', '1')
    await desk.json('follow-up', '1', '-m', 'Again.')
    expect(await typesFor('kim@acme.example', 1)).toEqual(['ticket.opened', 'ticket.edited', 'ticket.solved'])
    expect(await typesFor('anna@acme.example', 1)).toContain('ticket.linked')
  })

  test('is not told by what was merged into it, nor by what it was merged into', async () => {
    await desk.json('note', '3', '-m', 'x')
    await desk.json('cc', '1', 'add', 'kim@acme.example')
    await desk.json('merge', '1', '--into', '2', '--yes')
    expect(await shownTo('kim@acme.example', 1)).toMatchObject({ mergedInto: 2 })
    await desk.json('cc', '2', 'remove', 'kim@acme.example')
    expect(await shownTo('kim@acme.example', 1)).toMatchObject({ mergedInto: null })
    await desk.json('cc', '2', 'add', 'ben@beta.example', '--yes')
    const [first] = (await shownTo('ben@beta.example', 2)).messages
    expect(first).toMatchObject({ body: 'Of anna', mergedFrom: null })
    expect((await shownTo('anna@acme.example', 2)).messages[0]).toMatchObject({ mergedFrom: 1 })
  })

  test('is not shown to whoever repeats the follow-up that made it', async () => {
    await desk.json('solve', '1')
    await desk.as('anna@acme.example')
    const words = ['follow-up', '1', '-m', 'Again.', '--idempotency-key', 'k']
    expect(await desk.json(...words)).toMatchObject({ number: 4 })
    await desk.as(undefined)
    await desk.json('edit', '4', '--requester', 'kim@acme.example')
    await desk.as('anna@acme.example')
    expect(await desk.refused(...words)).toMatchObject({ exitCode: 66, code: 'ticket-not-found' })
  })

  test('of a deleted tenant is told to nobody', async () => {
    await desk.json('open', 'Of Ben', '--for', 'ben@beta.example')
    await desk.json('link', '1', '4')
    expect(await logOf('ada@acme.example')).toEqual([])
    await desk.json('tenant', 'delete', 'beta', '--yes')
    expect(await typesFor(undefined, 1)).toEqual(['ticket.opened'])
  })
})

describe('who waits to be let in', () => {
  beforeEach(async () => {
    await desk.as('anna@acme.example')
    await desk.json('cc', '1', 'add', 'ben@beta.example')
    await desk.as(undefined)
  })

  test('is told to staff only: no history has an empty change', async () => {
    expect(await typesFor(undefined, 1)).toEqual(['ticket.opened', 'ticket.edited'])
    for (const email of ['anna@acme.example', 'ada@acme.example']) {
      expect(await typesFor(email, 1)).toEqual(['ticket.opened'])
    }
    expect(await logOf(undefined)).toEqual(['ticket.edited'])
    expect(await logOf('ada@acme.example')).toEqual([])
  })

  test('is not told by taking it back either', async () => {
    await desk.as('anna@acme.example')
    await desk.json('undo')
    await desk.json('reply', '1', '-m', 'Ben knows.', '--cc', 'ben@beta.example')
    await desk.json('undo')
    expect(await typesFor('anna@acme.example', 1)).toEqual(['ticket.opened', 'ticket.replied', 'ticket.undone'])
    await desk.as('anna@acme.example')
    const { stdout } = await desk.run('show', '1', '--history', '-o', 'table')
    expect(stdout).toContain('taken back · replied\n')
  })

  test('is not told by letting them out', async () => {
    await desk.json('cc', '1', 'remove', 'ben@beta.example')
    expect(await typesFor('anna@acme.example', 1)).toEqual(['ticket.opened'])
    expect(await shownTo(undefined, 1)).toMatchObject({ participants: [{ email: 'anna@acme.example' }] })
  })

  test('is not told by trying to let them out, nor by naming them again', async () => {
    await desk.as('anna@acme.example')
    const refusals = []
    for (const email of ['ben@beta.example', 'nobody@beta.example']) {
      const { details, ...refusal } = await desk.refused('cc', '1', 'remove', email)
      refusals.push({ ...refusal, details: { ...details, email: null }, message: null })
    }
    expect(refusals[0]).toEqual(refusals[1])
    expect(refusals[0]).toMatchObject({ exitCode: 66, code: 'participant-not-found' })
    const { version } = await desk.json<Shown>('show', '1')
    expect((await desk.json<Shown>('cc', '1', 'add', 'new@beta.example')).version).toBe(version + 1)
    expect((await desk.json<Shown>('cc', '1', 'add', 'ben@beta.example')).version).toBe(version + 2)
    expect((await desk.json<Shown>('cc', '1', 'add', 'ben@beta.example')).version).toBe(version + 3)
  })

  test('is not told by their leaving the tenant', async () => {
    await desk.json('user', 'edit', 'ben@beta.example', '--add-group', 'user', '--tenant', 'acme')
    await desk.json('user', 'remove', 'ben@beta.example', '--tenant', 'acme', '--yes')
    expect(await typesFor(undefined, 1)).toEqual(['ticket.opened', 'ticket.edited', 'ticket.edited'])
    expect(await typesFor('anna@acme.example', 1)).toEqual(['ticket.opened'])
  })
})

test('how many tickets have a topic counts those that one may see', async () => {
  await desk.json('topic', 'add', 'cards', '--title', 'Cards', '--answer', 'Wait.', '--answered-by', 'first-level')
  for (const number of ['1', '3']) await desk.json('edit', number, '--topic', 'cards')
  const counted = async (email: string | undefined): Promise<unknown[]> => {
    await desk.as(email)
    const [listed] = await desk.json<{ tickets: number }[]>('topic', 'list')
    return [listed?.tickets, (await desk.json<{ tickets: number }>('topic', 'show', 'cards')).tickets]
  }
  expect(await counted(undefined)).toEqual([2, 2])
  expect(await counted('anna@acme.example')).toEqual([1, 1])
  expect(await counted('ben@beta.example')).toEqual([0, 0])
})

describe('who leaves a merged ticket', () => {
  test('rates no merge', async () => {
    await desk.json('merge', '3', '--into', '1', '--yes')
    await desk.json('cc', '1', 'remove', 'kim@acme.example')
    await desk.as('kim@acme.example')
    expect(await desk.refused('rate', '3', '--score', '1')).toMatchObject({ exitCode: 1, code: 'rating-too-early' })
  })
})

test('one person of whom one record was let in, and the other waits, is in', async () => {
  await desk.as('anna@acme.example')
  await desk.json('cc', '1', 'add', 'ben@beta.example')
  await desk.as(undefined)
  await desk.json('user', 'add', 'b@beta.example')
  await desk.json('cc', '1', 'add', 'b@beta.example', '--yes')
  await desk.json('user', 'merge', 'b@beta.example', '--into', 'ben@beta.example', '--yes')
  expect(await desk.json('show', '1')).toMatchObject({
    participants: [{ email: 'anna@acme.example' }, { email: 'ben@beta.example', status: 'accepted' }],
  })
})

test('the log of a tenant tells neither of notes that were taken back nor of ratings, but what one did oneself', async () => {
  await desk.json('note', '1', '-m', 'Difficult customer')
  await desk.json('undo')
  await desk.json('solve', '1')
  await desk.as('anna@acme.example')
  await desk.json('rate', '1', '--score', '2')
  expect(await logOf('ada@acme.example')).toEqual(['ticket.solved'])
  expect(await logOf(undefined)).toEqual(['ticket.noted', 'ticket.undone', 'ticket.solved', 'ticket.rated'])
})
