import { beforeEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

const anna = 'anna@acme.example'
const kim = 'kim@acme.example'

interface Line {
  rule: string | null
  letter: string | null
  because: string | null
  tenant: string | null
  matched: boolean
  address: string | null
  outcome: string | null
  mail: string | null
  state: string | null
}

let desk: TestDesk
beforeEach(async () => {
  desk = await new TestDesk({ columns: 200 }).init()
  await desk.json('config', 'set', 'mail.smtp-url', 'smtp://127.0.0.1:2525')
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('open', 'It hangs', '--for', anna)
})

async function explain(...words: string[]): Promise<Line[]> {
  return desk.json<Line[]>('rule', 'explain', ...words)
}

/** What is told of letters alone: kind, reader and reason. */
async function letters(...words: string[]): Promise<string[]> {
  return (await explain(...words))
    .filter(({ letter }) => letter !== null)
    .map(({ letter, address, because, state }) => `${letter} ${address} ${because} ${state}`)
}

/** The id of the newest entry of that type, as `log` and `event list` name it. */
async function newest(type: string): Promise<string> {
  const store = await desk.store()
  const rows = await store.db
    .selectFrom('journal_entries')
    .select('hash')
    .where('type', '=', type)
    .orderBy('position', 'desc')
    .execute()
  await store.close()
  return (rows[0]?.hash ?? '').slice(0, 16)
}

/** The newest mail of that kind. */
async function mailOf(kind: string): Promise<string> {
  const mails = await desk.json<{ id: string; kind: string }[]>('mail', 'queue', '--all')
  return mails.findLast((mail) => mail.kind === kind)?.id ?? ''
}

async function setStates(state: 'accepted' | 'held'): Promise<void> {
  const store = await desk.store()
  await store.write((tx) =>
    tx.updateTable('outbox').set({ state, ended_at: desk.now.toISOString(), next_attempt_at: null }).execute(),
  )
  await store.close()
}

describe('letters that no rule asked for', () => {
  test('are told before the rules, with whom they went to and why', async () => {
    expect((await explain('1')).slice(0, 2)).toMatchObject([
      {
        rule: null,
        letter: 'received',
        because: 'requester',
        tenant: 'acme',
        matched: true,
        address: anna,
        outcome: 'mail',
        state: 'queued',
      },
      { rule: expect.any(String), letter: null, because: null },
    ])
    await desk.json('cc', '1', 'add', kim)
    await desk.json('reply', '1', '-m', 'Which bank?')
    expect(await letters('1')).toEqual([`reply ${anna} requester queued`, `reply ${kim} participant queued`])
    expect(await letters('1', kim)).toEqual([`reply ${kim} participant queued`])
  })

  test('are shown to people in both languages, with what became of them', async () => {
    await desk.json('cc', '1', 'add', kim)
    await desk.json('reply', '1', '-m', 'Which bank?')
    await desk.json('rule', 'disable', 'Customer answered')
    await setStates('accepted')
    const english = (await desk.run('rule', 'explain', '1', '-o', 'table')).stdout
    expect(english.split('\n\n').slice(0, 2).join('\n\n')).toMatchInlineSnapshot(`
      "today 13:00 · Ticket was answered · #1

      ✓ Letter: answer
        anna@acme.example (the ticket is theirs): sent today 13:00
        kim@acme.example (takes part in the ticket): sent today 13:00"
    `)
    await setStates('held')
    const german = (await desk.run('rule', 'explain', '1', kim, '-o', 'table', '--lang', 'de')).stdout
    expect(german.split('\n\n').slice(0, 2).join('\n\n')).toMatchInlineSnapshot(`
      "heute 13:00 · Ticket wurde beantwortet · #1

      ✓ Brief: Antwort
        kim@acme.example (am Ticket beteiligt): zurückgehalten, weil es so viele waren:
        helpdesk mail release"
    `)
  })

  test('belong to the answer and to the solution that came with it', async () => {
    await desk.json('reply', '1', '-m', 'Done.', '--solve')
    expect(await letters('1')).toEqual([`solved ${anna} requester queued`])
    expect(await letters(await newest('ticket.replied'))).toEqual([`solved ${anna} requester queued`])
  })

  test('about people: invitation, password, guest, new people', async () => {
    await desk.json('user', 'add', 'boss@acme.example', '--group', 'admin', '--tenant', 'acme')
    await desk.json('user', 'invite', anna, '--group', 'user', '--tenant', 'acme')
    expect(await letters(await newest('user.invited'))).toEqual([`invitation ${anna} own-account queued`])
    expect(await letters(await mailOf('invitation'))).toEqual([`invitation ${anna} own-account queued`])
    expect(await letters((await mailOf('invitation')).slice(0, 12))).toHaveLength(1)
    await desk.json('user', 'add', 'ben@acme.example', '--group', 'user', '--tenant', 'acme')
    expect(await letters(await newest('user.added'))).toEqual(['member-added boss@acme.example administrator queued'])
    const { stdout } = await desk.run('rule', 'explain', await newest('user.invited'), '-o', 'table')
    expect(stdout).toBe(
      `today 13:00 · invited\n\n✓ Letter: invitation\n  ${anna} (the account is theirs): in the queue, goes today 13:00\n`,
    )
    await desk.json('user', 'invite', 'kurt@support.example', '--group', 'first-level')
    expect(await letters(await mailOf('invitation'))).toEqual(['invitation kurt@support.example own-account queued'])
  })

  test('that are still to be worked out are not said to be none', async () => {
    const store = await desk.store()
    await store.write(async (tx) => {
      await tx.deleteFrom('notices').execute()
      await tx.deleteFrom('outbox').execute()
      await tx.updateTable('reaction_cursor').set({ position: 0 }).execute()
    })
    await store.close()
    const { stdout } = await desk.run('rule', 'explain', '1', '-o', 'table')
    expect(stdout).toContain('– Letters\n  are still to be worked out: helpdesk cron run\n')
  })
})

describe('who may ask', () => {
  beforeEach(async () => {
    await desk.json('user', 'add', 'boss@acme.example', '--group', 'admin', '--tenant', 'acme')
    await desk.json('user', 'add', 'gast@acme.example', '--group', 'guest', '--tenant', 'acme')
    await desk.json('open', 'Of the guest', '--for', 'gast@acme.example')
  })

  test('whoever got a letter, and then of that one alone', async () => {
    const event = await newest('ticket.opened')
    await desk.json('cc', '2', 'add', kim)
    await desk.as('gast@acme.example')
    const lines = await explain(event)
    expect(lines.map(({ letter, address, rule }) => [letter, address, rule])).toEqual([
      ['received', 'gast@acme.example', null],
    ])
  })

  test('nobody else learns of it, and of other tenants nobody at all', async () => {
    const invited = async (): Promise<string> => newest('user.invited')
    await desk.json('user', 'invite', anna, '--group', 'user', '--tenant', 'acme')
    await desk.json('tenant', 'add', 'beta', '--domain', 'beta.example')
    await desk.json('user', 'add', 'other@beta.example', '--group', 'admin', '--tenant', 'beta')
    const [event, mail] = [await invited(), await mailOf('invitation')]
    for (const stranger of ['other@beta.example', 'gast@acme.example']) {
      await desk.as(stranger)
      for (const word of [event, mail, await newest('ticket.opened')]) {
        if (stranger.startsWith('gast') && word !== event && word !== mail) continue
        expect(await desk.refused('rule', 'explain', word)).toMatchObject({ exitCode: 66, code: 'event-not-found' })
      }
    }
    await desk.as('boss@acme.example')
    expect(await letters(event)).toEqual([`invitation ${anna} own-account queued`])
  })

  test('what caused no letter and is no event is not there', async () => {
    expect(await desk.refused('rule', 'explain', await newest('tenant.added'))).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('rule', 'explain', 'deadbeefdeadbeef')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('rule', 'explain', 'deadbeef')).toMatchObject({ exitCode: 66 })
  })
})
