import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface TopicJson {
  id: string
  title: string
  answer: string
  tickets: number
  saved: number
  texts: Record<string, { de: string | null; en: string | null }>
}

const sync = [
  'topic',
  'add',
  'calendar-sync',
  '--title',
  'Calendar does not synchronise',
  '--answer-de',
  'Guten Tag {requester.name}, bitte neu verbinden.',
]

async function deskWithTopic(): Promise<TestDesk> {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1' } }).init()
  await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
  await desk.json('user', 'add', 'anna@acme.example', '--name', 'Anna Berg')
  await desk.json(...sync, '--answer', 'Hello {requester.name}, connect it again.', '--answered-by', 'second')
  return desk
}

async function journal(desk: TestDesk, type: string): Promise<Record<string, unknown>[]> {
  const store = await desk.store()
  const rows = await store.db.selectFrom('journal_entries').select('payload').where('type', '=', type).execute()
  await store.close()
  return rows.map(({ payload }) => JSON.parse(payload ?? '{}') as Record<string, unknown>)
}

function topicFiles(desk: TestDesk, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(desk.home, 'topics'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(desk.home, 'topics', name), text)
}

const file = (title: string, more = ''): string => `---\ntitle: ${title}\n${more}---\nAnswer of ${title}.\n`

describe('a topic', () => {
  test('is added with texts in both languages, and is recorded', async () => {
    const desk = await deskWithTopic()
    expect(await desk.json('topic', 'show', 'calendar')).toMatchObject({
      id: 'calendar-sync',
      title: 'Calendar does not synchronise',
      answer: 'Hello {requester.name}, connect it again.',
      answeredBy: 'second-level',
      category: null,
      required: [],
      texts: { title: { de: null, en: 'Calendar does not synchronise' }, question: { de: null, en: null } },
    })
    expect(await journal(desk, 'topic.added')).toMatchObject([{ topic: 'calendar-sync', answeredBy: 'second-level' }])
  })

  test('a text missing in one language is shown in the other', async () => {
    const desk = await deskWithTopic()
    desk.environment.HELPDESK_LANG = 'de'
    const { stdout } = await desk.run('topic', 'show', 'calendar-sync', '-o', 'table')
    expect(stdout).toContain('Calendar does not synchronise')
    expect(stdout).toContain('bitte neu verbinden')
  })

  test('is read with what is known of the desk and of whoever reads it; raw by machines', async () => {
    const desk = await deskWithTopic()
    await desk.json('config', 'set', 'contact.phone', '+49 30 12')
    const answer = 'Hello {requester.name}, call {contact.phone} about #{ticket.number} {links.wiki}.'
    await desk.json('topic', 'edit', 'calendar-sync', '--answer', answer)
    const shown = async (...words: string[]): Promise<string> =>
      (await desk.run('topic', ...words, '-o', 'table')).stdout
    const words = [['show', 'calendar-sync'] as const, ['search', 'calendar synchronise'] as const]
    for (const said of words) {
      const forStaff = await shown(...said)
      expect(forStaff).toContain('Hello {requester.name}, call +49 30 12 about #{ticket.number}.')
      expect(forStaff).toContain('What is named in {…} is filled in when the answer is used.')
    }
    expect((await desk.run('topic', 'show', 'calendar-sync', '-o', 'tsv')).stdout).toContain(answer)
    await desk.as('anna@acme.example')
    for (const said of words) {
      const forAnna = await shown(...said)
      expect(forAnna).toContain('Hello Anna Berg, call +49 30 12 about #.')
      expect(forAnna).not.toMatch(/[{}]/)
    }
    expect(await desk.json('topic', 'show', 'calendar-sync')).toMatchObject({ answer })
    expect(await desk.json('topic', 'search', 'calendar')).toMatchObject([{ answer }])
  })

  test('changes only in what is named; what is so already is no change', async () => {
    const desk = await deskWithTopic()
    const edit = [
      'topic',
      'edit',
      'calendar-sync',
      '--title-de',
      'Kalender',
      '--add-required',
      '--browser',
      '--category',
      'prob',
      '--add-link',
      'Guide=https://wiki.example/a?b=c',
    ]
    const edited = await desk.json<TopicJson>(...edit)
    expect(edited).toMatchObject({
      answer: 'Hello {requester.name}, connect it again.',
      required: ['browser'],
      category: 'problem',
      links: [{ label: 'Guide', url: 'https://wiki.example/a?b=c' }],
    })
    await desk.json(...edit)
    expect((await journal(desk, 'topic.edited')).map(({ changes }) => Object.keys(changes ?? {}))).toEqual([
      ['title', 'category', 'required', 'links'],
    ])
    const less = ['--no-category', '--remove-required', 'browser', '--remove-link', 'Guide']
    expect(await desk.json('topic', 'edit', 'Kalender', ...less)).toMatchObject({
      category: null,
      required: [],
      links: [],
    })
  })

  test('takes its answer from a file or from standard input', async () => {
    const desk = await deskWithTopic()
    writeFileSync(join(desk.home, 'answer.txt'), 'From a file.\n')
    await desk.json('topic', 'edit', 'calendar-sync', '--answer-file', 'answer.txt')
    expect((await desk.json<TopicJson>('topic', 'show', 'calendar-sync')).answer).toBe('From a file.')
    desk.stdin = Buffer.from('Von dort.\n')
    await desk.json('topic', 'edit', 'calendar-sync', '--answer-file-de', '-')
    expect((await desk.json<TopicJson>('topic', 'show', 'calendar-sync')).texts.answer).toEqual({
      de: 'Von dort.',
      en: 'From a file.',
    })
  })

  test('goes, and tickets that have it lose it in their history too', async () => {
    const desk = await deskWithTopic()
    await desk.json('open', 'Calendar', '--for', 'anna@acme.example', '--topic', 'calendar-sync')
    expect(await desk.refused('topic', 'remove', 'calendar-sync')).toMatchObject({
      exitCode: 64,
      code: 'confirmation-needed',
    })
    expect(await desk.json('topic', 'remove', 'calendar-sync', '--yes')).toMatchObject({ tickets: 1 })
    expect(await desk.json('show', '1', '--history')).toMatchObject({
      topic: null,
      version: 2,
      history: [
        { type: 'ticket.opened' },
        { type: 'ticket.edited', changes: { topic: { from: 'calendar-sync', to: null } } },
      ],
    })
    expect(await desk.json('topic', 'list')).toEqual([])
    expect((await desk.run('audit', 'verify')).exitCode).toBe(0)
  })

  test.each([
    [['topic', 'add', 'x', '--answer', 'A'], 64, 'missing-flag'],
    [['topic', 'add', 'x', '--title', 'T'], 64, 'missing-flag'],
    [['topic', 'add', 'x', '--title', 'T', '--answer', 'A', '--answer-file', 'f'], 64, 'conflicting-flags'],
    [['topic', 'add', 'x', '--title', 'T', '--title-en', 'T', '--answer', 'A'], 64, 'conflicting-flags'],
    [['topic', 'edit', 'calendar-sync'], 64, 'nothing-to-change'],
    [['topic', 'add', 'Not So', '--title', 'T', '--answer', 'A'], 65, 'wrong-name'],
    [['topic', 'add', 'x', '--title', ' ', '--answer', 'A'], 65, 'empty-text'],
    [['topic', 'add', 'x', '--title', 'T', '--answer', 'Hi {requester.nmae}'], 65, 'unknown-placeholder'],
    [['topic', 'edit', 'calendar-sync', '--answer-de', '{links.vicky}'], 65, 'unknown-placeholder'],
    [['topic', 'add', 'x', '--title', 'T', '--answer', 'A', '--answered-by', 'me'], 65, 'wrong-value'],
    [['topic', 'add', 'x', '--title', 'T', '--answer', 'A', '--required', 'shoe'], 65, 'wrong-value'],
    [['topic', 'add', 'x', '--title', 'T', '--answer', 'A', '--link', 'javascript:alert(1)'], 65, 'wrong-value'],
    [['topic', 'add', 'x', '--title', 'T', '--answer', 'A', '--category', 'nope'], 65, 'wrong-value'],
    [['topic', 'add', 'x', '--title', 'T', '--answer-file', 'not-there'], 66, 'file-not-found'],
    [['topic', 'show', 'nope'], 66, 'topic-not-found'],
    [['topic', 'add', 'calendar-sync', '--title', 'T', '--answer', 'A'], 1, 'topic-exists'],
    [['open', 'X', '--for', 'anna@acme.example', '--topic', 'nope'], 66, 'topic-not-found'],
    [['list', '--topic', 'nope'], 66, 'topic-not-found'],
  ])('%j is refused', async (words, exitCode, code) => {
    const desk = await deskWithTopic()
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
    expect(await desk.json('topic', 'list')).toHaveLength(1)
    expect(await desk.json('list')).toEqual([])
  })

  test('two that begin alike must be told apart', async () => {
    const desk = await deskWithTopic()
    await desk.json('topic', 'add', 'calendar-share', '--title', 'Sharing', '--answer', 'A')
    expect(await desk.refused('topic', 'show', 'calendar-s')).toMatchObject({ exitCode: 65, code: 'ambiguous-value' })
  })
})

