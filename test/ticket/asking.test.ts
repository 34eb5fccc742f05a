import { beforeEach, describe, expect, test } from 'vitest'
import type { Ask } from '../../src/kit/ask'
import { askNobody } from '../../src/kit/ask-nobody'
import { TestDesk } from '../kit/test-desk'

// What a verb lacks is asked for in a terminal, and nobody is asked for what is refused anyway.

const subjects = ['Payment file rejected', 'Payment file rejected again', 'Portal slow', 'Kalender leer']

let desk: TestDesk

beforeEach(async () => {
  desk = await new TestDesk().init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  for (const subject of subjects) {
    await desk.json('open', subject, '--for', 'anna@acme.example', '--if-duplicate', 'open')
  }
  await desk.json('open', 'Portal slow', '--for', 'kim@nord.example', '--new-tenant', 'nord')
  await desk.json('user', 'add', 'fritz@support.example', '--name', 'Fritz First', '--group', 'first-level')
})

/** Whoever presses only Enter. */
const first: Ask['choose'] = async (_, [choice]) => {
  if (choice === undefined) throw new Error('nothing to choose from')
  return choice.value
}

/** Runs it with somebody at the terminal; to a question that was not expected there is no answer. */
async function asked(answers: unknown[], ...words: string[]) {
  desk.answering(...answers)
  const finished = await desk.run(...words)
  desk.terminal = false
  return finished
}

describe('hold', () => {
  test('asks until when and for whom', async () => {
    const { exitCode, stderr } = await asked(['in 3d', 'third-party'], 'hold', '1')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('? Until when') })
    expect(await desk.json('show', '1')).toMatchObject({
      heldUntil: '2026-03-08T12:00:00.000Z',
      heldFor: 'third-party',
    })
  })

  test('asks only what is missing, once for several', async () => {
    expect(await asked(['tomorrow 9:00'], 'hold', '1', '2', '--for', 'customer')).toMatchObject({ exitCode: 0 })
    for (const number of ['1', '2']) expect(await desk.json('show', number)).toMatchObject({ heldFor: 'customer' })
    expect(await asked([], 'hold', '1', '--until', 'in 2d')).toMatchObject({ exitCode: 0 })
    expect(await asked([], 'hold', '1', '--none')).toMatchObject({ exitCode: 0 })
  })

  test('takes no time that is past or none: it is asked again', async () => {
    const checks: (string | undefined)[] = []
    desk.terminal = true
    desk.asker = {
      ...askNobody,
      line: async (_, options = {}) => {
        for (const typed of ['yesterday', 'quatsch', '', 'in 2h']) checks.push(options.check?.(typed))
        return 'in 2h'
      },
      choose: first,
    }
    expect(await desk.run('hold', '1')).toMatchObject({ exitCode: 0 })
    const wrong = expect.stringContaining('no time to come')
    expect(checks).toEqual([wrong, wrong, wrong, undefined])
    expect(await desk.json('show', '1')).toMatchObject({ heldUntil: '2026-03-05T14:00:00.000Z', heldFor: null })
  })

  test('without a terminal names the flag; what cannot be held is told before the questions', async () => {
    expect(await desk.refused('hold', '1')).toMatchObject({ exitCode: 64, code: 'missing-flag' })
    await desk.json('solve', '1')
    expect(await asked([], 'hold', '1', '--json')).toMatchObject({ exitCode: 1 })
    expect(await asked([], 'hold', '99', '--json')).toMatchObject({ exitCode: 66 })
    await desk.as('anna@acme.example')
    expect(await asked([], 'hold', '2', '--json')).toMatchObject({ exitCode: 77 })
  })

  test('of several the possible ones are asked about, the others told', async () => {
    await desk.json('solve', '1')
    const { exitCode, stderr } = await asked(['in 3d', null], 'hold', '1', '2')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('#1 is solved')
    expect(await desk.json('show', '2')).toMatchObject({ heldFor: null, heldUntil: '2026-03-08T12:00:00.000Z' })
  })
})

