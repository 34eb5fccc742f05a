import { join } from 'node:path'

/** Where a desk's files are (CLI.md, "Where things are"). All paths are absolute. */
export interface Places {
  database: string
  key: string
  credentials: string
  drafts: string
  /** What comes in slowly waits here. */
  spool: string
  cache: string
  /** How the desk's folder is written for people: with `~` where it lies in their home. */
  title: string
}

export interface PlaceNames {
  home: string | undefined
  database: string | undefined
  keyFile: string | undefined
}

/**
 * `--home` (or `HELPDESK_HOME`) puts everything in one folder; otherwise the XDG folders hold it. `--db` moves the
 * database alone, its key stays beside it unless `HELPDESK_KEY_FILE` names another.
 */
export function placesOf(
  names: PlaceNames,
  environment: Readonly<Record<string, string | undefined>>,
  absolute: (path: string) => string,
): Places {
  const userHome = environment.HOME ?? '/'
  const folders = names.home === undefined ? xdgFolders(environment, userHome) : oneFolder(absolute(names.home))
  const database = names.database === undefined ? join(folders.data, 'helpdesk.db') : absolute(names.database)
  const key = names.keyFile === undefined ? keyBeside(names, folders.data, database) : absolute(names.keyFile)
  return {
    database,
    key,
    credentials: join(folders.configuration, 'credentials.json'),
    drafts: join(folders.data, 'drafts'),
    spool: join(folders.data, 'spool'),
    cache: folders.cache,
    title: shortPath(names.database === undefined ? folders.data : database, userHome),
  }
}

/** The same with what is personal in folders of that person's own, for people who share one account. */
export function personalPlaces(places: Places, personId: string): Places {
  return { ...places, drafts: join(places.drafts, 'ssh', personId), cache: join(places.cache, 'ssh', personId) }
}

function keyBeside(names: PlaceNames, data: string, database: string): string {
  if (names.database === undefined || names.home !== undefined) return join(data, 'helpdesk.key')
  return `${database.replace(/\.db$/, '')}.key`
}

function oneFolder(home: string): { data: string; configuration: string; cache: string } {
  return { data: home, configuration: home, cache: join(home, 'cache') }
}

function xdgFolders(environment: Readonly<Record<string, string | undefined>>, userHome: string) {
  const folder = (name: string, otherwise: string): string => {
    const value = environment[name]
    // The XDG specification: a relative path is invalid and counts as unset.
    return join(value?.startsWith('/') ? value : join(userHome, otherwise), 'helpdesk')
  }
  return {
    data: folder('XDG_DATA_HOME', '.local/share'),
    configuration: folder('XDG_CONFIG_HOME', '.config'),
    cache: folder('XDG_CACHE_HOME', '.cache'),
  }
}

function shortPath(path: string, userHome: string): string {
  return path.startsWith(`${userHome}/`) ? `~${path.slice(userHome.length)}` : path
}
