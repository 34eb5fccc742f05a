import Holidays from 'date-holidays'
import type { Language } from '../kit/language'
import { closestOf } from '../kit/suggestion'

// Which days are holidays where. Loads a library of a megabyte: import this module lazily, and keep what it gives.

/** The countries whose holidays a desk can have (the bundle holds no others). */
const countries = ['AT', 'CH', 'DE'] as const

/** A public holiday: the local day (`2026-12-25`) and its name. */
export interface Holiday {
  day: string
  name: Readonly<Record<Language, string>>
}

/** `DE`, `DE-BW`, `CH-ZH`: the region as it is written, or what might have been meant. */
export function regionNamed(typed: string): { region: string } | { suggestion: string | null } {
  const wanted = typed.trim().toUpperCase()
  const known = regions()
  if (known.includes(wanted)) return { region: wanted }
  const meant = closestOf(
    wanted.toLowerCase(),
    known.map((region) => region.toLowerCase()),
  )
  return { suggestion: meant?.toUpperCase() ?? null }
}

/** Every country, followed by its states. */
export function regions(): string[] {
  return countries.flatMap((country) => {
    const states = Object.keys(new Holidays(country).getStates(country) ?? {})
    return [country, ...states.map((state) => `${country}-${state.toUpperCase()}`)]
  })
}

/** The public holidays of a region in a year, each day once, in order. */
export function holidaysOf(region: string, year: number): Holiday[] {
  const [country = '', state = ''] = region.split('-')
  const found = new Map<string, { de: string; en: string }>()
  for (const language of ['de', 'en'] as const) {
    const calendar = new Holidays(country, state, { languages: language, types: ['public'] })
    for (const { date, name } of calendar.getHolidays(year)) {
      const day = date.slice(0, 10)
      found.set(day, { ...(found.get(day) ?? { de: name, en: name }), [language]: name })
    }
  }
  return [...found].map(([day, name]) => ({ day, name })).sort((a, b) => (a.day < b.day ? -1 : 1))
}
