import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'
import { day } from './a-ticket'

interface Shown {
  status: string
  updatedAt: string
  version: number
  history: { at: string; type: string; actor: { email: string } | null; changes: Record<string, object> }[]
}

async function solvedLongAgo(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('open', 'Portal down', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  await desk.json('solve', '1')
  return desk.later(20 * day)
}

const historyOf = async (desk: TestDesk) => (await desk.json<Shown>('show', '1', '--history')).history

describe('a ticket that the clock has closed', () => {
  test('says so in its history, at the end of its window, by nobody', async () => {
    const desk = await solvedLongAgo()
    const closing = (await historyOf(desk)).at(-1)
    expect(closing).toMatchObject({ type: 'ticket.closed', at: '2026-03-19T23:00:00.000Z', actor: null })
    expect(closing?.changes).toEqual({ status: { from: 'solved', to: 'closed' } })
  })

  test('still says so when something is noted on it afterwards, in the order of time', async () => {
    const desk = await solvedLongAgo()
    await desk.json('note', '1', '-m', 'Asked again by telephone')
    const history = await historyOf(desk)
    expect(history.map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.solved', 'ticket.closed', 'ticket.noted'])
    expect(history.map(({ at }) => at)).toEqual(history.map(({ at }) => at).sort())
  })

  test('changes no status when it is edited or given to somebody', async () => {
    const desk = await solvedLongAgo()
    await desk.json('take', '1')
    await desk.json('edit', '1', '--module', 'Portal')
    for (const { type, changes } of await historyOf(desk)) {
      if (type === 'ticket.assigned' || type === 'ticket.edited') expect(Object.keys(changes)).not.toContain('status')
    }
    expect(await desk.json('show', '1')).toMatchObject({ status: 'closed' })
  })
})

test('a history is not told to those who may not see notes', async () => {
  const desk = await new TestDesk().init()
  await desk.json('open', 'Portal down', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  await desk.json('note', '1', '-m', 'Difficult customer')
  expect((await historyOf(desk)).map(({ type }) => type)).toEqual(['ticket.opened', 'ticket.noted'])
  await desk.as('anna@acme.example')
  expect((await historyOf(desk)).map(({ type }) => type)).toEqual(['ticket.opened'])
  expect(await desk.json('show', '1')).toMatchObject({ messages: [] })
})

test('several changes in one command are one version', async () => {
  const desk = await new TestDesk().init()
  await desk.json('open', 'Portal down', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  expect(await desk.json('reply', '1', '-m', 'It is up again', '--solve')).toMatchObject({ version: 2 })
  expect(await desk.refused('reply', '1', '-m', 'x', '--if-version', '1')).toMatchObject({
    exitCode: 1,
    code: 'version-outdated',
    details: { number: 1, version: 2, given: 1, changes: [{ type: 'ticket.replied' }, { type: 'ticket.solved' }] },
  })
  expect(await desk.json('reopen', '1', '--if-version', '2')).toMatchObject({ version: 3, status: 'open' })
})
