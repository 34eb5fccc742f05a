import { describe, expect, test } from 'vitest'
import { DeskError } from '../../src/kit/errors'
import { closestOf, withSuggestion } from '../../src/kit/suggestion'

describe('did you mean', () => {
  const known = ['open', 'list', 'show', 'reply', 'config set', 'tickets.reopen-window']

  test.each([
    ['opne', 'open'],
    ['lst', 'list'],
    ['OPEN', 'open'],
    ['replay', 'reply'],
    ['config sett', 'config set'],
    ['ticket.reopen-window', 'tickets.reopen-window'],
    ['tickets', 'tickets.reopen-window'],
  ])('%s is near %s', (typed, meant) => {
    expect(closestOf(typed, known)).toBe(meant)
  })

  test.each(['', 'x', 'zzzz', 'delete', '12345'])('%j is near nothing', (typed) => {
    expect(closestOf(typed, known)).toBeNull()
  })

  test('nothing is near where nothing is known', () => {
    expect(closestOf('open', [])).toBeNull()
  })
})

describe('a refusal that is about to be said', () => {
  test('gets the nearest value, field or flag', () => {
    const value = new DeskError('wrong-value', { name: 'x', value: 'hgih', allowed: ['low', 'high'], suggestion: null })
    const field = new DeskError('unknown-field', { field: 'sujbect', fields: ['number', 'subject'], suggestion: null })
    const flag = new DeskError('unknown-flag', { flag: '--jsno', known: ['--json', '--home'], suggestion: null })
    expect([value, field, flag].map((error) => withSuggestion(error).details)).toMatchObject([
      { suggestion: 'high' },
      { suggestion: 'subject' },
      { suggestion: '--json' },
    ])
  })

  test('keeps its cause', () => {
    const cause = new Error('below')
    const details = { name: 'x', value: 'a', allowed: ['b'], suggestion: null }
    expect(withSuggestion(new DeskError('wrong-value', details, cause)).cause).toBe(cause)
  })

  test('keeps the way to a draft', () => {
    const error = new DeskError('wrong-value', { name: 'x', value: 'a', allowed: ['b'], suggestion: null })
    error.draft = 'your text is kept: helpdesk open --recover'
    expect(withSuggestion(error).draft).toBe(error.draft)
  })

  test('of another kind stays as it is', () => {
    const error = new DeskError('ticket-closed', { number: 1 })
    expect(withSuggestion(error)).toBe(error)
  })
})
