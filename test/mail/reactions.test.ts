import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deskFor } from '../../src/desk'
import { beginning } from '../../src/people/beginning'
import { replyToTicket } from '../../src/ticket/reply-to-ticket'
import { TestDesk } from '../kit/test-desk'
import { mailsOf, outboxOf, told } from './outbox'

const anna = 'anna@acme.example'

async function deskWithTicket(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'kim@acme.example')
  await desk.json('user', 'add', 'fred@support.example', '--group', 'first-level')
  desk.later(1000)
  await desk.json('open', 'It hangs', '--for', anna, '--cc', 'kim@acme.example')
  return desk.later(60_000)
}

/** Answers ticket #1 in a program that ends before it has worked out what follows. */
async function replyAndDie(desk: TestDesk, body: string, solve = false): Promise<void> {
  const cutOff = await deskFor(desk.world())
  const { actor } = await beginning(cutOff)
  await replyToTicket(cutOff, actor, { number: 1, body, solve, keepOpen: false, reopen: false })
  await cutOff.close()
}

async function failures(desk: TestDesk) {
  const store = await desk.store()
  const rows = await store.db.selectFrom('reaction_failures').selectAll().orderBy('position').execute()
  await store.close()
  return rows
}

describe('what a deed causes', () => {
  test('is worked out by whoever comes next, once', async () => {
    const desk = await deskWithTicket()
    await replyAndDie(desk, 'Which bank?')
    expect((await outboxOf(desk)).map(({ kind }) => kind)).toEqual(['received'])
    desk.later(60_000)
    expect(told(await mailsOf(desk, ['open', 'Another', '--for', anna]))).toEqual([
      `received ${anna}`,
      `reply ${anna}`,
      'reply kim@acme.example',
    ])
    expect(await mailsOf(desk, ['cron', 'run'])).toEqual([])
    const late = (await outboxOf(desk)).find(({ kind }) => kind === 'reply')
    expect(late?.next_attempt_at).toBe(desk.now.toISOString())
  })

  test('is worked out by cron, where nobody else comes by', async () => {
    const desk = await deskWithTicket()
    await replyAndDie(desk, 'Which bank?')
    expect(told(await mailsOf(desk, ['cron', 'run']))).toEqual([`reply ${anna}`, 'reply kim@acme.example'])
  })

  test('is not what was taken back before that', async () => {
    const desk = await deskWithTicket()
    await replyAndDie(desk, 'Which bank?')
    await desk.json('undo')
    expect(await mailsOf(desk, ['reply', '1', '-m', 'Hello?'])).toHaveLength(2)
    expect((await outboxOf(desk)).some(({ body }) => body.includes('Which bank?'))).toBe(false)
  })

  test('is an answer, where the solution that came with it did not hold until then', async () => {
    const desk = await deskWithTicket()
    await replyAndDie(desk, 'Done.', true)
    const store = await desk.store()
    await store.write(async (tx) => {
      await tx.updateTable('solutions').set({ reopened_at: desk.now.toISOString() }).execute()
    })
    await store.close()
    const mails = await mailsOf(desk, ['open', 'Another', '--for', 'ben@acme.example'])
    expect(told(mails)).toEqual(['received ben@acme.example', `reply ${anna}`, 'reply kim@acme.example'])
    expect(mails.find(({ kind }) => kind === 'reply')?.body).toContain('\nDone.\n')
  })

  test('is left aside after five failures, and everything else is told', async () => {
    const desk = await deskWithTicket()
    await replyAndDie(desk, 'Which bank?')
    await replyAndDie(desk, 'Which file?')
    await replyAndDie(desk, 'Which day?')
    const store = await desk.store()
    const [, damaged] = await store.db
      .selectFrom('journal_entries')
      .selectAll()
      .where('type', '=', 'ticket.replied')
      .orderBy('position')
      .execute()
    await store.write((tx) =>
      tx
        .updateTable('journal_entries')
        .set({ payload: '{"message":' })
        .where('position', '=', damaged?.position ?? 0)
        .execute(),
    )
    await store.close()
    const texts = async (): Promise<string[]> =>
      (await outboxOf(desk)).flatMap(({ kind, body, address }) =>
        kind === 'reply' && address === anna ? (/Which \w+\?/.exec(body) ?? []) : [],
      )
    for (let count = 1; count < 5; count += 1) {
      desk.later(60_000)
      await desk.json('user', 'add', `p${count}@support.example`, '--group', 'first-level')
      expect(await texts()).toEqual(['Which bank?'])
      expect(await failures(desk)).toMatchObject([{ position: damaged?.position, failures: count, parked: 0 }])
    }
    await desk.json('user', 'add', 'p5@support.example', '--group', 'first-level')
    expect(await failures(desk)).toMatchObject([{ position: damaged?.position, failures: 5, parked: 1 }])
    expect(await texts()).toEqual(['Which bank?', 'Which day?'])
    expect(await mailsOf(desk, ['reply', '1', '-m', 'Hello?'])).toHaveLength(2)
  })

  test('beyond so many mails in one run is held', async () => {
    const desk = await deskWithTicket()
    await desk.json('config', 'set', 'mail.max-per-run', '1')
    const mails = await mailsOf(desk, ['reply', '1', '-m', 'Which bank?'])
    expect(mails.map(({ state, next_attempt_at }) => [state, next_attempt_at === null])).toEqual([
      ['queued', false],
      ['held', true],
    ])
  })
})

