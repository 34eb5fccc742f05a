import { expect, test } from 'vitest'
import { entryTypes } from '../../src/journal/entry'
import { languages } from '../../src/kit/language'
import { loadHelp, loadWords } from '../../src/words/catalogue'

/** Every text of a catalogue by its place; a text that is made from values is made from the same ones everywhere. */
function textsOf(value: unknown, place = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[place, value]])
  if (typeof value === 'function') return new Map([[place, String(value('A', 'B', 'C'))]])
  if (typeof value !== 'object' || value === null) return new Map()
  const parts = Object.entries(value).map(([name, part]) => [
    ...textsOf(part, place === '' ? name : `${place} · ${name}`),
  ])
  return new Map(parts.flat())
}

/** What both languages spell alike. */
const same = [
  // Screens
  'priorities · normal',
  'columns · status',
  'columns · name',
  'columns · domains',
  'columns · ticket',
  'helpPage · labels · wiki',
  'columns · tickets',
  'reportLabels · browser',
  // Only names and numbers
  'runDetails',
  // Help
  'shortVerbsTitle',
]

async function catalogues(language: 'de' | 'en') {
  return [await loadWords(language), await loadHelp(language)] as const
}

test('both languages have the same texts', async () => {
  const [english, german] = [await loadWords('en'), await loadWords('de')]
  expect([...textsOf(german).keys()].sort()).toEqual([...textsOf(english).keys()].sort())
  expect(textsOf(english).size).toBeGreaterThan(100)
})

test('no text is left in English, except what is spelled alike', async () => {
  const [english, german] = [await catalogues('en'), await catalogues('de')]
  const alike = english.flatMap((catalogue, index) => {
    const translated = textsOf(german[index])
    return [...textsOf(catalogue)].filter(([place, text]) => translated.get(place) === text).map(([place]) => place)
  })
  // An example's command is the same in both languages where it holds no text.
  const told = alike.filter((place) => !/examples · \d+ · 0$/.test(place))
  expect(told.filter((place) => !same.includes(place))).toEqual([])
  expect(told.length).toBeGreaterThan(3)
})

test('no text shows a hole where a value belongs', async () => {
  for (const language of languages) {
    const texts = (await catalogues(language)).flatMap((catalogue) => [...textsOf(catalogue)])
    expect(texts.filter(([, text]) => text.trim() === '' || /undefined|null|\[object|NaN/.test(text))).toEqual([])
  }
})

test('German uses its own quotation marks and no English ones', async () => {
  const screens = [...textsOf(await loadWords('de'))].filter(([place]) => place !== 'firstTicket')
  expect(screens.filter(([, text]) => /["”]/.test(text))).toEqual([])
})

test('both languages name every event of the journal, and no other', async () => {
  for (const language of languages) {
    expect(Object.keys((await loadWords(language)).events)).toEqual([...entryTypes])
  }
})
