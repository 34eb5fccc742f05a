import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { allVerbs } from '../src/kit/verb'
import { nouns } from '../src/main'
import { parsePublicKey } from '../src/people/ssh-key'
import { BuiltDesk } from './kit/built-desk'
import { runBuilt } from './kit/built-program'
import { publicKey } from './kit/ssh-key'

/**
 * Who may run what: every command of the program, tried by somebody of every kind against the built program. A command
 * that is missing here fails the last test.
 *
 * The tenant is acme, ticket 1 is owner@acme.example's. `+` is done (0), `-` is refused (77), `?` is not to be known of
 * (66), `w` wants another word of them (64), `x` a line of the file other words (65), `1` is
 * not possible as things are (1).
 */
const people = {
  nobody: undefined,
  // Of the desk.
  admin: 'admin@support.example',
  second: 'second@support.example',
  first: 'first@support.example',
  advisor: 'advisor@support.example',
  // Of acme.
  boss: 'boss@acme.example',
  full: 'full@acme.example',
  manager: 'manager@acme.example',
  user: 'user@acme.example',
  guest: 'guest@beta.example',
  key: 'key@acme.example',
  line: 'line@acme.example',
  owner: 'owner@acme.example',
  // Of another tenant, its administrator.
  other: 'boss@beta.example',
} as const
type Role = keyof typeof people
const roles = Object.keys(people) as Role[]

const header = 'nobody | admin second first advisor | boss full manager user guest key line owner | other'

