import { expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'
import { day } from './a-ticket'

/** The solutions of the first ticket as the database keeps them. */
async function solutionsOf(desk: TestDesk) {
  const store = await desk.store()
  const rows = await store.db
    .selectFrom('solutions')
    .innerJoin('tickets', 'tickets.id', 'solutions.ticket_id')
    .leftJoin('user_addresses', 'user_addresses.user_id', 'solutions.solved_by')
    .select([
      'solutions.position',
      'solutions.resolution',
      'solutions.solved_at',
      'solutions.closes_at',
      'reopened_at',
      'address',
    ])
    .where('tickets.number', '=', 1)
    .orderBy('solutions.position')
    .execute()
  await store.close()
  return rows
}

async function deskWithTicket(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('open', 'Portal down', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  return desk
}

test('every solving is written down, and that it did not hold', async () => {
  const desk = await deskWithTicket()
  await desk.json('solve', '1')
  await desk.later(day).as('anna@acme.example')
  await desk.json('reply', '1', '-m', 'Not yet.')
  await desk.later(day).json('solve', '1')
  expect(await solutionsOf(desk)).toEqual([
    {
      position: 1,
      resolution: 'answered',
      solved_at: '2026-03-05T12:00:00.000Z',
      closes_at: '2026-03-19T23:00:00.000Z',
      reopened_at: '2026-03-06T12:00:00.000Z',
      address: 'jana@support.example',
    },
    {
      position: 2,
      resolution: 'answered',
      solved_at: '2026-03-07T12:00:00.000Z',
      closes_at: '2026-03-21T23:00:00.000Z',
      reopened_at: null,
      address: 'anna@acme.example',
    },
  ])
})

test('what is reopened and solved in one command has both solutions', async () => {
  const desk = await deskWithTicket()
  await desk.json('solve', '1')
  await desk.as('anna@acme.example')
  await desk.json('solve', '1', '-m', 'One word more, then it is done.')
  const rows = await solutionsOf(desk)
  expect(rows.map(({ reopened_at }) => reopened_at)).toEqual(['2026-03-05T12:00:00.000Z', null])
})

test.each(['solve', 'close'])('%s of what is so already writes nothing more', async (verb) => {
  const desk = await deskWithTicket()
  await desk.json('solve', '1')
  await desk.json(verb, '1')
  await desk.json(verb, '1')
  expect(await solutionsOf(desk)).toHaveLength(1)
})

test('how it was solved is shown, and goes when it is reopened', async () => {
  const desk = await deskWithTicket()
  expect(await desk.json('show', '1')).toMatchObject({
    resolution: null,
    rating: null,
    heldUntil: null,
    mergedInto: null,
  })
  expect(await desk.json('solve', '1')).toMatchObject({ resolution: 'answered' })
  expect(await desk.json('reopen', '1')).toMatchObject({ resolution: null, solvedAt: null })
})
