/* oxlint-disable no-control-regex -- control characters are what these tests look for */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BuiltDesk, fileHome } from './kit/built-desk'
import { runBuilt } from './kit/built-program'
import { helpdeskInTerminal, shellInTerminal, type TerminalOptions } from './kit/pseudo-terminal'
import { script } from './kit/script'

// The program on a real terminal: what it asks, what it shows, and how one leaves it.

const desk = await BuiltDesk.make()
const { twin } = desk
await twin.json(
  'open',
  'Payment file rejected',
  '--for',
  'anna@acme.example',
  '--new-tenant',
  'acme',
  '-m',
  'pain.001 invalid',
)
await twin.json('open', 'Portal down', '--for', 'anna@acme.example', '--emergency', '-m', '503 since 8:10')

const sgr = /\u001b\[[\d;]*m/

function drafts(home: string): string[] {
  const folder = join(home, 'drafts')
  return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')) : []
}

async function numbers(home: string): Promise<unknown> {
  return desk.json(['list', '--all', '--sort', 'number', '--fields', 'number', '--home', home])
}

describe('the first minute', () => {
  test.each([
    {
      language: 'en_GB.UTF-8',
      question: 'Your e-mail:',
      made: 'Desk in ~/.local/share/helpdesk. You are jana@support.example, administrator.',
      next: 'First ticket:  helpdesk open "Payment file rejected" --for anna@acme.example',
      newTenant: 'acme.example is new here. Make tenant "acme"?',
      opened: 'open · nobody mailed (mail is not set up: helpdesk mail setup)',
      replied:
        '✓ #1 Payment file rejected · waiting · nobody mailed (mail is not set up: helpdesk mail setup) · take back: helpdesk undo',
    },
    {
      language: 'de_DE.UTF-8',
      question: 'Ihre E-Mail-Adresse:',
      made: 'Servicedesk in ~/.local/share/helpdesk. Sie sind jana@support.example, Administrator.',
      next: 'Erstes Ticket:  helpdesk open "Zahlung abgelehnt" --for anna@acme.example',
      newTenant: 'acme.example ist hier neu. Mandant „acme“ anlegen?',
      opened: 'Offen · niemand benachrichtigt (E-Mail ist nicht eingerichtet: helpdesk mail setup)',
      replied:
        '✓ #1 Payment file rejected · Wartet auf Kunden · niemand benachrichtigt (E-Mail ist nicht eingerichtet: helpdesk mail setup) · zurücknehmen: helpdesk undo',
    },
  ])('is that of CLI.md: $language', async ({ language, question, made, next, newTenant, opened, replied }) => {
    const home = fileHome()
    const person = { home, columns: 120, environment: { LANG: language, HELPDESK_HOME: undefined } }

    const init = helpdeskInTerminal(['init'], person)
    await init.expect(question)
    init.answer('jana@support.example')
    expect(await init.ended()).toBe(0)
    // One question, and two lines of answer.
    expect(init.lines).toEqual([
      expect.stringMatching(new RegExp(`^(. )?${question} jana@support\\.example$`)),
      `✓ ${made}`,
      `  ${next}`,
    ])

    const words = ['open', 'Payment file rejected', '--for', 'anna@acme.example', '-m', 'pain.001 invalid']
    const open = helpdeskInTerminal(words, person)
    await open.expect(newTenant)
    await open.expect(language.startsWith('de') ? '(J/n)' : '(Y/n)')
    open.press('enter')
    expect(await open.ended()).toBe(0)
    expect(open.text).toContain(`✓ #1 Payment file rejected · acme · anna@acme.example · ${opened}`)
    expect(open.overflowing).toEqual([])

    const reply = helpdeskInTerminal(['reply', '1', '-m', 'Which bank is it?'], person)
    expect(await reply.ended()).toBe(0)
    expect(reply.text).toBe(replied)
  })

  test('begins with helpdesk alone, which offers to make a desk', async () => {
    const home = fileHome()
    const terminal = helpdeskInTerminal([], { home, environment: { HELPDESK_HOME: undefined } })
    await terminal.expect('There is no desk in ~/.local/share/helpdesk yet. Make one? (Y/n)')
    terminal.press('enter')
    await terminal.expect('Your e-mail:')
    terminal.answer('not an address')
    // A mistake is told, and asked again.
    await terminal.expect('no e-mail address')
    terminal.type('\u0015')
    terminal.answer('jana@support.example')
    expect(await terminal.ended()).toBe(0)
    expect(existsSync(join(home, '.local/share/helpdesk/helpdesk.db'))).toBe(true)
  })

  test('a rehearsal says on every screen that it is one', async () => {
    const rehearsal = await BuiltDesk.make('--rehearsal')
    for (const words of [['list'], ['tenant', 'list'], ['category', 'list']]) {
      const terminal = helpdeskInTerminal(words, { home: rehearsal.home })
      expect(await terminal.ended()).toBe(0)
      expect(terminal.screen).toContain('Rehearsal')
    }
    const forMachines = helpdeskInTerminal(['list', '--json'], { home: rehearsal.home })
    expect(await forMachines.ended()).toBe(0)
    expect(forMachines.screen).toBe('[]')
  })
})

describe('leaving a question', () => {
  test.each(['ctrl-c', 'escape'] as const)('%s at init: 130, says so, and there is no desk', async (key) => {
    const home = fileHome()
    const terminal = helpdeskInTerminal(['init'], { home })
    await terminal.expect('Your e-mail:')
    terminal.type('jana@sup')
    await terminal.expect('jana@sup')
    terminal.press(key)
    expect(await terminal.ended()).toBe(130)
    expect(terminal.lines.at(-1)).toBe('helpdesk: left; nothing was changed')
    expect(readdirSync(home).filter((name) => name !== 'cache')).toEqual([])
  })

  test.each(['ctrl-c', 'escape'] as const)(
    '%s at open: 130, no ticket and no tenant, the text is kept',
    async (key) => {
      const home = desk.copy()
      const words = ['open', 'New thing', '--for', 'cy@west.example', '-m', 'worth keeping']
      const terminal = helpdeskInTerminal(words, { home })
      await terminal.expect('Make tenant "west"?')
      terminal.press(key)
      expect(await terminal.ended()).toBe(130)
      expect(terminal.screen).toContain('nothing was changed')
      expect(terminal.text).toContain('helpdesk open --recover')
      expect(await numbers(home)).toEqual([{ number: 1 }, { number: 2 }])
      expect(await desk.json(['tenant', 'list', '--fields', 'name', '--home', home])).toEqual([{ name: 'acme' }])
      const recovered = ['open', '--recover', '--for', 'cy@west.example', '--new-tenant', 'west', '--home', home]
      expect(await desk.json(recovered)).toMatchObject({ subject: 'New thing', description: 'worth keeping' })
      expect(drafts(home)).toEqual([])
    },
  )

  test('at the question for whom, the text that was given is kept too', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['open', 'New thing', '-m', 'worth keeping'], { home })
    await terminal.expect('For whom')
    terminal.press('ctrl-c')
    expect(await terminal.ended()).toBe(130)
    expect(terminal.text).toContain('helpdesk open --recover')
    expect(drafts(home).join()).toContain('worth keeping')
  })

  test('at the offer of a desk: 130, and there is none', async () => {
    const home = fileHome()
    const terminal = helpdeskInTerminal([], { home })
    await terminal.expect('Make one?')
    terminal.press('escape')
    expect(await terminal.ended()).toBe(130)
    expect(existsSync(join(home, 'helpdesk.db'))).toBe(false)
  })

  test('no is an answer: the tenant is not made, the text is kept', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['open', 'New thing', '--for', 'cy@west.example', '-m', 'kept'], { home })
    await terminal.expect('(Y/n)')
    terminal.answer('n')
    expect(await terminal.ended()).toBe(64)
    expect(terminal.text).toContain('--new-tenant west')
    expect(drafts(home).join()).toContain('kept')
  })
})

