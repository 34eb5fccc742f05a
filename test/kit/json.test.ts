import { expect, test } from 'vitest'
import { flag, instant, listOf, objectOf, oneOf, orNull, text, whole } from '../../src/kit/json'

test('a type that may be nothing says so, an enum lists it', () => {
  expect(orNull(text)).toEqual({ type: ['string', 'null'] })
  expect(orNull(whole)).toEqual({ type: ['integer', 'null'] })
  expect(orNull(instant)).toEqual({ type: ['string', 'null'], format: 'date-time' })
  expect(orNull(oneOf(['de', 'en']))).toEqual({ type: ['string', 'null'], enum: ['de', 'en', null] })
  expect(orNull(listOf(flag))).toEqual({ type: ['array', 'null'], items: { type: 'boolean' } })
})

test('an object has all of its keys and no other', () => {
  expect(objectOf({ number: whole, name: orNull(text) })).toEqual({
    type: 'object',
    properties: { number: { type: 'integer' }, name: { type: ['string', 'null'] } },
    required: ['number', 'name'],
    additionalProperties: false,
  })
})
