import { expect, test } from 'vitest'
import { flag, instant, listOf, objectOf, oneOf, orNull, text, whole } from '../../src/kit/json'
import { misfits } from './json-schema'

test.each([
  ['a', text],
  [3, whole],
  [false, flag],
  ['2026-03-05T12:00:00.000Z', instant],
  [null, orNull(text)],
  ['a', orNull(text)],
  ['de', orNull(oneOf(['de', 'en']))],
  [null, orNull(oneOf(['de', 'en']))],
  [[], listOf(text)],
  [['a', 'b'], listOf(text)],
  [{ a: 1, b: null }, objectOf({ a: whole, b: orNull(text) })],
  [{ anything: [1] }, { type: 'object' }],
  [{ a: 'x' }, { type: 'object', additionalProperties: text }],
  [1.5, {}],
])('%j fits %j', (value, schema) => {
  expect(misfits(value, schema)).toEqual([])
})

test.each([
  [3, text, '$: 3 is not string'],
  [null, text, '$: null is not string'],
  [1.5, whole, '$: 1.5 is not integer'],
  ['1', whole, '$: "1" is not integer'],
  [0, flag, '$: 0 is not boolean'],
  ['2026-03-05T12:00:00Z', instant, '$: "2026-03-05T12:00:00Z" is no date-time'],
  ['2026-03-05T13:00:00.000+01:00', instant, '$: "2026-03-05T13:00:00.000+01:00" is no date-time'],
  ['fr', oneOf(['de', 'en']), '$: "fr" is not one of de, en'],
  [null, oneOf(['de', 'en']), '$: null is not string'],
  [{}, listOf(text), '$: {} is not array'],
  [[], objectOf({}), '$: [] is not object'],
  [['a', 1], listOf(text), '$[1]: 1 is not string'],
  [{ a: { b: 1 } }, objectOf({ a: objectOf({ b: text }) }), '$.a.b: 1 is not string'],
  [{}, objectOf({ a: text }), '$: a is missing'],
  [{ a: 'x', c: 1 }, objectOf({ a: text }), '$: c is not expected'],
  [{ a: 1 }, { type: 'object', additionalProperties: text }, '$.a: 1 is not string'],
  [undefined, text, '$: undefined is not string'],
])('%j does not fit %j', (value, schema, misfit) => {
  expect(misfits(value, schema)).toEqual([misfit])
})

test('all that is wrong is told at once', () => {
  expect(misfits([{ a: 1 }, {}], listOf(objectOf({ a: text })))).toHaveLength(2)
})

test('a word of JSON Schema that is not checked is an error, not a pass', () => {
  const schema: object = { type: 'string', pattern: '^a' }
  expect(() => misfits('b', schema)).toThrow('pattern')
  expect(() => misfits('b', { type: 'string', format: 'email' })).toThrow('email')
  expect(() => misfits('b', { type: 'text' })).toThrow('no such type')
})
