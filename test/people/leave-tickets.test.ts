import { beforeEach, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const fred = 'fred@support.example'
const sven = 'sven@support.example'

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', fred, '--group', 'first-level')
  await desk.json('user', 'add', sven, '--group', 'second-level')
  for (const subject of ['It hangs', 'It beeps', 'It smokes'])
    await desk.json('open', subject, '--for', 'anna@acme.example')
})

async function assignees(): Promise<(string | null)[]> {
  const tickets = await desk.json<{ number: number; assignee: { email: string } | null }[]>('list', '--all')
  return tickets.sort((a, b) => a.number - b.number).map(({ assignee }) => assignee?.email ?? null)
}

test('what somebody works on who is shut out goes back to its queue, and what is closed stays theirs', async () => {
  await desk.json('assign', '1-3', fred)
  await desk.json('solve', '2', '-m', 'Done.')
  await desk.json('solve', '3', '-m', 'Done.')
  await desk.json('close', '3')
  expect(await desk.json('next')).toBeNull()
  await desk.json('user', 'disable', fred)
  expect(await assignees()).toEqual([null, null, fred])
  expect(await desk.json('next')).toMatchObject({ number: 1, version: 3 })
  const { history } = await desk.json<{ history: { type: string; actor: { email: string } }[] }>(
    'show',
    '1',
    '--history',
  )
  expect(history.at(-1)).toMatchObject({
    type: 'ticket.assigned',
    actor: { email: 'jana@support.example' },
    changes: { assignee: { from: fred, to: null } },
  })
  await desk.json('user', 'enable', fred)
  expect(await assignees()).toEqual([null, null, fred])
})

test('and it is said how many they are', async () => {
  desk.terminal = true
  const said = async (...words: string[]) => (await desk.answering(true).run(...words)).stdout.replace(/\s+/g, ' ')
  await desk.run('assign', '1-2', fred)
  expect((await desk.run('user', 'disable', fred)).stdout).toContain('gives back 2 tickets')
  expect((await desk.run('user', 'enable', fred)).stdout).not.toContain('gives back')
  await desk.run('assign', '1', fred)
  expect((await desk.run('user', 'edit', fred, '--remove-group', 'first-level')).stdout).toContain(
    'gives back 1 ticket',
  )
  await desk.run('assign', '2', sven)
  expect(await said('user', 'remove', sven, '--lang', 'de')).toContain('gibt 1 Ticket zurück')
  desk.terminal = false
})

test('it cannot be taken back as if it were a deed on the ticket', async () => {
  await desk.json('assign', '1', fred)
  await desk.json('note', '2', '-m', 'Not urgent.')
  await desk.json('user', 'disable', fred)
  expect(await desk.json('undo')).toMatchObject({ number: 2 })
  expect(await assignees()).toEqual([null, null, null])
})

test('whoever leaves second level keeps what is at level 1, and whoever leaves the desk nothing', async () => {
  await desk.json('assign', '1', sven)
  await desk.json('escalate', '2', '--reason', 'Not ours', '--tried', 'All of it', '--force')
  await desk.json('assign', '2', sven)
  await desk.json('user', 'edit', sven, '--add-group', 'first-level', '--remove-group', 'second-level')
  expect(await assignees()).toEqual([sven, null, null])
  await desk.json('user', 'remove', sven, '--yes')
  expect(await assignees()).toEqual([null, null, null])
})

test('a tenant’s own first level gives back what it had, whose clock goes on', async () => {
  await desk.json('user', 'add', 'lena@acme.example', '--group', 'first-level', '--tenant', 'acme')
  await desk.as('lena@acme.example')
  await desk.json('take', '1')
  await desk.as('jana@support.example')
  await desk.json('user', 'remove', 'lena@acme.example', '--tenant', 'acme', '--yes')
  expect(await assignees()).toEqual([null, null, null])
})

test('what two records of one person had is the survivor’s', async () => {
  await desk.json('assign', '1', fred)
  await desk.json('user', 'merge', fred, '--into', sven, '--yes')
  expect(await assignees()).toEqual([sven, null, null])
})
