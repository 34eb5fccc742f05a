import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

// What was to be a ticket and became somebody's word in one that is there.

/** Anna's #1 waits for her; kai may answer in the tenant's tickets, tom only sees them. */
async function annasDesk(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('open', 'Payment run rejected', '-m', 'By the bank.', '--for', 'anna@acme.example')
  await desk.json('user', 'add', 'kai@acme.example', '--group', 'key-user')
  await desk.json('user', 'add', 'tom@acme.example')
  return desk
}

const again = ['open', 'Payment run rejected', '-m', 'By the bank!', '--if-duplicate', 'reply']
const forKai = [...again, '--for', 'kai@acme.example']

describe('an answer instead of a ticket', () => {
  test('is the word of whom the ticket was for, by their channel, and not an answer of the staff', async () => {
    const desk = await annasDesk()
    await desk.json('reply', '1', '-m', 'Which file?')
    desk.later(60_000)
    expect(await desk.json(...forKai, '--via', 'phone')).toMatchObject({
      number: 1,
      status: 'open',
      new: false,
      participants: [{ status: 'requester' }, { email: 'kai@acme.example', status: 'accepted' }],
      messages: [{}, { author: { email: 'kai@acme.example' }, channel: 'phone' }],
    })
  })

  test('leaves a new ticket new, and unanswered', async () => {
    const desk = await annasDesk()
    expect(await desk.json(...forKai)).toMatchObject({ number: 1, new: true })
    await desk.as('anna@acme.example')
    expect(await desk.json('solve', '1')).toMatchObject({ resolution: 'withdrawn' })
  })

  test('of whom it is already adds nobody', async () => {
    const desk = await annasDesk()
    expect(await desk.json(...again, '--for', 'anna@acme.example')).toMatchObject({
      participants: [{ status: 'requester' }],
      messages: [{ author: { email: 'anna@acme.example' } }],
    })
  })

  test('carries who is in copy, pages, and an emergency', async () => {
    const desk = await annasDesk()
    await desk.as('kai@acme.example')
    const flags = ['--emergency', '--cc', 'boss@acme.example', '--link', 'https://x.example/1']
    const { participants, ...ticket } = await desk.json<{ participants: { email: string }[] }>(...again, ...flags)
    expect(ticket).toMatchObject({
      number: 1,
      emergency: true,
      priority: 'urgent',
      links: [{ kind: 'url', url: 'https://x.example/1' }],
    })
    expect(participants.map(({ email }) => email).sort()).toEqual([
      'anna@acme.example',
      'boss@acme.example',
      'kai@acme.example',
    ])
    // The same page once more is no further link.
    expect(await desk.json(...again, ...flags)).toMatchObject({ number: 1, links: [{}], emergency: true })
  })

  test('raises the priority, and never lowers it', async () => {
    const desk = await annasDesk()
    expect(await desk.json(...forKai, '--priority', 'high')).toMatchObject({ number: 1, priority: 'high' })
    expect(await desk.json(...forKai, '--priority', 'low')).toMatchObject({ number: 1, priority: 'high' })
    expect(await desk.json(...forKai)).toMatchObject({ number: 1, priority: 'high' })
  })

  test('has the key of the opening: the same call gives the same, also when that ticket is solved', async () => {
    const desk = await annasDesk()
    const call = [...forKai, '--idempotency-key', 'k']
    const first = await desk.json<{ number: number; similar: unknown }>(...call)
    await desk.json('solve', '1')
    expect(await desk.json(...call)).toMatchObject({
      number: 1,
      status: 'solved',
      messages: [{}],
      similar: first.similar,
    })
    expect(await desk.refused(...call, '--emergency')).toMatchObject({ code: 'idempotency-key-reused' })
    expect(await desk.json('list', '--all')).toHaveLength(1)
  })

  test('goes only where the actor may answer: else it is opened, with the warning', async () => {
    const desk = await annasDesk()
    await desk.as('tom@acme.example')
    const { exitCode, stdout, stderr } = await desk.run(...again)
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'similar, and not solved yet: #1 Payment run rejected\n',
    })
    expect(stdout).toMatch(/^number\t2$/m)
  })

  test('goes where somebody takes part, unless they would let in others', async () => {
    const desk = await annasDesk()
    await desk.json('cc', '1', 'add', 'tom@acme.example')
    await desk.as('tom@acme.example')
    expect(await desk.json(...again)).toMatchObject({
      number: 1,
      messages: [{ author: { email: 'tom@acme.example' } }],
    })
    expect(await desk.json(...again, '--cc', 'boss@acme.example')).toMatchObject({ number: 2 })
  })

  test('is not for whoever is staff there, or disabled: it would be no question, or nobody’s', async () => {
    const desk = await annasDesk()
    await desk.json('user', 'add', 'flo@acme.example', '--group', 'first-level')
    expect(await desk.json(...again, '--for', 'flo@acme.example')).toMatchObject({ number: 2 })
    await desk.as('flo@acme.example')
    expect(await desk.json(...again)).toMatchObject({ number: 2, messages: [{}] })
    await desk.as(undefined)
    await desk.json('solve', '2')
    await desk.json('user', 'disable', 'kai@acme.example', '--yes')
    expect(await desk.json(...forKai)).toMatchObject({ number: 3 })
  })

  test('in a terminal is the requester’s word, too, with what was said besides', async () => {
    const desk = await annasDesk()
    const words = ['open', 'Payment run rejected', '-m', 'By the bank!', '--for', 'kai@acme.example']
    const flags = ['--via', 'phone', '--priority', 'high', '--link', 'https://x.example/1', '--idempotency-key', 'k']
    const chosen = { number: 1, subject: 'Payment run rejected', score: 1 }
    await desk.answering(chosen).run(...words, ...flags)
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({
      priority: 'high',
      links: [{}],
      participants: [{ status: 'requester' }, { email: 'kai@acme.example' }],
      messages: [{ author: { email: 'kai@acme.example' }, channel: 'phone' }],
    })
    // The key asks nothing any more.
    desk.answering()
    expect((await desk.run(...words, ...flags)).stdout).toContain('answered, no new ticket')
    desk.terminal = false
    expect(await desk.json('list', '--all')).toHaveLength(1)
  })

  test('is not offered where it may not be given; then the warning comes', async () => {
    const desk = await annasDesk()
    await desk.as('tom@acme.example')
    desk.answering()
    const { exitCode, stderr } = await desk.run(...again.slice(0, 4))
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(stderr).toContain('similar, and not solved yet: #1')
  })

  test('lets nobody see by it what they do not see', async () => {
    const desk = await annasDesk()
    await desk.json('config', 'set', 'tickets.seen-by', 'requester')
    expect(await desk.json(...forKai)).toMatchObject({ number: 2, participants: [{ email: 'kai@acme.example' }] })
    // Where an organisation shares its tickets, some of it may not see them all the same.
    await desk.json('config', 'set', 'tickets.seen-by', 'organisation')
    await desk.json('group', 'add', 'askers', '--tenant', 'acme', '--permission', 'tickets:open')
    await desk.json('user', 'add', 'pia@acme.example', '--group', 'askers')
    expect(await desk.json(...again, '--for', 'pia@acme.example')).toMatchObject({ number: 3 })
  })
})
