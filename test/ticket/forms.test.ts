import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

async function deskWith(preset = 'online-advice'): Promise<TestDesk> {
  const desk = await new TestDesk().init('--preset', preset)
  await desk.json('tenant', 'add', 'nord', '--domain', 'nord.example')
  return desk
}

const opening = ['open', 'No sound', '--for', 'kim@nord.example', '-m', 'Since the update.']

describe('a report by flags', () => {
  test('is in the ticket, in every category', async () => {
    const desk = await deskWith()
    writeFileSync(join(desk.home, 'console.txt'), '\ufeffTypeError: x is undefined\r\n')
    const said = [
      '--affected-user',
      'Kim',
      '--where',
      ' Room >  Sound ',
      '--device',
      'Laptop',
      '--browser',
      'Firefox 140',
    ]
    const customer = ['--customer-device', 'iPad', '--customer-browser', 'Safari 19']
    const more = [
      '--occurred-about',
      '8:00',
      '--console-file',
      'console.txt',
      '--document-clean',
      '--tried',
      'Restarted',
    ]
    for (const category of ['technical', 'other']) {
      const ticket = await desk.json(...opening, ...said, ...customer, ...more, '-c', category)
      expect(ticket.report).toEqual({
        affectedUser: 'Kim',
        where: 'Room > Sound',
        device: 'Laptop',
        browser: 'Firefox 140',
        customerDevice: 'iPad',
        customerBrowser: 'Safari 19',
        // In the desk's zone, Berlin.
        occurredAt: '2026-03-05T07:00:00.000Z',
        occurredIsAbout: true,
        occurredIsDay: false,
        console: 'TypeError: x is undefined',
        document: null,
        documentClean: true,
        tried: 'Restarted',
      })
    }
    expect((await desk.json(...opening)).report).toBeNull()
  })

  test('is completed and corrected later; the history tells', async () => {
    const desk = await deskWith()
    await desk.json(...opening, '--where', 'Room')
    const flags = ['--no-where', '--browser', 'Safari 19', '--occurred-at', '2026-03-05T09:30']
    const edited = await desk.json('edit', '1', ...flags)
    expect(edited).toMatchObject({ version: 2, report: { where: null, browser: 'Safari 19', occurredIsAbout: false } })
    expect(await desk.json('edit', '1', ...flags)).toMatchObject({ version: 2 })
    const { history } = await desk.json<{ history: { changes: object }[] }>('show', '1', '--history')
    expect(history[1]?.changes).toMatchObject({
      where: { from: 'Room', to: null },
      browser: { from: null, to: 'Safari 19' },
      occurredAt: { from: null, to: '2026-03-05T08:30:00.000Z' },
    })
    expect(await desk.json('edit', '1', '--no-browser', '--no-occurred')).toMatchObject({ report: null })
  })

  test.each<[string[], number, string]>([
    [['--occurred-at', '8:00', '--occurred-about', '9:00'], 64, 'conflicting-flags'],
    [['--occurred-at', '31.02.'], 65, 'wrong-time'],
    [['--occurred-at', 'tomorrow'], 65, 'wrong-time'],
    // Half an hour ahead in Berlin: only the desk's zone tells.
    [['--occurred-at', '13:30'], 65, 'wrong-time'],
    [['--occurred-at', '31.12.1999'], 65, 'wrong-time'],
    [['--browser', ' '], 65, 'empty-text'],
    [['--device', 'x'.repeat(201)], 65, 'text-too-long'],
    [['--tried', 'a\0b'], 65, 'text-has-nul'],
    [['--console-file', 'missing.txt'], 66, 'file-not-found'],
    [['--console-file', 'latin1.txt'], 65, 'text-not-utf8'],
    [['--console-file', 'long.txt'], 65, 'text-too-long'],
  ])('%j is refused: %d', async (flags, exitCode, code) => {
    const desk = await deskWith()
    writeFileSync(join(desk.home, 'latin1.txt'), Buffer.from([0x4d, 0xfc]))
    writeFileSync(join(desk.home, 'long.txt'), 'x'.repeat(100_001))
    expect(await desk.refused(...opening, ...flags)).toMatchObject({ exitCode, code })
    expect(await desk.json('list')).toEqual([])
  })

  test('all that is wrong is told at once, an unknown category among it', async () => {
    const desk = await deskWith()
    const flags = ['--occurred-at', '31.02.', '--browser', '', '--category', 'nonsense', '--priority', 'soon']
    const { exitCode, code, details } = await desk.refused(...opening, ...flags)
    expect({ exitCode, code }).toEqual({ exitCode: 65, code: 'several-wrong' })
    expect((details.wrong as { code: string }[]).map((one) => one.code).sort()).toEqual([
      'empty-text',
      'wrong-time',
      'wrong-value',
      'wrong-value',
    ])
    const { stderr } = await desk.run(...opening, '--occurred-at', '13:30', '--category', 'nonsense')
    expect(stderr).toContain('nonsense')
    expect(stderr).toContain('13:30')
    const alone = await desk.refused(...opening, '--occurred-at', '31.02.')
    expect(alone).toMatchObject({ code: 'wrong-time', details: { value: '31.02.', reason: 'no-such-date' } })
  })

  test('what is missing is told with what is wrong, and as wrong usage', async () => {
    const desk = await deskWith()
    const wrong = ['--browser', '', '-c', 'nonsense', '-m', 'Since today.']
    const codes = async (...words: string[]): Promise<unknown> => {
      const { exitCode, code, details } = await desk.refused('open', ...words)
      expect({ exitCode, code }).toEqual({ exitCode: 64, code: 'missing-and-wrong' })
      return (details.wrong as { code: string; details: object }[]).map((one) => Object.values(one.details)[0])
    }
    expect(await codes(...wrong)).toEqual(['--subject', '--for', '--browser', '--category'])
    expect(await codes('No sound', ...wrong)).toEqual(['--for', '--browser', '--category'])
    expect(await codes('No sound', '-c', 'nonsense')).toEqual(['--for', '--category'])
    expect(await codes()).toEqual(['--subject', '--for'])
    expect(await desk.refused('open', 'No sound')).toMatchObject({ code: 'missing-flag', details: { flag: '--for' } })
    expect((await desk.run('open', 'No sound', '-m', 'Kept.')).stderr).toContain('helpdesk open --recover')
    const { stderr } = await desk.run('open', ...wrong)
    expect(stderr).toBe(
      [
        'helpdesk: 4 of the values are missing or wrong',
        '  --subject is missing',
        '  --for is missing',
        '  --browser is empty',
        '  --category cannot be "nonsense": technical, usage, other',
        'hint: give them, or run this in a terminal to be asked',
        '',
      ].join('\n'),
    )
    await desk.json(...opening)
    await desk.as('kim@nord.example')
    expect(await desk.refused('open')).toMatchObject({ code: 'missing-flag', details: { flag: '--subject' } })
  })

  test('a relative time may be sent again with the same key', async () => {
    const desk = await deskWith()
    const words = [...opening, '--occurred-about', '2h ago', '--idempotency-key', 'k']
    const first = await desk.json(...words)
    desk.later(60_000)
    expect(await desk.json(...words)).toMatchObject({ number: first.number })
  })
})

