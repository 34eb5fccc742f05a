import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makePrivateFolder } from '../../src/kit/folder'

function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a folder is made with those above it, and only its owner can enter any of them', () => {
  const base = scratchFolder()
  makePrivateFolder(join(base, 'a', 'b', 'c'))
  for (const folder of ['a', 'a/b', 'a/b/c']) expect(statSync(join(base, folder)).mode & 0o777).toBe(0o700)
})

test('one that is there stays as it is', () => {
  const folder = join(scratchFolder(), 'open')
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  makePrivateFolder(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o755)
})

test('a link to a folder is a folder', () => {
  const base = scratchFolder()
  mkdirSync(join(base, 'real'))
  symlinkSync(join(base, 'real'), join(base, 'link'))
  makePrivateFolder(join(base, 'link', 'below'))
  expect(existsSync(join(base, 'real', 'below'))).toBe(true)
})

test('a file in its place, or above it, is the system’s to name, and stays', () => {
  const file = join(scratchFolder(), 'file')
  writeFileSync(file, 'mine')
  expect(() => makePrivateFolder(file)).toThrow(expect.objectContaining({ code: 'EEXIST' }))
  expect(() => makePrivateFolder(join(file, 'below'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }))
  expect(statSync(file).isFile()).toBe(true)
})

test('where the system denies a folder without saying why, it ends all the same', () => {
  expect(() => makePrivateFolder('/proc/helpdesk/desk')).toThrow()
})
