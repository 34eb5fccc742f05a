import { sha256Hex } from '../kit/digest'

/** What a token begins with says what it is for, so that nobody mistakes one for another, not even in a log. */
export type TokenKind = 'session' | 'access' | 'activation'

const prefixes: Readonly<Record<TokenKind, string>> = { session: 'hds_', access: 'hdt_', activation: 'hda_' }

/** A new token of 256 bits from the randomness handed in. */
export function makeToken(kind: TokenKind, random: Buffer): string {
  return `${prefixes[kind]}${random.toString('base64url')}`
}

export function tokenKind(token: string): TokenKind | undefined {
  const kinds: readonly TokenKind[] = ['session', 'access', 'activation']
  return kinds.find((kind) => token.startsWith(prefixes[kind]))
}

/** The database keeps this of a token and never the token: SHA-256 is enough for 256 random bits. */
export function tokenHash(token: string): string {
  return sha256Hex(token)
}
