import { DeskError } from './errors'

export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

export function isLanguage(value: string): value is Language {
  return value === 'de' || value === 'en'
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The language asked for by flag or `HELPDESK_LANG`, which outranks the user's own setting; undefined where neither
 * says anything, and the refusal where they say nonsense: it is to be told only when its turn comes.
 */
export function chosenLanguage(flag: string | undefined, environment: Environment): Language | DeskError | undefined {
  const [name, value] = flag === undefined ? ['HELPDESK_LANG', environment.HELPDESK_LANG] : ['--lang', flag]
  if (value === undefined || value === '') return undefined
  if (isLanguage(value)) return value
  return new DeskError('wrong-value', { name, value, allowed: [...languages], suggestion: null })
}

/** The language of the machine's locale, in the order POSIX gives its variables. */
export function localeLanguage(environment: Environment): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^de(_|\.|@|$)/.test(locale) ? 'de' : 'en'
}

/** Whether the terminal can be trusted with more than ASCII. */
export function isUtf8Locale(environment: Environment): boolean {
  return /utf-?8/i.test(environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '')
}
