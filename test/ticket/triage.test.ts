import { describe, expect, test } from 'vitest'
import type { Ask, Choice } from '../../src/kit/ask'
import { byEscape } from '../../src/kit/ask'
import { askNobody } from '../../src/kit/ask-nobody'
import { DeskError } from '../../src/kit/errors'
import { languages } from '../../src/kit/language'
import { deedOf, keyOf, triageDeeds } from '../../src/ticket/queue/triage-keys'
import { TestDesk } from '../kit/test-desk'

async function withQueue(): Promise<TestDesk> {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1' } }).init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
  await desk.json('user', 'add', 'anna@acme.example', '--name', 'Anna Berg', '--group', 'user')
  for (const subject of ['Payment file rejected', 'Portal slow', 'Kalender leer']) {
    await desk.json('open', subject, '--for', 'anna@acme.example')
  }
  return desk
}

async function triage(desk: TestDesk, answers: readonly unknown[], ...flags: string[]) {
  const finished = await desk.answering(...answers).run('triage', ...flags)
  desk.terminal = false
  return finished
}

const show = async (desk: TestDesk, number: string) =>
  desk.json<{ status: string; assignee: { email: string } | null; messages: { kind: string; body: string }[] }>(
    'show',
    number,
  )

describe('a key does what its command does', () => {
  test('and the queue goes on', async () => {
    const desk = await withQueue()
    await desk.as('fritz@support.example')
    const answers = ['t', 'n', 'Same as #998?', 'r', 'Which bank?', ' ', 's', 'Done.']
    const { exitCode, stdout } = await triage(desk, answers)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('✓ 2 handled · 1 skipped\n')
    expect(stdout.match(/\d of 3/g)).toEqual(['1 of 3', '2 of 3', '3 of 3'])
    // What comes next is seen anyway.
    expect(stdout).not.toContain('next:')
    expect(await show(desk, '1')).toMatchObject({
      status: 'waiting',
      assignee: { email: 'fritz@support.example' },
      messages: [
        { kind: 'note', body: 'Same as #998?' },
        { kind: 'reply', body: 'Which bank?' },
      ],
    })
    expect(await show(desk, '2')).toMatchObject({ status: 'open', messages: [] })
    expect(await show(desk, '3')).toMatchObject({ status: 'solved', messages: [{ body: 'Done.' }] })
    const log = await desk.json<{ type: string }[]>('show', '1', '--history')
    expect(log).toMatchObject({ history: [{}, { type: 'ticket.assigned' }, { type: 'ticket.noted' }, {}] })
  })

  test('in German by German letters, and by English ones that mean nothing else', async () => {
    const desk = await withQueue()
    const { stdout, stderr } = await triage(desk, ['l', '', 'r', 'Welche Bank?', 'b'], '--lang', 'de')
    expect(stderr).toContain('a Antwort  n Notiz  ü nehmen')
    expect(stdout).toContain('✓ 2 bearbeitet · 1 übrig\n')
    expect(await show(desk, '1')).toMatchObject({ status: 'solved' })
    expect(await show(desk, '2')).toMatchObject({ messages: [{ body: 'Welche Bank?' }] })
  })

  test('a prepared answer is chosen, seen, and sent', async () => {
    const desk = await withQueue()
    await desk.json(
      'topic',
      'add',
      'bank',
      '--title',
      'Payment file rejected',
      '--answer',
      'Hello {requester.name}, wait.',
    )
    await desk.json('topic', 'add', 'other', '--title', 'Other', '--answer', 'No.')
    const topic = {
      id: 'bank',
      answer: { en: 'Hello {requester.name}, wait.' },
      title: { en: 'Payment file rejected' },
    }
    const { stdout } = await triage(desk, ['a', topic, false, 'a', topic, true, 'q'])
    expect(stdout).toContain('Hello Anna Berg, wait.\n')
    expect(await show(desk, '1')).toMatchObject({ status: 'waiting', messages: [{ body: 'Hello Anna Berg, wait.' }] })
  })

  test('a ticket is put on hold, and one that says no time stays', async () => {
    const desk = await withQueue()
    const { stdout } = await triage(desk, ['h', 'yesterday', 'soon', 'in 3d', 'h', '', 'q'])
    expect(stdout.split('That is no time to come.')).toHaveLength(3)
    expect(stdout).toContain('2 of 3')
    expect(stdout).toContain('✓ 1 handled · 2 left')
    expect(await show(desk, '1')).toMatchObject({ heldUntil: '2026-03-08T12:00:00.000Z' })
  })

  test('the keys stand below the ticket, and no command does', async () => {
    expect((await triage(await withQueue(), ['q'])).stdout).not.toContain('helpdesk reply')
  })

  test('? shows them all, as wide as the window', async () => {
    const narrow = await withQueue()
    narrow.columns = 40
    const { stdout: german } = await triage(narrow, ['?', 'q'], '--lang', 'de')
    expect(german).toContain('  n      eine Notiz für die Mitarbeiter\n         schreiben\n')
    expect(german.split('\n').filter((line) => line.length > 40)).toEqual([])

    const { stdout } = await triage(await withQueue(), ['?', 'q'])
    for (const meaning of ['put it on hold until a time', 'take back what was done last', 'remote support']) {
      expect(stdout).toContain(meaning)
    }
  })

  test('what was done last is taken back', async () => {
    const desk = await withQueue()
    const { stdout } = await triage(desk, ['t', 'u', 'q'])
    expect(await show(desk, '1')).toMatchObject({ assignee: null })
    expect(stdout).toContain('✓ 0 handled · 3 left\n')
  })

  test('what was done to the ticket before is taken back, and that one comes again', async () => {
    const desk = await withQueue()
    const { stdout } = await triage(desk, ['s', '', 'u', 's', 'Done.', 'n', 'Called.', 'u', ' ', 'q'])
    expect(stdout.match(/\d of 3\n#\d/g)).toEqual([
      '1 of 3\n#1',
      '2 of 3\n#2',
      '1 of 3\n#1',
      '2 of 3\n#2',
      // The note was its own.
      '2 of 3\n#2',
      '3 of 3\n#3',
    ])
    expect(stdout).toContain('✓ 1 handled · 1 skipped · 1 left\n')
    expect(await show(desk, '1')).toMatchObject({ status: 'solved', messages: [{ body: 'Done.' }] })
    expect(await show(desk, '2')).toMatchObject({ status: 'open', messages: [] })
  })

  test('where there is nothing to take back, or it is no ticket of the queue, the count stays', async () => {
    const desk = await withQueue()
    await desk.json('solve', '3')
    const { stdout } = await triage(desk, ['u', 'u', 'n', 'Called.', 'q'])
    expect(stdout).toContain('✓ 1 handled · 1 left\n')
    expect(await show(desk, '3')).toMatchObject({ status: 'open' })
  })

  test('what was so already is not handled', async () => {
    const desk = await withQueue()
    await desk.json('take', '1')
    expect((await triage(desk, ['t', 'q'])).stdout).toContain('✓ 0 handled · 3 left\n')
  })

  test('the answers that fit come first: of the ticket’s own topic, of its words, then the rest', async () => {
    const desk = await withQueue()
    const answers = { alpha: 'Opening hours', bank: 'Payment file', calendar: 'Kalender leer', own: 'Something else' }
    for (const [id, title] of Object.entries(answers)) {
      await desk.json('topic', 'add', id, '--title', title, '--answer', `${'Answer '.repeat(20)}${id}.`)
    }
    await desk.json('edit', '1', '--topic', 'own')
    let offered: string[] = []
    const choose = async <T>(_question: string, choices: readonly Choice<T>[]): Promise<T> => {
      offered = choices.map(({ name }) => name)
      const [first] = choices
      if (first === undefined) throw new Error('nothing to choose from')
      return first.value
    }
    const { stdout } = await asked(desk, { ...pressing('a', 'q'), choose, confirm: async () => false })
    expect(offered).toEqual(['Something else', 'Payment file', 'Opening hours', 'Kalender leer'])
    // Read before it goes, as it fits the window.
    expect(stdout).toContain(`\n  ${'Answer '.repeat(11).trim()}\n`)
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('a ticket goes to second level, which is asked for what is missing, and comes back', async () => {
    const desk = await withQueue()
    await desk.json('category', 'edit', 'question', '--require', 'browser')
    await desk.json('user', 'add', 'sara@support.example', '--group', 'second-level')
    await desk.as('fritz@support.example')
    const up = await triage(desk, ['e', 'Firefox 140', 'All of it.', 'Needs the log.', 'q'])
    expect(up.stdout).toContain('✓ 1 handled · 2 left')
    expect(up.stderr).not.toContain('return')
    expect(await show(desk, '1')).toMatchObject({ level: 2, report: { browser: 'Firefox 140' } })
    await desk.as('sara@support.example')
    const down = await triage(desk, ['g', 'Mended on our side.'])
    expect(down.stdout).toContain('│ Needs the log.')
    expect(down.stderr).toContain('g return')
    expect(await show(desk, '1')).toMatchObject({ level: 1, messages: [{}, { body: 'Mended on our side.' }] })
  })

  test('the key for second level is seen where it is meant, at 80 columns', async () => {
    const desk = await withQueue()
    await desk.as('fritz@support.example')
    const keysOf = async (...answers: string[]): Promise<string[]> => {
      const { stderr } = await triage(desk, answers)
      return stderr.split('\n').filter((line) => line.includes('r reply'))
    }
    // Behind what is done more often, until it is one's own.
    const [before = '', after = ''] = await keysOf('t', 'q')
    expect(before).toContain('s solve  a answer  ␣ skip')
    expect(after).toContain('n note  h hold  s solve  e escalate  ␣ skip')
    await desk.as(undefined)
    await desk.json('topic', 'add', 'sync', '--title', 'Calendar', '--answer', 'Yes.', '--answered-by', 'second-level')
    await desk.json('edit', '2', '--topic', 'sync')
    await desk.as('fritz@support.example')
    const [own, meant] = await keysOf(' ', 'q')
    expect(own).toContain('s solve  e escalate')
    expect(meant).toContain('r reply  e escalate  n note')
    desk.columns = 120
    expect((await keysOf('q'))[0]).toContain('e escalate  a answer')
  })

  test('what is refused leaves the ticket where it is', async () => {
    const desk = await withQueue()
    const { exitCode, stdout, stderr } = await triage(desk, ['o', 'q'])
    expect(exitCode).toBe(0)
    expect(stderr).toContain('links.remote-support')
    expect(stdout).toContain('✓ 0 handled · 3 left')
  })
})

describe('goes through', () => {
  test('what the flags of the list say, or a view', async () => {
    const desk = await withQueue()
    await desk.json('take', '2')
    await desk.json('reply', '2', '-m', 'Which bank?')
    await desk.json('view', 'save', 'mine', '--mine')
    for (const flags of [['--mine'], ['--view', 'mine']]) {
      const { stdout } = await triage(desk, ['q'], ...flags)
      expect(stdout).toContain('1 of 1\n#2 Portal slow')
    }
    const { stdout } = await triage(desk, [' ', 'q'], '--sort', '-number')
    expect(stdout).toContain('1 of 3\n#3 Kalender leer')
  })

  test('nothing, and says so', async () => {
    const desk = await withQueue()
    for (const number of ['1', '2', '3']) await desk.json('solve', number)
    expect(await triage(desk, [])).toMatchObject({ exitCode: 0, stdout: 'Nothing to do: no ticket waits for you.\n' })
  })
})

/** Somebody who presses these keys; what is a function happens in between. */
function pressing(...keys: (string | (() => Promise<string>))[]): Ask {
  const key = async (): Promise<string> => {
    const next = keys.shift()
    if (next === undefined) throw new Error('nobody pressed a key')
    return typeof next === 'string' ? next : next()
  }
  return { ...askNobody, available: true, key, line: key }
}

const leave = async (): Promise<string> => {
  throw new DeskError('interrupted', { kept: null })
}
const back = async (): Promise<string> => {
  throw byEscape(new DeskError('interrupted', { kept: null }))
}

async function pressed(desk: TestDesk, ...keys: Parameters<typeof pressing>) {
  return asked(desk, pressing(...keys))
}

async function asked(desk: TestDesk, asker: Ask) {
  desk.asker = asker
  desk.terminal = true
  const finished = await desk.run('triage')
  desk.asker = undefined
  desk.terminal = false
  return finished
}

test('a ticket that somebody else took or solved meanwhile is passed over with a word', async () => {
  const desk = await withQueue()
  const other = new TestDesk({ home: desk.home })
  other.now = desk.now
  const { stdout } = await pressed(desk, async () => {
    await other.json('give', '2', 'fritz@support.example')
    await other.json('solve', '3')
    return ' '
  })
  expect(stdout).toContain('#2 skipped: Fritz First has it meanwhile\n#3 skipped: it is solved meanwhile\n')
  expect(stdout).toContain('✓ 0 handled · 3 skipped\n')
})

test('a ticket that a team got meanwhile is passed over by whoever is not of it', async () => {
  const desk = await withQueue()
  const other = new TestDesk({ home: desk.home })
  other.now = desk.now
  await other.json('team', 'add', 'printing', '--member', 'fritz@support.example')
  await other.json('team', 'add', 'ours', '--member', 'jana@support.example')
  const { stdout } = await pressed(
    desk,
    async () => {
      await other.json('give', '2', 'printing')
      await other.json('give', '3', 'ours')
      return ' '
    },
    'q',
  )
  expect(stdout).toContain('#2 skipped: team printing has it meanwhile\n')
  expect(stdout).toContain('3 of 3\n#3')
})

test('a tenant’s own first level is told nothing of teams', async () => {
  const desk = await withQueue()
  await desk.json('user', 'add', 'lena@acme.example', '--group', 'first-level')
  const other = new TestDesk({ home: desk.home })
  other.now = desk.now
  await other.json('team', 'add', 'printing', '--member', 'fritz@support.example')
  await desk.as('lena@acme.example')
  const { stdout } = await pressed(
    desk,
    async () => {
      await other.json('give', '2', 'printing')
      return ' '
    },
    'q',
  )
  expect(stdout).toContain('2 of 3')
  expect(stdout).not.toContain('printing')
})

test('what somebody else does to a ticket while it is looked at is seen before anything is done to it', async () => {
  const desk = await withQueue()
  const other = new TestDesk({ home: desk.home })
  other.now = desk.now
  const { stdout, stderr } = await pressed(
    desk,
    async () => {
      await other.json('note', '1', '-m', 'I am on the telephone with them.')
      return 's'
    },
    'Done.',
    async () => {
      await other.json('give', '1', 'fritz@support.example')
      return 't'
    },
    'q',
  )
  expect(stderr).toContain('helpdesk: #1 is at version 2 by now')
  expect(stdout.match(/\d of 3\n#\d/g)).toEqual(['1 of 3\n#1', '1 of 3\n#1', '2 of 3\n#2'])
  expect(stdout).toContain('I am on the telephone with them.')
  expect(stdout).toContain('#1 skipped: Fritz First has it meanwhile')
  expect(stdout).toContain('✓ 0 handled · 1 skipped · 2 left')
  expect(await show(desk, '1')).toMatchObject({ status: 'open', assignee: { email: 'fritz@support.example' } })
})

test('Esc goes back to the ticket, Ctrl-C leaves, and what was done stays done', async () => {
  const desk = await withQueue()
  const { exitCode, stdout } = await pressed(desk, 't', 's', back, 's', leave)
  expect(exitCode).toBe(130)
  expect(stdout).toContain('left')
  expect(await show(desk, '1')).toMatchObject({ status: 'open', assignee: { email: 'jana@support.example' } })
})

describe('refuses', () => {
  test('where nobody sits at a terminal: 64', async () => {
    const desk = await withQueue()
    expect(await desk.refused('triage')).toMatchObject({ exitCode: 64, code: 'terminal-needed' })
    desk.terminal = true
    expect(await desk.refused('triage')).toMatchObject({ exitCode: 64, code: 'terminal-needed' })
    expect((await desk.run('triage', '--no-input')).exitCode).toBe(64)
  })

  test('whoever works at no level', async () => {
    const desk = await withQueue()
    await desk.as('anna@acme.example')
    expect(await triage(desk, [])).toMatchObject({ exitCode: 77 })
  })
})

test('a long conversation is cut in the middle, so that the last word is seen', async () => {
  const desk = await withQueue()
  const long = Array.from({ length: 100 }, (_, line) => `line ${line + 1}`).join('\n')
  await desk.json('reply', '1', '-m', long, '--keep-open')
  const { stdout } = await triage(desk, ['q'])
  expect(stdout).toContain('#1 Payment file rejected')
  expect(stdout).toContain('  line 100\n')
  expect(stdout).not.toContain('  line 1\n')
  expect(stdout).toMatch(/… \d+ more lines: helpdesk show 1/)
  expect(stdout.split('\n').length).toBeLessThanOrEqual(50)
})

test.each(languages)('every key of %s means one thing', (language) => {
  const keys = triageDeeds.map((deed) => keyOf(deed, language))
  expect(new Set(keys).size).toBe(keys.length)
  for (const deed of triageDeeds) expect(deedOf(keyOf(deed, language), language)).toBe(deed)
  expect(deedOf('x', language)).toBeUndefined()
  expect(deedOf('R', language)).toBe('reply')
})
