import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { DeskError } from '../kit/errors'
import { doerOf, type UserActor } from '../people/session'
import { keptValue, shownValue } from '../settings/secret-setting'
import type { SettingName } from '../settings/setting'
import { isLoopback, parseSmtpUrl } from '../settings/smtp-url'
import { deleteSetting, saveSetting, storedSettings } from '../settings/store'
import { type ShownSetting, shownSetting } from './setting-view'

/** Sets a value, or with undefined goes back to the default; what is so already is no change and no entry. */
export async function changeSetting(
  desk: Desk,
  actor: UserActor,
  name: SettingName,
  value: string | undefined,
  key: string | undefined,
): Promise<void> {
  await changeSettings(desk, actor, value === undefined ? 'config unset' : 'config set', [{ name, value }], key)
}

/** A value for a setting; undefined: its default. */
export interface SettingChange {
  name: SettingName
  value: string | undefined
}

/** The same of several, all or none, as the command says that is meant. */
export async function changeSettings(
  desk: Desk,
  actor: UserActor,
  command: string,
  changes: readonly SettingChange[],
  key: string | undefined,
): Promise<void> {
  const asked = ({ name, value }: SettingChange) => [name, value === undefined ? null : shownValue(name, value)]
  const call = { key, actorId: actor.id, tenantId: '', command, request: changes.flatMap(asked) }
  const kept: SettingChange[] = []
  for (const { name, value } of changes) {
    refuseForeignPrograms(desk, name, value)
    await refuseBeyondRehearsal(desk, name, value)
    kept.push({ name, value: await keptForm(desk, name, value) })
  }
  await carryOut(desk, doerOf(actor), (deed) =>
    once(deed, call, async () => {
      for (const { name, value } of kept) await putSetting(deed, name, value)
      return changes.map(({ name }) => name).join(' ')
    }),
  )
}

async function keptForm(desk: Desk, name: SettingName, value: string | undefined): Promise<string | undefined> {
  if (value === undefined) return undefined
  return keptValue(
    name,
    value,
    () => desk.key(),
    () => desk.randomBytes(12),
  )
}

/** What the desk starts of this machine is said by whoever has an account there. Throws `not-over-ssh`. */
function refuseForeignPrograms(desk: Desk, name: SettingName, value: string | undefined): void {
  if (desk.world.door === undefined) return
  const isProgram = name === 'mail.smtp-token-command' || (value ?? '').startsWith('sendmail:')
  if (isProgram) throw new DeskError('not-over-ssh', { name: `config set ${name}` })
}

/** A rehearsal mails nobody: at most a server on this machine. Throws `not-in-rehearsal`. */
async function refuseBeyondRehearsal(desk: Desk, name: SettingName, value: string | undefined): Promise<void> {
  const url = name === 'mail.smtp-url' && value !== undefined ? parseSmtpUrl(value) : undefined
  if (url === undefined || !(await desk.store()).identity.rehearsal) return
  if (url.kind === 'sendmail' || !isLoopback(url.host)) throw new DeskError('not-in-rehearsal', {})
}

/** The same as part of a deed. */
export async function putSetting(deed: Deed, name: SettingName, value: string | undefined): Promise<void> {
  const [stored, before] = await settingNow(deed, name)
  if (value === undefined) await deleteSetting(deed.tx, name)
  else await saveSetting(deed.tx, name, value)
  const [kept, after] = await settingNow(deed, name)
  if (stored === kept && before.value === after.value) return
  if (name === 'desk.time-zone') await (await import('../sla/recompute')).calendarChanged(deed.tx, deed.now)
  deed.record({ type: 'setting.changed', payload: { changes: { [name]: { from: before.value, to: after.value } } } })
}

/** As it is kept, which tells another password, and as it is shown. */
async function settingNow({ tx }: Deed, name: SettingName): Promise<[string | undefined, ShownSetting]> {
  const stored = await storedSettings(tx)
  return [stored.get(name), shownSetting(name, stored)]
}
