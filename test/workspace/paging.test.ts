import { describe, expect, test } from 'vitest'
import type { TestDesk } from '../kit/test-desk'
import { payingDesk, payroll } from './acme'

interface Page {
  items: unknown[]
  nextCursor: string | null
}

/** Seven of everything, with much that happened at the same moment. */
async function fullDesk(): Promise<TestDesk> {
  const desk = await payingDesk()
  const ids = ['--host-id', 'H', '--partner-id', 'P', '--user-id', 'U']
  for (let number = 1; number <= 7; number += 1) {
    if (number < 7) await desk.json('account', 'add', `pay${number}@acme.example`)
    await desk.json('ebics', 'add', `Bank ${number}`, ...ids)
    const account = number % 2 === 0 ? payroll : 'pay1@acme.example'
    await desk.json('statement', 'add', `STA-${Math.ceil(number / 2)}`, '--account', account)
    await emit(desk, `RE-${8 - number}`)
    if (number % 3 === 0) desk.later(60_000)
  }
  return desk
}

async function emit(desk: TestDesk, payment: string): Promise<void> {
  await desk.json(
    'event',
    'emit',
    'payment.status-changed',
    `--attribute=payment=${payment}`,
    '--attribute=status=executed',
  )
}

/** The pages of a list, one after the other; `between` happens after the first. */
async function pagesOf(desk: TestDesk, words: readonly string[], between = async () => {}): Promise<unknown[][]> {
  const pages: unknown[][] = []
  let cursor: string | null = null
  do {
    const from: readonly string[] = cursor === null ? [] : ['--cursor', cursor]
    const page: Page = await desk.json<Page>(...words, '--limit', '3', '--page-info', ...from)
    pages.push(page.items)
    cursor = page.nextCursor
    if (pages.length === 1) await between()
  } while (cursor !== null)
  return pages
}

const lists = [['account'], ['ebics'], ['payment'], ['statement']].map(([noun = '']) => [noun] as const)

describe.each(lists)('%s list', (noun) => {
  test('goes page by page, each of the seven once and in order', async () => {
    const desk = await fullDesk()
    const all = await desk.json<unknown[]>(noun, 'list')
    const pages = await pagesOf(desk, [noun, 'list'])
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1])
    expect(pages.flat()).toEqual(all)
    // At its end there is no page more.
    expect(await desk.json(noun, 'list', '--limit', '7', '--page-info')).toMatchObject({ nextCursor: null })
  })

  test('says on a terminal that there is more, and only then', async () => {
    const desk = await fullDesk()
    desk.terminal = true
    expect((await desk.run(noun, 'list', '--limit', '6', '--no-color')).stdout).toMatch(/more: --limit 200\n$/)
    expect((await desk.run(noun, 'list', '--limit', '7')).stdout).not.toContain('--limit')
  })

  test.each([
    ['nonsense'],
    [''],
    [Buffer.from('["tickets","x"]').toString('base64url')],
    [Buffer.from(`["${noun}s"]`).toString('base64url')],
    [Buffer.from('["payments",1,2]').toString('base64url')],
  ])('has no page behind %j', async (cursor) => {
    const desk = await payingDesk()
    desk.environment.HELPDESK_HOME = `${desk.home}/nowhere`
    expect(await desk.refused(noun, 'list', '--cursor', cursor)).toMatchObject({ exitCode: 65, code: 'wrong-cursor' })
    expect(await desk.refused(noun, 'list', '--limit', '0')).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })
})

test('what changes meanwhile comes first and shifts nothing: no payment is shown twice', async () => {
  const desk = await fullDesk()
  const before = await desk.json<{ payment: string }[]>('payment', 'list')
  const pages = await pagesOf(desk, ['payment', 'list'], async () => {
    desk.later(60_000)
    await emit(desk, 'RE-NEW')
  })
  expect(pages.flat()).toEqual(before)
})

describe('event list', () => {
  test('goes back in time page by page, each page oldest first', async () => {
    const desk = await fullDesk()
    const all = await desk.json<unknown[]>('event', 'list')
    const pages = await pagesOf(desk, ['event', 'list'], () => emit(desk, 'RE-NEW'))
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1])
    expect(pages.reverse().flat()).toEqual(all)
    desk.terminal = true
    expect((await desk.run('event', 'list', '--limit', '6', '--no-color')).stdout).toMatch(
      /the newest 6 · more: --limit 200\n$/,
    )
  })

  test('has no page behind an event that there is not, nor behind a place in the journal', async () => {
    const desk = await payingDesk()
    for (const id of ['0123456789abcdef', '7', "' or 1=1"]) {
      const cursor = Buffer.from(JSON.stringify(['events', id])).toString('base64url')
      expect(await desk.refused('event', 'list', '--cursor', cursor)).toMatchObject({
        exitCode: 65,
        code: 'wrong-cursor',
      })
    }
  })

  test('leaves tickets out that may not be seen, and goes on behind them', async () => {
    const desk = await payingDesk()
    await desk.as(undefined)
    await desk.json('config', 'set', 'tickets.seen-by', 'requester')
    await desk.json('user', 'add', 'tom@acme.example', '--group', 'user')
    for (let number = 1; number <= 8; number += 1) {
      await desk.as(undefined)
      await desk.json('open', `Number ${number}`, '--for', 'anna@acme.example', '--if-duplicate', 'open')
      if (number % 4 === 0) await emit(await desk.as('anna@acme.example'), `RE-${number}`)
    }
    await desk.as('tom@acme.example')
    const all = await desk.json<unknown[]>('event', 'list')
    expect(all).toHaveLength(2)
    const pages = await pagesOf(desk, ['event', 'list'])
    expect(pages.map(({ length }) => length)).toEqual([1, 1, 0, 0])
    expect(pages.reverse().flat()).toEqual(all)
  })
})