/** Words of a command, then what comes of it for each of the people in the header, in that order. */
const table = `
ticket open X --tenant acme                                   - | w w w w | + + + + - + + + | ?
ticket open X --for owner@acme.example                        - | + + + - | - - - - - - - + | -
ticket list                                                   - | + + + + | + + + + + + + + | +
ticket list --tenant acme                                     - | + + + ? | + + + + + + + + | ?
ticket show 1                                                 - | + + + ? | + + + + + + + + | ?
ticket next                                                   - | + + + - | - - - - - - + - | -
ticket next --take                                            - | + + + - | - - - - - - - - | -
ticket reply 1 -m X                                           - | + + + ? | + + + - - + + + | ?
ticket note 1 -m X                                            - | + + + ? | - - - - - - + - | ?
ticket attachments 1                                          - | + + + ? | + + + + + + + + | ?
ticket download 1 1 --to copy.csv                             - | + + + ? | + + + + + + + + | ?
ticket reply 1 -m X -a password                               - | + + + ? | + + + - - + + + | ?
ticket take 1                                                 - | + + + ? | - - - - - - - - | ?
ticket give 1 first@support.example                           - | + + + ? | - - - - - - - - | ?
ticket assign 1 --none                                        - | + + + ? | - - - - - - - - | ?
ticket edit 1 --priority high                                 - | + + + ? | - - - - - - - - | ?
ticket solve 1                                                - | + + + ? | + + + - - + + + | ?
ticket reopen 2                                               - | + + + ? | + + + - - + + + | ?
ticket reply 1 -m X --cc user@acme.example                    - | + + + ? | + + + - - + + + | ?
ticket cc 1                                                   - | + + + ? | + + + + + + + + | ?
ticket cc 1 add user@acme.example                             - | + + + ? | + + + - - + + + | ?
ticket cc 1 add boss@beta.example                             - | w w w ? | + + + - - + + + | ?
ticket watch 1                                                - | + + + ? | - - - - - - + - | ?
ticket unwatch 1                                              - | + + + ? | - - - - - - + - | ?
ticket link 1 2                                               - | + + + ? | - - - - - - + - | ?
ticket take 1,2                                               - | + + + ? | - - - - - - - - | ?
ticket undo                                                   - | 1 1 1 1 | 1 1 1 1 1 1 1 1 | 1
ticket close 2                                                - | + + + ? | - - - - - - - - | ?
ticket triage                                                 - | w w w w | w w w w w w w w | w
ticket list --team payments                                   - | + + + - | - - - - - - - - | -
ticket list --view urgent                                     - | ? ? ? ? | ? ? ? ? ? ? ? ? | ?
view save mine --mine                                         - | + + + + | + + + + + + + + | +
view list                                                     - | + + + + | + + + + + + + + | +
view remove urgent --yes                                      - | ? ? ? ? | ? ? ? ? ? ? ? ? | ?
category list                                                 - | + + + + | + + + + + + + + | +
topic list                                                    - | + + + + | + + + + + + + + | +
topic show sync                                               - | + + + + | + + + + + + + + | +
topic search calendar                                         - | + + + + | + + + + + + + + | +
topic add login --title X --answer X                          - | + - - - | - - - - - - - - | -
topic edit sync --title X                                     - | + - - - | - - - - - - - - | -
topic remove sync --yes                                       - | + - - - | - - - - - - - - | -
topic import topics                                           - | + - - - | - - - - - - - - | -
ticket reply 1 --answer sync                                  - | + + + ? | - - - - - - + - | ?
category show question                                        - | + + + + | + + + + + + + + | +
category add video --label Video                              - | + - - - | - - - - - - - - | -
category edit wish --label Idea                               - | + - - - | - - - - - - - - | -
category remove wish --yes                                    - | + - - - | - - - - - - - - | -
tenant add gamma                                              - | + + + - | - - - - - - - - | -
tenant list                                                   - | + + + + | + + + + + + + + | +
tenant show acme                                              - | + + + ? | + + + + + + + + | ?
tenant edit acme --title X                                    - | + + + ? | + + + - - - - - | ?
tenant edit acme --partner                                    - | + + + ? | - - - - - - - - | ?
tenant delete acme --yes                                      - | + - - ? | - - - - - - - - | ?
tenant restore gone                                           - | + - - ? | ? ? ? ? ? ? ? ? | ?
user add new@acme.example                                     - | + + + - | + + + - - - - - | -
user add new@support.example --group first-level              - | + - - - | - - - - - - - - | -
user invite user@acme.example                                 - | + + + - | + + + - - - - - | -
user list                                                     - | + + + - | + + + - - - - - | +
user list --tenant acme                                       - | + + + ? | + + + - - - - - | ?
user show owner@acme.example                                  - | + + + ? | + + + - - - - + | ?
user disable owner@acme.example                               - | + + + ? | + + + - - - - - | ?
user enable owner@acme.example                                - | + + + ? | + + + - - - - - | ?
user edit owner@acme.example --name X                         - | + + + ? | + + + - - - - + | ?
user edit owner@acme.example --add-address o@acme.example     - | + + + ? | + + + - - - - - | ?
user import people.csv                                        - | + + + - | + + + - - - - - | x
user merge spare@acme.example --into more@acme.example --yes   - | + + + ? | + + + - - - - - | ?
user remove spare@acme.example --tenant acme --yes            - | + + + ? | + + + - - - - - | ?
user key add spare@acme.example KEY                           - | + + + ? | + + + - - - - - | ?
user key list owner@acme.example                              - | + + + ? | + + + - - - - + | ?
user key remove owner@acme.example FINGERPRINT                - | + - - ? | - - - - - - - + | ?
password reset owner@acme.example                             - | + + + ? | + + + - - - - - | ?
who owner                                                     - | + + + - | + + + - - - - - | ?
guest list                                                    - | + + + + | + + + + + + + + | +
guest list --tenant acme                                      - | + + + ? | + + + - - - - - | ?
guest invite x@y.example --tenant acme                        - | + - - ? | + + + - - - - - | ?
guest remove guest@beta.example --tenant acme --yes           - | + - - ? | + + + - - - - - | ?
guest accept acme                                             - | ? ? ? ? | ? ? ? ? + ? ? ? | ?
guest decline acme                                            - | ? ? ? ? | ? ? ? ? + ? ? ? | ?
group list --tenant acme                                      - | + + + ? | + + + - - - - - | ?
group show user --tenant acme                                 - | + + + ? | + + + - - - - - | ?
group add books --tenant acme --permission rules:view         - | + - - ? | + + + - - - - - | ?
group edit readers --tenant acme --add-permission rules:view  - | + - - ? | + + + - - - - - | ?
group remove readers --tenant acme                            - | + - - ? | + + + - - - - - | ?
permissions                                                   - | + + + + | + + + + + + + + | +
team add mobile                                               - | + - - - | - - - - - - - - | -
team list                                                     - | + + + - | - - - - - - - - | -
team edit payments --title X                                  - | + - - - | - - - - - - - - | -
team remove payments                                          - | + - - - | - - - - - - - - | -
whoami                                                        - | + + + + | + + + + + + + + | +
password set --password-file password                         - | + + + + | + + + + + + + + | +
consent show                                                  - | + + + + | + + + + + + + + | +
consent show owner@acme.example                               - | + + + ? | - - - - - - - + | ?
consent give owner@acme.example --consent-by phone            - | + + + ? | - - - - - - - + | ?
consent withdraw owner@acme.example                           - | + + + ? | - - - - - - - + | ?
token create --name X                                         - | + + + + | + + + + + + + + | +
token list                                                    - | + + + + | + + + + + + + + | +
token revoke nightly                                          - | ? ? ? ? | ? ? ? ? ? ? ? ? | ?
config list                                                   - | + - - - | - - - - - - - - | -
config get desk.name                                          - | + - - - | - - - - - - - - | -
config set desk.name X                                        - | + - - - | - - - - - - - - | -
config export                                                 - | + - - - | - - - - - - - - | -
config unset desk.name                                        - | + - - - | - - - - - - - - | -
log                                                           - | + - - - | + + + - w - - - | +
log --tenant acme                                             - | + - - ? | + + + - - - - - | ?
calendar show                                                 - | + + + + | + + + + + + + + | +
calendar set --hours mon-fri=09:00-17:00                      - | + - - - | - - - - - - - - | -
calendar holiday add 2026-12-24                               - | + - - - | - - - - - - - - | -
calendar holiday list                                         - | + + + + | + + + + + + + + | +
calendar holiday remove 2026-12-24                            - | + - - - | - - - - - - - - | -
hours                                                         + | + + + + | + + + + + + + + | +
info                                                          + | + + + + | + + + + + + + + | +
remote                                                        + | + + + + | + + + + + + + + | +
db check                                                      + | + - - - | - - - - - - - - | -
doctor                                                        + | + - - - | - - - - - - - - | -
ssh authorized-keys                                           + | + - - - | - - - - - - - - | -
audit verify                                                  - | + - - - | - - - - - - - - | -
login owner@acme.example --password-file password             + | + + + + | + + + + + + + + | +
logout --yes                                                  + | + + + + | + + + + + + + + | +
schema whoami                                                 + | + + + + | + + + + + + + + | +
`

