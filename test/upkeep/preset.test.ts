import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPreset, presetNames } from '../../src/front/preset'
import { presetFrom, presetJson } from '../../src/upkeep/preset'
import { TestDesk } from '../kit/test-desk'

const small = {
  version: 1,
  languages: ['de', 'en'],
  categories: [
    {
      id: 'support',
      label: { de: 'Hilfe', en: 'Help' },
      description: { de: 'Wenn etwas klemmt.', en: 'When something is stuck.' },
    },
  ],
  topics: [{ id: 'sync', title: 'Sync', answer: 'Connect again.', answeredBy: 'first-level' }],
  teams: [
    { name: 'front', categories: ['support'] },
    { name: 'portal', title: 'Portal', topics: ['sync'], modules: ['EBICS', 'SEPA export'] },
  ],
  calendar: { hours: 'mon-fri=08:00-16:00', region: 'DE-BW', timeZone: 'Europe/Berlin' },
  settings: { 'tickets.opened-by': 'key-users', 'tickets.default-category': 'support' },
  links: { wiki: 'https://wiki.example/', portal: 'DE=https://portal.example/de' },
}

const topic = { id: 'sync', title: 'Sync', answer: 'Connect again.', answeredBy: 'first-level' }

/** The small preset with something else in one place: `categories.0.id`. */
function changed(path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(small)
  const keys = path.split('/')
  const last = keys.pop() ?? ''
  const parent = keys.reduce((part, key) => (part as Record<string, unknown>)[key], copy)
  ;(parent as Record<string, unknown>)[last] = value
  return copy
}

describe('a preset', () => {
  test.each(presetNames)('%s that comes with the program is one, and its JSON is the same again', async (name) => {
    const preset = await loadPreset(name)
    expect(presetFrom(presetJson(preset))).toEqual(preset)
  })

  test('speaks one language where it says so', () => {
    const german = changed('languages', ['de'])
    const category = { id: 'hilfe', label: { de: 'Hilfe' }, description: { de: 'Wenn etwas klemmt.' } }
    const read = presetFrom({ ...(german as object), categories: [category], teams: [], settings: {} })
    expect(read.categories[0]?.label).toEqual({ de: 'Hilfe', en: 'Hilfe' })
  })

  test.each([
    ['verison', 1, 'verison', 'unknown-key'],
    ['version', 2, 'version', 'wrong-value'],
    ['languages', ['fr'], 'languages[0]', 'wrong-value'],
    ['languages', 'de', 'languages', 'wrong-type'],
    ['categories', [], 'categories', 'missing'],
    ['categories/0/id', 'Hilfe bitte', 'categories[0].id', 'wrong-value'],
    ['categories/0/id', 7, 'categories[0].id', 'wrong-type'],
    ['categories/0/label', { de: 'Hilfe' }, 'categories[0].label.en', 'missing'],
    ['categories/0/colour', 'red', 'categories[0].colour', 'unknown-key'],
    ['categories/0/partnerOnly', 'yes', 'categories[0].partnerOnly', 'wrong-type'],
    ['categories', [small.categories[0], small.categories[0]], 'categories[1].id', 'twice'],
    ['categories/0/form', { browsr: {} }, 'categories[0].form.browsr', 'unknown-key'],
    ['categories/0/form', { browser: { askd: true } }, 'categories[0].form.browser.askd', 'unknown-key'],
    ['categories/0/form', { browser: { asked: 'yes' } }, 'categories[0].form.browser.asked', 'wrong-type'],
    ['categories/0/form', { browser: { link: 'ftp://x' } }, 'categories[0].form.browser.link', 'wrong-value'],
    ['topics', [topic, topic], 'topics[1].id', 'twice'],
    ['topics', [{ ...topic, category: 'other' }], 'topics[0].category', 'wrong-value'],
    ['topics', [{ ...topic, answeredBy: 'nobody' }], 'topics[0].answeredBy', 'wrong-value'],
    ['topics', [{ ...topic, required: ['browser', 'shoe-size'] }], 'topics[0].required[1]', 'wrong-value'],
    ['topics', [{ ...topic, links: [{ label: 'x', url: 'javascript:x' }] }], 'topics[0].links[0].url', 'wrong-value'],
    ['teams', [{ name: 'portal' }, { name: 'portal' }], 'teams[1].name', 'twice'],
    ['teams', { portal: {} }, 'teams', 'wrong-type'],
    ['teams', ['portal'], 'teams[0]', 'wrong-type'],
    ['teams', [{ title: 'Portal' }], 'teams[0].name', 'missing'],
    ['teams', [{ name: 'Our portal' }], 'teams[0].name', 'wrong-value'],
    ['teams', [{ name: '2024' }], 'teams[0].name', 'wrong-value'],
    ['teams', [{ name: 'portal', title: 7 }], 'teams[0].title', 'wrong-type'],
    ['teams', [{ name: 'portal', members: ['kim@nord.example'] }], 'teams[0].members', 'unknown-key'],
    ['teams', [{ name: 'portal', topics: ['nothing'] }], 'teams[0].topics[0]', 'wrong-value'],
    ['teams', [{ name: 'portal', categories: ['support', 'nothing'] }], 'teams[0].categories[1]', 'wrong-value'],
    ['teams', [{ name: 'portal', modules: [''] }], 'teams[0].modules[0]', 'wrong-value'],
    ['teams', [{ name: 'portal', modules: 'EBICS' }], 'teams[0].modules', 'wrong-type'],
    [
      'teams',
      [
        { name: 'a', topics: ['sync'] },
        { name: 'b', topics: ['sync'] },
      ],
      'teams[1].topics[0]',
      'twice',
    ],
    ['teams', [{ name: 'a', modules: ['App', 'APP'] }], 'teams[0].modules[1]', 'twice'],
    ['calendar/hours', 'mon=09:00-12:00,11:00-13:00', 'calendar.hours', 'wrong-value'],
    ['calendar/hours', 'mon=18:00-09:00', 'calendar.hours', 'wrong-value'],
    ['calendar/timeZone', 'Europe/Berln', 'calendar.timeZone', 'wrong-value'],
    ['settings/tickets.opened-by', 'nobody', 'settings.tickets.opened-by', 'wrong-value'],
    ['settings/tickets.opendby', 'everyone', 'settings.tickets.opendby', 'unknown-key'],
    ['settings/tickets.default-category', 'other', 'settings.tickets.default-category', 'wrong-value'],
    ['links/wiki', 'wiki', 'links.wiki', 'wrong-value'],
    ['links/vicky', 'https://wiki.example/', 'links.vicky', 'unknown-key'],
  ])('with %s = %j is refused at %s: %s', (path, value, place, reason) => {
    expect(() => presetFrom(changed(path, value))).toThrow(
      expect.objectContaining({ trouble: 'wrong-json', details: expect.objectContaining({ path: place, reason }) }),
    )
  })
})