describe('categories', () => {
  const adding = [
    'category',
    'add',
    'video',
    '--label',
    'Video',
    '--require',
    'browser',
    '--help-text',
    'browser=Below Help.',
  ]

  test('are made, shown, changed and removed, and the journal tells', async () => {
    const desk = await deskWith('plain')
    expect(await desk.json(...adding, '--first', '--label-de', 'Bild')).toMatchObject({
      id: 'video',
      label: 'Video',
      labels: { de: 'Bild', en: 'Video' },
      form: [
        { field: 'browser', asked: true, requiredForEscalation: true, help: { de: 'Below Help.', en: 'Below Help.' } },
      ],
    })
    expect((await desk.json<{ id: string }[]>('category', 'list')).map(({ id }) => id)[0]).toBe('video')
    await desk.json('category', 'edit', 'bild', '--after', 'question', '--remove-require', 'browser', '--ask', 'tried')
    await desk.json('category', 'edit', 'video', '--after', 'question', '--ask', 'tried')
    expect((await desk.json<{ id: string }[]>('category', 'list')).map(({ id }) => id)[1]).toBe('video')
    const shown = await desk.json<{ form: unknown[] }>('category', 'show', 'vid')
    expect(shown.form).toMatchObject([{ requiredForEscalation: false }, { field: 'tried', asked: true }])
    await desk.json('category', 'remove', 'video', '--yes')
    const types = (await desk.json<{ type: string }[]>('log')).map(({ type }) => type)
    expect(types.filter((type) => type.startsWith('category.'))).toEqual([
      'category.added',
      'category.edited',
      'category.removed',
    ])
  })

  test.each<[string[], number, string]>([
    [['category', 'add', 'new'], 64, 'missing-flag'],
    [['category', 'edit', 'wish'], 64, 'nothing-to-change'],
    [['category', 'edit', 'wish', '--first', '--after', 'question'], 64, 'conflicting-flags'],
    [['category', 'remove', 'wish'], 64, 'confirmation-needed'],
    [['category', 'add', 'Not a name', '--label', 'x'], 65, 'wrong-name'],
    [['category', 'add', 'new', '--label', 'x', '--ask', 'shoe-size'], 65, 'wrong-value'],
    [['category', 'add', 'new', '--label', 'x', '--ask', 'customer'], 65, 'ambiguous-value'],
    [['category', 'add', 'new', '--label', 'x', '--link', 'console=ftp://x'], 65, 'wrong-value'],
    [['category', 'add', 'new', '--label', 'x', '--help-text', 'console'], 65, 'empty-text'],
    [['category', 'add', 'wish', '--label', 'x', '--ask', 'where'], 1, 'category-exists'],
    [['category', 'show', 'nonsense'], 66, 'category-not-found'],
    [['category', 'remove', 'question', '--yes'], 1, 'category-in-use'],
  ])('%j is refused: %d', async (words, exitCode, code) => {
    const desk = await deskWith('plain')
    await desk.json(...opening)
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code })
  })

  test('neither the one that holds by default nor the last one goes', async () => {
    const desk = await deskWith('plain')
    expect(await desk.refused('category', 'remove', 'question', '--yes')).toMatchObject({
      details: { id: 'question', reason: 'default' },
    })
    for (const id of ['problem', 'wish', 'other']) await desk.json('category', 'remove', id, '--yes')
    expect(await desk.refused('category', 'remove', 'question', '--yes')).toMatchObject({ details: { reason: 'last' } })
  })

  test('those for partners only are nothing that others know of', async () => {
    const desk = await deskWith('erp')
    await desk.json('user', 'add', 'kim@nord.example', '--group', 'key-user')
    await desk.json('tenant', 'add', 'studio', '--domain', 'studio.example', '--partner')
    await desk.json('user', 'add', 'max@studio.example')
    await desk.as('kim@nord.example')
    expect(await desk.refused('category', 'show', 'custom-code')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('category', 'edit', 'custom-code', '--label', 'x')).toMatchObject({ exitCode: 66 })
    expect(await desk.refused('category', 'edit', 'billing', '--label', 'x')).toMatchObject({ exitCode: 77 })
    await desk.as('max@studio.example')
    expect(await desk.json('category', 'show', 'custom-code')).toMatchObject({ partnerOnly: true })
  })
})

