import { describe, expect, test } from 'vitest'
import { holidaysOf, regionNamed, regions } from '../../src/hours/holidays'

const days = (region: string, year: number): string[] => holidaysOf(region, year).map(({ day }) => day)

describe('public holidays, held against lists of the authorities', () => {
  test('all over Germany in 2027', () => {
    expect(days('DE', 2027)).toEqual([
      '2027-01-01',
      '2027-03-26',
      '2027-03-29',
      '2027-05-01',
      '2027-05-06',
      '2027-05-17',
      '2027-10-03',
      '2027-12-25',
      '2027-12-26',
    ])
  })

  test.each([
    ['DE-BW', ['2027-01-06', '2027-05-27', '2027-11-01'], ['2027-08-15', '2027-10-31']],
    ['DE-BY', ['2027-01-06', '2027-05-27', '2027-11-01'], ['2027-10-31']],
    ['DE-SN', ['2027-10-31', '2027-11-17'], ['2027-11-01', '2027-01-06']],
    ['DE-BE', ['2027-03-08'], ['2027-01-06', '2027-10-31']],
    ['DE-TH', ['2027-09-20', '2027-10-31'], ['2027-11-01']],
    ['AT', ['2027-10-26', '2027-12-08'], ['2027-10-03']],
    ['CH-ZH', ['2027-08-01', '2027-05-01'], ['2027-05-27']],
  ])('%s has %j and not %j', (region, has, hasNot) => {
    const found = days(region, 2027)
    expect(has.filter((day) => !found.includes(day))).toEqual([])
    expect(hasNot.filter((day) => found.includes(day))).toEqual([])
  })

  test('have names in both languages', () => {
    const easter = holidaysOf('DE', 2027).find(({ day }) => day === '2027-03-29')
    expect(easter?.name).toEqual({ de: 'Ostermontag', en: 'Easter Monday' })
  })

  test('stand in order, each day once', () => {
    for (const region of regions()) {
      const found = days(region, 2026)
      expect(found).toEqual([...new Set(found)].sort())
      expect(found.length).toBeGreaterThan(6)
    }
  })
})

test('a region is a country or one of its states', () => {
  expect(regionNamed('de-bw')).toEqual({ region: 'DE-BW' })
  expect(regionNamed('AT')).toEqual({ region: 'AT' })
  expect(regionNamed('de-bx')).toEqual({ suggestion: expect.stringMatching(/^DE-B/) })
  expect(regionNamed('Bayern')).toEqual({ suggestion: null })
})
