import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TestDesk } from '../kit/test-desk'

interface Shown {
  report: { document: { id: string; name: string } | null; browser: string | null } | null
  attachments: { id: string; name: string; sha256: string }[]
  version: number
}

/** Kim of nord has a faulty document and a screenshot; their names make a terminal quote them. */
async function deskWith(preset = 'plain'): Promise<TestDesk> {
  const desk = await new TestDesk().init('--preset', preset)
  await desk.json('tenant', 'add', 'nord', '--domain', 'nord.example')
  writeFileSync(join(desk.home, "kim's contract.pdf"), 'faulty')
  writeFileSync(join(desk.home, 'screen shot.png'), 'picture')
  return desk
}

const opening = ['open', 'No signature', '--for', 'kim@nord.example', '-m', 'Since today.']

describe('--document', () => {
  test('attaches the file and is the report’s document; show says so', async () => {
    const desk = await deskWith()
    const files = ['-a', 'screen shot.png', '--document', "kim's contract.pdf", '--document-clean']
    const opened = await desk.json<Shown>(...opening, ...files)
    expect(opened.attachments.map(({ name }) => name)).toEqual(['screen shot.png', "kim's contract.pdf"])
    expect(opened.report?.document).toEqual({ id: opened.attachments[1]?.id, name: "kim's contract.pdf" })
    const { stdout } = await desk.run('show', '1', '-o', 'table')
    expect(stdout).toContain("Document  kim's contract.pdf, contains no personal data")
    expect(stdout).toContain("[2] kim's contract.pdf · 6 B · Document")
    expect(stdout).not.toMatch(/\[1\].*Document/)
    const got = await desk.run('download', '1', opened.report?.document?.id ?? '', '--to', '-')
    expect(got.stdout).toBe('faulty')
  })

  test('comes later, is replaced, and taken away without the file; the history tells', async () => {
    const desk = await deskWith()
    await desk.json(...opening)
    const edited = await desk.json<Shown>('edit', '1', '--document', 'screen shot.png', '--browser', 'Safari 19')
    expect(edited).toMatchObject({
      version: 2,
      report: { document: { name: 'screen shot.png' }, browser: 'Safari 19' },
    })
    const again = await desk.json<Shown>('edit', '1', '--document', 'screen shot.png')
    expect(again).toMatchObject({ version: 2, attachments: [{}] })
    const other = await desk.json<Shown>('edit', '1', '--document', "kim's contract.pdf")
    expect(other).toMatchObject({ report: { document: { name: "kim's contract.pdf" } }, attachments: [{}, {}] })
    const none = await desk.json<Shown>('edit', '1', '--no-document')
    expect(none).toMatchObject({ report: { document: null, browser: 'Safari 19' }, attachments: [{}, {}] })
    const { history } = await desk.json<{ history: { changes: object }[] }>('show', '1', '--history')
    expect(history.map(({ changes }) => changes)).toMatchObject([
      {},
      { document: { from: null, to: 'screen shot.png' } },
      { document: { from: 'screen shot.png', to: "kim's contract.pdf" } },
      { document: { from: "kim's contract.pdf", to: null } },
    ])
  })

  test('from standard input has the name that was given', async () => {
    const desk = await deskWith()
    desk.stdin = Buffer.from('piped')
    const opened = await desk.json<Shown>(...opening, '--document', '-', '--attach-name', 'contract.pdf')
    expect(opened.report?.document?.name).toBe('contract.pdf')
    desk.stdin = Buffer.from('piped anew')
    const edited = await desk.json<Shown>('edit', '1', '--document', '-', '--attach-name', 'new.pdf')
    expect(edited.report?.document?.name).toBe('new.pdf')
  })

  test('another one is another request under the same key', async () => {
    const desk = await deskWith()
    const words = [...opening, '--idempotency-key', 'k']
    await desk.json(...words, '-a', 'screen shot.png')
    expect(await desk.refused(...words, '--document', 'screen shot.png')).toMatchObject({
      exitCode: 1,
      code: 'idempotency-key-reused',
    })
  })

  test.each<[string[], number, string, object]>([
    [['--document', 'missing.pdf'], 66, 'file-not-found', { path: 'missing.pdf' }],
    [['--document', 'folder'], 66, 'file-unreadable', { reason: 'EISDIR' }],
    [['--document', 'big.pdf'], 65, 'attachment-too-big', { name: 'big.pdf' }],
    [['--document', '-', '-F', '-'], 64, 'conflicting-flags', { flags: ['--file -', '--document -'] }],
    [['--document', '-', '--console-file', '-'], 64, 'conflicting-flags', {}],
    [['--attach', '-', '--console-file', '-'], 64, 'conflicting-flags', {}],
  ])('%j is refused: %d %s', async (flags, exitCode, code, details) => {
    const desk = await deskWith()
    await desk.json('config', 'set', 'tickets.max-attachment-size', '1KiB')
    mkdirSync(join(desk.home, 'folder'))
    writeFileSync(join(desk.home, 'big.pdf'), 'x'.repeat(1025))
    const words = flags.includes('-F') ? opening.slice(0, 4) : opening
    expect(await desk.refused(...words, ...flags)).toMatchObject({ exitCode, code, details })
    expect(await desk.json('list')).toEqual([])
  })
})

