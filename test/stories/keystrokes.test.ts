import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keystrokesOf } from '../kit/keystrokes'

test('a day at first level takes as many keys as its page says, and few of them', () => {
  const page = readFileSync(join(import.meta.dirname, 'a-day-at-first-level.md'), 'utf8')
  const said = /pressed (\d+) keys/.exec(page)?.[1]
  const counted = keystrokesOf(page, 'fritz@support.example')
  expect(Number(said)).toBe(counted)
  // Most of them are the words of the answers.
  expect(counted).toBeLessThan(600)
})

test('keys are counted as they are pressed', () => {
  const page = [
    '```console',
    '# as a@b.example',
    '$ helpdesk triage',
    '? r reply  ? keys: r',
    '? (editor) Hello',
    '? Send this answer? (Y/n)',
    '# as c@d.example',
    '$ helpdesk list',
    '```',
  ].join('\n')
  expect(keystrokesOf(page, 'a@b.example')).toBe('helpdesk triage'.length + 1 + 1 + 'Hello'.length + 1 + 1)
  expect(keystrokesOf(page, 'c@d.example')).toBe('helpdesk list'.length + 1)
})