describe('questions', () => {
  test('what is missing is asked for, and a wrong address is asked for again', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['open', '-m', 'The list is empty.'], { home })
    await terminal.expect('For whom (e-mail)?')
    terminal.answer('anna')
    await terminal.expect('no e-mail address')
    terminal.type('\u0015')
    terminal.answer('anna@acme.example')
    await terminal.expect('Subject:')
    terminal.answer('List is empty')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('✓ #3 List is empty · acme · anna@acme.example · open')
  })

  test('in German yes is ja', async () => {
    const consent = await BuiltDesk.make('--preset', 'payments')
    await consent.twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    const words = ['open', 'Frage', '--for', 'jana@support.example', '--tenant', 'acme', '-m', 'Text', '--lang', 'de']
    const terminal = helpdeskInTerminal(words, { home: consent.home })
    await terminal.expect('Stimmen Sie zu? (j/N)')
    // What one agrees to stands there, wrapped at the window.
    expect(terminal.screen).toContain('Einwilligung')
    expect(terminal.overflowing).toEqual([])
    terminal.answer('ja')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.screen).not.toMatch(/\bYes\b/)
    expect(terminal.text).toContain('✓ #1 Frage')
  })

  test('a list of answers speaks German and shows how to choose', async () => {
    const consent = await BuiltDesk.make('--preset', 'payments')
    await consent.twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    const words = ['open', 'Frage', '--for', 'anna@acme.example', '-m', 'Text', '--lang', 'de']
    const terminal = helpdeskInTerminal(words, { home: consent.home })
    await terminal.expect('im Vertrag')
    expect(terminal.screen).not.toContain('navigate')
    terminal.press('down')
    terminal.press('enter')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('Wie hat anna@acme.example zugestimmt? per E-Mail')
  })

  test.each<[string, string[], Record<string, string>, string]>([
    ['CI=1', ['reply', '1'], { CI: '1' }, '--message'],
    ['--no-input', ['reply', '1', '--no-input'], {}, '--message'],
    ['CI=1', ['open', 'S', '-m', 'x'], { CI: '1' }, '--for'],
    ['--no-input', ['open', 'S', '-m', 'x', '--for', 'cy@west.example', '--no-input'], {}, '--new-tenant'],
    ['--no-input', ['init', '--no-input', '--home', 'elsewhere'], {}, '--admin'],
  ])('with %s helpdesk %j asks nothing and names the flag', async (_what, words, environment, flag) => {
    const terminal = helpdeskInTerminal(words, { home: desk.home, environment })
    expect(await terminal.ended()).toBe(64)
    expect(terminal.lines[0]).toMatch(/^helpdesk: /)
    expect(terminal.text).toContain(flag)
  })

  test('with standard input from a pipe nothing is asked, whatever else is a terminal', async () => {
    const terminal = shellInTerminal('echo piped | helpdesk reply 1; echo "ended with $?"', { home: desk.home })
    await terminal.ended()
    expect(terminal.text).toContain('--message')
    expect(terminal.lines.at(-1)).toBe('ended with 64')
  })

  test('--yes answers', async () => {
    const home = desk.copy()
    const words = ['open', 'New thing', '--for', 'cy@west.example', '-m', 'x', '--yes']
    const terminal = helpdeskInTerminal(words, { home })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('✓ #3 New thing · west')
  })

  test.each<[string, string[], Record<string, string>]>([
    ['--ascii', ['--ascii'], {}],
    ['LC_ALL=C', [], { LC_ALL: 'C' }],
  ])('with %s questions too are ASCII', async (_what, flags, environment) => {
    const home = desk.copy()
    const words = ['open', 'New thing', '--for', 'cy@west.example', '-m', 'x', ...flags]
    const terminal = helpdeskInTerminal(words, { home, environment })
    await terminal.expect('(Y/n)')
    terminal.press('enter')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.lines.filter((line) => /[^ -~]/.test(line))).toEqual([])
    expect(terminal.screen).toContain('#3 New thing')
  })

  test.each<[string, string[], Record<string, string>]>([
    ['--no-color', ['--no-color'], {}],
    ['NO_COLOR', [], { NO_COLOR: '1' }],
  ])('with %s questions too are without colour', async (_what, flags, environment) => {
    const home = desk.copy()
    const words = ['open', 'New thing', '--for', 'cy@west.example', '-m', 'x', ...flags]
    const terminal = helpdeskInTerminal(words, { home, environment })
    await terminal.expect('(Y/n)')
    terminal.press('enter')
    expect(await terminal.ended()).toBe(0)
    expect(terminal.raw).not.toMatch(sgr)
  })
})

