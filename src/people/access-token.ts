/**
 * A personal access token lets a script act as its owner. Its scope says for what: everything, reading only, or just
 * the desk's cron jobs or mail. It may expire; from 14 days before, every use warns. The database keeps a digest only.
 */
export const tokenScopes = ['all', 'read', 'cron', 'mail'] as const
export type TokenScope = (typeof tokenScopes)[number]

export interface AccessToken {
  id: string
  userId: string
  name: string
  scope: TokenScope
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

/** A token with the address of whose it is. */
export interface OwnedToken extends AccessToken {
  owner: string
}

const warningTime = 14 * 24 * 60 * 60 * 1000

/** Whether it can be used at that moment. */
export function isValid(token: AccessToken, now: Date): boolean {
  return token.revokedAt === null && (token.expiresAt === null || now < token.expiresAt)
}

/** When it expires, if that is soon enough to be told. */
export function expirySoon(token: AccessToken, now: Date): Date | undefined {
  const { expiresAt } = token
  if (expiresAt === null || expiresAt.getTime() - now.getTime() > warningTime) return undefined
  return expiresAt
}
