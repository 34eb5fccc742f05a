import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTrouble } from '../../src/kit/errors'
import { quoteWord, splitWords } from '../../src/kit/shell-words'

/** No NUL: neither a command line nor the environment can hold one. */
const word = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\0'))
/** What means something to a shell, and so must mean nothing here, in thick company. */
const wild = fc
  .array(fc.constantFrom('a', ' ', '\n', '\t', "'", '"', '\\', '$', '(', ')', '`', ';', '|', '&', '*', '~', '#', '!'), {
    maxLength: 20,
  })
  .map((characters) => characters.join(''))

describe('words of a command line', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['  \t ', []],
    ['list --mine', ['list', '--mine']],
    [`reply 1 -m "Which bank is it?"`, ['reply', '1', '-m', 'Which bank is it?']],
    [`reply 1 -m 'say "no"'`, ['reply', '1', '-m', 'say "no"']],
    [`-m "a \\"b\\" \\$c \\d"`, ['-m', 'a "b" $c \\d']],
    [`it\\'s a\\ b`, ["it's", 'a b']],
    [`''`, ['']],
    [`a''"b"c`, ['abc']],
    ['show #1042', ['show', '#1042']],
    ['list; cat /etc/passwd', ['list;', 'cat', '/etc/passwd']],
    ['list | sh && id & `id` $(id) $HOME', ['list', '|', 'sh', '&&', 'id', '&', '`id`', '$(id)', '$HOME']],
    ['list\ncat\r/etc/passwd', ['list\ncat\r/etc/passwd']],
    ['~/x *.txt [ab] {a,b} >f <g', ['~/x', '*.txt', '[ab]', '{a,b}', '>f', '<g']],
    ['one\\\ntwo "three\\\nfour"', ['onetwo', 'threefour']],
    ['ends with \\', ['ends', 'with', '\\']],
  ])('%j', (line, words) => {
    expect(splitWords(line)).toEqual(words)
  })

  test.each([`'`, `"`, `list 'x`, `list "x\\"`, `"a"'b`])('%j has a quote that is not closed', (line) => {
    expect(() => splitWords(line)).toThrow(expect.toSatisfy((error) => isTrouble(error, 'unbalanced-quotes')))
  })

  test('what was quoted comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, wild)), (words) => {
        expect(splitWords(words.map(quoteWord).join(' '))).toEqual(words)
      }),
    )
  })

  test('nothing is added to a line, whatever stands in it: no character that was not typed, and none more often', () => {
    fc.assert(
      fc.property(wild, (line) => {
        let words: string[] = []
        try {
          words = splitWords(line)
        } catch {
          return
        }
        const left = Array.from(line)
        for (const character of words.join('')) {
          const index = left.indexOf(character)
          expect(index).not.toBe(-1)
          left.splice(index, 1)
        }
        // Only what quotes, escapes and divides may be gone.
        expect(left.filter((character) => ![' ', '\t', "'", '"', '\\', '\n'].includes(character))).toEqual([])
      }),
    )
  })

  test('a real shell reads back what was quoted', () => {
    fc.assert(
      fc.property(fc.array(wild, { minLength: 1, maxLength: 5 }), (words) => {
        const script = `printf '%s\\0' ${words.map(quoteWord).join(' ')}`
        expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words)
      }),
      { numRuns: 30 },
    )
  })
})
