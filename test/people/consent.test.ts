import { expect, test } from 'vitest'
import { consentNotice } from '../../src/people/consent'
import { settingsFrom } from '../../src/settings/setting'

const texts = new Map([
  ['consent.title.de', 'Einwilligung'],
  ['consent.text.de', 'Wir speichern Ihre Daten.'],
  ['consent.title.en', 'Consent'],
  ['consent.text.en', 'We keep your data.'],
])
const notice = (changes: ReadonlyMap<string, string> = new Map(), language: 'de' | 'en' = 'en') =>
  consentNotice(settingsFrom(new Map([...texts, ...changes])), language)

test('a notice speaks the language that is asked for, and is one notice in all of them', () => {
  expect(notice(new Map(), 'de')).toMatchObject({ title: 'Einwilligung', text: 'Wir speichern Ihre Daten.' })
  expect(notice()).toMatchObject({ title: 'Consent', text: 'We keep your data.' })
  expect(notice(new Map(), 'de').version).toBe(notice().version)
})

test('a new text in any language is a new version, the old text the old one again', () => {
  const versions = [...texts.keys()].map((name) => notice(new Map([[name, 'Something else']])).version)
  expect(new Set([notice().version, ...versions]).size).toBe(5)
  expect(notice(new Map([['consent.mode', 'required']])).version).toBe(notice().version)
  expect(notice().version).toMatch(/^[0-9a-f]{64}$/)
})

test('a word moved from title to text is a new version', () => {
  const one = notice(new Map([['consent.title.en', 'A b']]).set('consent.text.en', 'c'))
  const other = notice(new Map([['consent.title.en', 'A']]).set('consent.text.en', 'b c'))
  expect(one.version).not.toBe(other.version)
})
