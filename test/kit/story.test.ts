import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { tellAnew } from './story'
import { readShellCommand, wantsMore } from './story-shell'

/** A page with one console block. */
function page(...lines: readonly string[]): string {
  return ['# A page', '', '```console', ...lines, '```', ''].join('\n')
}

test('a true page is told as it is', async () => {
  const story = page(
    '# a desk',
    '$ helpdesk open "Portal down" --for anna@acme.example --new-tenant acme \\',
    '    --json --fields number,status',
    '{',
    '  "number": 1,',
    '  "status": "open"',
    '}',
    '',
    '# Two days pass without an answer.',
    '# 2 days later',
    '# as anna@acme.example',
    "$ echo 'Hello?' | helpdesk reply 1 -F - -o ndjson --fields updatedAt,requester",
    '{"updatedAt":"2026-03-07T12:00:00.000Z","requester":{"email":"anna@acme.example","name":null}}',
    '# as the administrator',
    '$ helpdesk show 7',
    'helpdesk: there is no ticket #7',
    'hint: all of them: helpdesk list --all',
    '[66]',
    '# in German',
    '$ helpdesk show 7',
    'helpdesk: ein Ticket #7 gibt es nicht',
    'Hinweis: alle Tickets: helpdesk list --all',
    '[66]',
  )
  expect(await tellAnew(story)).toBe(story)
})

test('a lie is told as it was: output, exit code, question', async () => {
  const lie = page(
    '# on a terminal',
    '$ helpdesk init',
    '? Your telephone number: jana@support.example',
    '✓ Desk in the clouds.',
    '$ helpdesk show 7',
    'helpdesk: there is no ticket #7',
    'hint: all of them: helpdesk list --all',
    '$ helpdesk list',
    'No tickets.',
    '[1]',
  )
  const truth = await tellAnew(lie)
  expect(truth).toContain('? Your e-mail: jana@support.example\n✓ Desk in ~/.local/share/helpdesk.')
  expect(truth).not.toContain('clouds')
  expect(truth).toContain('helpdesk list --all\n[66]\n$ helpdesk list')
  expect(truth).not.toContain('[1]')
  expect(await tellAnew(truth)).toBe(truth)
})

test.each([
  ['no command', page('# a desk'), 'runs no command'],
  ['no block', '# Only words\n', 'runs no command'],
  ['a directive with a typo', page('# a desk', '# 2 hours latter', '$ helpdesk list'), 'line 5: "# 2 hours latter"'],
  ['an unknown directive', page('# a desk', '# with colour', '$ helpdesk list'), '"# with colour" is no directive'],
  ['a directive like a sentence', page('# On a terminl', '$ helpdesk list'), '"# On a terminl" is no directive'],
  [
    'a person nobody knows',
    page('# a desk', '# as eve@acme.example', '$ helpdesk list'),
    'line 5: # as eve@acme.example',
  ],
  ['a question without an answer', page('# on a terminal', '$ helpdesk init'), 'nobody answered "Your e-mail:"'],
  ['an answer nobody asked for', page('# a desk', '$ helpdesk list', '? Your e-mail: a@b.example'), 'nobody asked for'],
  ['output without a command', page('1 of 1', '$ helpdesk list'), 'no command has printed "1 of 1"'],
  ['a block that is not run', '```sh\n$ helpdesk list\n```\n', 'line 1: "$ helpdesk list" is never run'],
  ['a block without end', '```console\n$ helpdesk list\n', 'has no end'],
  ['another program', page('$ ls'), '"ls" is no command of a story'],
  ['what a shell would change', page('$ helpdesk show $NUMBER'), '$ would mean something to a shell'],
  ['a redirection', page('$ helpdesk list > list.txt'), 'only echo, printf'],
  ['an open quote', page('$ helpdesk show "7'), 'this command has no end'],
])('%s is an error', async (_, story, message) => {
  await expect(tellAnew(story)).rejects.toThrow(message)
})