describe('the way through the form', () => {
  const walk = ['open', '--for', 'kim@nord.example', '--no-color']

  async function asking(): Promise<TestDesk> {
    const desk = await deskWith()
    await desk.json('category', 'edit', 'problem', '--ask', 'document')
    return desk
  }

  test.each([
    ['quoted', (home: string) => `'${home}/kim'\\''s contract.pdf'`],
    ['escaped', (home: string) => `${home}/kim\\'s\\ contract.pdf`],
    ['in double quotes, with a blank behind', (home: string) => `"${home}/kim's contract.pdf" `],
    ['as it is', (home: string) => `${home}/kim's contract.pdf`],
    ['an address', (home: string) => `file://${home}/kim%27s%20contract.pdf`],
  ])('takes the document and further files by dragging them here: %s', async (_, dragged) => {
    const desk = await asking()
    const both = `'${desk.home}/screen shot.png' ${desk.home}/kim\\'s\\ contract.pdf`
    desk.answering('No signature', 'Since today.\n', 'problem', dragged(desk.home), both, '', 'send')
    const { stdout, stderr, exitCode } = await desk.run(...walk)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(stdout).toContain('3 files')
    expect(stderr).toContain("  Document     kim's contract.pdf · 6 B")
    expect(stderr).toContain('  File         screen shot.png · 7 B')
    desk.terminal = false
    expect(await desk.json<Shown>('show', '1')).toMatchObject({
      report: { document: { name: "kim's contract.pdf" } },
      attachments: [{ name: "kim's contract.pdf" }, { name: 'screen shot.png' }, { name: "kim's contract.pdf" }],
    })
  })

  test('says what cannot be attached at once, and asks again; of several files none is kept then', async () => {
    const desk = await asking()
    mkdirSync(join(desk.home, 'folder'))
    spawnSync('mkfifo', [join(desk.home, 'pipe')])
    const wrong = ['missing.pdf', 'folder', 'pipe', '/dev/zero', "'screen shot.png' missing.png"]
    const answers = [...wrong, "'screen shot.png'", '']
    desk.answering('No signature', 'Since today.\n', 'problem', '', ...answers, 'send')
    const { stderr, exitCode } = await desk.run(...walk)
    expect(exitCode).toBe(0)
    expect(stderr.split('\n').filter((line) => line.startsWith('> '))).toEqual([
      '> there is no file missing.pdf',
      '> folder cannot be read: it is a folder',
      '> pipe cannot be read: it is a pipe or a device',
      '> /dev/zero cannot be read: it is a pipe or a device',
      '> there is no file missing.png',
    ])
    desk.terminal = false
    expect(await desk.json<Shown>('show', '1')).toMatchObject({
      report: null,
      attachments: [{ name: 'screen shot.png' }],
    })
  })

  test.skipIf(process.getuid?.() === 0)('says which file may not be read', async () => {
    const desk = await asking()
    writeFileSync(join(desk.home, 'locked'), '')
    chmodSync(join(desk.home, 'locked'), 0)
    desk.answering('No signature', 'Since today.\n', 'problem', 'locked', '', '', 'send')
    expect((await desk.run(...walk)).stderr).toContain('> locked cannot be read: it is not for you to read\n')
  })

  test('lets files and document be changed before it is sent; what a flag named stays', async () => {
    const desk = await asking()
    writeFileSync(join(desk.home, 'log.txt'), 'log')
    const changes = ['change', 'files', '', 'change', 'document', "'screen shot.png'"]
    const files = ['"kim\'s contract.pdf"', "'screen shot.png'", '']
    desk.answering('No signature', 'Since today.\n', 'problem', ...files, ...changes, 'send')
    expect((await desk.run(...walk, '-a', 'log.txt')).exitCode).toBe(0)
    desk.terminal = false
    expect(await desk.json<Shown>('show', '1')).toMatchObject({
      report: { document: { name: 'screen shot.png' } },
      attachments: [{ name: 'log.txt' }, { name: 'screen shot.png' }],
    })
  })

  test('does not ask for the document that a flag named', async () => {
    const desk = await asking()
    desk.answering('No signature', 'Since today.\n', 'problem', '', 'send')
    expect((await desk.run(...walk, '--document', 'screen shot.png')).exitCode).toBe(0)
  })

  test('a pipe dragged into the question for the console is no text to wait for', async () => {
    const desk = await deskWith()
    await desk.json('category', 'edit', 'problem', '--ask', 'console')
    spawnSync('mkfifo', [join(desk.home, 'pipe')])
    desk.answering('No sound', 'Since today.\n', 'problem', join(desk.home, 'pipe'), '', '', 'send')
    const { stderr } = await desk.run(...walk)
    expect(stderr).toContain('it is a pipe or a device')
  })

  test('says with the draft that files are not kept', async () => {
    const desk = await asking()
    desk.answering('No signature', 'Since today.\n', 'problem', "'screen shot.png'", '', 'cancel')
    const { exitCode, stderr } = await desk.run(...walk)
    expect(exitCode).toBe(130)
    expect(stderr).toMatch(/files/)
  })
})