describe('merge', () => {
  test('offers what is like it and what is of the same requester, never of another tenant', async () => {
    const offered: string[] = []
    desk.terminal = true
    desk.asker = {
      ...askNobody,
      choose: async (question, choices) => {
        offered.push(...choices.map(({ name }) => name))
        return first(question, choices)
      },
      confirm: async (question) => {
        expect(question).toBe('Merge into #1 “Payment file rejected”, for good?')
        return true
      },
    }
    expect(await desk.run('merge', '2')).toMatchObject({ exitCode: 0 })
    expect(offered).toEqual(['#1 Payment file rejected', '#4 Kalender leer', '#3 Portal slow', 'Another one …'])
    expect(await desk.json('show', '2')).toMatchObject({ mergedInto: 1 })
  })

  test('of several one of them may go on, or another whose number is typed', async () => {
    expect(await asked(['2', true], 'merge', '1', '2')).toMatchObject({ exitCode: 0 })
    expect(await desk.json('show', '1')).toMatchObject({ mergedInto: 2, status: 'closed' })
    expect(await asked(['', '#4', true], 'merge', '3')).toMatchObject({ exitCode: 0 })
    expect(await desk.json('show', '3')).toMatchObject({ mergedInto: 4 })
  })

  test('asks nobody about what cannot be merged into anything', async () => {
    await desk.json('merge', '1', '--into', '2', '--yes')
    for (const [words, code] of [
      [['1'], 1],
      [['99'], 66],
      [['3', '5'], 65],
    ] as const) {
      expect(await asked([], 'merge', ...words)).toMatchObject({ exitCode: code })
    }
    await desk.as('anna@acme.example')
    expect(await asked([], 'merge', '3')).toMatchObject({ exitCode: 77 })
    desk.terminal = false
    expect(await desk.refused('merge', '3')).toMatchObject({ exitCode: 64, code: 'missing-flag' })
  })
})

describe('link', () => {
  test('asks with what, and by --remove which one is to go', async () => {
    expect(await asked(['1'], 'link', '2')).toMatchObject({ exitCode: 0 })
    expect(await asked(['', 'https://status.example/7'], 'link', '2')).toMatchObject({ exitCode: 0 })
    const links = [
      { kind: 'related', number: 1 },
      { kind: 'url', url: 'https://status.example/7' },
    ]
    expect(await desk.json('show', '2')).toMatchObject({
      links: expect.arrayContaining(links.map((one) => expect.objectContaining(one))),
    })
    expect(await asked(['1'], 'link', '2', '--remove')).toMatchObject({ exitCode: 0 })
    expect(await desk.json('show', '2')).toMatchObject({ links: [{ kind: 'url' }] })
    const none = await asked([], 'link', '3', '--remove')
    expect(none).toMatchObject({ exitCode: 66, stderr: expect.stringContaining('#3 has no link') })
  })

  test('says what is missing or wrong in words, and is refused before it asks', async () => {
    expect((await desk.run('link', '2')).stderr).toContain('what it is linked with')
    expect((await desk.run('link', '2', 'quatsch')).stderr).toContain('"quatsch" is not possible as a link')
    await desk.as('anna@acme.example')
    expect(await asked([], 'link', '2')).toMatchObject({ exitCode: 77 })
  })
})

test('rate refuses others, and what is not solved, before it asks', async () => {
  await desk.json('solve', '1')
  expect(await asked([], 'rate', '1')).toMatchObject({ exitCode: 77 })
  await desk.as('anna@acme.example')
  expect(await asked([], 'rate', '2')).toMatchObject({ exitCode: 1 })
  expect(await asked([4, 'Quick'], 'rate', '1')).toMatchObject({ exitCode: 0 })
  expect(await asked([], 'rate', '1')).toMatchObject({ exitCode: 1 })
  expect(await desk.json('show', '1')).toMatchObject({ rating: { score: 4, comment: 'Quick' } })
})

