import type { DeskKey } from '../store/desk-key'
import type { Tx } from '../store/schema'
import type { SettingName } from './setting'
import { hiddenPassword, partsOfSmtpUrl, shownSmtpUrl } from './smtp-url'
import { saveSetting, storedSettings } from './store'

/*
 * Of settings with a password in them the password is encrypted under the desk's key and bound to the rest: put into another
 * server's address it opens nothing.
 */

const secretName = 'mail.smtp-url' satisfies SettingName

/** A setting's value as it may be shown: without a password. */
export function shownValue(name: SettingName, value: string): string {
  return name === secretName ? shownSmtpUrl(value) : value
}

/** Whether what is kept of a setting is worth nothing elsewhere. */
export function isSecret(name: SettingName, value: string): boolean {
  return name === secretName && partsOfSmtpUrl(value) !== undefined
}

/** A value as the database keeps it. `nonce` gives 12 random bytes; the key is asked for only where it is needed. */
export async function keptValue(
  name: SettingName,
  value: string,
  key: () => Promise<Pick<DeskKey, 'seal'>>,
  nonce: () => Uint8Array,
): Promise<string> {
  const parts = name === secretName ? partsOfSmtpUrl(value) : undefined
  if (parts === undefined) return value
  const { shown, password } = parts
  return `${shown} ${(await key()).seal('secret', password, nonce(), contextOf(shown))}`
}

/** The password of what was kept; null where it has none, undefined where it was altered or belongs to another key. */
export function keptPassword(key: Pick<DeskKey, 'unseal'>, kept: string): string | null | undefined {
  const parts = partsOfSmtpUrl(kept)
  if (parts === undefined) return null
  const [, sealed] = kept.split(' ')
  if (sealed === undefined) return parts.password === hiddenPassword ? undefined : parts.password
  return key.unseal('secret', sealed, contextOf(parts.shown))
}

/** Keeps the passwords of settings under another key; one that was altered stays as it is. Gives how many there were. */
export async function rekeySettings(tx: Tx, from: DeskKey, to: DeskKey, nonce: () => Uint8Array): Promise<number> {
  const kept = (await storedSettings(tx)).get(secretName)
  const parts = kept === undefined ? undefined : partsOfSmtpUrl(kept)
  const password = kept === undefined ? null : keptPassword(from, kept)
  if (parts === undefined || password == null) return 0
  await saveSetting(tx, secretName, `${parts.shown} ${to.seal('secret', password, nonce(), contextOf(parts.shown))}`)
  return 1
}

function contextOf(shown: string): string {
  return `${secretName} ${shown}`
}
