import { hoursText, readHours } from '../hours/calendar'
import type { Json } from '../kit/json'
import {
  checkedAt,
  entriesOf,
  flagAt,
  itemsOf,
  type JsonPlace,
  orNullAt,
  partsOf,
  refuseTwice,
  textAt,
  wrongJson,
} from '../kit/json-place'
import { type Language, languages } from '../kit/language'
import { isWebOrMailLink } from '../kit/link'
import { checkLine } from '../kit/typed-text'
import { type Team, type WorkKind, workKey, workKinds } from '../people/team'
import { shortName } from '../people/tenant'
import { checkSetting, type SettingName, settingName, settingNames } from '../settings/setting'
import type { Category } from '../ticket/category/category'
import { formAt, formJson } from '../ticket/category/form'
import { newTeamName } from '../ticket/team/new-team-name'
import { answererNamed, requiredField, type Texts, type Topic } from '../ticket/topic/topic'

/**
 * A preset is what a desk begins with: categories, teams, hours, settings and links (PRESETS.md). It is a JSON file that
 * people write, too, and that `config export` makes of a desk. It holds nothing of one desk alone: no person, tenant,
 * secret, name, domain or address.
 */
export interface Preset {
  version: 1
  languages: readonly Language[]
  categories: readonly Category[]
  topics: readonly Topic[]
  teams: readonly PresetTeam[]
  /** A region or zone that is null is none, or the machine's. */
  calendar: { hours: string; region: string | null; timeZone: string | null }
  /** Values as they are typed, by the setting's name; links are among them. */
  settings: Readonly<Partial<Record<SettingName, string>>>
}

export type PresetTeam = Pick<Team, 'name' | 'title' | 'work'>

const keys = ['version', 'languages', 'categories', 'topics', 'teams', 'calendar', 'settings', 'links'] as const
const longestText = 4000

/** What only one desk is called, or where it is. */
const ofOneDesk = /^(desk\.(name|domain|time-zone)|contact\.)/
const isLinkSetting = (name: string): boolean => name.startsWith('links.')

/** The preset that a JSON value describes. Throws `wrong-json` with the place. */
export function presetFrom(value: unknown): Preset {
  const parts = partsOf({ value, path: '' }, keys)
  if (parts.version.value !== 1) throw wrongJson('version', 'wrong-value', ['1'])
  const spoken = languagesAt(parts.languages)
  const categories = itemsOf(parts.categories).map((place) => categoryAt(place, spoken))
  if (categories.length === 0) throw wrongJson('categories', 'missing', ['[…]'])
  refuseTwice(categories.map(({ id }, index) => ({ id, path: `categories[${index}].id` })))
  const ids = categories.map(({ id }) => id)
  const topics = itemsOf(parts.topics).map((place) => topicAt(place, ids))
  refuseTwice(topics.map(({ id }, index) => ({ id, path: `topics[${index}].id` })))
  const teams = itemsOf(parts.teams).map((place) =>
    teamAt(place, { categories: ids, topics: topics.map(({ id }) => id) }),
  )
  refuseTwice(teams.map(({ name }, index) => ({ id: name, path: `teams[${index}].name` })))
  for (const kind of workKinds) refuseTwice(ownedIn(teams, kind))
  const settings = { ...settingsAt(parts.settings, ''), ...settingsAt(parts.links, 'links.') }
  const usual = settings['tickets.default-category']
  if (usual !== undefined && usual !== '' && !ids.includes(usual)) {
    throw wrongJson('settings.tickets.default-category', 'wrong-value', ids)
  }
  return { version: 1, languages: spoken, categories, topics, teams, calendar: calendarAt(parts.calendar), settings }
}

/** The same as JSON, in a fixed order, without what is one desk's alone. */
export function presetJson({ languages: spoken, categories, topics, teams, calendar, settings }: Preset): Json {
  const exported = settingNames.filter((name) => settings[name] !== undefined && !ofOneDesk.test(name))
  const named = (names: readonly SettingName[], prefix: string) =>
    Object.fromEntries(names.map((name) => [name.slice(prefix.length), settings[name] ?? '']))
  return {
    version: 1,
    languages: [...spoken],
    categories: categories.map(categoryJson),
    topics: topics.map(topicJson),
    teams: teams.map(teamJson),
    calendar: { ...calendar },
    settings: named(
      exported.filter((name) => !isLinkSetting(name)),
      '',
    ),
    links: named(exported.filter(isLinkSetting), 'links.'),
  }
}

function languagesAt(place: JsonPlace): Language[] {
  if (place.value === undefined) return [...languages]
  const spoken = itemsOf(place).map(({ value, path }) => {
    const known = languages.find((language) => language === value)
    if (known === undefined) throw wrongJson(path, 'wrong-value', languages)
    return known
  })
  if (spoken.length === 0) throw wrongJson(place.path, 'missing', languages)
  return spoken
}

function categoryAt(place: JsonPlace, spoken: readonly Language[]): Category {
  const parts = partsOf(place, ['id', 'label', 'description', 'partnerOnly', 'form'])
  const { id, label, description, partnerOnly, form } = parts
  return {
    id: checkedAt(id, () => shortName(textAt(id, 40))),
    label: textsAt(label, spoken, 100),
    description: textsAt(description, spoken, longestText),
    partnerOnly: flagAt(partnerOnly),
    form: formAt({ value: form.value ?? {}, path: form.path }),
  }
}

function categoryJson({ id, label, description, partnerOnly, form }: Category): Json {
  return { id, label: { ...label }, description: { ...description }, partnerOnly, form: formJson(form) }
}

