import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

// In which order `open` asks: nothing is answered, written or filled in that is then refused or not needed.

async function deskOf(...flags: string[]): Promise<TestDesk> {
  const desk = await new TestDesk({ environment: { NO_COLOR: '1' } }).init(...flags)
  await desk.json('tenant', 'add', 'nord', '--domain', 'nord.example')
  await desk.json('user', 'add', 'kim@nord.example')
  return desk
}

/** The questions of the last command, in their order. */
function questions(stderr: string): string[] {
  return stderr.split('\n').flatMap((line) => (/^\? /.test(line) ? [line.slice(2)] : []))
}

const drafts = (desk: TestDesk): string[] => {
  try {
    return readdirSync(join(desk.home, 'drafts'), { recursive: true }).map(String)
  } catch {
    return []
  }
}

describe('the order of the questions', () => {
  test('for whom and which tenant come first, whether to send it last', async () => {
    const desk = await deskOf()
    desk.answering('eva@new.example', true, 'Printer jams', 'Since today.\n', 'problem', '', 'send')
    const { exitCode, stderr } = await desk.run('open')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(questions(stderr).map((one) => one.slice(0, 24))).toEqual([
      'For whom (e-mail)?',
      'new.example is new here.',
      'Subject:',
      'editor: ',
      'What is it about?',
      'Attach a file (drag it h',
      'Send this?',
    ])
  })

  test('who does not want the tenant made is asked for whom once more', async () => {
    const desk = await deskOf()
    desk.answering('kim@nrod.example', false, 'kim@nord.example', 'Printer jams', '', 'problem', '', 'send')
    const { exitCode, stderr } = await desk.run('open')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(stderr).toContain('> nrod.example belongs to no tenant yet')
    desk.terminal = false
    expect(await desk.json('tenant', 'list')).toHaveLength(1)
  })

  test('what flags answer is not asked, and offers come once subject and text are known', async () => {
    const desk = await deskOf()
    await desk.json('category', 'edit', 'problem', '--ask', 'where')
    await desk.json('open', 'Printer jams', '-m', 'x', '--for', 'kim@nord.example')
    desk.answering(undefined, 'Hall', 'send')
    const words = ['open', 'Printer jams', '-m', 'again', '--for', 'kim@nord.example', '-c', 'problem']
    const { stderr } = await desk.run(...words)
    expect(questions(stderr)).toEqual(['What becomes of your text?', 'Where in the product (optional)?', 'Send this?'])
  })

  test('whoever answers an older ticket fills in no form', async () => {
    const desk = await deskOf()
    await desk.json('category', 'edit', 'problem', '--ask', 'where')
    await desk.json('open', 'Printer jams', '-m', 'x', '--for', 'kim@nord.example')
    desk.answering('Printer jams', 'Again.\n', { number: 1, subject: 'Printer jams', score: 1 })
    const { exitCode, stdout } = await desk.run('open', '--for', 'kim@nord.example')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('answered, no new ticket')
  })

  test('people from outside are asked about once, and so is the ticket that is there', async () => {
    const desk = await deskOf()
    await desk.json('open', 'Printer jams', '-m', 'x', '--for', 'kim@nord.example')
    desk.answering(true, undefined)
    const words = ['open', 'Printer jams', '-m', 'again', '--for', 'kim@nord.example', '--cc', 'ben@beta.example']
    const { exitCode, stderr } = await desk.run(...words)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(questions(stderr).map((one) => one.slice(0, 16))).toEqual(['ben@beta.example', 'What becomes of '])
    desk.answering(false)
    const declined = await desk.run(...words.with(1, 'Something else'))
    // A No is a decision, and no mistake.
    expect(declined).toMatchObject({ exitCode: 130 })
    expect(declined.stderr).toContain('left; nothing was changed')
  })

  test('consent comes before the text', async () => {
    const desk = await deskOf('--preset', 'payments')
    desk.answering('phone', 'Printer jams', 'Since today.\n', 'billing', '', 'send')
    const { exitCode, stderr } = await desk.run('open', '--for', 'kim@nord.example')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(questions(stderr)[0]).toContain('agree')
  })

  test.each([
    ['an unknown category', ['-c', 'nonsense'], 65],
    ['a topic that there is not', ['--topic', 'nonsense'], 66],
    ['a time to come', ['--occurred-at', 'tomorrow'], 65],
  ])('%s is told before anything is asked', async (_, flags, exitCode) => {
    const desk = await deskOf()
    desk.answering()
    expect(await desk.run('open', '--for', 'kim@nord.example', ...flags)).toMatchObject({ exitCode })
  })
})

describe('what is left in the middle', () => {
  test('is taken up where it was left, for the same person', async () => {
    const desk = await deskOf()
    desk.answering('kim@nord.example', 'Printer jams', 'Since today.\n', 'problem', '', 'cancel')
    const { exitCode, stderr } = await desk.run('open', '--module', 'Accounts')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 130 })
    expect(stderr).toContain('helpdesk open --recover')
    desk.answering('', 'send')
    const taken = await desk.run('open', '--recover')
    expect(taken).toMatchObject({ exitCode: 0 })
    expect(questions(taken.stderr).at(-1)).toBe('Send this?')
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({
      requester: { email: 'kim@nord.example' },
      category: 'problem',
      module: 'Accounts',
      description: 'Since today.',
    })
  })
})

