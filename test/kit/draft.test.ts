import { chmodSync, existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Desk, deskFor } from '../../src/desk'
import { type Draft, keepingDraft, recoverDraft } from '../../src/kit/draft'
import { DeskError } from '../../src/kit/errors'
import { report } from '../../src/kit/report'
import { TestDesk } from './test-desk'

const reply: Draft = { command: 'reply', ticket: 7, subject: null, text: 'A long answer' }

async function fail(desk: Desk, draft: Draft, error: unknown = new DeskError('ticket-closed', { number: 7 })) {
  const failing = keepingDraft(desk, draft, async () => {
    throw error
  })
  return failing.then(
    () => expect.unreachable('it should have failed'),
    (told: unknown) => told,
  )
}

function filesIn(desk: Desk): string[] {
  return existsSync(desk.places.drafts) ? readdirSync(desk.places.drafts) : []
}

describe('the text of a deed that fails', () => {
  test('is kept, and the error says how to take it up', async () => {
    const desk = await deskFor(new TestDesk().world())
    const error = await fail(desk, reply)
    expect(error).toMatchObject({ trouble: 'ticket-closed', draft: 'your text is kept: helpdesk reply 7 --recover' })
    expect(await recoverDraft(desk, 'reply', 7)).toEqual({ ...reply, desk: null })
  })

  test('is kept whatever the reason was, and the reason stays what it is', async () => {
    const desk = await deskFor(new TestDesk().world())
    const bug = new TypeError('x is not a function')
    expect(await fail(desk, reply, bug)).toBe(bug)
    expect(bug).toMatchObject({ draft: 'your text is kept: helpdesk reply 7 --recover' })
  })

  test('is kept where the database failed, and the database is still what is told', async () => {
    const desk = await deskFor(new TestDesk().world())
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
    const error = await fail(desk, reply, busy)
    expect(await recoverDraft(desk, 'reply', 7)).toEqual({ ...reply, desk: null })
    const glance = { output: undefined, language: undefined, debug: false, ascii: false }
    expect(await report(error, desk.world, desk, glance)).toBe(75)
  })

  test('lies where only its owner can read it', async () => {
    const desk = await deskFor(new TestDesk().world())
    await fail(desk, reply)
    const [file = ''] = filesIn(desk)
    expect(statSync(join(desk.places.drafts, file)).mode & 0o777).toBe(0o600)
    expect(statSync(desk.places.drafts).mode & 0o777).toBe(0o700)
  })

  test('that has none leaves nothing behind', async () => {
    const desk = await deskFor(new TestDesk().world())
    expect(await fail(desk, { ...reply, text: null })).toMatchObject({ draft: undefined })
    expect(filesIn(desk)).toEqual([])
  })

  test('that cannot be kept does not hide the first error', async () => {
    const desk = await deskFor(new TestDesk().world())
    writeFileSync(desk.places.drafts, 'a file where the folder should be')
    expect(await fail(desk, reply)).toMatchObject({ trouble: 'ticket-closed', draft: undefined })
  })
})

describe('taking a text up again', () => {
  test('finds the newest of that command for just that ticket, never another requester’s', async () => {
    const test = new TestDesk()
    const desk = await deskFor(test.world())
    for (const [ticket, text] of [
      [7, 'first of 7'],
      [7, 'second of 7'],
      [8, 'of 8'],
    ] as const) {
      await fail(desk, { ...reply, ticket, text })
      test.later(1000)
    }
    await fail(desk, { command: 'note', ticket: 7, subject: null, text: 'a note' })
    expect((await recoverDraft(desk, 'reply', 7)).text).toBe('second of 7')
    expect((await recoverDraft(desk, 'note', 7)).text).toBe('a note')
    for (const [command, ticket, words] of [
      ['open', null, 'open'],
      ['reply', 9, 'reply 9'],
      ['note', 8, 'note 8'],
    ] as const) {
      await expect(recoverDraft(desk, command, ticket)).rejects.toThrow(
        expect.objectContaining({
          trouble: 'no-draft',
          exitCode: 1,
          details: { command: words, kept: ['reply 7', 'reply 8', 'note 7'] },
        }),
      )
    }
  })

  test('and succeeding is the end of the draft', async () => {
    const desk = await deskFor(new TestDesk().world())
    await fail(desk, reply)
    const taken = await recoverDraft(desk, 'reply', 7)
    expect(await keepingDraft(desk, taken, async () => 'done')).toBe('done')
    expect(filesIn(desk)).toEqual([])
  })

  test('and failing again keeps it once', async () => {
    const desk = await deskFor(new TestDesk().world())
    await fail(desk, reply)
    await fail(desk, await recoverDraft(desk, 'reply', 7))
    expect(filesIn(desk)).toHaveLength(1)
    expect(await recoverDraft(desk, 'reply', 7)).toEqual({ ...reply, desk: null })
  })

  test('passes over a file that is no draft', async () => {
    const desk = await deskFor(new TestDesk().world())
    await fail(desk, reply)
    writeFileSync(join(desk.places.drafts, '9999.json'), '{"command":')
    expect(await recoverDraft(desk, 'reply', 7)).toEqual({ ...reply, desk: null })
  })
})

describe('old drafts', () => {
  test('go after a week, when the next one is kept', async () => {
    const test = new TestDesk()
    const desk = await deskFor(test.world())
    await fail(desk, reply)
    const [old = ''] = filesIn(desk)
    const eightDaysAgo = new Date(test.now.getTime() - 8 * 24 * 60 * 60 * 1000)
    utimesSync(join(desk.places.drafts, old), eightDaysAgo, eightDaysAgo)
    test.later(1)
    await fail(desk, { ...reply, text: 'newer' })
    expect(filesIn(desk)).toHaveLength(1)
    expect((await recoverDraft(desk, 'reply', 7)).text).toBe('newer')
  })

  test('never become more than fifty', async () => {
    const test = new TestDesk()
    const desk = await deskFor(test.world())
    for (let count = 0; count < 53; count += 1) {
      await fail(desk, { ...reply, text: `text ${count}` })
      test.later(1)
    }
    expect(filesIn(desk)).toHaveLength(50)
    expect((await recoverDraft(desk, 'reply', 7)).text).toBe('text 52')
  })
})

test('a folder of drafts that cannot be read holds none', async () => {
  const desk = await deskFor(new TestDesk().world())
  await fail(desk, reply)
  if (process.getuid?.() !== 0) chmodSync(desk.places.drafts, 0)
  else writeFileSync(join(desk.places.drafts, filesIn(desk)[0] ?? ''), '')
  await expect(recoverDraft(desk, 'reply', 7)).rejects.toThrow(expect.objectContaining({ trouble: 'no-draft' }))
  if (process.getuid?.() !== 0) chmodSync(desk.places.drafts, 0o700)
})
