import { instant, type JsonSchema, oneOf, orNull, text } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { type AccessToken, type OwnedToken, tokenScopes } from './access-token'

const fields: Record<string, JsonSchema> = {
  id: text,
  name: text,
  scope: oneOf(tokenScopes),
  createdAt: instant,
  expiresAt: orNull(instant),
  lastUsedAt: orNull(instant),
  revokedAt: orNull(instant),
  owner: text,
}

/** An access token with whose it is; never the secret itself. */
export const tokenView: View<OwnedToken> = {
  fields,
  columns: Object.keys(fields),
  toJson: (token) => ({ ...tokenJson(token), owner: token.owner }),
}

/** The same without whose it is. */
export function tokenJson({ id, name, scope, createdAt, expiresAt, lastUsedAt, revokedAt }: AccessToken) {
  const shown = (moment: Date | null): string | null => (moment === null ? null : formatInstant(moment))
  return {
    id,
    name,
    scope,
    createdAt: formatInstant(createdAt),
    expiresAt: shown(expiresAt),
    lastUsedAt: shown(lastUsedAt),
    revokedAt: shown(revokedAt),
  }
}