test('no text is asked for what is refused anyway; a closed ticket still takes one, for a follow-up', async () => {
  await desk.as('anna@acme.example')
  expect(await asked([], 'note', '1')).toMatchObject({ exitCode: 77 })
  expect(await asked([], 'follow-up', '1')).toMatchObject({ exitCode: 1 })
  expect(await asked([], 'reply', '1', '--answer', 'nothing', '--if-version', '9')).toMatchObject({ exitCode: 1 })
  expect(await asked([], 'reply', '5')).toMatchObject({ exitCode: 66 })
  await desk.as(undefined)
  await desk.json('solve', '1')
  await desk.json('close', '1')
  const { exitCode, stdout } = await asked(['It goes on.', true], 'reply', '1')
  expect({ exitCode, stdout }).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('#6 Payment file rejected'),
  })
  // Of several, those that are closed are told at once.
  expect(await asked(['Hello'], 'reply', '1', '2')).toMatchObject({ exitCode: 1 })
  expect(await asked([], 'reply', '1', '99')).toMatchObject({ exitCode: 1 })
})

test('give and assign offer the staff, to those who may give', async () => {
  const { exitCode, stdout } = await asked([{ email: 'fritz@support.example' }], 'give', '1')
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('given to Fritz First') })
  const offered: string[] = []
  desk.terminal = true
  desk.asker = {
    ...askNobody,
    choose: async (question, choices) => {
      offered.push(...choices.map(({ name }) => name))
      return first(question, choices)
    },
  }
  expect(await desk.run('assign', '1', '2')).toMatchObject({ exitCode: 0 })
  expect(offered).toEqual(['Fritz First <fritz@support.example>', 'jana@support.example'])
  desk.asker = undefined
  await desk.as('anna@acme.example')
  expect(await asked([], 'give', '2')).toMatchObject({ exitCode: 77 })
})

test('group add refuses those who may make none before it asks', async () => {
  await desk.as('anna@acme.example')
  expect(await asked([], 'group', 'add', 'auditors')).toMatchObject({ exitCode: 77 })
})

describe('an empty text', () => {
  test.each([
    ['en_GB.UTF-8', 'helpdesk: nothing was written, and nothing was sent'],
    ['de_DE.UTF-8', 'helpdesk: es wurde nichts geschrieben und nichts verschickt'],
  ])('says so: %s', async (language, said) => {
    desk.environment.LANG = language
    const { exitCode, stderr } = await asked(['  \n'], 'reply', '1')
    expect(exitCode).toBe(65)
    expect(stderr).toContain(said)
    expect(stderr).not.toContain('--message')
    expect(await desk.json('show', '1')).toMatchObject({ version: 1 })
  })

  test('as a flag names the flag', async () => {
    expect((await desk.run('reply', '1', '-m', ' ')).stderr).toContain('--message is empty')
  })
})

describe('a No', () => {
  test('to people from outside is calm, ends 130, and keeps the text', async () => {
    const { exitCode, stderr } = await asked([false], 'cc', '1', 'add', 'bank@partner.example')
    expect(exitCode).toBe(130)
    expect(stderr.split('\n').filter((line) => !line.startsWith('?'))).toEqual([
      'helpdesk: left; nothing was changed',
      '',
    ])
  })

  test('is asked for once, however many tickets there are', async () => {
    const { exitCode, stderr } = await asked([false], 'reply', '1', '2', '-m', 'x', '--cc', 'bank@partner.example')
    expect(exitCode).toBe(130)
    expect(stderr.match(/\?/g)).toHaveLength(2)
    for (const number of ['1', '2']) expect(await desk.json('show', number)).toMatchObject({ version: 1 })
  })

  test('leaves what was done before it, and names the rest', async () => {
    await desk.json('cc', '1', 'add', 'bank@partner.example', '--yes')
    const words = ['reply', '1', '2', '3', '-m', 'x', '--cc', 'bank@partner.example']
    const { exitCode, stderr } = await asked([false], ...words)
    expect(exitCode).toBe(130)
    expect(stderr).toContain('2 of 3 tickets: not done')
    expect(await desk.json('show', '1')).toMatchObject({ messages: [{ body: 'x' }] })
    expect(await desk.json('show', '2')).toMatchObject({ messages: [] })
  })
})