test('a note is no mail to a customer, and the database refuses one', async () => {
  const desk = await deskWithTicket()
  await desk.json('note', '1', '-m', 'The usual suspect.')
  const store = await desk.store()
  const note = await store.db.selectFrom('messages').selectAll().where('kind', '=', 'note').executeTakeFirstOrThrow()
  const mail = await store.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
  const asMail = (news: Record<string, string | null>) =>
    store.write((tx) =>
      tx
        .insertInto('outbox')
        .values({ ...mail, id: 'x', message_id: '<x@y>', entry_position: 9999, ticket_message_id: note.id, ...news })
        .execute(),
    )
  for (const audience of ['customer', 'outside']) {
    await expect(asMail({ audience, ticket_message_kind: 'note' })).rejects.toThrow(/constraint/i)
    // Nor as a reply, which it is not.
    await expect(asMail({ audience, ticket_message_kind: 'reply' })).rejects.toThrow(/constraint/i)
    await expect(asMail({ audience, ticket_message_kind: null })).rejects.toThrow(/constraint/i)
  }
  await expect(asMail({ audience: 'staff', ticket_message_kind: 'note' })).resolves.toBeDefined()
  await store.close()
})

const deeds: readonly (readonly [by: string, ...words: string[]])[] = [
  ['fred@support.example', 'reply', '1', '-m', 'said by Fred'],
  ['fred@support.example', 'reply', '1', '-m', 'said by Fred', '--solve'],
  ['fred@support.example', 'note', '1', '-m', 'SECRET'],
  ['fred@support.example', 'solve', '1'],
  ['fred@support.example', 'reopen', '1'],
  ['fred@support.example', 'take', '1'],
  ['fred@support.example', 'cc', '1', 'remove', 'kim@acme.example'],
  ['fred@support.example', 'cc', '1', 'add', 'kim@acme.example'],
  [anna, 'reply', '1', '-m', 'said by Anna'],
  [anna, 'solve', '1'],
  ['kim@acme.example', 'reply', '1', '-m', 'said by Kim'],
  ['fred@support.example', 'undo'],
  [anna, 'undo'],
]

test('whatever is done, nobody gets two mails for one thing, their own words, or a note', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...deeds), { minLength: 1, maxLength: 8 }), async (sequence) => {
      const desk = await deskWithTicket()
      for (const [by, ...words] of sequence) {
        desk.later(1000)
        await desk.as(by)
        await desk.run(...words)
      }
      const mails = await outboxOf(desk)
      const places = mails.map(({ entry_position, address }) => `${entry_position} ${address}`)
      expect(new Set(places).size).toBe(places.length)
      for (const { body, subject, address, kind } of mails) {
        expect(`${subject}${body}`).not.toContain('SECRET')
        const [name = ''] = address.split('@')
        if (kind !== 'received') expect(body.toLowerCase()).not.toContain(`said by ${name}`)
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)