describe('init with a file', () => {
  async function deskFrom(content: unknown): Promise<TestDesk> {
    const desk = new TestDesk()
    writeFileSync(join(desk.home, 'ours.json'), typeof content === 'string' ? content : JSON.stringify(content))
    return desk
  }

  test('makes the desk that it describes, and export gives the file back', async () => {
    const desk = await deskFrom(small)
    await desk.init('--preset', './ours.json')
    expect(await desk.json('calendar', 'show')).toMatchObject({ hours: 'mon-fri=08:00-16:00', region: 'DE-BW' })
    expect(await desk.json('category', 'list')).toMatchObject([{ id: 'support' }])
    expect(await desk.json('team', 'list')).toMatchObject([
      { name: 'front', title: null, categories: ['support'] },
      { name: 'portal', members: [], topics: ['sync'], modules: ['EBICS', 'SEPA export'], categories: [] },
    ])
    expect(await desk.json('info')).toMatchObject({ wiki: { wiki: 'https://wiki.example/' } })
    const { stdout } = await desk.run('config', 'export')
    const settings = { ...small.settings, 'desk.language': 'en' }
    expect(presetFrom(JSON.parse(stdout))).toEqual(presetFrom({ ...small, settings }))
  })

  test('an export says nothing of whose desk it was, and makes the same export again', async () => {
    const desk = await new TestDesk().init(
      '--preset',
      'payments',
      '--desk-name',
      'Geheimbank',
      '--contact-phone',
      '4711',
    )
    await desk.json('tenant', 'add', 'acme', '--domain', 'acme.example')
    await desk.json('config', 'set', 'tickets.reopen-window', '21d')
    const { stdout } = await desk.run('config', 'export')
    expect(stdout).not.toMatch(/Geheimbank|4711|acme|support\.example|jana/)
    expect(JSON.parse(stdout)).toMatchObject({ settings: { 'tickets.reopen-window': '21d' } })
    const other = await deskFrom(stdout)
    await other.init('--preset', './ours.json')
    expect((await other.run('config', 'export')).stdout).toBe(stdout)
  })

  test.each([
    ['{"version": 1,\n\n "categories": ]', 65, 'no-json', { line: 3 }],
    ['', 65, 'no-json', { line: 1 }],
    ['[]', 65, 'wrong-json', { path: '' }],
    [changed('calendar/region', 'DE-XX'), 65, 'unknown-region', { region: 'DE-XX' }],
  ])('%j is refused with %s, and no desk is made', async (content, exitCode, code, details) => {
    const desk = await deskFrom(content)
    const words = ['init', '--admin', 'jana@support.example', '--preset', './ours.json']
    expect(await desk.refused(...words)).toMatchObject({ exitCode, code, details })
    expect(await desk.refused('list')).toMatchObject({ exitCode: 78, code: 'desk-missing' })
  })

  test('a file that is not there, and a name that none has', async () => {
    const desk = new TestDesk()
    const init = ['init', '--admin', 'jana@support.example', '--preset']
    expect(await desk.refused(...init, './none.json')).toMatchObject({ exitCode: 66, code: 'file-not-found' })
    expect(await desk.refused(...init, 'palin')).toMatchObject({ exitCode: 65, code: 'wrong-value' })
  })
})
