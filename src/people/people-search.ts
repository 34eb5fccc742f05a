import type { Tenant } from './tenant'
import type { User } from './user'

/**
 * Finding somebody by what was heard on the telephone: a part of the name, an address, a number, or their organisation.
 * Every word must fit something of the person. Capitals, accents and the two ways to write an umlaut are alike
 * (Müller, Mueller, Muller), and so are a number's blanks and dashes and the ways to begin it (+49, 0049, 0).
 */
export interface PeopleSearch {
  words: readonly string[]
  /** All of it as a telephone number, where it can be one. */
  number: string | undefined
}

const shortestNumber = 3

export function searchFor(text: string): PeopleSearch {
  const isNumber = /^[\d\s+()/.-]+$/.test(text) && digitsOf(text).length >= shortestNumber
  return { words: text.split(/\s+/).filter((word) => word !== ''), number: isNumber ? nationalNumber(text) : undefined }
}

/** Whether a person fits, with the tenants of theirs that whoever searches may know of. */
export function fits(search: PeopleSearch, user: User, tenants: readonly Tenant[]): boolean {
  const { number } = search
  if (number !== undefined && hasNumber(user, number)) return true
  const texts = [user.name ?? '', ...user.addresses, ...tenants.flatMap(({ name, title }) => [name, title ?? ''])]
  return search.words.length > 0 && search.words.every((word) => texts.some((text) => contains(text, word)))
}

function contains(text: string, word: string): boolean {
  return plain(text).includes(plain(word)) || withoutUmlauts(text).includes(withoutUmlauts(word))
}

/** Small letters without accents. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
}

/** The same with ä, ae and a as one. */
function withoutUmlauts(text: string): string {
  return plain(text).replace(/([aou])e/g, '$1')
}

function hasNumber({ telephone }: User, number: string): boolean {
  if (telephone === null) return false
  // Also without what stands in front: somebody reads out +49 30 as 49 30.
  return nationalNumber(telephone).includes(number) || digitsOf(telephone.replace('(0)', '')).includes(number)
}

/** `+49 (0)30 12-34` as `0301234`; other countries keep their number behind 00. */
function nationalNumber(typed: string): string {
  const digits = digitsOf(typed.replace('(0)', '').replace(/^\s*\+/, '00'))
  return digits.startsWith('0049') ? `0${digits.slice(4).replace(/^0/, '')}` : digits
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