describe('the editor', () => {
  test('writes the answer, above the conversation', async () => {
    const home = desk.copy()
    const editor = script(
      home,
      'editor',
      'cp "$1" "$HOME/seen"; { echo "Which bank is it?"; cat "$1"; } > "$1.new"; cat "$1.new" > "$1"',
    )
    const terminal = helpdeskInTerminal(['reply', '1'], { home, environment: { EDITOR: editor } })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.text).toContain('✓ #1 Payment file rejected · waiting')
    expect(await desk.json(['show', '1', '--home', home])).toMatchObject({ messages: [{ body: 'Which bank is it?' }] })
    const seen = readFileSync(join(home, 'seen'), 'utf8')
    expect(seen).toMatch(/^\n/)
    const below = seen.slice(seen.indexOf('>8'))
    expect(below).toContain('# #1 Payment file rejected')
    expect(below).toContain('# pain.001 invalid')
  })

  test('is VISUAL before EDITOR, and may be a command with flags', async () => {
    const home = desk.copy()
    const editor = script(home, 'editor', 'echo "$1" > "$2"')
    const environment = { EDITOR: 'false', VISUAL: `${editor} written` }
    const terminal = helpdeskInTerminal(['note', '1'], { home, environment })
    expect(await terminal.ended()).toBe(0)
    expect(await desk.json(['show', '1', '--home', home])).toMatchObject({ messages: [{ body: 'written' }] })
  })

  test('that fails: 64, names the flag, nothing was changed', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['reply', '1'], { home, environment: { EDITOR: 'false' } })
    expect(await terminal.ended()).toBe(64)
    expect(terminal.lines[0]).toBe('helpdesk: the editor ended with the error code 1: nothing was sent')
    expect(terminal.lines[1]).toMatch(/^hint: .*--message/)
    expect(await desk.json(['show', '1', '--home', home])).toMatchObject({ version: 1 })
  })

  test('that leaves nothing: 65, nothing was changed', async () => {
    const home = desk.copy()
    const terminal = helpdeskInTerminal(['reply', '1'], { home, environment: { EDITOR: 'true' } })
    expect(await terminal.ended()).toBe(65)
    expect(terminal.screen).toBe('helpdesk: nothing was written, and nothing was sent')
    expect(await desk.json(['show', '1', '--home', home])).toMatchObject({ version: 1 })
  })

  test('that there is not: 64, nothing was changed', async () => {
    const terminal = helpdeskInTerminal(['reply', '1'], {
      home: desk.copy(),
      environment: { EDITOR: 'no-such-editor' },
    })
    expect(await terminal.ended()).toBe(64)
    expect(terminal.screen).toContain('helpdesk: the editor could not be used')
  })

  test('that is left with an error after something was written: it is kept, without what stood below', async () => {
    const home = desk.copy()
    const editor = script(
      home,
      'editor',
      'printf "half a thought\\n" | cat - "$1" > "$1.new"; cat "$1.new" > "$1"; exit 3',
    )
    const terminal = helpdeskInTerminal(['reply', '1'], { home, environment: { EDITOR: editor } })
    expect(await terminal.ended()).toBe(64)
    expect(terminal.text).toContain('the editor ended with the error code 3: nothing was sent')
    expect(terminal.text).toContain('helpdesk reply 1 --recover')
    await desk.json(['reply', '1', '--recover', '--home', home])
    expect(await desk.json(['show', '1', '--home', home])).toMatchObject({ messages: [{ body: 'half a thought' }] })
  })

  test('is not opened for what is refused anyway', async () => {
    const home = desk.copy()
    const editor = script(home, 'editor', 'echo opened >> "$HOME/opened"; echo text > "$1"')
    for (const words of [
      ['reply', '99'],
      ['reply', '1', '--if-version', '7'],
      ['reply', '1', '--answer', 'no-such-topic', '--recover'],
      ['note', '99'],
      ['follow-up', '1'],
    ]) {
      const terminal = helpdeskInTerminal(words, { home, environment: { EDITOR: editor } })
      expect([0, 130]).not.toContain(await terminal.ended())
    }
    expect(existsSync(join(home, 'opened'))).toBe(false)
  })

  test('whose text is refused: what was written is kept', async () => {
    const home = desk.copy()
    const editor = script(home, 'editor', 'printf "worth keeping" > "$1"')
    const environment = { EDITOR: editor }
    const terminal = helpdeskInTerminal(['reply', '1', '--cc', 'ben@else.example'], { home, environment })
    await terminal.expect('Let them read this ticket?')
    terminal.press('enter')
    expect(await terminal.ended()).toBe(130)
    expect(terminal.text).toContain('helpdesk reply 1 --recover')
    const spoilt = script(home, 'spoiler', 'printf "much work\\0" > "$1"')
    const second = helpdeskInTerminal(['reply', '1'], { home, environment: { EDITOR: spoilt } })
    expect(await second.ended()).toBe(65)
    expect(drafts(home).join()).toContain('much work')
  })

  test('describes a new ticket; a description may be left empty', async () => {
    const home = desk.copy()
    const words = ['open', 'New thing', '--for', 'anna@acme.example']
    const editor = script(home, 'editor', 'printf "described\\n" | cat - "$1" > "$1.new"; cat "$1.new" > "$1"')
    const described = helpdeskInTerminal(words, { home, environment: { EDITOR: editor } })
    expect(await described.ended()).toBe(0)
    const another = [...words, '--if-duplicate', 'open']
    const empty = helpdeskInTerminal(another, { home, environment: { EDITOR: 'true' } })
    expect(await empty.ended()).toBe(0)
    expect(await desk.json(['show', '3', '--home', home])).toMatchObject({ description: 'described' })
    expect(await desk.json(['show', '4', '--home', home])).toMatchObject({ description: null })
  })

  test('leaves no file behind', async () => {
    const home = desk.copy()
    const scratch = fileHome()
    const editor = script(home, 'editor', 'ls -l "$1" > "$HOME/listing"; echo secret > "$1"')
    const terminal = helpdeskInTerminal(['note', '1'], { home, environment: { EDITOR: editor, TMPDIR: scratch } })
    expect(await terminal.ended()).toBe(0)
    expect(readFileSync(join(home, 'listing'), 'utf8')).toMatch(/^-rw-------/)
    expect(readdirSync(scratch)).toEqual([])
  })
})

