import { describe, expect, test } from 'vitest'
import { glanceAtGlobals, globalFlags, noGlobals, readGlobals, takesValue } from '../../src/kit/globals'

test('nothing said is nothing known, and questions may be asked', () => {
  expect(noGlobals).toEqual({
    output: undefined,
    fields: undefined,
    database: undefined,
    home: undefined,
    tenant: undefined,
    language: undefined,
    prompts: true,
    yes: false,
    colour: undefined,
    ascii: false,
    quiet: false,
    verbose: false,
    debug: false,
  })
})

test('every option is read', () => {
  const options = {
    fields: 'number, subject',
    db: 'x.db',
    home: 'desk',
    tenant: 'acme',
    lang: 'de',
    input: false,
    yes: true,
    color: false,
    ascii: true,
    quiet: true,
    verbose: true,
    debug: true,
  }
  expect(readGlobals(options, 'csv')).toEqual({
    output: 'csv',
    fields: ['number', 'subject'],
    database: 'x.db',
    home: 'desk',
    tenant: 'acme',
    language: 'de',
    prompts: false,
    yes: true,
    colour: false,
    ascii: true,
    quiet: true,
    verbose: true,
    debug: true,
  })
})

test('the flags that take a value are those that are declared with one', () => {
  for (const flags of globalFlags) {
    for (const name of flags.match(/--?[a-z-]+/g) ?? [])
      expect([name, takesValue(name)]).toEqual([name, flags.includes('<')])
  }
  expect(takesValue('--subject')).toBe(false)
})

describe('a first look at the words', () => {
  test.each([
    [['list', '--json'], { output: 'json' }],
    [['list', '-o', 'ndjson'], { output: 'ndjson' }],
    [['list', '--output=csv'], { output: 'csv' }],
    [['--lang', 'de', 'list'], { language: 'de' }],
    [['--lang=en', 'list'], { language: 'en' }],
    [['list', '--home', '/srv', '--db=/x.db'], { home: '/srv', database: '/x.db' }],
    [['list', '--debug'], { debug: true }],
    [['list', '-o', 'xml'], { output: 'xml' }],
    [['list', '-o'], { output: undefined }],
    [[], { output: undefined, language: undefined, debug: false }],
  ])('%j says %j', (words, known) => {
    expect(glanceAtGlobals(words)).toMatchObject(known)
  })
})