/** Made or tried elsewhere: they open no desk that is there, or want a token that only an invitation gives. */
const elsewhere = ['activate', 'ssh serve', 'init', 'demo']

interface Row {
  words: string[]
  marks: string[]
}

/** What stands for a key in the table. */
const keys: Readonly<Record<string, string>> = {
  KEY: publicKey('spare'),
  FINGERPRINT: parsePublicKey(publicKey('owner')).fingerprint,
}

const rows: readonly Row[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [, words = '', marks = ''] = /^(.*?\S) {2,}([-+?wx1|\s]+)$/.exec(line) ?? []
    return {
      words: words.split(' ').map((word) => keys[word] ?? word),
      marks: marks.replaceAll('|', ' ').trim().split(/\s+/),
    }
  })

const exitCodes: Readonly<Record<string, number>> = { '+': 0, '-': 77, '?': 66, w: 64, x: 65, 1: 1 }

let desk: BuiltDesk
const environments = new Map<Role, Record<string, string>>()

/** A desk with everybody on it, ticket 1 open and ticket 2 solved; the owner can log in. */
beforeAll(async () => {
  desk = await BuiltDesk.make()
  const { twin } = desk
  for (const name of ['acme', 'beta', 'gone']) await twin.json('tenant', 'add', name, '--domain', `${name}.example`)
  for (const group of ['admin', 'second-level', 'first-level', 'advisor']) {
    await twin.json('user', 'add', `${group.replace('-level', '')}@support.example`, '--group', group)
  }
  for (const [name, group] of [
    // While there is no administrator, staff give full access.
    ['full', 'full-access'],
    ['boss', 'admin'],
    ['manager', 'management'],
    ['user', 'user'],
    ['key', 'key-user'],
    ['line', 'first-level'],
    ['owner', 'user'],
  ] as const) {
    await twin.json('user', 'add', `${name}@acme.example`, '--group', group)
  }
  await twin.json('user', 'add', 'boss@beta.example', '--group', 'admin')
  await twin.json('user', 'add', 'guest@beta.example')
  await twin.json('guest', 'invite', 'guest@beta.example', '--tenant', 'acme')
  await twin.as('guest@beta.example')
  await twin.json('guest', 'accept', 'acme')
  await twin.as(undefined)
  await twin.json('tenant', 'delete', 'gone', '--yes')
  for (const name of ['spare', 'more']) await twin.json('user', 'add', `${name}@acme.example`)
  await twin.json('user', 'key', 'add', 'owner@acme.example', publicKey('owner'))
  writeFileSync(join(desk.home, 'people.csv'), 'email,name,tenant,group\nnew@acme.example,,acme,\n')
  await twin.json('group', 'add', 'readers', '--tenant', 'acme', '--permission', 'users:view')
  await twin.json('team', 'add', 'payments')
  await twin.json('config', 'set', 'links.remote-support', 'https://remote.example')
  mkdirSync(join(desk.home, 'topics'))
  writeFileSync(join(desk.home, 'topics', 'printer.md'), '---\ntitle: Printer\n---\nAsk whoever looks after it.\n')
  await twin.json('topic', 'add', 'sync', '--title', 'Calendar', '--answer', 'Connect it again.')
  for (const subject of ['Payment file rejected', 'Portal down']) {
    await twin.json('open', subject, '--for', 'owner@acme.example', '-a', 'people.csv')
  }
  await twin.json('solve', '2')
  writeFileSync(join(desk.home, 'password'), 'blue kettle sings twice\n')
  await twin.as('owner@acme.example')
  await twin.json('password', 'set', '--password-file', 'password')
  for (const role of roles) {
    const email = people[role]
    environments.set(role, email === undefined ? {} : await desk.as(email))
  }
  // Whoever made the desk is logged in on this machine; here nobody is.
  rmSync(join(desk.home, 'credentials.json'))
})