/** A text in every language that the preset speaks; where it speaks one, that text stands for both. */
export function textsAt(place: JsonPlace, spoken: readonly Language[], longest: number): Record<Language, string> {
  const parts = partsOf({ value: place.value ?? {}, path: place.path }, languages)
  const said = new Map(
    languages.flatMap((language) =>
      parts[language].value === undefined && !spoken.includes(language)
        ? []
        : [[language, textAt(parts[language], longest)] as const],
    ),
  )
  const [first = ''] = said.values()
  return { de: said.get('de') ?? first, en: said.get('en') ?? first }
}

/** A text for both languages, or one for each; a topic may have it in one alone. */
function topicTextsAt(place: JsonPlace): Texts {
  if (typeof place.value === 'string') {
    const text = textAt(place, longestText)
    return { de: text, en: text }
  }
  const { de, en } = partsOf({ value: place.value ?? {}, path: place.path }, languages)
  return { de: orNullAt(de, said) ?? '', en: orNullAt(en, said) ?? '' }
}

const said = (place: JsonPlace): string => textAt(place, longestText)

function topicAt(place: JsonPlace, categories: readonly string[]): Topic {
  const parts = partsOf(place, ['id', 'title', 'question', 'answer', 'answeredBy', 'category', 'required', 'links'])
  const category = orNullAt(parts.category, said)
  if (category !== null && !categories.includes(category)) {
    throw wrongJson(parts.category.path, 'wrong-value', categories)
  }
  return {
    id: checkedAt(parts.id, () => shortName(textAt(parts.id, 40))),
    title: topicTextsAt(parts.title),
    question: topicTextsAt(parts.question),
    answer: topicTextsAt(parts.answer),
    answeredBy: checkedAt(parts.answeredBy, () => answererNamed(said(parts.answeredBy))),
    category,
    required: itemsOf(parts.required).map((field) => checkedAt(field, () => requiredField(said(field)))),
    links: itemsOf(parts.links).map((link) => {
      const { label, url } = partsOf(link, ['label', 'url'])
      return { label: said(label), url: linkAt(url) }
    }),
  }
}

function linkAt(place: JsonPlace): string {
  const link = said(place)
  if (!isWebOrMailLink(link)) throw wrongJson(place.path, 'wrong-value', ['https://…', 'mailto:…'])
  return link
}

function topicJson({ title, question, answer, required, links, ...topic }: Topic): Json {
  const { id, answeredBy, category } = topic
  return {
    id,
    title: { ...title },
    question: { ...question },
    answer: { ...answer },
    answeredBy,
    category,
    required: [...required],
    links: links.map((link) => ({ ...link })),
  }
}

function teamAt(place: JsonPlace, known: { categories: readonly string[]; topics: readonly string[] }): PresetTeam {
  const { name, title, topics, modules, categories } = partsOf(place, ['name', 'title', ...Object.values(workKeys)])
  return {
    name: checkedAt(name, () => newTeamName(textAt(name, 40))),
    title: orNullAt(title, (given) => textAt(given, 200)),
    work: {
      topic: itemsOf(topics).map((topic) => oneOfAt(topic, known.topics)),
      module: itemsOf(modules).map((module) => checkedAt(module, () => checkLine('module', textAt(module, 200)))),
      category: itemsOf(categories).map((category) => oneOfAt(category, known.categories)),
    },
  }
}

/** What a team owns is named in the plural. */
const workKeys = { topic: 'topics', module: 'modules', category: 'categories' } as const

function oneOfAt(place: JsonPlace, known: readonly string[]): string {
  const id = said(place)
  if (!known.includes(id)) throw wrongJson(place.path, 'wrong-value', known)
  return id
}

/** What is owned of a kind, each with its place: nothing is owned by two. */
function ownedIn(teams: readonly PresetTeam[], kind: WorkKind): { id: string; path: string }[] {
  return teams.flatMap(({ work }, team) =>
    work[kind].map((name, index) => ({ id: workKey(kind, name), path: `teams[${team}].${workKeys[kind]}[${index}]` })),
  )
}

function teamJson({ name, title, work }: PresetTeam): Json {
  const { topic, module, category } = work
  return { name, title, topics: [...topic], modules: [...module], categories: [...category] }
}

function calendarAt(place: JsonPlace): Preset['calendar'] {
  const { hours, region, timeZone } = partsOf({ value: place.value ?? {}, path: place.path }, [
    'hours',
    'region',
    'timeZone',
  ])
  return {
    hours: hours.value === undefined ? 'mon-fri=09:00-17:00' : hoursAt(hours),
    // Which regions there are is asked of a library, when the desk is made.
    region: orNullAt(region, (given) => textAt(given, 10).toUpperCase()),
    timeZone: orNullAt(timeZone, (given) => {
      const zone = textAt(given, 64)
      checkedAt(given, () => checkSetting('desk.time-zone', zone))
      return zone
    }),
  }
}

function hoursAt(place: JsonPlace): string {
  const read = readHours(textAt(place, longestText))
  if ('wrong' in read) throw wrongJson(place.path, 'wrong-value', [read.wrong.part])
  return hoursText(read.week)
}

function settingsAt(place: JsonPlace, prefix: string): Partial<Record<SettingName, string>> {
  const settings = entriesOf(place).map(([key, content]) => {
    const known = settingNames.find((name) => name === `${prefix}${key}`)
    if (known === undefined) throw wrongJson(content.path, 'unknown-key', knownSettings(prefix))
    const value = textAt(content, longestText)
    checkedAt(content, () => checkSetting(settingName(known), value))
    return [known, value] as const
  })
  return Object.fromEntries(settings)
}

function knownSettings(prefix: string): string[] {
  return settingNames.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
}
