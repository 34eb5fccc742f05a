import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { makeRule, noticingDesk, toUser } from './noticing-desk'

/** Writes a file of executed and rejected payments beside the desk and gives its name. */
function payments(desk: TestDesk, name: string, count: number): string {
  const events = Array.from({ length: count }, (_, index) => ({
    type: 'payment.status-changed',
    externalId: `${name}-${index}`,
    attributes: { payment: `INV-${index}`, status: index % 2 === 0 ? 'rejected-by-bank' : 'executed' },
  }))
  writeFileSync(join(desk.home, name), JSON.stringify(events))
  return name
}

async function deskWithRule(): Promise<TestDesk> {
  const desk = await noticingDesk()
  desk.columns = 200
  const recipients = [await toUser(desk, 'anna@acme.example'), await toUser(desk, 'ben@acme.example')]
  await makeRule(desk, { recipients, filters: { status: ['rejected-by-bank'] } })
  return desk
}

async function set(desk: TestDesk, name: string, value: string): Promise<void> {
  const store = await desk.store()
  await store.write((tx) => tx.insertInto('settings').values({ scope: 'desk', name, value }).execute())
  await store.close()
}

test('an import says how many mails each file caused, and to whom they go', async () => {
  const desk = await deskWithRule()
  await set(desk, 'mail.smtp-url', 'smtp://127.0.0.1:2525')
  const files = [payments(desk, 'one.json', 4), payments(desk, 'two.json', 2)]
  const tried = await desk.run('event', 'import', ...files, '-n', '-o', 'table')
  expect(tried.stdout).toContain('one.json · acme · 4 new events · 4 mails · would be mailed: 2 people\n')
  expect(await desk.json('event', 'import', ...files, '-n')).toMatchObject([{ mails: 4 }, { mails: 2 }])
  const { stdout } = await desk.run('event', 'import', ...files, '-o', 'table')
  expect(stdout).toContain('✓ one.json · acme · 4 new events · 4 mails · goes to 2 people\n')
  expect(stdout).toContain('✓ two.json · acme · 2 new events · 2 mails · goes to 2 people\n')
  const again = await desk.run('event', 'import', 'one.json', '-o', 'table')
  expect(again.stdout).toBe('✓ one.json · acme · 0 new events · 4 known already\n')
})

test('what is held, gathered, or wanted by nobody is said as of a single event', async () => {
  const desk = await deskWithRule()
  await set(desk, 'mail.smtp-url', 'smtp://127.0.0.1:2525')
  await set(desk, 'mail.max-per-run', '1')
  const recipients = [await toUser(desk, 'anna@acme.example')]
  await makeRule(desk, { description: 'Done', recipients, filters: { status: ['executed'] }, collect: 900_000 })
  const held = await desk.run('event', 'import', payments(desk, 'one.json', 4), '-o', 'table')
  expect(held.stdout.replace(/\s+/g, ' ')).toContain(
    '4 mails · goes to anna@acme.example · 3 held: helpdesk mail release · collected until today 13:15',
  )
  const file = join(desk.home, 'files.json')
  writeFileSync(file, JSON.stringify([{ type: 'payment-file.rejected', attributes: { file: 'a.xml', reason: 'x' } }]))
  expect((await desk.run('event', 'import', 'files.json', '-o', 'table', '--lang', 'de')).stdout).toContain(
    'niemand benachrichtigt: Keine Regel verlangt es',
  )
})

test('without a way out nobody is mailed, and machines are told how many wait', async () => {
  const desk = await deskWithRule()
  const file = payments(desk, 'one.json', 2)
  const { stdout } = await desk.run('event', 'import', file, '-o', 'table')
  expect(stdout).toContain('2 new events · nobody mailed (mail is not set up: helpdesk mail setup)')
  expect(await desk.json('event', 'import', payments(desk, 'two.json', 2))).toMatchObject([{ events: 2, mails: 2 }])
})

test('what others left to be worked out is not counted', async () => {
  const desk = await deskWithRule()
  await desk.json('event', 'import', payments(desk, 'one.json', 4))
  const store = await desk.store()
  await store.write(async (tx) => {
    await tx.deleteFrom('notices').execute()
    await tx.deleteFrom('outbox').execute()
    await tx.updateTable('reaction_cursor').set({ position: 0 }).execute()
  })
  await store.close()
  expect(await desk.json('event', 'import', payments(desk, 'two.json', 2))).toMatchObject([{ mails: 2 }])
})
