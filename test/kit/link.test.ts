import { describe, expect, test } from 'vitest'
import { isWebLink, isWebOrMailLink } from '../../src/kit/link'

describe('a link', () => {
  test.each([
    ['https://wiki.example/a?b=c#d', true, true],
    ['HTTP://wiki.example:8080/', true, true],
    [`https://wiki.example/${'x'.repeat(1980)}`, true, true],
    ['mailto:help@support.example?subject=Hello', false, true],
    [`https://wiki.example/${'x'.repeat(2000)}`, false, false],
    ['https://', false, false],
    ['https://wiki.example/a b', false, false],
    ['https://wiki.example/\u202egpj', false, false],
    ['https://wiki.example/\u001b[31m', false, false],
    ['https://wiki.example/"><script>', false, false],
    ['https://wiki.example\nhttps://other.example', false, false],
    ['mailto:', false, false],
    ['mailto:nobody', false, false],
    ['javascript:alert(1)', false, false],
    ['ftp://wiki.example/', false, false],
    ['file:///etc/passwd', false, false],
    ['wiki.example', false, false],
    ['', false, false],
  ])('%j: web %j, web or mail %j', (typed, isWeb, isEither) => {
    expect([isWebLink(typed), isWebOrMailLink(typed)]).toEqual([isWeb, isEither])
  })
})
