/* oxlint-disable no-control-regex -- control characters are what one test looks for */
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../src/kit/ask-nobody'
import { TestDesk } from '../kit/test-desk'

const hour = 3_600_000

/** What stands below the scissors when somebody sits before the editor. */
async function pageOf(desk: TestDesk, ...words: string[]): Promise<string[]> {
  let page = ''
  desk.terminal = true
  desk.asker = {
    ...askNobody,
    available: true,
    edit: async (initial) => {
      page = initial
      return `written\n${initial}`
    },
  }
  const { exitCode, stderr } = await desk.run(...words)
  desk.asker = undefined
  desk.terminal = false
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return page.slice(page.indexOf('>8')).split('\n').slice(1)
}

async function withConversation(): Promise<TestDesk> {
  const desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'anna@acme.example', '--name', 'Anna Berg', '--group', 'user')
  await desk.json('open', 'Payment file rejected', '--for', 'anna@acme.example', '-m', 'pain.001 invalid\n\nsince 8:10')
  desk.later(hour)
  await desk.json('reply', '1', '-m', 'Which bank is it?')
  await desk.json('note', '1', '-m', 'Same as #998?')
  desk.later(hour)
  await desk.as('anna@acme.example')
  await desk.json('reply', '1', '-m', 'The first one.')
  await desk.as(undefined)
  return desk
}

describe('the page on which an answer is written', () => {
  test('has the last word first, next to where the answer goes', async () => {
    expect(await pageOf(await withConversation(), 'reply', '1')).toEqual([
      '# Write your text above this line. What stands below it is only here to be read.',
      '#',
      '# #1 Payment file rejected',
      '# acme · Anna Berg <anna@acme.example>',
      '#',
      '# Anna Berg · today 15:00 · reply',
      '# The first one.',
      '#',
      '# jana@support.example · today 14:00 · reply',
      '# Which bank is it?',
      '#',
      '# Anna Berg · today 13:00',
      '# pain.001 invalid',
      '#',
      '# since 8:10',
      '',
    ])
  })

  test('has notes only for whoever writes one, and speaks German', async () => {
    const desk = await withConversation()
    const page = (await pageOf(desk, 'note', '1', '--lang', 'de')).join('\n')
    expect(page).toContain('# jana@support.example · heute 14:00 · Notiz, nur intern\n# Same as #998?\n')
    expect(page).toContain('# Anna Berg · heute 15:00 · Antwort\n')
    expect((await pageOf(desk, 'reply', '1')).join('\n')).not.toContain('998')
  })

  test('cuts what is long, and says so', async () => {
    const desk = await withConversation()
    const long = Array.from({ length: 40 }, (_, line) => `line ${line + 1}`).join('\n')
    await desk.json('reply', '1', '-m', long)
    for (let count = 0; count < 20; count += 1) await desk.json('reply', '1', '-m', `word ${count}`)
    const page = await pageOf(desk, 'reply', '1')
    expect(page).toContain('# word 19')
    expect(page).not.toContain('# line 1')
    expect(page).toContain('# 3 earlier messages: helpdesk show 1')
    await desk.json('reply', '1', '-m', long)
    const next = await pageOf(desk, 'reply', '1')
    expect(next.slice(next.indexOf('# line 30'), next.indexOf('# line 30') + 2)).toEqual([
      '# line 30',
      '# … 10 more lines',
    ])
  })

  test('is text and nothing that a terminal would obey', async () => {
    const desk = await withConversation()
    await desk.json('reply', '1', '-m', 'red \u001b[31mtext\u202e')
    expect((await pageOf(desk, 'reply', '1')).join('\n')).not.toMatch(/[\u001b\u202e]/)
  })
})
