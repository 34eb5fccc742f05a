import { describe, expect, test } from 'vitest'
import { type PlaceNames, placesOf } from '../../src/kit/places'

const nothing = { home: undefined, database: undefined, keyFile: undefined }
const absolute = (path: string): string => (path.startsWith('/') ? path : `/srv/${path}`)
const places = (names: Partial<PlaceNames>, environment: Record<string, string> = {}) =>
  placesOf({ ...nothing, ...names }, { HOME: '/home/jana', ...environment }, absolute)

describe('without any word', () => {
  test('the folders of XDG below the home hold everything', () => {
    expect(places({})).toEqual({
      database: '/home/jana/.local/share/helpdesk/helpdesk.db',
      key: '/home/jana/.local/share/helpdesk/helpdesk.key',
      credentials: '/home/jana/.config/helpdesk/credentials.json',
      drafts: '/home/jana/.local/share/helpdesk/drafts',
      spool: '/home/jana/.local/share/helpdesk/spool',
      cache: '/home/jana/.cache/helpdesk',
      title: '~/.local/share/helpdesk',
    })
  })

  test('XDG variables move each folder', () => {
    const moved = places({}, { XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: '/config', XDG_CACHE_HOME: '/cache' })
    expect(moved).toEqual({
      database: '/data/helpdesk/helpdesk.db',
      key: '/data/helpdesk/helpdesk.key',
      credentials: '/config/helpdesk/credentials.json',
      drafts: '/data/helpdesk/drafts',
      spool: '/data/helpdesk/spool',
      cache: '/cache/helpdesk',
      title: '/data/helpdesk',
    })
  })

  test.each(['data', './data', '', '~/data'])('a relative XDG path (%j) counts as none', (path) => {
    expect(places({}, { XDG_DATA_HOME: path, XDG_CONFIG_HOME: path, XDG_CACHE_HOME: path })).toEqual(places({}))
  })
})

describe('a home', () => {
  test('holds everything, whatever XDG says', () => {
    const environment = { XDG_DATA_HOME: '/data', XDG_CONFIG_HOME: '/config', XDG_CACHE_HOME: '/cache' }
    expect(places({ home: '/srv/desk' }, environment)).toEqual({
      database: '/srv/desk/helpdesk.db',
      key: '/srv/desk/helpdesk.key',
      credentials: '/srv/desk/credentials.json',
      drafts: '/srv/desk/drafts',
      spool: '/srv/desk/spool',
      cache: '/srv/desk/cache',
      title: '/srv/desk',
    })
  })

  test('may be a relative path', () => {
    expect(places({ home: 'desk' }).database).toBe('/srv/desk/helpdesk.db')
  })

  test('is written with ~ below the home of the user, and only there', () => {
    expect(places({ home: '/home/jana/desk' }).title).toBe('~/desk')
    expect(places({ home: '/home/janadesk' }).title).toBe('/home/janadesk')
  })
})

describe('a database of its own', () => {
  test('keeps its key beside it; everything else stays where it is', () => {
    expect(places({ database: '/srv/other.db' })).toEqual({
      ...places({}),
      database: '/srv/other.db',
      key: '/srv/other.key',
      title: '/srv/other.db',
    })
  })

  test('without the usual ending gets a key all the same', () => {
    expect(places({ database: 'desk.sqlite' })).toMatchObject({
      database: '/srv/desk.sqlite',
      key: '/srv/desk.sqlite.key',
    })
  })

  test('with a home has its key there', () => {
    expect(places({ database: '/srv/other.db', home: '/srv/desk' })).toMatchObject({
      database: '/srv/other.db',
      key: '/srv/desk/helpdesk.key',
      drafts: '/srv/desk/drafts',
      spool: '/srv/desk/spool',
    })
  })
})

test('a key file that is named outranks every other place', () => {
  for (const names of [{}, { home: '/srv/desk' }, { database: '/srv/other.db' }]) {
    expect(places({ ...names, keyFile: 'secret.key' }).key).toBe('/srv/secret.key')
  }
})
