import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedIn, editForm, type Form, formAt, formJson, missingFor } from '../../src/ticket/category/form'
import {
  checkOccurred,
  flagOf,
  isSaid,
  mergeReport,
  occurredTyped,
  partOf,
  type Report,
  reportJson,
  storedReport,
} from '../../src/ticket/report/report'
import { reportFields } from '../../src/ticket/report/report-field'

const answer = fc.option(fc.string({ minLength: 1, maxLength: 20 }))
const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
const report: fc.Arbitrary<Report> = fc.record({
  affectedUser: answer,
  where: answer,
  device: answer,
  browser: answer,
  customerDevice: answer,
  customerBrowser: answer,
  occurred: fc.option(fc.record({ at: instant, isAbout: fc.boolean(), isDay: fc.boolean() })),
  console: answer,
  document: fc.option(fc.record({ id: fc.string({ minLength: 1 }), name: fc.string({ minLength: 1 }) })),
  documentClean: fc.option(fc.boolean()),
  tried: answer,
})

const field = fc.record({
  asked: fc.boolean(),
  requiredForEscalation: fc.boolean(),
  help: fc.option(fc.record({ de: fc.string(), en: fc.string() })),
  link: fc.option(fc.constant('https://desk.example/console')),
})
const form: fc.Arbitrary<Form> = fc.dictionary(fc.constantFrom(...reportFields), field)

describe('a report', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(report, (written) => {
        const merged = mergeReport(null, written)
        const text = merged === null ? null : JSON.stringify(reportJson(merged))
        expect(storedReport(text)).toEqual(merged)
      }),
    )
  })

  test('keeps what is not named and takes what is newly said; nothing said at all is no report', () => {
    fc.assert(
      fc.property(report, report, (before, edit) => {
        expect(mergeReport(before, {})).toEqual(mergeReport(null, before))
        expect(mergeReport(before, edit)).toEqual(mergeReport(null, edit))
      }),
    )
    const kept = mergeReport(mergeReport(null, { where: 'Calendar', browser: 'Firefox 140' }), { where: null })
    expect(kept).toMatchObject({ where: null, browser: 'Firefox 140' })
    expect(mergeReport(kept, { browser: null, device: undefined })).toBeNull()
  })

  test('with the answer no has an answer', () => {
    expect(isSaid(mergeReport(null, { documentClean: false }), 'document-clean')).toBe(true)
  })
})

describe('the time of a problem', () => {
  const now = new Date('2026-03-05T12:00:00.000Z')

  test.each([
    ['2026-03-05T12:06:00.000Z', 'future'],
    ['1999-12-31T23:00:00.000Z', 'long-past'],
  ])('%s is refused: %s', (at, reason) => {
    expect(() => checkOccurred(new Date(at), 'typed', now)).toThrow(
      expect.objectContaining({ trouble: 'wrong-time', details: { value: 'typed', reason } }),
    )
  })

  test.each(['2026-03-05T12:04:00.000Z', '2000-01-01T00:00:00.000Z'])('%s is none to refuse', (at) => {
    expect(checkOccurred(new Date(at), 'typed', now)).toEqual(new Date(at))
  })

  test.each([
    ['about 8:00', '8:00', true],
    ['Etwa gestern 14:30', 'gestern 14:30', true],
    ['ca. 8:00', '8:00', true],
    ['ca 8:00', '8:00', true],
    ['ungefähr 14 Uhr', '14 Uhr', true],
    ['gestern gegen 8:00', 'gestern 8:00', true],
    ['yesterday at around 8:00', 'yesterday at 8:00', true],
    ['um ca. 8 Uhr', 'um 8 Uhr', true],
    ['gegen 8', '8:00', true],
    ['yesterday about 14', 'yesterday 14:00', true],
    ['about 3 days ago', '3 days ago', true],
    ['8', '8', false],
    ['gegenwart', 'gegenwart', false],
    [' 14:30 ', '14:30', false],
    ['yesterday', 'yesterday', false],
  ])('"%s" is %s, about: %s', (typed, time, isAbout) => {
    expect(occurredTyped(typed)).toEqual({ typed: time, isAbout })
  })
})

describe('a form', () => {
  const read = (value: unknown): Form => formAt({ value, path: 'form' })

  test('is read as it was written', () => {
    fc.assert(
      fc.property(form, (written) => {
        expect(read(JSON.parse(JSON.stringify(formJson(written))))).toEqual(written)
      }),
    )
  })

  test.each<[unknown, string, string]>([
    [[], 'form', 'wrong-type'],
    [{ browsr: {} }, 'form.browsr', 'unknown-key'],
    [{ browser: { askd: true } }, 'form.browser.askd', 'unknown-key'],
    [{ browser: { asked: 'yes' } }, 'form.browser.asked', 'wrong-type'],
    [{ browser: null }, 'form.browser', 'wrong-type'],
    [{ browser: { help: { de: 'x' } } }, 'form.browser.help.en', 'missing'],
    [{ browser: { help: { de: 'x', en: 'y', fr: 'z' } } }, 'form.browser.help.fr', 'unknown-key'],
    [{ browser: { link: 'javascript:alert(1)' } }, 'form.browser.link', 'wrong-value'],
  ])('%j is refused at %s', (value, path, reason) => {
    expect(() => read(value)).toThrow(
      expect.objectContaining({ trouble: 'wrong-json', details: expect.objectContaining({ path, reason }) }),
    )
  })

  const nothing = {
    ask: [],
    removeAsk: [],
    require: [],
    removeRequire: [],
    help: new Map(),
    links: new Map(),
    removeHelp: [],
  }

  test('asks for what is required, until that is taken away', () => {
    const made = editForm({}, { ...nothing, require: ['browser'], ask: ['tried'] })
    expect(askedIn(made)).toEqual(['browser', 'tried'])
    const edited = editForm(made, { ...nothing, removeAsk: ['browser', 'tried'] })
    expect(formJson(edited)).toEqual({
      browser: { asked: false, requiredForEscalation: true, help: null, link: null },
    })
    expect(editForm(edited, { ...nothing, removeRequire: ['browser'] })).toEqual({})
  })

  test('a help text in one language speaks the other one until that has its own', () => {
    const made = editForm({}, { ...nothing, help: new Map([['console', { en: 'Press F12.' }]]) })
    expect(made.console?.help).toEqual({ de: 'Press F12.', en: 'Press F12.' })
    const both = editForm(made, { ...nothing, help: new Map([['console', { de: 'F12 drücken.' }]]) })
    expect(both.console?.help).toEqual({ de: 'F12 drücken.', en: 'Press F12.' })
    expect(editForm(both, { ...nothing, removeHelp: ['console'] })).toEqual({})
  })
})

describe('what a report lacks', () => {
  test('is what is required or demanded further, and not said', () => {
    fc.assert(
      fc.property(form, report, fc.subarray([...reportFields]), (required, said, further) => {
        const missing = missingFor(required, said, further)
        for (const name of reportFields) {
          const needed = required[name]?.requiredForEscalation === true || further.includes(name)
          // A document that is not clean is not what was wanted.
          const given = said[partOf[name]] !== null && !(name === 'document-clean' && said.documentClean === false)
          expect({ name, missing: missing.includes(name) }).toEqual({ name, missing: needed && !given })
        }
      }),
    )
  })

  test('is named by its flag', () => {
    expect(reportFields.map(flagOf)).toEqual([
      'affected-user',
      'where',
      'device',
      'browser',
      'customer-device',
      'customer-browser',
      'occurred-at',
      'console-file',
      'document',
      'document-clean',
      'tried',
    ])
  })
})
