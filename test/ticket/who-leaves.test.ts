import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const anna = 'anna@acme.example'
const kai = 'kai@acme.example'

/** Anna and Kai of acme, Anna's ticket #1; `bo` is of another tenant. */
async function acme(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('tenant', 'add', 'beta', '--domain', 'beta.example')
  for (const email of [anna, kai, 'bo@beta.example']) await desk.json('user', 'add', email)
  await desk.json('open', 'Invoice with a hole', '--for', anna, '-m', 'x')
  return desk
}

describe('who leaves a tenant', () => {
  test('takes part in its tickets no more, and the history tells it', async () => {
    const desk = await acme()
    await desk.json('config', 'set', 'tickets.seen-by', 'requester')
    await desk.json('cc', '1', 'add', kai)
    await desk.as(kai)
    expect(await desk.json('show', '1')).toMatchObject({ number: 1 })
    await desk.as(undefined)
    await desk.json('user', 'remove', kai, '--tenant', 'acme', '--yes')
    const { participants, history } = await desk.json<{ participants: object[]; history: object[] }>(
      'show',
      '1',
      '--history',
    )
    expect(participants).toMatchObject([{ email: anna }])
    expect(history.at(-1)).toMatchObject({
      type: 'ticket.edited',
      changes: { participants: { from: [kai], to: [] } },
    })
    await desk.as(kai)
    expect((await desk.refused('show', '1')).exitCode).toBe(77)
  })

  test('as a guest, too; whom staff let in from outside stays', async () => {
    const desk = await acme()
    await desk.json('guest', 'invite', 'bo@beta.example', '--tenant', 'acme')
    await desk.as('bo@beta.example')
    await desk.json('guest', 'accept', 'acme')
    await desk.as(undefined)
    await desk.json('cc', '1', 'add', 'bo@beta.example')
    await desk.json('guest', 'remove', 'bo@beta.example', '--tenant', 'acme', '--yes')
    await desk.as('bo@beta.example')
    expect(await desk.refused('show', '1')).toMatchObject({ exitCode: 66 })
    await desk.as(undefined)
    await desk.json('cc', '1', 'add', 'bo@beta.example', '--yes')
    await desk.as('bo@beta.example')
    expect(await desk.json('show', '1')).toMatchObject({ number: 1 })
  })

  test('is from outside for whoever lets them in again, by name or by a merge', async () => {
    const desk = await acme()
    await desk.json('open', 'Card missing', '--for', kai)
    await desk.json('user', 'remove', kai, '--tenant', 'acme', '--yes')
    expect(await desk.refused('cc', '1', 'add', kai)).toMatchObject({ code: 'participants-outside' })
    expect(await desk.refused('merge', '2', '--into', '1', '-n')).toMatchObject({
      code: 'merge-outside',
      details: { emails: [kai] },
    })
    await desk.as(anna)
    expect((await desk.run('cc', '1', 'add', kai, '-o', 'table')).stdout).toContain(`waits for the desk to let them in`)
    await desk.as(kai)
    expect(await desk.refused('show', '1')).toMatchObject({ exitCode: 66 })
  })

  test('follows nothing up', async () => {
    const desk = await acme()
    await desk.json('solve', '1')
    await desk.json('user', 'remove', anna, '--tenant', 'acme', '--yes')
    await desk.as(anna)
    expect(await desk.refused('follow-up', '1', '-m', 'more')).toMatchObject({ exitCode: 77 })
  })
})

test('a follow-up is opened by whom the desk lets open', async () => {
  const desk = await acme()
  await desk.json('solve', '1')
  await desk.json('config', 'set', 'tickets.opened-by', 'key-users')
  await desk.as(anna)
  expect(await desk.refused('follow-up', '1', '-m', 'more')).toMatchObject({ exitCode: 77, code: 'may-not-open' })
  await desk.as(undefined)
  expect(await desk.json('follow-up', '1', '-m', 'more')).toMatchObject({ number: 2 })
})

test('what the requester thought of it is for them and for who worked on it', async () => {
  const desk = await acme()
  await desk.json('solve', '1')
  await desk.as(anna)
  await desk.json('rate', '1', '--score', '1', '--comment', 'rude')
  const seen = async (): Promise<[unknown, string[]]> => {
    const { rating, history } = await desk.json<{ rating: unknown; history: { type: string }[] }>(
      'show',
      '1',
      '--history',
    )
    return [rating, history.map(({ type }) => type)]
  }
  expect(await seen()).toMatchObject([{ score: 1 }, expect.arrayContaining(['ticket.rated'])])
  await desk.as(kai)
  const [rating, types] = await seen()
  expect(rating).toBeNull()
  expect(types).not.toContain('ticket.rated')
  await desk.as(undefined)
  expect(await seen()).toMatchObject([{ comment: 'rude' }, expect.arrayContaining(['ticket.rated'])])
})

test('thanks that were taken back leave the solution, its rating, and that it was reopened', async () => {
  const desk = await acme()
  await desk.json('solve', '1', '-m', 'done')
  await desk.as(anna)
  await desk.json('rate', '1', '--score', '5')
  await desk.json('reply', '1', '-m', 'Thank you!')
  await desk.as(undefined)
  await desk.json('solve', '1', '--thanks')
  expect(await desk.json('undo', '--yes')).toMatchObject({ status: 'open', rating: { score: 5 } })
  // A new solution beside the first one, not in its place.
  expect(await desk.json('solve', '1')).toMatchObject({ status: 'solved', rating: null })
  expect(await desk.json('undo', '--yes')).toMatchObject({ status: 'open', rating: { score: 5 } })
})

test('a first level that cannot act takes no ticket off the desk’s hands', async () => {
  const desk = await acme()
  expect(await desk.json('next')).toMatchObject({ number: 1 })
  await desk.json('user', 'invite', 'flo@acme.example', '--tenant', 'acme', '--group', 'first-level')
  expect(await desk.json('next')).toMatchObject({ number: 1 })
  await desk.as('flo@acme.example')
  await desk.as(undefined)
  expect(await desk.json('next')).toBeNull()
  await desk.json('user', 'disable', 'flo@acme.example', '--yes')
  expect(await desk.json('next')).toMatchObject({ number: 1 })
})

test('a time that is past in every zone is refused before anything else, and nothing is taken back for ever', async () => {
  const desk = await acme()
  expect(await desk.refused('hold', '999', '--until', '2020-01-01')).toMatchObject({ exitCode: 65, code: 'wrong-time' })
  await desk.json('reply', '1', '-m', 'x')
  desk.later(-24 * 60 * 60 * 1000)
  expect(await desk.refused('undo', '--yes')).toMatchObject({ code: 'nothing-to-undo', details: { reason: 'late' } })
})