/** Runs the words on a copy of the desk, so that nobody finds what somebody else left. */
async function tried(role: Role, words: readonly string[]): Promise<number | null> {
  const home = `${desk.home}-${role}-${words.join('_').replaceAll(/[^\w]+/g, '-')}`
  cpSync(desk.home, home, { recursive: true })
  try {
    return (await runBuilt(words, { home, environment: environments.get(role) ?? {} })).exitCode
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

test('the table has a mark for everybody in every line', () => {
  expect(header.replaceAll('|', ' ').split(/\s+/)).toEqual(roles)
  expect(rows.filter(({ marks }) => marks.length !== roles.length)).toEqual([])
})

describe('may or may not', () => {
  test.concurrent.each(rows.map(({ words, marks }) => [words.join(' '), words, marks] as const))(
    '%s',
    async (_, words, marks) => {
      const expected = Object.fromEntries(roles.map((role, index) => [role, exitCodes[marks[index] ?? '']]))
      const found: Record<string, number | null> = {}
      for (const role of roles) found[role] = await tried(role, words)
      expect(found).toEqual(expected)
    },
    60_000,
  )
})

test('no command is missing in the table', async () => {
  const all = [...(await allVerbs(nouns)).keys()]
  const covered = all.filter((command) => rows.some(({ words }) => `${words.join(' ')} `.startsWith(`${command} `)))
  expect(all.filter((command) => !covered.includes(command))).toEqual(elsewhere)
})
