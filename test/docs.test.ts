import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { find } from '../src/main'

const folder = fileURLToPath(new URL('../docs/', import.meta.url))
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'))

/** What stands in code on a page and begins with the program's name, up to where a shell or a quote would end it. */
function commandsOn(page: string): string[] {
  const code = [...page.matchAll(/```[a-z]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(([, block, span]) => block ?? span ?? '')
  return code.flatMap((text) =>
    [...text.matchAll(/(?:^|[ '/])helpdesk((?: [\w@.%=-]+)*)/gm)].map(([, words = '']) => words.trim()),
  )
}

test('commands are found on the pages: a check without any would pass everything', () => {
  const found = pages.flatMap((name) => commandsOn(readFileSync(`${folder}${name}`, 'utf8')))
  expect(found).toContain('ssh authorized-keys %f')
  expect(found).toContain('user key add jana@support.example -')
  expect(commandsOn('`helpdesk frobnicate 1`')).toEqual(['frobnicate 1'])
})

describe.each(pages)('%s', (name) => {
  test('names no command that there is not', async () => {
    for (const command of commandsOn(readFileSync(`${folder}${name}`, 'utf8'))) {
      await expect(find(command.split(' ').filter((word) => word !== '')), command).resolves.toBeDefined()
    }
  })
})

test('the README leads to every page', () => {
  const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8')
  for (const name of pages) expect(readme).toContain(`(docs/${name})`)
})