describe('the window', () => {
  test('a terminal gets tables with colour', async () => {
    const terminal = helpdeskInTerminal(['list'], { home: desk.home })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.raw).toMatch(/\u001b\[31m *!2/)
    expect(terminal.lines[0]).toMatch(/^ +# +Subject +From +Status/)
    expect(terminal.lines.at(-1)).toBe('2 of 2 · 2 new')
  })

  test.each<[string, string[], Record<string, string>]>([
    ['--no-color', ['--no-color'], {}],
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['TERM=dumb', [], { TERM: 'dumb' }],
  ])('but none with %s', async (_what, flags, environment) => {
    const terminal = helpdeskInTerminal(['list', ...flags], { home: desk.home, environment })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.raw).not.toContain('\u001b')
  })

  test('a machine format is the same as in a pipe', async () => {
    const terminal = helpdeskInTerminal(['list', '-o', 'tsv'], { home: desk.home, columns: 400 })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.raw.replaceAll('\r\n', '\n')).toBe(await desk.text(['list']))
  })

  const hostile = 'red \u001b[31malert\u001b[0m \u0007bell \u202egnp.exe\u202c \u001b]0;title\u0007\u009b2J end'

  test('nothing in a text steers the terminal', async () => {
    const home = desk.copy()
    const name = 'Eve\u001b[2J \u202elive'
    const words = ['open', hostile, '--for', 'eve@acme.example', '--name', name, '-m', `${hostile}\r\n${hostile}`]
    await desk.json([...words, '--home', home])
    const environment = { NO_COLOR: '1' }
    for (const shown of [
      ['list'],
      ['show', '3', '--history'],
      ['user', 'list'],
      ['log'],
      ['note', '3', '-m', hostile],
    ]) {
      const terminal = helpdeskInTerminal(shown, { home, environment })
      expect(await terminal.ended()).toBe(0)
      expect(terminal.raw.replaceAll('\r\n', '\n')).not.toMatch(/[^\n -~·✓●!…–→│\u00a0-\u00ff]/)
    }
    // Nor through the question that repeats it.
    const asked = helpdeskInTerminal(['open', 'x', '--for', 'a@\u202exn.example', '-m', hostile], { home, environment })
    expect(await asked.ended()).toBe(65)
    expect(asked.raw).not.toContain('\u202e')
  })

  describe('never gets lines wider than it is', async () => {
    const wide = await BuiltDesk.make()
    const person = ['--for', 'anna-maria.mustermann@acme.example', '--name', 'Annemariechen Müller-Lüdenscheidt']
    const body = `Viele Wörter, die umbrechen, und https://example.com/${'lang/'.repeat(20)} 漢字かな交じり文漢字かな交じり文漢字かな交じり文`
    const subjects = [
      'Ein langer Betreff mit vielen Wörtern, der nirgends passt',
      '漢字かな交じり文の長い件名テスト'.repeat(3),
      'Kurz',
    ]
    for (const subject of subjects)
      await wide.twin.json('open', subject, ...person, '--new-tenant', 'acme', '-m', body, '--emergency')
    await wide.twin.json('reply', '1', '-m', body)
    await wide.twin.json('note', '1', '-m', body)
    await wide.twin.json('edit', '1', '--module', 'Zahlungsverkehr')

    const screens = [
      ['list'],
      ['list', '--limit', '1'],
      ['show', '1', '--history'],
      ['show', '2'],
      ['--help'],
      ['open', '--help'],
      ['tenant', '--help'],
    ]
    test.each(
      screens.flatMap((words) =>
        [40, 60].flatMap((columns) => ['en', 'de'].map((language) => ({ words, columns, language }))),
      ),
    )('$words in $columns columns ($language)', async ({ words, columns, language }) => {
      const terminal = helpdeskInTerminal([...words, '--lang', language], { home: wide.home, columns, rows: 200 })
      expect(await terminal.ended()).toBe(0)
      // What is to be copied stays in one piece: an example of the help pages, and a link on a line of its own.
      const copied = /^ {2}.*\bhelpdesk\s*open .*--for\b|^ {2}(?:│ )?https:\S+$/
      expect(terminal.overflowing.filter((line) => !copied.test(line))).toEqual([])
    })

    test('and uses at most 100 columns of a wide one', async () => {
      for (const words of [['list'], ['show', '1']]) {
        const terminal = helpdeskInTerminal(words, { home: wide.home, columns: 180, rows: 200 })
        expect(await terminal.ended()).toBe(0)
        const lines = terminal.lines.filter((line) => !/^ {2}(?:│ )?https:\S+$/.test(line))
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
      }
    })
  })
})