describe('the way through the form', () => {
  test('asks what is not said, suggests what was said last time, and may be changed or left', async () => {
    const desk = await deskWith('plain')
    await desk.json('category', 'edit', 'problem', '--ask', 'browser', '--ask', 'occurred', '--ask', 'where')
    const words = ['open', '--for', 'kim@nord.example']
    desk.answering(
      'No sound',
      'Since today.\n',
      'problem',
      'Room',
      'Firefox 140',
      'about 8:00',
      '',
      'change',
      'where',
      'Hall',
      'send',
    )
    expect((await desk.run(...words)).exitCode).toBe(0)
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({
      category: 'problem',
      report: { where: 'Hall', browser: 'Firefox 140', occurredAt: '2026-03-05T07:00:00.000Z', occurredIsAbout: true },
    })
    desk.answering('Another story', '', 'problem', '', '-', '', '', 'cancel')
    const left = await desk.run(...words)
    expect(left.exitCode).toBe(130)
    expect(left.stderr).toContain('Enter skips a question. Where a value stands\nin brackets, Enter takes')
    desk.terminal = false
    expect(await desk.json('list')).toHaveLength(1)
  })

  test('does not stand in the way of whoever says all, is in a hurry, or says --yes', async () => {
    const desk = await deskWith()
    desk.terminal = true
    expect((await desk.run(...opening, '--if-duplicate', 'open')).exitCode).toBe(0)
    expect((await desk.run(...opening, '-c', 'technical', '--yes')).exitCode).toBe(0)
    expect((await desk.run(...opening, '-c', 'technical', '--no-input')).exitCode).toBe(0)
    expect((await desk.run(...opening, '-c', 'other', '--if-duplicate', 'open')).exitCode).toBe(0)
  })
})