describe('what verbs say', () => {
  test('whose the ticket was, the subject, and how it was solved', async () => {
    await desk.as('fritz@support.example')
    await desk.json('take', '1')
    await desk.as(undefined)
    const taken = await asked([], 'take', '1')
    expect(taken.stdout).toContain('#1 Payment file rejected')
    expect(taken.stdout).toContain('taken from Fritz First')
    expect((await asked([], 'take', '2')).stdout).not.toContain('taken from')
    expect((await asked([], 'take', '1')).stdout).not.toContain('taken from')
    expect((await asked([], 'solve', '3', '--as', 'answered')).stdout).toContain('solved · answered')
    expect((await asked([], 'solve', '4')).stdout).not.toContain('answered')
  })

  test('more than three: each with status, who has it and subject, and a question with the verb', async () => {
    await desk.as('fritz@support.example')
    await desk.json('take', '2')
    await desk.as(undefined)
    const { stderr } = await asked([false], 'solve', '1-4')
    expect(stderr).toMatch(/2 +open +Fritz First +Payment file rejected again/)
    expect(stderr).toContain('? Solve 4 tickets?')
    const given = await asked([false], 'give', '1-4', 'fritz@support.example')
    expect(given.stderr).toContain('? Give 4 tickets to fritz@support.example?')
    for (const [words, question] of [
      [['take', '1-4'], 'Take 4 tickets?'],
      [['assign', '1-4', '--none'], 'Make 4 tickets nobody’s?'],
      [['reply', '1-4', '--solve', '-m', 'x'], 'Answer and solve 4 tickets?'],
      [['hold', '1-4', '--until', 'in 3d'], 'Put 4 tickets on hold?'],
      [['watch', '1-4'], 'Watch 4 tickets?'],
      [['edit', '1-4', '--priority', 'high'], 'Change 4 tickets?'],
    ] as const) {
      expect((await asked([false], ...words)).stderr).toContain(`? ${question}`)
    }
  })

  test('next and triage say whom they are for, and what others may use', async () => {
    await desk.as('anna@acme.example')
    for (const verb of ['next', 'triage']) {
      const { exitCode, stderr } = await asked([], verb)
      expect(exitCode).toBe(77)
      expect(stderr).toContain('next and triage are for staff and first level')
      expect(stderr).toContain('helpdesk list, helpdesk show NUMBER')
    }
  })

  test('no names of placeholders, in either language', async () => {
    for (const [words, english, german] of [
      [['cc', '1', 'list'], '"list" is not possible after the ticket number: add, remove', 'nach der Ticketnummer'],
      [['cc', '1', 'add'], 'the e-mail address is missing', 'es fehlt: die E-Mail-Adresse'],
      [['give', '1'], 'the colleague’s e-mail address or a team is missing', 'Kollegen oder ein Team'],
      [['search', 'status:quatsch'], 'status cannot be "quatsch": open', 'kein Wert für status: open'],
      [['search', 'calendar', '-outlook'], 'helpdesk search "calendar -outlook"', 'search "Kalender -outlook"'],
      [['search', 'calendar', '-test'], 'helpdesk search "calendar -test"', 'search "Kalender -test"'],
    ] as const) {
      expect((await desk.run(...words)).stderr).toContain(english)
      expect((await desk.run(...words, '--lang', 'de')).stderr).toContain(german)
    }
    expect(await desk.run('search', 'calendar', '-ojson')).toMatchObject({ exitCode: 0, stdout: '[]\n' })
    expect(await desk.run('search', '--', 'calendar', '-outlook')).toMatchObject({ exitCode: 0 })
  })

  test('a hint at the terminal only where a terminal asks', async () => {
    expect((await desk.run('hold', '1')).stderr).toContain('run this in a terminal to be asked')
    for (const words of [
      ['category', 'add', 'x'],
      ['token', 'create'],
      ['user', 'merge', 'kim@nord.example'],
    ]) {
      const { exitCode, stderr } = await desk.run(...words)
      expect(exitCode).toBe(64)
      expect(stderr).not.toContain('terminal')
    }
  })

  test('a star is offered only for whole words', async () => {
    expect((await asked([], 'search', 'zzz')).stdout).toContain('star')
    for (const query of ['zzz*', 'number:77', '"foo bar"']) {
      expect((await asked([], 'search', query)).stdout).toBe('Nothing found.\n')
    }
  })
})
