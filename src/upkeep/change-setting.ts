import type { Desk } from '../desk'
import { carryOut, type Deed } from '../journal/deed'
import { once } from '../journal/idempotency'
import { doerOf, type UserActor } from '../people/session'
import type { SettingName } from '../settings/setting'
import { deleteSetting, saveSetting, storedSettings } from '../settings/store'
import { shownSetting } from './setting-view'

/** Sets a value, or with undefined goes back to the default; what is so already is no change and no entry. */
export async function changeSetting(
  desk: Desk,
  actor: UserActor,
  name: SettingName,
  value: string | undefined,
  key: string | undefined,
): Promise<void> {
  const command = value === undefined ? 'config unset' : 'config set'
  const call = { key, actorId: actor.id, tenantId: '', command, request: [name, value ?? null] }
  await carryOut(desk, doerOf(actor), (deed) =>
    once(deed, call, async () => {
      await putSetting(deed, name, value)
      return name
    }),
  )
}

/** The same as part of a deed. */
export async function putSetting(deed: Deed, name: SettingName, value: string | undefined): Promise<void> {
  const before = shownSetting(name, await storedSettings(deed.tx))
  if (value === undefined) await deleteSetting(deed.tx, name)
  else await saveSetting(deed.tx, name, value)
  const after = shownSetting(name, await storedSettings(deed.tx))
  if (before.value === after.value && before.origin === after.origin) return
  if (name === 'desk.time-zone') await (await import('../sla/recompute')).calendarChanged(deed.tx, deed.now)
  deed.record({ type: 'setting.changed', payload: { changes: { [name]: { from: before.value, to: after.value } } } })
}
