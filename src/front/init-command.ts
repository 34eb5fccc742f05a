import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Desk } from '../desk'
import { checkChoice } from '../kit/choice'
import { DeskError } from '../kit/errors'
import { flag, text } from '../kit/json'
import { printChange } from '../kit/output'
import { doneLine, screenOf } from '../kit/screen'
import { checkLine } from '../kit/typed-text'
import { defineVerb, type Noun } from '../kit/verb'
import type { View } from '../kit/view'
import { domainName, mailAddress, parseMailAddress } from '../people/mail-address'
import { checkSetting, settingName } from '../settings/setting'
import type { Preset } from '../upkeep/preset'
import { makeDesk, type NewDesk } from './make-desk'
import { loadPreset, presetNames } from './preset'

interface MadeDesk {
  database: string
  administrator: string
  preset: string
  rehearsal: boolean
}

const madeDeskView: View<MadeDesk> = {
  fields: { database: text, administrator: text, preset: text, rehearsal: flag },
  columns: ['database', 'administrator', 'preset', 'rehearsal'],
  toJson: (made) => ({ ...made }),
}

/** Makes a desk; asks for one thing. */
export const init: Noun = {
  verb: defineVerb({
    declare: (command) =>
      command
        .option('--admin <email>')
        .option('--name <name>')
        .option('--preset <preset>')
        .option('--domain <domain>')
        .option('--desk-name <name>')
        .option('--contact-phone <number>')
        .option('--contact-email <email>')
        .option('--contact-address <address>')
        .option('--country <country>')
        .option('--rehearsal'),
    output: { one: madeDeskView },
    async run(desk, flags) {
      const preset = await presetMeant(desk, flags.preset ?? 'plain')
      const settings = settingsFrom(flags)
      const country = flags.country === undefined ? undefined : checkChoice('--country', flags.country, countries)
      const typed = flags.admin === undefined ? undefined : mailAddress(flags.admin)
      if (typed === undefined && !desk.canAsk) throw new DeskError('missing-flag', { flag: '--admin' })
      desk.judge()
      if (desk.clockIsSet && flags.rehearsal !== true) throw new DeskError('clock-outside-rehearsal', {})
      if (existsSync(desk.places.database)) throw new DeskError('desk-exists', { path: desk.places.database })
      const email = typed ?? (await askEmail(desk))
      const wanted: NewDesk = {
        administrator: { email, name: flags.name === undefined ? null : checkLine('--name', flags.name) },
        presetName: preset.name,
        preset: preset.content,
        settings,
        rehearsal: flags.rehearsal === true,
        country,
      }
      await makeDesk(desk, wanted)
      const made = {
        database: desk.places.database,
        administrator: email,
        preset: preset.name,
        rehearsal: wanted.rehearsal,
      }
      await printChange(desk, madeDeskView, made, async () => {
        const screen = await screenOf(desk, 'UTC')
        return `${doneLine(screen, screen.words.deskMade(desk.places.title, email))}\n  ${screen.words.firstTicket}`
      })
    },
  }),
}

/** One of the presets that come with the program, or somebody's own file. */
async function presetMeant(desk: Desk, typed: string): Promise<{ name: string; content: Preset }> {
  if (!/[./\\]|^-$/.test(typed)) {
    const name = checkChoice('--preset', typed, presetNames)
    return { name, content: await loadPreset(name) }
  }
  const { readPresetFile } = await import('../upkeep/preset-file')
  const content = await readPresetFile(desk, typed)
  const { region } = content.calendar
  if (region !== null) await demandRegion(region)
  return { name: basename(typed).replace(/\.json$/, '') || 'own', content }
}

async function demandRegion(region: string): Promise<void> {
  const { regionNamed } = await import('../hours/holidays')
  const named = regionNamed(region)
  if ('suggestion' in named) throw new DeskError('unknown-region', { region, suggestion: named.suggestion })
}

/** Whose public holidays a desk can keep from its first day on; a state is set with `calendar set`. */
const countries = ['DE', 'AT', 'CH'] as const

async function askEmail(desk: Desk): Promise<string> {
  const ask = await desk.ask()
  const { words } = desk
  const answer = await ask.line(words.askEmail, {
    check: (typed) => (parseMailAddress(typed) === undefined ? words.noEmail : undefined),
  })
  return mailAddress(answer)
}

/** Flags that are settings under another name. */
function settingsFrom(flags: {
  domain?: string | undefined
  deskName?: string | undefined
  contactPhone?: string | undefined
  contactEmail?: string | undefined
  contactAddress?: string | undefined
}): Record<string, string> {
  const given = {
    'desk.domain': flags.domain === undefined ? undefined : domainName(flags.domain),
    'desk.name': flags.deskName,
    'contact.phone': flags.contactPhone,
    'contact.email': flags.contactEmail === undefined ? undefined : mailAddress(flags.contactEmail),
    'contact.address': flags.contactAddress,
  }
  const named = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  for (const [name, value] of named) checkSetting(settingName(name), value)
  return Object.fromEntries(named)
}