describe('the pager', () => {
  const environment = (pager: string): Pick<TerminalOptions, 'environment'> => ({ environment: { PAGER: pager } })

  test('gets what is longer than the window', async () => {
    const home = desk.copy()
    const pager = script(home, 'pager', 'cat > "$HOME/paged"; echo "paged $(grep -c . "$HOME/paged") lines"')
    await desk.json(['note', '1', '-F', '-', '--home', home], { input: 'a line\n'.repeat(40) })
    const terminal = helpdeskInTerminal(['show', '1'], { home, ...environment(pager) })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.screen).toMatch(/^paged 4\d lines$/)
    expect(readFileSync(join(home, 'paged'), 'utf8')).toMatch(/#1 Payment file rejected/)
  })

  test('gets nothing that fits, and nothing for machines', async () => {
    const home = desk.copy()
    for (const words of [
      ['show', '1'],
      ['show', '1', '--json'],
    ]) {
      const terminal = helpdeskInTerminal(words, { home, ...environment('echo paged') })
      expect(await terminal.ended()).toBe(0)
      expect(terminal.screen).not.toContain('paged')
    }
  })

  test('that cannot be started costs nothing', async () => {
    const home = desk.copy()
    await desk.json(['note', '1', '-F', '-', '--home', home], { input: 'a line\n'.repeat(40) })
    const terminal = helpdeskInTerminal(['show', '1'], { home, ...environment('/missing/pager') })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.screen).toContain('#1 Payment file rejected')
    expect(terminal.screen).toContain('a line')
  })

  test('may be left in the middle', async () => {
    const home = desk.copy()
    await desk.json(['note', '1', '-F', '-', '--home', home], { input: 'a longer line of text\n'.repeat(20_000) })
    const terminal = helpdeskInTerminal(['show', '1'], { home, ...environment('head -1') })
    expect(await terminal.ended()).toBe(0)
    expect(terminal.lines).toHaveLength(1)
  })
})