describe('a ticket has a topic', () => {
  test('from opening or by an edit, and lists go by it', async () => {
    const desk = await deskWithTopic()
    const opened = await desk.json('open', 'Calendar', '--for', 'anna@acme.example', '--topic', 'Calendar does')
    expect(opened).toMatchObject({ topic: 'calendar-sync' })
    await desk.json('open', 'Other', '--for', 'anna@acme.example')
    expect(await desk.json('list', '--topic', 'calendar')).toMatchObject([{ number: 1, topic: 'calendar-sync' }])
    expect(await desk.json('edit', '2', '--topic', 'calendar')).toMatchObject({ topic: 'calendar-sync' })
    expect(await desk.json('edit', '1', '--no-topic')).toMatchObject({ topic: null })
    expect(await desk.json('show', '2', '--history')).toMatchObject({
      history: [{}, { type: 'ticket.edited', changes: { topic: { from: null, to: 'calendar-sync' } } }],
    })
    expect(await desk.json('topic', 'list')).toMatchObject([{ tickets: 1, saved: 0 }])
  })

  test('in a script nothing is asked and nothing offered', async () => {
    const desk = await deskWithTopic()
    const { exitCode, stderr } = await desk.run('open', 'Calendar does not synchronise', '--for', 'anna@acme.example')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(await desk.json('show', '1')).toMatchObject({ topic: null })
  })
})

