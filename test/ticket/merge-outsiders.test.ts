import { beforeEach, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

let desk: TestDesk

/** Ben of beta is in copy of Anna's second ticket, and not of her first. */
beforeEach(async () => {
  desk = await new TestDesk().init()
  for (const name of ['acme', 'beta']) await desk.json('tenant', 'add', name, '--domain', `${name}.example`)
  await desk.json('open', 'Salaries', '--for', 'anna@acme.example', '-m', 'Not for beta.')
  await desk.json('open', 'Delivery', '--for', 'anna@acme.example')
  await desk.json('cc', '2', 'add', 'ben@beta.example', '--yes')
})

const bodiesForBen = async (number: number): Promise<string> => {
  await desk.as('ben@beta.example')
  return JSON.stringify(await desk.json('show', String(number)))
}

test.each([
  ['in the survivor', ['1', '--into', '2']],
  ['in what is merged', ['2', '--into', '1']],
])('whoever is from outside and %s is named, and asked about on their own', async (_, words) => {
  const details = { number: Number(words[2]), tenant: 'acme', emails: ['ben@beta.example'] }
  expect(await desk.refused('merge', ...words, '-n')).toMatchObject({ exitCode: 64, code: 'merge-outside', details })
  desk.answering(false)
  // A No is a decision, and no mistake.
  const left = await desk.run('merge', ...words)
  expect(left.exitCode).toBe(130)
  expect(left.stderr).toContain('? ben@beta.example does not belong to acme.')
  expect(left.stderr).toContain('helpdesk: left; nothing was changed')
  desk.answering(true, false)
  expect((await desk.run('merge', ...words)).exitCode).toBe(130)
  expect(await desk.json('show', words[0] ?? '')).toMatchObject({ mergedInto: null })
  desk.answering(true, true)
  expect((await desk.run('merge', ...words)).exitCode).toBe(0)
  expect(await bodiesForBen(Number(words[2]))).toContain('Not for beta.')
})

test('--yes says so from the beginning', async () => {
  expect((await desk.run('merge', '1', '--into', '2', '-n', '--yes')).exitCode).toBe(0)
  expect(await desk.json('merge', '1', '--into', '2', '--yes')).toMatchObject({ number: 2 })
})

test('nobody is asked about who reads all of them already, waits to be let in, or sees every ticket', async () => {
  await desk.json('cc', '1', 'add', 'ben@beta.example', '--yes')
  await desk.json('cc', '2', 'add', 'jana@support.example', '--yes')
  await desk.as('anna@acme.example')
  await desk.json('cc', '1', 'add', 'eva@else.example')
  await desk.as(undefined)
  desk.answering(true)
  expect((await desk.run('merge', '1', '--into', '2')).exitCode).toBe(0)
})