describe('the last ticket shown', () => {
  test('is . in the same terminal; what writes through it says first where it goes', async () => {
    const home = desk.copy()
    const terminal = shellInTerminal('helpdesk show 1 && helpdesk note . -m "Same as 998?" && helpdesk .', { home })
    expect(await terminal.ended()).toBe(0)
    const lines = terminal.lines
    const told = lines.indexOf('#1 Payment file rejected')
    expect(told).toBeGreaterThan(0)
    expect(lines[told + 1]).toMatch(/^✓ #1 /)
    expect(await desk.json(['show', '1', '--home', home])).toMatchObject({ messages: [{ body: 'Same as 998?' }] })
  })

  test('is not that of another terminal, and none in a pipe', async () => {
    const home = desk.copy()
    const first = shellInTerminal('helpdesk show 1; helpdesk show 1 | cat; read answer', { home })
    await first.expect('on the command line')
    const second = helpdeskInTerminal(['note', '.', '-m', 'x'], { home })
    expect(await second.ended()).toBe(64)
    expect(second.text).toContain('helpdesk show NUMBER')
    first.press('enter')
    await first.ended()
    expect(await runBuilt(['.'], { home })).toMatchObject({ exitCode: 64, stdout: '' })
  })
})

describe('a ticket that is asked already', () => {
  test('is offered in German at 80 columns, and answered there with all that was typed', async () => {
    const asked = await BuiltDesk.make()
    await asked.twin.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    const subject = 'Druck der Rechnung liefert leeres PDF, seit dem letzten Update auf allen Arbeitsplätzen'
    await asked.twin.json('open', subject, '--for', 'anna@acme.example', '-m', 'Die Rechnung ist leer.')
    const words = ['open', 'Rechnungsdruck: leeres PDF', '--for', 'anna@acme.example', '-m', 'Immer noch leer.']
    const person = { home: asked.home, environment: { LANG: 'de_DE.UTF-8' } }
    const answering = helpdeskInTerminal(words, person)
    await answering.expect('Das hier ist noch nicht gelöst. Geht es darum?')
    await answering.expect('#1 Druck der Rechnung')
    await answering.expect('Ein neues Ticket, es geht um etwas anderes')
    answering.press('down')
    await answering.expect('Eine Antwort in #1')
    answering.press('enter')
    expect(await answering.ended()).toBe(0)
    expect(answering.text).toContain('beantwortet, kein neues Ticket')
    expect(answering.overflowing).toEqual([])
    expect(await asked.twin.json('show', '1')).toMatchObject({
      messages: [{ body: 'Rechnungsdruck: leeres PDF\n\nImmer noch leer.' }],
    })

    const opening = helpdeskInTerminal(words, person)
    await opening.expect('Was soll aus dem Text werden?')
    opening.press('enter')
    expect(await opening.ended()).toBe(0)
    expect(opening.text).toContain('✓ #2 Rechnungsdruck: leeres PDF')

    // Whoever leaves keeps what they typed.
    const leaving = helpdeskInTerminal(words, person)
    await leaving.expect('Was soll aus dem Text werden?')
    leaving.press('ctrl-c')
    expect(await leaving.ended()).toBe(130)
    expect(drafts(asked.home).join('')).toContain('Immer noch leer.')
    expect(await asked.twin.json('list', '--all')).toHaveLength(2)
  })
})