describe('a prepared answer', () => {
  test('goes in the requester’s language with its placeholders filled, and gives the ticket its topic', async () => {
    const desk = await deskWithTopic()
    await desk.json('open', 'Calendar', '--for', 'anna@acme.example')
    expect(await desk.json('reply', '1', '--answer', 'calendar-sync')).toMatchObject({
      topic: 'calendar-sync',
      status: 'waiting',
      messages: [{ body: 'Hello Anna Berg, connect it again.' }],
    })
    expect(await journal(desk, 'ticket.replied')).toMatchObject([
      { answer: 'calendar-sync', changes: { topic: { from: null, to: 'calendar-sync' } } },
    ])
    await desk.json('user', 'edit', 'anna@acme.example', '--language', 'de')
    const { messages } = await desk.json<{ messages: { body: string }[] }>(
      'reply',
      '1',
      '--answer',
      'calendar',
      '-m',
      'Wie besprochen:',
    )
    expect(messages[1]?.body).toBe('Wie besprochen:\n\nGuten Tag Anna Berg, bitte neu verbinden.')
  })

  test('leaves the topic that a ticket has', async () => {
    const desk = await deskWithTopic()
    await desk.json('topic', 'add', 'other', '--title', 'Other', '--answer', 'Else.')
    await desk.json('open', 'Calendar', '--for', 'anna@acme.example', '--topic', 'calendar-sync')
    expect(await desk.json('reply', '1', '--answer', 'other', '--solve')).toMatchObject({
      topic: 'calendar-sync',
      status: 'solved',
    })
  })

  test('is the desk’s to give: the requester may not, and an unknown one changes nothing', async () => {
    const desk = await deskWithTopic()
    await desk.json('open', 'Calendar', '--for', 'anna@acme.example')
    expect(await desk.refused('reply', '1', '--answer', 'nope')).toMatchObject({
      exitCode: 66,
      code: 'topic-not-found',
    })
    await desk.as('anna@acme.example')
    expect(await desk.refused('reply', '1', '--answer', 'calendar-sync')).toMatchObject({ exitCode: 77 })
    expect(await desk.json('show', '1')).toMatchObject({ messages: [], topic: null, status: 'open' })
  })
})

