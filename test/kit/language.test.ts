import { describe, expect, test } from 'vitest'
import { chosenLanguage, isLanguage, isUtf8Locale, localeLanguage } from '../../src/kit/language'

describe('the language that was chosen', () => {
  test.each([
    ['de', {}, 'de'],
    [undefined, { HELPDESK_LANG: 'en' }, 'en'],
    ['en', { HELPDESK_LANG: 'de' }, 'en'],
    [undefined, { HELPDESK_LANG: '' }, undefined],
    [undefined, { LANG: 'de_DE.UTF-8' }, undefined],
    [undefined, {}, undefined],
  ] as const)('--lang %s and %j give %s', (flag, environment, language) => {
    expect(chosenLanguage(flag, environment)).toBe(language)
  })

  test('cannot be one that is not spoken; the refusal names where it was said, and waits for its turn', () => {
    const refused = (name: string, value: string) =>
      expect.objectContaining({
        trouble: 'wrong-value',
        details: { name, value, allowed: ['de', 'en'], suggestion: null },
      })
    expect(chosenLanguage('fr', {})).toEqual(refused('--lang', 'fr'))
    expect(chosenLanguage(undefined, { HELPDESK_LANG: 'DE' })).toEqual(refused('HELPDESK_LANG', 'DE'))
    expect(isLanguage('fr')).toBe(false)
  })
})

describe('the language of the machine', () => {
  test.each([
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de_AT@euro' }, 'de'],
    [{ LANG: 'de' }, 'de'],
    [{ LANG: 'de.UTF-8' }, 'de'],
    [{ LANG: 'den_US' }, 'en'],
    [{ LANG: 'fr_FR' }, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{}, 'en'],
    [{ LC_ALL: 'en_GB', LC_MESSAGES: 'de_DE', LANG: 'de_DE' }, 'en'],
    [{ LC_MESSAGES: 'de_DE', LANG: 'en_GB' }, 'de'],
    [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'de_DE' }, 'de'],
  ])('%j is %s', (environment, language) => {
    expect(localeLanguage(environment)).toBe(language)
  })
})

test.each([
  [{ LANG: 'de_DE.UTF-8' }, true],
  [{ LANG: 'de_DE.utf8' }, true],
  [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, false],
  [{ LC_CTYPE: 'en_GB.UTF-8', LANG: 'C' }, true],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
  [{}, false],
])('%j takes more than ASCII: %s', (environment, isUtf8) => {
  expect(isUtf8Locale(environment)).toBe(isUtf8)
})
