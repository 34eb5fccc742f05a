import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePublicKey } from '../../src/people/ssh-key'
import { BuiltDesk } from './built-desk'
import { publicKey } from './ssh-key'
import type { TestDesk } from './test-desk'

/**
 * Who may run what: every command of the program, to be tried by somebody of every kind. A command that is missing here
 * fails a test.
 *
 * The tenant is acme, ticket 1 is owner@acme.example's. `+` is done (0), `-` is refused (77), `?` is not to be known of
 * (66), `w` wants another word of them (64), `x` other words in a file or for
 * a value (65), `1` is not possible as things are (1).
 */
const people = {
  nobody: undefined,
  // Of the desk.
  admin: 'admin@support.example',
  second: 'second@support.example',
  first: 'first@support.example',
  advisor: 'advisor@support.example',
  // Let into acme for good, and a member of nothing else.
  advised: 'advised@support.example',
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
export type Role = keyof typeof people
export const roles = Object.keys(people) as Role[]

export const header =
  'nobody | admin second first advisor advised | boss full manager user guest key line owner | other'

/** Words of a command, then what comes of it for each of the people in the header, in that order. */
const table = `
ticket open X --tenant acme                                   - | w w w - - | + + + + - + + + | ?
ticket open X --for owner@acme.example                        - | + + + - - | - - - - - - + + | -
ticket list                                                   - | + + + + + | + + + + + + + + | +
ticket list --tenant acme                                     - | + + + ? - | + + + + + + + + | ?
ticket search rejected                                        - | + + + + + | + + + + + + + + | +
ticket show 1                                                 - | + + + ? - | + + + + + + + + | ?
ticket next                                                   - | + + + - - | - - - - - - + - | -
ticket next --take                                            - | + + + - - | - - - - - - + - | -
ticket reply 1 -m X                                           - | + + + ? - | + + + - - + + + | ?
ticket note 1 -m X                                            - | + + + ? - | - - - - - - + - | ?
ticket attachments 1                                          - | + + + ? - | + + + + + + + + | ?
ticket download 1 1 --to copy.csv                             - | + + + ? - | + + + + + + + + | ?
ticket reply 1 -m X -a password                               - | + + + ? - | + + + - - + + + | ?
ticket take 1                                                 - | + + + ? - | - - - - - - + - | ?
ticket give 1 first@support.example                           - | + + + ? - | - - - - - - ? - | ?
ticket give 1 line@acme.example                               - | + + + ? - | - - - - - - + - | ?
ticket give 1 skilled                                         - | + + + ? - | - - - - - - x - | ?
ticket assign 1 --none                                        - | + + + ? - | - - - - - - + - | ?
ticket edit 1 --priority high                                 - | + + + ? - | - - - - - - - - | ?
ticket solve 1                                                - | + + + ? - | + + + - - + + + | ?
ticket reopen 2                                               - | + + + ? - | + + + - - + + + | ?
ticket reply 1 -m X --cc user@acme.example                    - | + + + ? - | + + + - - + + + | ?
ticket cc 1                                                   - | + + + ? - | + + + + + + + + | ?
ticket cc 1 add user@acme.example                             - | + + + ? - | + + + - - + + + | ?
ticket cc 1 add boss@beta.example                             - | w w w ? - | + + + - - + + + | ?
ticket watch 1                                                - | + + + ? - | - - - - - - + - | ?
ticket unwatch 1                                              - | + + + ? - | - - - - - - + - | ?
ticket link 1 2                                               - | + + + ? - | - - - - - - + - | ?
ticket take 1,2                                               - | + + + ? - | - - - - - - + - | ?
ticket merge 3 --into 1 --yes                                 - | + + + ? - | - - - - - - - - | ?
ticket undo                                                   - | 1 1 1 1 1 | 1 1 1 1 1 1 1 1 | 1
ticket hold 1 --until 2099-01-01                              - | + + + ? - | - - - - - - + - | ?
ticket escalate 1 --reason X --tried X                        - | + + + ? - | - - - - - - + - | ?
ticket return 4 -m X                                          - | + + - ? - | - - - - - - - - | ?
ticket follow-up 2 -m X                                       - | + + + ? - | + + + - - + + + | ?
ticket rate 2 --score 5                                       - | - - - ? - | - - - - - - - + | ?
ticket solve 1 --as fixed                                     - | + + + ? - | + + + - - + + + | ?
ticket close 2                                                - | + + + ? - | - - - - - - - - | ?
ticket triage                                                 w | w w w w w | w w w w w w w w | w
ticket list --team payments                                   - | + + + - - | - - - - - - - - | -
ticket list --view urgent                                     - | ? ? ? ? ? | ? ? ? ? ? ? ? ? | ?
view save mine --mine                                         - | + + + + + | + + + + + + + + | +
view list                                                     - | + + + + + | + + + + + + + + | +
view remove urgent --yes                                      - | ? ? ? ? ? | ? ? ? ? ? ? ? ? | ?
category list                                                 - | + + + + + | + + + + + + + + | +
topic list                                                    - | + + + + + | + + + + + + + + | +
topic show sync                                               - | + + + + + | + + + + + + + + | +
topic search calendar                                         - | + + + + + | + + + + + + + + | +
topic add login --title X --answer X                          - | + - - - - | - - - - - - - - | -
topic edit sync --title X                                     - | + - - - - | - - - - - - - - | -
topic remove sync --yes                                       - | + - - - - | - - - - - - - - | -
topic import topics                                           - | + - - - - | - - - - - - - - | -
ticket reply 1 --answer sync                                  - | + + + ? - | - - - - - - + - | ?
category show question                                        - | + + + + + | + + + + + + + + | +
category add video --label Video                              - | + - - - - | - - - - - - - - | -
category edit wish --label Idea                               - | + - - - - | - - - - - - - - | -
category remove wish --yes                                    - | + - - - - | - - - - - - - - | -
tenant add gamma                                              - | + + + - - | - - - - - - - - | -
tenant list                                                   - | + + + + + | + + + + + + + + | +
tenant show acme                                              - | + + + ? + | + + + + + + + + | ?
tenant show acme --all                                        - | + + + ? + | + + + + + + + + | ?
tenant edit acme --title X                                    - | + + + ? - | + + + - - - - - | ?
tenant edit acme --partner                                    - | + + + ? - | - - - - - - - - | ?
tenant delete acme --yes                                      - | + - - ? - | - - - - - - - - | ?
tenant restore gone                                           - | + - - ? ? | ? ? ? ? ? ? ? ? | ?
user add new@acme.example                                     - | + + + - - | + + + - - - - - | -
user add new@support.example --group first-level              - | + - - - - | - - - - - - - - | -
user invite user@acme.example                                 - | + + + - - | + + + - - - - - | -
user list                                                     - | + + + - + | + + + - - - - - | +
user list --tenant acme                                       - | + + + ? + | + + + - - - - - | ?
user show owner@acme.example                                  - | + + + ? + | + + + - - - - + | ?
user disable owner@acme.example                               - | + + + ? - | + + + - - - - - | ?
user enable owner@acme.example                                - | + + + ? - | + + + - - - - - | ?
user edit owner@acme.example --name X                         - | + + + ? - | + + + - - - - + | ?
user edit owner@acme.example --add-address o@acme.example     - | + + + ? - | + + + - - - - - | ?
user import people.csv                                        - | + + + - - | + + + - - - - - | x
user merge spare@acme.example --into more@acme.example --yes  - | + + + ? - | + + + - - - - - | ?
user remove spare@acme.example --tenant acme --yes            - | + + + ? - | + + + - - - - - | ?
user key add spare@acme.example KEY                           - | + + + ? - | + + + - - - - - | ?
user key list owner@acme.example                              - | + + + ? - | + + + - - - - + | ?
user key remove owner@acme.example FINGERPRINT                - | + - - ? - | - - - - - - - + | ?
password reset owner@acme.example                             - | + + + ? - | + + + - - - - - | ?
who owner                                                     - | + + + - - | + + + - - - - - | ?
guest list                                                    - | + + + + + | + + + + + + + + | +
guest list --tenant acme                                      - | + + + ? - | + + + - - - - - | ?
guest invite x@y.example --tenant acme                        - | + - - ? - | + + + - - - - - | ?
guest remove guest@beta.example --tenant acme --yes           - | + - - ? - | + + + - - - - - | ?
guest accept acme                                             - | ? ? ? ? ? | ? ? ? ? + ? ? ? | ?
guest decline acme                                            - | ? ? ? ? ? | ? ? ? ? + ? ? ? | ?
group list --tenant acme                                      - | + + + ? + | + + + - - - - - | ?
group show user --tenant acme                                 - | + + + ? + | + + + - - - - - | ?
group add books --tenant acme --permission rules:view         - | + - - ? - | + + + - - - - - | ?
group edit readers --tenant acme --add-permission rules:view  - | + - - ? - | + + + - - - - - | ?
group remove readers --tenant acme                            - | + - - ? - | + + + - - - - - | ?
access code --tenant acme                                     - | - - - ? - | + + + - - - - - | ?
code --tenant acme --new                                      - | - - - ? - | + + + - - - - - | ?
access redeem acme CODE                                       - | - - - + + | - - - - - - - - | -
redeem acme CODE                                              - | - - - + + | - - - - - - - - | -
access list                                                   - | + - - + + | + + + - - - - - | +
access list --tenant acme                                     - | + - - ? + | + + + - - - - - | ?
access list --mine                                            - | + + + + + | + + + + + + + + | +
access remove advised@support.example --tenant acme           - | + - - ? - | + + + - - - - - | ?
access leave acme                                             - | ? ? ? ? + | ? ? ? ? ? ? ? ? | ?
access assign advisor@support.example -t acme --agreed-with boss@acme.example  - | + - - ? - | - - - - - - - - | ?
access permissions                                            - | + + + + + | + + + + + + + + | +
access log --tenant acme                                      - | + - - ? - | + + + - - - - - | ?
token list --tenant acme                                      - | + - - ? + | + + + - - - - - | ?
log --tenant acme --actor user@acme.example                   - | + - - ? + | + + + - - - - - | ?
user remove advised@support.example --tenant acme --yes       - | + - - ? - | + + + - - - - - | ?
user show advised@support.example                             - | + + + ? + | + + + - - - - - | ?
account add DE75512108001245126199 --tenant acme              - | - - - ? - | + + - + - - - + | ?
account list --tenant acme                                    - | - - - ? + | + + - + + - + + | ?
account show DE89370400440532013000 --tenant acme             - | - - - ? + | + + - + + - + + | ?
account edit DE89370400440532013000 --label X --tenant acme   - | - - - ? - | + + - + - - - + | ?
account remove DE89370400440532013000 --yes --tenant acme     - | - - - ? - | + + - + - - - + | ?
ebics add more --host-id H --partner-id P --user-id U --tenant acme  - | - - - ? - | + + - + - - - + | ?
ebics list --tenant acme                                      - | - - - ? + | + + - + + - + + | ?
ebics show bank --tenant acme                                 - | - - - ? + | + + - + + - + + | ?
ebics edit bank --order-type CCT --tenant acme                - | - - - ? - | + + - + - - - + | ?
ebics remove bank --yes --tenant acme                         - | - - - ? - | + + - + - - - + | ?
payment list --tenant acme                                    - | - - - ? + | + + - + + - + + | ?
payment show INV-7 --tenant acme                              - | - - - ? + | + + - + + - + + | ?
statement add STA-1 --account DE89370400440532013000 --tenant acme  - | - - - ? - | + + - + - - - + | ?
statement list --tenant acme                                  - | - - - ? + | + + - + + - + + | ?
event types                                                   - | + + + + + | + + + + + + + + | +
event emit payment-file.rejected --attribute=file=a --attribute=reason=b --tenant acme  - | + - - ? - | + + - - - - - - | ?
event import events.json --tenant acme                        - | + - - ? - | + + - - - - - - | ?
event list --tenant acme                                      - | + - - ? - | + + + + - - - + | ?
event list                                                    - | + - - - - | + + + + w - - + | +
event list --all                                              - | + - - - - | - - - - - - - - | -
rule add --description X --event payment-file.rejected --to boss@acme.example --tenant acme  - | + - - ? - | + + + - - - - - | ?
rule list --tenant acme                                       - | + - - ? + | + + + + - - - + | ?
rule show ours --tenant acme                                  - | + - - ? + | + + + + - - - + | ?
rule edit ours --collect 5m --tenant acme                     - | + - - ? - | + + + - - - - - | ?
rule enable ours --tenant acme                                - | + - - ? - | + + + - - - - - | ?
rule disable ours --tenant acme                               - | + - - ? - | + + + - - - - - | ?
rule delete ours --yes --tenant acme                          - | + - - ? - | + + + - - - - - | ?
rule export --tenant acme                                     - | + - - ? + | + + + + - - - + | ?
rule apply rules.json --yes --tenant acme                     - | + - - ? - | + + + - - - - - | ?
rule list --desk                                              - | + - - - - | - - - - - - - - | -
rule add --description X --event ticket.opened --to @team --desk  - | + - - - - | - - - - - - - - | -
rule test Told --tenant acme                                  - | + - - ? - | + + + + - - - + | ?
rule explain 0123456789abcdef                                 - | ? ? ? ? ? | ? ? ? ? ? ? ? ? | ?
rule log --tenant acme                                        - | + - - ? - | + + + + - - - + | ?
recipient list --tenant acme                                  - | + - - ? + | + + + + - - - + | ?
recipient confirm none@partner.example 0000-0000-0 --tenant acme  - | ? - - ? - | ? ? ? - - - - - | ?
recipient remove bank@partner.example --yes --tenant acme     - | + - - ? - | + + + - - - - - | ?
group list                                                    - | + + + - - | + + + - w - - - | +
permissions                                                   - | + + + + + | + + + + + + + + | +
team add mobile                                               - | + - - - - | - - - - - - - - | -
team list                                                     - | + + + - - | - - - - - - - - | -
team edit payments --title X                                  - | + - - - - | - - - - - - - - | -
team remove payments                                          - | + - - - - | - - - - - - - - | -
whoami                                                        - | + + + + + | + + + + + + + + | +
password set --password-file password                         - | + + + + + | + + + + + + + + | +
consent show                                                  - | + + + + + | + + + + + + + + | +
consent show owner@acme.example                               - | + + + ? - | - - - - - - - + | ?
consent give owner@acme.example --consent-by phone            - | + + + ? - | - - - - - - - + | ?
consent withdraw owner@acme.example                           - | + + + ? - | - - - - - - - + | ?
token create --name X                                         - | + + + + + | + + + + + + + + | +
token list                                                    - | + + + + + | + + + + + + + + | +
token revoke nightly                                          - | ? ? ? ? ? | ? ? ? ? ? ? ? ? | ?
config list                                                   - | + - - - + | + + + + w + + + | +
config get desk.name                                          - | + - - - - | - - - - - - - - | -
config set desk.name X                                        - | + - - - - | - - - - - - - - | -
config export                                                 - | + - - - - | - - - - - - - - | -
config unset desk.name                                        - | + - - - - | - - - - - - - - | -
config list --tenant acme                                     - | + + + ? + | + + + + + + + + | ?
config get access.code-ttl --tenant acme                      - | + + + ? + | + + + + + + + + | ?
config set access.code-ttl 30m --tenant acme                  - | + - - ? - | + + + - - - - - | ?
config unset access.code-ttl                                  - | + - - - - | + + + - w - - - | +
config set tenant.project-lead owner@acme.example             - | w w w - - | + + + - w - - - | ?
log                                                           - | + - - - - | + + + - w - - - | +
log --tenant acme                                             - | + - - ? - | + + + - - - - - | ?
calendar show                                                 - | + + + + + | + + + + + + + + | +
calendar set --hours mon-fri=09:00-17:00                      - | + - - - - | - - - - - - - - | -
calendar holiday add 2026-12-24                               - | + - - - - | - - - - - - - - | -
calendar holiday list                                         - | + + + + + | + + + + + + + + | +
calendar holiday remove 2026-12-24                            - | + - - - - | - - - - - - - - | -
sla list                                                      - | + + + - - | - - - - - - - - | -
sla set --first-answer 4h                                     - | + - - - - | - - - - - - - - | -
sla remove --level 2 --yes                                    - | + - - - - | - - - - - - - - | -
sla explain 1                                                 - | + + + ? - | - - - - - - - - | ?
hours                                                         + | + + + + + | + + + + + + + + | +
info                                                          + | + + + + + | + + + + + + + + | +
remote                                                        + | + + + + + | + + + + + + + + | +
db check                                                      + | + - - - - | - - - - - - - - | -
key backup copy.key                                           + | + - - - - | - - - - - - - - | -
key rotate --yes                                              + | + - - - - | - - - - - - - - | -
mail setup --from a@b.example --no-test                       - | + - - - - | - - - - - - - - | -
mail send --dry-run                                           + | + - - - - | - - - - - - - - | -
mail queue                                                    + | + - - - - | - - - - - - - - | -
mail show 4711                                                ? | ? - - - - | - - - - - - - - | -
mail retry --failed                                           + | + - - - - | - - - - - - - - | -
mail cancel 4711                                              ? | ? - - - - | - - - - - - - - | -
mail release --dry-run                                        + | + - - - - | - - - - - - - - | -
cron run                                                      + | + - - - - | - - - - - - - - | -
cron jobs                                                     + | + - - - - | - - - - - - - - | -
cron install --dry-run                                        + | + - - - - | - - - - - - - - | -
doctor                                                        + | + - - - - | - - - - - - - - | -
ssh authorized-keys                                           + | + - - - - | - - - - - - - - | -
audit verify                                                  - | + - - - - | - - - - - - - - | -
login owner@acme.example --password-file password             + | + + + + + | + + + + + + + + | +
logout --yes                                                  + | + + + + + | + + + + + + + + | +
schema whoami                                                 + | + + + + + | + + + + + + + + | +
`

/** Made or tried elsewhere: they open no desk that is there, want a token that only an invitation gives, or a mail server. */
export const elsewhere = ['activate', 'event follow', 'mail test', 'ssh serve', 'init', 'demo']

export interface Row {
  words: string[]
  marks: string[]
}

/** What stands for a key in the table. */
const keys: Readonly<Record<string, string>> = {
  KEY: publicKey('spare'),
  FINGERPRINT: parsePublicKey(publicKey('owner')).fingerprint,
}

export const rows: readonly Row[] = table
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

/** A desk with everybody on it, ticket 1 open and ticket 2 solved; the owner can log in. */
async function furnishedDesk(): Promise<{ desk: BuiltDesk; code: string }> {
  const desk = await BuiltDesk.make()
  const { twin } = desk
  for (const name of ['acme', 'beta', 'gone']) await twin.json('tenant', 'add', name, '--domain', `${name}.example`)
  for (const group of ['admin', 'second-level', 'first-level', 'advisor']) {
    await twin.json('user', 'add', `${group.replace('-level', '')}@support.example`, '--group', group)
  }
  await twin.json('user', 'add', 'advised@support.example', '--group', 'advisor')
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
  await twin.json('access', 'assign', 'advised@support.example', '-t', 'acme', '--agreed-with', 'boss@acme.example')
  await furnishWorkspace(twin)
  await twin.json('user', 'add', 'boss@beta.example', '--group', 'admin')
  await twin.json('user', 'add', 'guest@beta.example')
  await twin.json('guest', 'invite', 'guest@beta.example', '--tenant', 'acme')
  await twin.as('boss@acme.example')
  const { code } = await twin.json<{ code: string }>('code')
  await twin.as('guest@beta.example')
  await twin.json('guest', 'accept', 'acme')
  await twin.as(undefined)
  await twin.json('tenant', 'delete', 'gone', '--yes')
  for (const name of ['spare', 'more']) await twin.json('user', 'add', `${name}@acme.example`)
  await twin.json('user', 'key', 'add', 'owner@acme.example', publicKey('owner'))
  writeFileSync(join(desk.home, 'people.csv'), 'email,name,tenant,group\nnew@acme.example,,acme,\n')
  await twin.json('group', 'add', 'readers', '--tenant', 'acme', '--permission', 'users:view')
  await twin.json('team', 'add', 'payments')
  await twin.json('team', 'add', 'skilled', '--member', 'first@support.example')
  const ours = ['--description', 'ours', '--event', 'payment-file.rejected', '--to', 'boss@acme.example']
  await twin.json('rule', 'add', ...ours, '--tenant', 'acme')
  writeFileSync(join(desk.home, 'rules.json'), '{"version":1,"rules":[]}')
  await twin.json('sla', 'set', '--level', '2', '--first-answer', '4h')
  await twin.json('config', 'set', 'links.remote-support', 'https://remote.example')
  mkdirSync(join(desk.home, 'topics'))
  writeFileSync(join(desk.home, 'topics', 'printer.md'), '---\ntitle: Printer\n---\nAsk whoever looks after it.\n')
  await twin.json('topic', 'add', 'sync', '--title', 'Calendar', '--answer', 'Connect it again.')
  for (const subject of ['Payment file rejected', 'Portal down']) {
    await twin.json('open', subject, '--for', 'owner@acme.example', '-a', 'people.csv')
  }
  await twin.json('solve', '2')
  await twin.json('open', 'Payment file rejected again', '--for', 'owner@acme.example')
  await twin.json('open', 'Calendar stands still', '--for', 'owner@acme.example')
  await twin.json('escalate', '4', '--reason', 'needs the log', '--tried', 'all of it')
  writeFileSync(join(desk.home, 'password'), 'blue kettle sings twice\n')
  await twin.as('owner@acme.example')
  await twin.json('password', 'set', '--password-file', 'password')
  return { desk, code }
}

/** What is the tenant's own, by its administrator. */
async function furnishWorkspace(twin: TestDesk): Promise<void> {
  await twin.as('boss@acme.example')
  await twin.json('account', 'add', 'DE89370400440532013000')
  await twin.json('ebics', 'add', 'bank', '--host-id', 'H', '--partner-id', 'P', '--user-id', 'U')
  await twin.json('event', 'emit', 'payment.status-changed', '--attribute=payment=INV-7', '--attribute=status=executed')
  const told = ['--to=owner@acme.example', '--external=bank@partner.example']
  await twin.json('rule', 'add', '--description=Told', '--event=payment.status-changed', ...told)
  await twin.as(undefined)
  const event = { type: 'payment.status-changed', attributes: { payment: 'INV-8', status: 'executed' } }
  writeFileSync(join(twin.home, 'events.json'), JSON.stringify([event]))
}

/** How somebody of a kind runs a command on a desk of its own: the exit code that comes of it. */
export type Try = (
  home: string,
  environment: Readonly<Record<string, string>>,
  words: readonly string[],
) => Promise<number | null>

/** The desk on which everything is tried; `outcomes` gives what came of a line for each kind of person. */
export interface RoleDesk {
  outcomes(words: readonly string[]): Promise<Record<string, number | null>>
}

export async function roleDesk(attempt: Try): Promise<RoleDesk> {
  const { desk, code } = await furnishedDesk()
  const environments = new Map<Role, Record<string, string>>()
  for (const role of roles) {
    const email = people[role]
    environments.set(role, email === undefined ? {} : await desk.as(email))
  }
  // Whoever made the desk is logged in on this machine; here nobody is.
  rmSync(join(desk.home, 'credentials.json'))
  return {
    outcomes: async (words) => {
      const found: Record<string, number | null> = {}
      const home = `${desk.home}-${words.join('_').replaceAll(/[^\w]+/g, '-')}`
      const typed = words.map((word) => (word === 'CODE' ? code : word))
      try {
        for (const role of roles) {
          // A copy, so that nobody finds what somebody else left; who was refused has left nothing.
          if (!existsSync(home)) cpSync(desk.home, home, { recursive: true })
          const exitCode = await attempt(home, environments.get(role) ?? {}, typed)
          if (!refusals.includes(exitCode)) rmSync(home, { recursive: true, force: true })
          found[role] = exitCode
        }
      } finally {
        rmSync(home, { recursive: true, force: true })
      }
      return found
    },
  }
}

const refusals: readonly (number | null)[] = [66, 77]

/** What the table says of a line. */
export function expectedOutcomes({ marks }: Row): Record<string, number | undefined> {
  return Object.fromEntries(roles.map((role, index) => [role, exitCodes[marks[index] ?? '']]))
}