describe('open offers topics to whoever sits there', () => {
  const words = ['open', 'Calendar is not synchronised', '-m', 'Empty since today.']

  async function annasDesk(answeredBy = 'first-level'): Promise<TestDesk> {
    const desk = await deskWithTopic()
    const question = ['--question', 'Why is my calendar not synchronised?']
    await desk.json('topic', 'edit', 'calendar-sync', ...question, '--answered-by', answeredBy)
    return desk.as('anna@acme.example')
  }

  test('yes: no ticket is opened, and the topic has saved one', async () => {
    const desk = await annasDesk()
    const { exitCode, stdout } = await desk
      .answering({ kind: 'answered', match: { id: 'calendar-sync', title: 'Calendar' } })
      .run(...words)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '✓ No ticket was opened · answered by "Calendar"\n' })
    desk.terminal = false
    expect(await desk.json('list', '--all')).toEqual([])
    expect(await desk.json('topic', 'list')).toMatchObject([{ saved: 1, tickets: 0 }])
    // Of other people's questions customers are told nothing, as of their tickets.
    await desk.as(undefined)
    await desk.json('user', 'add', 'tom@acme.example')
    await desk.as('tom@acme.example')
    expect(await desk.json('topic', 'list')).toMatchObject([{ saved: 0 }])
    await desk.as(undefined)
    expect(await desk.json('topic', 'list')).toMatchObject([{ saved: 1 }])
    expect(await journal(desk, 'topic.answered')).toEqual([
      { topic: 'calendar-sync', subject: 'Calendar is not synchronised' },
    ])
  })

  test('no: the ticket is opened without it; about this: with it', async () => {
    const desk = await annasDesk()
    await desk.answering({ kind: 'open', topic: null }).run(...words)
    await desk.answering({ kind: 'open', topic: 'calendar-sync' }).run(...words, '--if-duplicate', 'open')
    desk.terminal = false
    expect(await desk.json('list')).toMatchObject([{ topic: null }, { topic: 'calendar-sync' }])
  })

  test.each(['second-level', 'project-lead'])(
    'one of the %s is no answer: it is asked whether it is about that',
    async (by) => {
      const desk = await annasDesk(by)
      const { stderr } = await desk.answering('calendar-sync').run(...words)
      expect(stderr).toContain('? Is it about this?')
      expect(stderr).not.toContain('connect it again')
      await desk.answering(null).run(...words, '--if-duplicate', 'open')
      desk.terminal = false
      expect(await desk.json('list')).toMatchObject([{ topic: 'calendar-sync' }, { topic: null }])
    },
  )

  test('whoever opens for somebody else has no question that could be answered', async () => {
    const desk = await annasDesk()
    await desk.as(undefined)
    const { stderr } = await desk.answering('calendar-sync').run(...words, '--for', 'anna@acme.example')
    expect(stderr).toContain('? Is it about this?')
    expect(stderr).not.toContain('Did this answer it?')
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({ topic: 'calendar-sync' })
  })

  test.each([
    ['it is an emergency', [...words, '--emergency']],
    ['nothing fits', ['open', 'Invoice of May', '-m', 'X']],
    ['a topic was named', [...words, '--topic', 'calendar-sync']],
    ['machines read', [...words, '--json']],
    ['everything is answered with yes', [...words, '--yes']],
  ])('nothing is asked where %s', async (_, typed) => {
    const desk = await annasDesk()
    const { exitCode } = await desk.answering().run(...typed)
    expect(exitCode).toBe(0)
    desk.terminal = false
    expect(await desk.json('list')).toHaveLength(1)
  })
})

