import { describe, expect, test } from 'vitest'
import { globalFlags } from '../../src/kit/globals'
import { languages } from '../../src/kit/language'
import { allVerbs, type Verb } from '../../src/kit/verb'
import { declared, find, nouns } from '../../src/main'
import { loadHelp } from '../../src/words/catalogue'
import { TestDesk } from '../kit/test-desk'

const byName = (one = '', other = ''): number => (one < other ? -1 : 1)

/** Every verb of the command line, by its words. */
const everyVerb = async (): Promise<ReadonlyMap<string, Verb>> => allVerbs(nouns)

const longNames = globalFlags.map((flags) => /--[a-z-]+/.exec(flags)?.[0] ?? flags)
/** What every command takes besides its own flags; `--help` explains itself. */
const everywhere = [...longNames, '--help']

function ownFlags(verb: Verb): string[] {
  return declared(verb).options.flatMap(({ long }) => (long === undefined || long === null ? [] : [long]))
}

/** The words of a shell line, without what its quotes are for. */
function shellWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

test('the verbs are found: a check without any would pass everything', async () => {
  const verbs = await everyVerb()
  expect(verbs.size).toBeGreaterThan(25)
  expect([...verbs.keys()]).toContain('ticket open')
  expect([...verbs.keys()]).toContain('whoami')
})

describe.each(languages)('help in %s', (language) => {
  test('every verb has a page and no page is left over', async () => {
    const { verbs } = await loadHelp(language)
    expect(Object.keys(verbs).sort()).toEqual([...(await everyVerb()).keys()].sort())
  })

  test('every noun with several verbs has its line and no line is left over', async () => {
    const catalogue = await loadHelp(language)
    // `user key add`: the noun `user` and in it the noun `user key`.
    const withVerbs = new Set(
      [...(await everyVerb()).keys()].flatMap((path) => {
        const words = path.split(' ')
        return words.slice(1).map((_, index) => words.slice(0, index + 1).join(' '))
      }),
    )
    expect(Object.keys(catalogue.nouns).sort(byName)).toEqual(Array.from(withVerbs).sort(byName))
  })

  test('every flag of every verb has a text and no text is left over', async () => {
    const { verbs } = await loadHelp(language)
    for (const [path, verb] of await everyVerb()) {
      const own = ownFlags(verb).filter((flag) => !everywhere.includes(flag))
      expect([path, ...Object.keys(verbs[path]?.flags ?? {}).sort()]).toEqual([path, ...own.sort()])
    }
  })

  test('every argument of every verb has a text and no text is left over', async () => {
    const { verbs } = await loadHelp(language)
    for (const [path, verb] of await everyVerb()) {
      const names = declared(verb).registeredArguments.map((argument) => argument.name())
      expect([path, ...Object.keys(verbs[path]?.arguments ?? {})]).toEqual([path, ...names])
    }
  })

  test('every flag of all commands has a text and no text is left over', async () => {
    expect(Object.keys((await loadHelp(language)).globalFlags)).toEqual(longNames)
  })

  test('no text is empty or ends with a blank; descriptions are sentences, everything else is none', async () => {
    const { verbs, globalFlags: texts } = await loadHelp(language)
    const pages = Object.values(verbs)
    const phrases = pages.flatMap((page) => [
      page.summary,
      ...Object.values(page.flags ?? {}),
      ...Object.values(page.arguments ?? {}),
      ...(page.examples ?? []).map(([, meaning]) => meaning),
    ])
    expect(phrases.length).toBeGreaterThan(100)
    expect([...phrases, ...Object.values(texts)].filter((text) => !/^\S(.*[^\s.])?$/.test(text))).toEqual([])
    const descriptions = pages.flatMap(({ description }) => description ?? [])
    expect(descriptions.filter((text) => !/^\p{Lu}.*\.$/u.test(text))).toEqual([])
  })

  test('every example is a command line that the program takes', async () => {
    const examples = Object.entries((await loadHelp(language)).verbs).flatMap(([path, { examples: own = [] }]) =>
      own.map(([line]) => ({ path, line })),
    )
    expect(examples.length).toBeGreaterThan(15)
    for (const { path, line } of examples) {
      const command = /(?:^|\| )helpdesk (.*)$/.exec(line)?.[1] ?? ''
      const { verb, path: meant, rest } = await find(shellWords(command))
      expect({ line, meant }).toEqual({ line, meant: path })
      if (verb === undefined) throw new Error(`${line} names no verb`)
      expect(() => declared(verb).parse([...rest], { from: 'user' })).not.toThrow()
    }
  })

  test('every page can be printed, by either way of asking', async () => {
    const desk = await new TestDesk({ environment: { HELPDESK_LANG: language } }).init()
    for (const path of (await everyVerb()).keys()) {
      const { exitCode, stdout, stderr } = await desk.run(...path.split(' '), '--help')
      expect({ path, exitCode, stderr }).toEqual({ path, exitCode: 0, stderr: '' })
      expect(stdout).toContain((await loadHelp(language)).verbs[path]?.summary)
      expect(stdout).not.toContain('undefined')
      expect((await desk.run('help', ...path.split(' '))).stdout).toBe(stdout)
    }
  })
})
