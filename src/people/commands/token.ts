import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { DeskError } from '../../kit/errors'
import { instant, oneOf, orNull, text } from '../../kit/json'
import { printChange, printMany } from '../../kit/output'
import { doneLine, screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { parseDuration } from '../../kit/time/duration'
import { formatLocal } from '../../kit/time/format-local'
import { checkLine } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import { type AccessToken, isValid, type OwnedToken, tokenScopes } from '../access-token'
import { listAccessTokens, listTokensOfTenant } from '../access-token-store'
import { type Beginning, beginning } from '../beginning'
import { createToken, revokeToken } from '../create-token'
import { lookInto } from '../look'
import type { UserActor } from '../session'
import { tenantDemanded } from '../tenant-meant'
import { tokenJson, tokenView } from '../token-view'

const createdView: View<{ token: AccessToken; secret: string }> = {
  fields: { id: text, name: text, scope: oneOf(tokenScopes), expiresAt: orNull(instant), token: text },
  columns: ['id', 'name', 'scope', 'expiresAt', 'token'],
  toJson: ({ token, secret }) => {
    const { id, name, scope, expiresAt } = tokenJson(token)
    return { id, name, scope, expiresAt, token: secret }
  },
}

export const tokenCreate = defineVerb({
  declare: (command) => command.option('--name <name>').option('--scope <scope>').option('--expires <time>'),
  output: { one: createdView },
  async run(desk, flags) {
    if (flags.name === undefined) throw new DeskError('missing-flag', { flag: '--name', asks: false })
    const name = checkLine('--name', flags.name)
    const scope = checkChoice('--scope', flags.scope ?? 'all', tokenScopes)
    if (flags.expires !== undefined) await expiryFrom(desk, flags.expires, 'UTC')
    const { actor, zone } = await beginning(desk)
    const expiresAt = flags.expires === undefined ? null : await expiryFrom(desk, flags.expires, zone)
    const created = await createToken(desk, actor, { name, scope, expiresAt })
    await printChange(desk, createdView, created, async () => {
      const screen = await screenOf(desk, zone, [name])
      const { words, language, now } = screen
      const until =
        expiresAt === null ? words.neverExpires : words.expires(formatLocal(expiresAt, zone, language, 'day', now))
      return `${doneLine(screen, words.tokenNamed(safeText(name)), scope, until)}\n  ${created.secret}\n  ${words.shownOnce}`
    })
  },
})

export const tokenList = defineVerb({
  declare: (command) => command,
  output: { many: tokenView },
  async run(desk) {
    const begun = await beginning(desk)
    const { actor, store, zone } = begun
    const ofTenant = desk.globals.tenant !== undefined
    const tokens = ofTenant
      ? await tokensOfTenant(desk, begun, desk.globals.tenant)
      : ownedBy(actor, await listAccessTokens(store.db, actor.id))
    await printMany(desk, tokenView, tokens, async () => {
      const { renderTable } = await import('../../kit/table')
      const screen = await screenOf(
        desk,
        zone,
        tokens.map(({ name }) => name),
      )
      const { words, symbols, language, now } = screen
      if (tokens.length === 0) return ofTenant ? words.noTokensThere : words.noTokens
      const when = (moment: Date | null): string =>
        moment === null ? symbols.nothing : formatLocal(moment, zone, language, 'day', now)
      const columns = [
        { title: words.columns.id },
        ...(ofTenant ? [{ title: words.columns.email }] : []),
        { title: words.columns.name, flexible: true },
        { title: words.columns.scope },
        { title: words.columns.expires },
        { title: words.columns.used },
        { title: '' },
      ]
      const rows = tokens.map((token) => [
        token.id.slice(0, 8),
        ...(ofTenant ? [safeText(token.owner)] : []),
        safeText(token.name),
        token.scope,
        when(token.expiresAt),
        when(token.lastUsedAt),
        isValid(token, now) ? '' : words.notValid,
      ])
      return renderTable(screen, columns, rows)
    })
  },
})

export const tokenRevoke = defineVerb({
  declare: (command) => command.argument('<token>'),
  output: { one: tokenView },
  async run(desk, typed) {
    const { actor, store, zone } = await beginning(desk)
    const id = await revokeToken(desk, actor, typed)
    const token = ownedBy(actor, await listAccessTokens(store.db, actor.id)).find((candidate) => candidate.id === id)
    if (token === undefined) throw new DeskError('token-not-found', { id: typed })
    await printChange(desk, tokenView, token, async () => {
      const screen = await screenOf(desk, zone, [token.name])
      return doneLine(screen, screen.words.tokenNamed(safeText(token.name)), screen.words.notValid)
    })
  },
})

/**
 * Settings and use of the tokens of a tenant's people, never a token. Only where the tenant is named by its flag: somebody
 * with `HELPDESK_TENANT` in their environment still sees their own. Throws `tenant-not-found`, `not-allowed`.
 */
async function tokensOfTenant(
  desk: Desk,
  { actor, rules, store }: Beginning,
  named: string | undefined,
): Promise<OwnedToken[]> {
  const tenant = await tenantDemanded(store.db, actor, rules, named)
  await lookInto(desk, actor, 'api:view', tenant, null, rules)
  return listTokensOfTenant(store.db, tenant.id)
}

function ownedBy({ email }: UserActor, tokens: readonly AccessToken[]): OwnedToken[] {
  return tokens.map((token) => ({ ...token, owner: email }))
}

/** `90d`, or a time. Throws `wrong-time` for what is not readable or not in the future. */
async function expiryFrom(desk: Desk, typed: string, zone: string): Promise<Date> {
  const duration = parseDuration(typed)
  const { instantMeant } = await import('../../hours/instant-meant')
  const moment =
    duration === undefined ? instantMeant(typed, { now: desk.now(), zone }) : new Date(desk.now().getTime() + duration)
  if (moment <= desk.now()) throw new DeskError('wrong-time', { value: typed, reason: 'past' })
  return moment
}
