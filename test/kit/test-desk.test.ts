import { expect, test } from 'vitest'
import { TestDesk } from './test-desk'

test('a desk made, a ticket opened, answered and solved in one process', async () => {
  const desk = await new TestDesk().init()
  const opened = await desk.json('open', 'Payment file rejected', '--for', 'anna@acme.example', '--new-tenant', 'acme')
  expect(opened).toMatchObject({ number: 1, status: 'open', new: true, tenant: 'acme' })
  expect(await desk.json('reply', '1', '-m', 'Which bank is it?')).toMatchObject({ status: 'waiting', new: false })
  await desk.as('anna@acme.example')
  expect(await desk.json('reply', '1', '-m', 'The first one.')).toMatchObject({ status: 'open' })
  await desk.as(undefined)
  expect(await desk.json('solve', '1')).toMatchObject({ status: 'solved', closesAt: '2026-03-19T23:00:00.000Z' })
})

test('an unexpected question fails', async () => {
  const desk = await new TestDesk({ terminal: true }).init()
  const { exitCode, stderr } = await desk.run('open', 'Subject', '-m', 'text', '--for', 'anna@acme.example')
  expect(exitCode).toBe(70)
  expect(stderr).toContain('unexpected question')
})
