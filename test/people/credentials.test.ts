import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { storedToken, storeToken } from '../../src/people/credentials'

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a token is kept for its desk, and the other desks keep theirs', () => {
  const path = join(scratchFolder(), 'deep', 'credentials.json')
  expect(storedToken(path, 'one')).toBeUndefined()
  storeToken(path, 'one', 'jana@support.example', 'hds_1')
  storeToken(path, 'two', 'jana@support.example', 'hds_2')
  storeToken(path, 'one', 'jana@support.example', 'hds_3')
  expect([storedToken(path, 'one'), storedToken(path, 'two'), storedToken(path, 'three')]).toEqual([
    'hds_3',
    'hds_2',
    undefined,
  ])
})

test('only their owner can read them, and nothing unfinished is left beside them', () => {
  const folder = join(scratchFolder(), 'desk')
  storeToken(join(folder, 'credentials.json'), 'one', 'jana@support.example', 'hds_1')
  expect(statSync(join(folder, 'credentials.json')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder)).toEqual(['credentials.json'])
})

test('a file that others could read is private after the next login', () => {
  const path = join(scratchFolder(), 'credentials.json')
  storeToken(path, 'one', 'jana@support.example', 'hds_1')
  chmodSync(path, 0o644)
  storeToken(path, 'one', 'jana@support.example', 'hds_2')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test.each([
  '',
  'hello',
  '[]',
  'null',
  '{}',
  '{"version":2,"sessions":{}}',
  '{"version":1,"sessions":null}',
  '{"version":1,"sessions":{"one":{"email":"jana@support.example"}}}',
  '{"version":1,"sessions":{"one":{"email":1,"token":"x"}}}',
])('a file that holds %j is damaged, and is not overwritten', (content) => {
  const path = join(scratchFolder(), 'credentials.json')
  writeFileSync(path, content)
  const damaged = expect.objectContaining({ trouble: 'credentials-damaged', exitCode: 78, details: { path } })
  expect(() => storedToken(path, 'one')).toThrow(damaged)
  expect(() => storeToken(path, 'one', 'jana@support.example', 'hds_1')).toThrow(damaged)
  expect(readFileSync(path, 'utf8')).toBe(content)
})
