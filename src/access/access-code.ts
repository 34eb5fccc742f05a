import { DeskError } from '../kit/errors'

/**
 * An access code (Zugangscode) is a secret that a tenant reads out to an advisor, who comes in with it: eight random
 * symbols of Crockford's base 32 (40 bits, worth something only together with the tenant's name) and a check symbol of
 * the same alphabet, written `7KQ2-9MXD-4`. The check symbol is Σ αⁱ·xᵢ over GF(32) with x⁵+x²+1, i = 1…8 from the right:
 * α has the order 31, so every wrong symbol and every swap of two is noticed. However it is typed is the same code:
 * small letters, blanks, dashes, several words, O for 0, I and L for 1. It lives for an hour, unless the desk or the
 * tenant says otherwise, lets one advisor in and is spent by that; a tenant has at most one that is valid.
 */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const symbolCount = 8
const codeLength = symbolCount + 1

/** How many random bytes a code is made of: 40 bits. */
export const randomBytesOfCode = 5

const minute = 60_000
const hour = 60 * minute
export const shortestLife = 5 * minute
export const longestLife = 24 * hour

/** A code out of five random bytes. */
export function codeFrom(bytes: Uint8Array): string {
  let bits = bytes.reduce((all, byte) => all * 256n + BigInt(byte), 0n)
  let symbols = ''
  for (let count = 0; count < symbolCount; count += 1) {
    symbols = symbolAt(Number(bits % 32n)) + symbols
    bits /= 32n
  }
  return symbols + checkSymbol(symbols)
}

/** As it is shown and read out: `7KQ2-9MXD-4`. */
export function spaced(code: string): string {
  return groupsOf(code).join('-')
}

/** What is read out in one breath: `7KQ2`, `9MXD`, `4`. */
export function groupsOf(code: string): string[] {
  return code.match(/.{1,4}/g) ?? []
}

/** The code that was typed, in one word or several. Throws `code-mistyped`, which never repeats what was typed. */
export function typedCode(words: readonly string[]): string {
  const typed = words.join('').replace(/[\s\p{Pd}_.·]/gu, '')
  if (typed === '') throw new DeskError('code-mistyped', { reason: 'empty', length: 0, symbol: null })
  const symbols = Array.from(typed, meant)
  const wrong = symbols.indexOf(undefined)
  const length = symbols.length
  if (length !== codeLength) throw new DeskError('code-mistyped', { reason: 'length', length, symbol: null })
  if (wrong !== -1) throw new DeskError('code-mistyped', { reason: 'symbol', length, symbol: wrong + 1 })
  const code = symbols.join('')
  if (checkSymbol(code.slice(0, symbolCount)) === code.at(-1)) return code
  throw new DeskError('code-mistyped', { reason: 'check', length, symbol: null })
}

/** Symbols that are taken for others when somebody reads or writes them. */
const confusables: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

function meant(character: string): string | undefined {
  const symbol = /^[a-z]$/.test(character) ? character.toUpperCase() : character
  const found = confusables[symbol] ?? symbol
  return alphabet.includes(found) ? found : undefined
}

/** The check symbol of eight symbols. */
export function checkSymbol(symbols: string): string {
  let sum = 0
  let weight = 1
  for (const symbol of Array.from(symbols).reverse()) {
    weight = timesAlpha(weight)
    sum ^= product(weight, alphabet.indexOf(symbol))
  }
  return symbolAt(sum)
}

/** Multiplication by α: a shift, reduced by x⁵ = x² + 1. */
function timesAlpha(element: number): number {
  const shifted = element << 1
  return shifted & 0b100000 ? shifted ^ 0b100101 : shifted
}

/** Multiplication in GF(32). */
function product(left: number, right: number): number {
  let result = 0
  let multiple = left
  for (let rest = right; rest > 0; rest >>= 1) {
    if (rest & 1) result ^= multiple
    multiple = timesAlpha(multiple)
  }
  return result
}

function symbolAt(value: number): string {
  return alphabet[value] ?? ''
}

/** A code that was made, as the desk keeps it. */
export interface AccessCode {
  id: string
  tenantId: string
  madeAt: Date
  expiresAt: Date
  /** How long whoever comes in with it may stay, in milliseconds; null: as the desk says. */
  grantLength: number | null
  endedAt: Date | null
  /** Who came in with it. */
  redeemedBy: string | null
}

/** Whether it lets somebody in at that moment. */
export function isValid({ endedAt, expiresAt }: AccessCode, now: Date): boolean {
  return endedAt === null && now < expiresAt
}
