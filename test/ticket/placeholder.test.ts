import { describe, expect, test } from 'vitest'
import { settingsFrom } from '../../src/settings/setting'
import {
  checkPlaceholders,
  fillPlaceholders,
  placeholderValues,
  unknownPlaceholder,
} from '../../src/ticket/topic/placeholder'
import { aTicket } from './a-ticket'

const settings = settingsFrom(new Map([['desk.name', 'Acme Support']]))
const fill = (text: string, name: string | null = 'Anna Berg'): string => {
  const ticket = aTicket()
  return fillPlaceholders(text, placeholderValues({ ...ticket, requester: { ...ticket.requester, name } }, settings))
}

describe('an answer is filled', () => {
  test.each([
    ['Hello {requester.name},', 'Hello Anna Berg,'],
    [
      '{requester.email}: ticket {ticket.number}, "{ticket.subject}"',
      'anna@acme.example: ticket 1, "Payment file rejected"',
    ],
    ['{desk.name}{desk.name}', 'Acme SupportAcme Support'],
    ['a { b } {} { "json": 1 }', 'a { b } {} { "json": 1 }'],
  ])('%s', (text, filled) => expect(fill(text)).toBe(filled))

  test.each([
    ['Hello {requester.name},', 'Hello,'],
    ['Hello {requester.name} and welcome', 'Hello and welcome'],
    ['{requester.name} writes\n{requester.name} again', 'writes\nagain'],
    ['Call {contact.phone} {requester.name} now', 'Call now'],
    ['{desk.name} {requester.name}, hello', 'Acme Support, hello'],
    ['{requester.name}', ''],
  ])('without a name: %s', (text, filled) => expect(fill(text, null)).toBe(filled))

  test('what a placeholder brings in is never looked at again', () => {
    expect(fill('{requester.name}!', '{desk.name} $& $1')).toBe('{desk.name} $& $1!')
  })
})

test('a placeholder that there is not is found, with its place', () => {
  expect(unknownPlaceholder('Hello {requester.name},\nsee {links.nowhere}')).toEqual({
    placeholder: 'links.nowhere',
    index: 28,
  })
  expect(() => checkPlaceholders('{name}')).toThrow(
    expect.objectContaining({
      trouble: 'unknown-placeholder',
      details: expect.objectContaining({ placeholder: 'name' }),
    }),
  )
  expect(() => checkPlaceholders('no { placeholder } {} here')).not.toThrow()
})