describe('a text that is taken up and fails again', () => {
  test('keeps what was said before', async () => {
    const desk = await deskOf()
    desk.answering('kim@nord.example', 'Printer jams', 'Since today.\n', 'wish', '', 'cancel')
    await desk.run('open')
    desk.terminal = false
    const again = ['open', '--recover', '--for', 'kim@nord.example']
    expect(await desk.refused(...again, '--topic', 'nonsense')).toMatchObject({ exitCode: 66 })
    expect(await desk.json(...again)).toMatchObject({
      subject: 'Printer jams',
      description: 'Since today.',
      category: 'wish',
    })
  })
})

describe('whoever may not open', () => {
  async function foreign(): Promise<TestDesk> {
    const desk = await deskOf('--preset', 'online-advice')
    await desk.json('user', 'add', 'line@nord.example', '--name', 'Lina Line', '--group', 'first-level')
    return desk.as('kim@nord.example')
  }

  test('is told so, and who may, before anything is asked, read or kept', async () => {
    const desk = await foreign()
    desk.answering()
    const asked = await desk.run('open')
    expect(asked).toMatchObject({ exitCode: 77 })
    expect(asked.stderr).toContain('hint: who may: Lina Line <line@nord.example>')
    desk.terminal = false
    desk.stdin = Buffer.from([0xff])
    const { exitCode, stderr } = await desk.run('open', 'Printer', '-F', '-')
    expect({ exitCode, kept: stderr.includes('--recover') }).toEqual({ exitCode: 77, kept: false })
    expect(drafts(desk)).toEqual([])
  })

  test('where nobody of theirs may, is told whom to ask', async () => {
    const desk = await deskOf('--preset', 'online-advice')
    await desk.json('user', 'add', 'bo@nord.example', '--name', 'Bo Boss', '--group', 'admin')
    await desk.json('config', 'set', 'contact.email', 'support@support.example')
    await desk.as('kim@nord.example')
    const { stderr } = await desk.run('open', 'Printer')
    expect(stderr).toContain('hint: whom to ask: Bo Boss <bo@nord.example>, support@support.example')
    expect((await desk.run('open', 'Drucker', '--lang', 'de')).stderr).toContain('Auskunft geben: Bo Boss')
  })

  test('is not invited to by the dashboard', async () => {
    const desk = await foreign()
    desk.terminal = true
    expect((await desk.run()).stdout).not.toContain('helpdesk open')
    await desk.as(undefined)
    await desk.run('config', 'set', 'tickets.opened-by', 'everyone')
    await desk.as('kim@nord.example')
    expect((await desk.run()).stdout).toContain('helpdesk open')
  })

  test('an advisor neither, who belongs to no tenant', async () => {
    const desk = await deskOf()
    await desk.json('user', 'add', 'ada@support.example', '--group', 'advisor')
    await desk.as('ada@support.example')
    desk.answering()
    expect(await desk.run('open')).toMatchObject({ exitCode: 77 })
  })
})

describe('--if-duplicate reply', () => {
  const again = ['open', 'Printer jams', '-m', 'x', '--for', 'kim@nord.example', '--if-duplicate', 'reply']

  test('says of the other ticket what nobody had said of it', async () => {
    const desk = await deskOf()
    await desk.json('topic', 'add', 'paper', '--title', 'Paper', '--answer', 'Fan it.')
    await desk.json('open', 'Printer jams', '-m', 'x', '--for', 'kim@nord.example')
    const words = [...again, '--topic', 'paper', '--module', 'Print', '--occurred-about', 'yesterday']
    expect(await desk.json(...words)).toMatchObject({ number: 1, topic: 'paper', module: 'Print' })
    const { messages } = await desk.json<{ messages: { body: string }[] }>('show', '1')
    expect(messages[0]?.body).toContain('Since: about Wed 4 Mar 2026')
  })

  test('tells what it keeps otherwise', async () => {
    const desk = await deskOf()
    await desk.json('open', 'Printer jams', '-m', 'x', '--for', 'kim@nord.example', '-c', 'problem', '--module', 'Old')
    const { stderr } = await desk.run(...again, '-c', 'wish', '--module', 'New')
    expect(stderr).toBe('#1 keeps what it has: category problem, module Old\n')
    expect((await desk.run(...again)).stderr).toBe('')
  })
})

describe('a day alone', () => {
  test.each([
    [['--occurred-about', 'yesterday'], 'about yesterday'],
    [['--occurred-at', '3.3.'], 'Tue 3 Mar'],
    [['--occurred-at', 'yesterday 0:00'], 'yesterday 00:00'],
    [['--occurred-at', 'yesterday around 8:00'], 'about yesterday 08:00'],
  ])('%j is shown as %s', async (flags, shown) => {
    const desk = await deskOf()
    await desk.json('open', 'Printer jams', '--for', 'kim@nord.example', ...flags)
    expect((await desk.run('show', '1', '--output', 'table')).stdout).toMatch(new RegExp(`Since +${shown}(\\n| {2})`))
  })
})