describe('topic import', () => {
  test('adds, changes and leaves alone; a second time nothing is to do', async () => {
    const desk = await deskWithTopic()
    topicFiles(desk, {
      'calendar-sync.md': file('Calendar', 'answeredBy: second-level\n'),
      'printer.md': file('Printer', 'answeredBy: out-of-scope\ncategory: question\nrequired: [browser]\n'),
      'notes.txt': 'no topic',
    })
    mkdirSync(join(desk.home, 'topics', 'deeper.md'))
    const result = { added: 1, edited: 1, unchanged: 0 }
    expect(await desk.json('topic', 'import', 'topics', '-n')).toEqual({ ...result, dryRun: true })
    expect(await desk.json('topic', 'list')).toHaveLength(1)
    expect(await desk.json('topic', 'import', 'topics')).toEqual({ ...result, dryRun: false })
    expect(await desk.json('topic', 'import', 'topics')).toMatchObject({ added: 0, edited: 0, unchanged: 2 })
    expect(await desk.json('topic', 'list')).toMatchObject([
      { id: 'calendar-sync', title: 'Calendar', answer: 'Answer of Calendar.' },
      { id: 'printer', category: 'question', required: ['browser'] },
    ])
  })

  test('names every mistake of every file, and takes in nothing', async () => {
    const desk = await deskWithTopic()
    topicFiles(desk, {
      'a.md': file('A', 'category: nope\n'),
      'b.md': '---\ntitel: B\n---\n{nobody}\n',
      'c.md': file('C', 'id: d\n'),
      'd.md': file('D'),
      'e.md': 'no front matter',
      'f.md': '---\ntitle: F\n---\nin the language of the desk\n<!-- en -->\nand again\n',
      'good.md': file('Good'),
    })
    writeFileSync(join(desk.home, 'topics', 'z.md'), Buffer.from([0x2d, 0xff, 0xfe]))
    const refused = await desk.refused('topic', 'import', 'topics')
    expect(refused).toMatchObject({ exitCode: 65, code: 'topics-broken' })
    const problems = refused.details.problems as { file: string; line: number; problem: string }[]
    expect(problems.map(({ file: name, line, problem }) => `${name}:${line} ${problem}`)).toEqual([
      'a.md:3 no-category',
      'b.md:1 missing-title',
      'b.md:2 unknown-key',
      'b.md:4 unknown-placeholder',
      'd.md:1 id-twice',
      'e.md:1 no-front-matter',
      'f.md:1 language-twice',
      'z.md:1 not-text',
    ])
    expect(await desk.json('topic', 'list')).toHaveLength(1)
  })

  test('a folder that is not there, or none at all', async () => {
    const desk = await deskWithTopic()
    writeFileSync(join(desk.home, 'file.md'), file('X'))
    expect(await desk.refused('topic', 'import', 'nowhere')).toMatchObject({ exitCode: 66, code: 'file-not-found' })
    expect(await desk.refused('topic', 'import', 'file.md')).toMatchObject({ exitCode: 65, code: 'not-a-folder' })
    mkdirSync(join(desk.home, '-'))
    expect(await desk.refused('topic', 'import', '-')).toMatchObject({ exitCode: 65, code: 'not-a-folder' })
  })
})

test.each([
  ['payments', 5],
  ['erp', 1],
  ['online-advice', 10],
  ['plain', 0],
])('the preset %s brings its topics in both languages', async (preset, count) => {
  const desk = await new TestDesk().init('--preset', preset)
  const topics = await desk.json<TopicJson[]>('topic', 'list')
  expect(topics).toHaveLength(count)
  for (const { texts } of topics) {
    expect(Object.values(texts).flatMap(({ de, en }) => [de, en])).not.toContain(null)
  }
})