test('an answer of ^C leaves', async () => {
  const story = page('# on a terminal', '$ helpdesk init', '? Your e-mail: ^C')
  expect(await tellAnew(story)).toContain('? Your e-mail: ^C\nhelpdesk: left; nothing was changed\n[130]\n')
})

test('words, quotes and comments as in a shell', () => {
  const words = (typed: string): unknown => readShellCommand(typed).words
  expect(words(`helpdesk open "a \\"b\\" \\$5" 'c "d"' e\\ f ""`)).toEqual(['open', 'a "b" $5', 'c "d"', 'e f', ''])
  expect(words('helpdesk open "one \\\ntwo" \\\n  -m x')).toEqual(['open', 'one two', '-m', 'x'])
  expect(words('helpdesk show #1042')).toEqual(['show'])
  expect(words('helpdesk show a#b')).toEqual(['show', 'a#b'])
  expect(readShellCommand('HELPDESK_LANG=de helpdesk list').environment).toEqual({ HELPDESK_LANG: 'de' })
})

test('texts for standard input and for files', () => {
  expect(readShellCommand("printf 'ä\\0\\xff\\n' | helpdesk reply 1 -F -").input).toEqual(
    Buffer.from([0xc3, 0xa4, 0, 0xff, 0x0a]),
  )
  expect(readShellCommand("helpdesk reply 1 -F - <<END\none\n$two's\nEND").input?.toString()).toBe("one\n$two's\n")
  expect(readShellCommand('cat <<END > answer.txt\none\nEND').file).toEqual({
    name: 'answer.txt',
    content: Buffer.from('one\n'),
  })
  expect(wantsMore('helpdesk reply 1 -F - <<END\none')).toBe(true)
  expect(wantsMore('helpdesk reply 1 -m "one')).toBe(true)
  expect(wantsMore('helpdesk reply 1 \\')).toBe(true)
  expect(wantsMore('helpdesk reply 1')).toBe(false)
})

/** Runs the stories of a folder with one lying page as a test run of its own; gives what it says and the page after it. */
function runLie(lie: string, ...flags: readonly string[]): { status: number | null; said: string; page: string } {
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-lie-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'lie.md')
  writeFileSync(path, lie)
  const program = resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, 'run', 'test/stories', '--no-color', ...flags],
    {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { ...process.env, STORIES: folder, CI: 'true', NO_COLOR: '1', FORCE_COLOR: '' },
      encoding: 'utf8',
    },
  )
  return { status, said: `${stdout}${stderr}`, page: readFileSync(path, 'utf8') }
}

test('a lying page fails with the lie and the truth in sight, and stays as it is until -u mends it', () => {
  const lie = page('# a desk', '$ helpdesk show 7', 'helpdesk: there is a ticket #7')
  const found = runLie(lie)
  expect(found.status).toBe(1)
  expect(found.said).toContain('- helpdesk: there is a ticket #7')
  expect(found.said).toContain('+ helpdesk: there is no ticket #7')
  expect(found.page).toBe(lie)
  const mended = runLie(lie, '-u')
  expect(mended.status).toBe(0)
  expect(mended.page).toContain('helpdesk: there is no ticket #7\nhint: all of them: helpdesk list --all\n[66]\n```\n')
  expect(runLie(mended.page).status).toBe(0)
}, 60_000)

test('a token that chance makes otherwise today is typed as it is printed today', async () => {
  const page = (token: string): string =>
    [
      '```console',
      '$ helpdesk init --admin jana@support.example --quiet',
      '$ helpdesk user invite kim@support.example --group second-level --print-token --fields activationToken',
      `activationToken\t${token}`,
      `$ helpdesk activate ${token} --password-file missing`,
      '```',
    ].join('\n')
  const told = await tellAnew(page(`hda_${'x'.repeat(43)}`))
  const [, today = ''] = /activationToken\t(\S+)/.exec(told) ?? []
  expect(today).toMatch(/^hda_/)
  expect(told).toContain(`$ helpdesk activate ${today} --password-file missing`)
  expect(told).not.toContain('xxx')
})