describe('what a topic demands', () => {
  /** A topic that demands a browser and the document, which its category does not. */
  async function demanding(): Promise<TestDesk> {
    const desk = await deskWith()
    const topic = ['topic', 'add', 'signature', '--title', 'Signature fails', '--answer', 'Sign again.']
    await desk.json(...topic, '--answered-by', 'second-level', '--required', 'browser', '--required', 'document')
    return desk
  }
  const walkAll = ['My printer', 'Since today.\n', 'problem']

  test('is asked on the way through the form, as what is needed', async () => {
    const desk = await demanding()
    desk.answering(...walkAll, 'Safari 19', "'screen shot.png'", '', 'send')
    const { stderr } = await desk.run('open', '--for', 'kim@nord.example', '--topic', 'signature', '--no-color')
    expect(stderr).toContain('? Which browser and version?\n')
    expect(stderr).toContain('? The document that shows it (drag the file here)?\n')
    expect(stderr).toContain('  Topic        Signature fails')
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({
      topic: 'signature',
      report: { browser: 'Safari 19', document: { name: 'screen shot.png' } },
    })
  })

  test('is asked of whoever gave the text by flags, and only that', async () => {
    const desk = await demanding()
    await desk.json('category', 'edit', 'question', '--ask', 'where')
    desk.answering('Safari 19', '', 'send')
    const { exitCode, stderr } = await desk.run(...opening, '--topic', 'signature')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(stderr).not.toContain('Where in the product')
  })

  test('is asked when the topic was chosen in the offer', async () => {
    const desk = await demanding()
    desk.answering('Signature fails', 'Since today.\n', 'signature', 'problem', 'Safari 19', '', '', 'send')
    const { exitCode, stderr } = await desk.run('open', '--for', 'kim@nord.example')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    desk.terminal = false
    expect(await desk.json('show', '1')).toMatchObject({ topic: 'signature', report: { browser: 'Safari 19' } })
  })

  test('a topic that there is not is told before anything is asked about it', async () => {
    const desk = await demanding()
    desk.answering()
    const { exitCode } = await desk.run('open', '--for', 'kim@nord.example', '--topic', 'nonsense')
    expect(exitCode).toBe(66)
  })
})
