import { rmSync } from 'node:fs'
import type { Desk } from '../desk'
import { saveCalendar } from '../hours/calendar-store'
import { type Deed, writeDeed } from '../journal/deed'
import { isLanguage } from '../kit/language'
import { isTimeZone } from '../kit/time/time-zone'
import { makeUser } from '../people/add-user'
import { prepareCredentials, storeToken } from '../people/credentials'
import { domainOf } from '../people/mail-address'
import { startSession } from '../people/session'
import { insertTeam } from '../people/team-store'
import { deskRules } from '../rule/desk-rules'
import { insertRules } from '../rule/rule-store'
import { keptValue } from '../settings/secret-setting'
import { checkSetting, settingName } from '../settings/setting'
import { saveSetting } from '../settings/store'
import { createDeskKey, type DeskKey, keyCheck } from '../store/desk-key'
import { createStore, prepareStore } from '../store/open'
import { insertCategories } from '../ticket/category/category-store'
import { insertTopics } from '../ticket/topic/topic-store'
import type { Preset } from '../upkeep/preset'
import { loadRuleWords } from '../words/catalogue'
import { insertDesk } from './desk-store'

export interface NewDesk {
  administrator: { email: string; name: string | null }
  /** Under which name the desk remembers what it began with. */
  presetName: string
  preset: Preset
  /** Settings besides the preset's, by name; they outrank it. */
  settings: Readonly<Record<string, string>>
  rehearsal: boolean
  /** Whose public holidays are kept; undefined: as the preset says. */
  country: string | undefined
}

/**
 * Makes a desk: key, database, preset, its first administrator, who is logged in on this machine. The database appears
 * only when everything in it is there; throws `desk-exists` or `folder-not-writable`.
 */
export async function makeDesk(desk: Desk, wanted: NewDesk): Promise<void> {
  const deskId = desk.newId()
  prepareStore(desk.places.database)
  prepareCredentials(desk.places.credentials)
  const key = createDeskKey(desk.places.key, desk.randomBytes(32))
  let token = ''
  await createStore(desk.places.database, async (tx) => {
    const { presetName: preset, rehearsal } = wanted
    await insertDesk(tx, { id: deskId, preset, rehearsal, keyCheck: keyCheck(key, deskId), createdAt: desk.now() })
    await writeDeed(desk, tx, key, { userId: null, channel: 'cli' }, async (deed) => {
      deed.record({ type: 'desk.created', payload: { preset, rehearsal } })
      await furnish(desk, deed, key, wanted)
      token = await addAdministrator(desk, deed, wanted.administrator)
    })
  })
  try {
    storeToken(desk.places.credentials, deskId, wanted.administrator.email, token)
  } catch (error) {
    // A desk into which nobody can log in is half a desk.
    rmSync(desk.places.database, { force: true })
    throw error
  }
}

/** Where nobody says otherwise, a desk works in the machine's zone and speaks the language of whoever made it. */
async function furnish(desk: Desk, deed: Deed, key: DeskKey, wanted: NewDesk): Promise<void> {
  await insertCategories(deed.tx, wanted.preset.categories)
  await insertTopics(deed.tx, wanted.preset.topics)
  const { hours, region, timeZone } = wanted.preset.calendar
  await saveCalendar(deed.tx, { hours, region: wanted.country ?? region })
  const settings = {
    'desk.time-zone': timeZone ?? (isTimeZone(desk.world.machineZone()) ? desk.world.machineZone() : 'UTC'),
    'desk.language': desk.language,
    'desk.domain': domainOf(wanted.administrator.email),
    ...wanted.preset.settings,
    ...wanted.settings,
  }
  for (const team of wanted.preset.teams) {
    await insertTeam(deed.tx, { ...team, id: desk.newId(), members: [], createdAt: deed.now })
  }
  for (const [typed, value] of Object.entries(settings)) {
    const name = settingName(typed)
    checkSetting(name, value)
    await saveSetting(
      deed.tx,
      name,
      await keptValue(
        name,
        value,
        async () => key,
        () => desk.randomBytes(12),
      ),
    )
  }
  const language = settings['desk.language']
  await insertRules(deed.tx, deskRules(await loadRuleWords(isLanguage(language) ? language : 'en'), deed.now))
}

async function addAdministrator(desk: Desk, deed: Deed, person: NewDesk['administrator']): Promise<string> {
  const memberships = [{ tenantId: null, group: 'admin' }]
  const user = await makeUser(desk, deed, { ...person, telephone: null, status: 'active', memberships })
  return startSession(desk, deed, user.id)
}
