import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tellAnew } from '../kit/story'

// Another folder only in the test that proves that a lie is found (`test/kit/story.test.ts`).
const folder = process.env.STORIES ?? import.meta.dirname
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))
// The README's blocks are a story like any other.
if (process.env.STORIES === undefined) pages.push('../../README.md')

test('there are stories', () => {
  expect(pages).not.toEqual([])
})

test.each(pages)('%s is true', async (page) => {
  const path = join(folder, page)
  const happened = await tellAnew(readFileSync(path, 'utf8'))
  await expect(happened).toMatchFileSnapshot(path)
})
