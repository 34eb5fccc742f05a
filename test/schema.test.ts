import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../src/kit/json'
import { allVerbs } from '../src/kit/verb'
import { nouns } from '../src/main'
import { parsePublicKey } from '../src/people/ssh-key'
import { misfits } from './kit/json-schema'
import { publicKey } from './kit/ssh-key'
import { TestDesk } from './kit/test-desk'

/** The fields of CLI.md, JSON, in its order: scripts read them by name, tables by place. */
const listFields =
  'number, subject, status, new, level, priority, emergency, category, topic, module, tenant, requester, assignee, team, createdAt, updatedAt, dueAt, overdue'.split(
    ', ',
  )
const showFields = [
  ...listFields,
  ...'description, channel, report, participants, messages, attachments, links, version, solvedAt, closesAt, rating, resolution, heldUntil, heldFor, mergedInto, history, handover, levels'.split(
    ', ',
  ),
]

/** One call of every command that prints JSON, in an order in which each finds what it needs. */
const calls: readonly (readonly string[])[] = [
  ['tenant', 'add', 'acme', '--title', 'Acme GmbH', '--domain', 'acme.example'],
  ['tenant', 'add', 'beta'],
  ['tenant', 'edit', 'acme', '--domain', 'acme.test', '--partner'],
  ['tenant', 'show', 'acme'],
  ['tenant', 'show', 'acme', '--all'],
  ['tenant', 'list'],
  ['tenant', 'delete', 'beta', '--dry-run'],
  ['tenant', 'delete', 'beta', '--yes'],
  ['tenant', 'list', '--deleted'],
  ['tenant', 'restore', 'beta'],
  ['user', 'add', 'anna@acme.example', '--name', 'Anna Berg', '--phone', '+49 30 1234'],
  ['user', 'add', 'fritz@support.example', '--group', 'first-level'],
  ['user', 'show', 'anna@acme.example'],
  ['user', 'list'],
  ['guest', 'invite', 'anna@acme.example', '--tenant', 'beta'],
  ['guest', 'list'],
  [
    'user',
    'edit',
    'anna@acme.example',
    '--add-address',
    'berg@acme.example',
    '--language',
    'de',
    '--add-group',
    'key-user',
  ],
  ['user', 'import', 'people.csv'],
  ['user', 'import', 'people.csv', '--dry-run'],
  ['user', 'merge', 'tom@acme.test', '--into', 'tom@acme.example', '--dry-run'],
  ['user', 'merge', 'tom@acme.test', '--into', 'tom@acme.example', '--yes'],
  ['user', 'remove', 'tom@acme.example', '--yes'],
  ['whoami'],
  ['sla', 'set', '--first-answer', '4h', '--solution', '2d'],
  ['sla', 'list'],
  ['category', 'list'],
  [
    'topic',
    'add',
    'calendar-sync',
    '--title',
    'Calendar does not synchronise',
    '--answer',
    'Please connect it again, {requester.name}.',
    '--required',
    'browser',
    '--link',
    'Guide=https://wiki.example/calendar',
  ],
  ['topic', 'edit', 'calendar-sync', '--title-de', 'Kalender synchronisiert nicht', '--category', 'problem'],
  ['topic', 'add', 'spare', '--title', 'Spare', '--answer', 'None.'],
  ['topic', 'remove', 'spare', '--yes'],
  ['topic', 'search', 'calendar'],
  ['topic', 'import', 'topics'],
  ['category', 'add', 'video', '--label', 'Video', '--require', 'browser', '--help-text', 'browser=Below Help.'],
  ['category', 'edit', 'video', '--label-de', 'Bild', '--ask', 'tried', '--link', 'tried=https://desk.example/tried'],
  ['category', 'show', 'video'],
  ['category', 'remove', 'video', '--yes'],
  ['config', 'set', 'desk.name', 'Support'],
  ['config', 'unset', 'desk.name'],
  ['config', 'get', 'tickets.reopen-window'],
  ['config', 'list'],
  ['config', 'set', 'tenant.first-level-contact', 'Room 4', '--tenant', 'acme'],
  ['config', 'list', '--tenant', 'acme'],
  ['ticket', 'list'],
  ['ticket', 'open', 'Payment file rejected', '--for', 'anna@acme.example', '-m', 'pain.001', '--module', 'Payments'],
  ['ticket', 'open', 'Portal down', '--for', 'anna@acme.example', '--emergency', '--topic', 'calendar-sync'],
  ['ticket', 'next', '--take'],
  ['ticket', 'reply', '2', '--answer', 'calendar-sync'],
  ['topic', 'list'],
  ['topic', 'show', 'calendar-sync'],
  ['ticket', 'reply', '1', '-m', 'Which bank?', '-a', 'people.csv'],
  ['ticket', 'attachments', '1'],
  ['ticket', 'download', '1', '1', '--to', 'copy.csv'],
  ['db', 'check'],
  ['ticket', 'note', '1', '-m', 'Same as last week.'],
  ['ticket', 'take', '1'],
  ['ticket', 'give', '1', 'fritz@support.example'],
  ['ticket', 'assign', '1', '--none'],
  ['ticket', 'edit', '1', '--priority', 'high'],
  ['ticket', 'hold', '1', '--until', 'in 3d', '--for', 'customer'],
  ['ticket', 'hold', '1', '--none'],
  ['ticket', 'escalate', '1', '--reason', 'Needs the log.', '--tried', 'All of it.'],
  ['ticket', 'return', '1', '-m', 'Mended.'],
  ['ticket', 'solve', '1', '-m', 'Done.'],
  ['ticket', 'undo'],
  ['ticket', 'solve', '1', '-m', 'Done.'],
  ['ticket', 'reopen', '1'],
  ['ticket', 'solve', '1'],
  ['ticket', 'cc', '1', 'add', 'kim@acme.example'],
  ['ticket', 'watch', '1'],
  ['ticket', 'unwatch', '1'],
  ['ticket', 'link', '1', '2'],
  ['ticket', 'close', '1'],
  ['ticket', 'show', '1'],
  ['ticket', 'show', '1', '--history'],
  ['ticket', 'list', '--all'],
  ['ticket', 'merge', '1', '--into', '2', '--dry-run'],
  ['ticket', 'list', '--search', 'pay*'],
  ['ticket', 'search', 'pay*'],
  ['ticket', 'next'],
  ['view', 'save', 'urgent', '--priority', 'urgent', '--status', 'open'],
  ['ticket', 'list', '--view', 'urgent'],
  ['view', 'list'],
  ['view', 'save', 'spare', '--mine'],
  ['view', 'remove', 'spare', '--yes'],
  ['who', 'anna'],
  ['user', 'invite', 'kim@support.example', '--print-token'],
  ['guest', 'remove', 'anna@acme.example', '--tenant', 'beta', '--yes'],
  ['user', 'disable', 'kim@support.example'],
  ['user', 'enable', 'kim@support.example'],
  ['group', 'add', 'bookkeeping', '--tenant', 'acme', '--permission', 'accounts:view'],
  ['group', 'edit', 'bookkeeping', '--tenant', 'acme', '--add-permission', 'payments:view'],
  ['group', 'show', 'bookkeeping', '--tenant', 'acme'],
  ['group', 'list', '--tenant', 'acme'],
  ['group', 'list'],
  ['group', 'remove', 'bookkeeping', '--tenant', 'acme'],
  ['permissions'],
  ['team', 'add', 'payments', '--title', 'Payments', '--member', 'fritz@support.example'],
  ['team', 'edit', 'payments', '--remove-member', 'fritz@support.example'],
  ['team', 'list'],
  ['team', 'remove', 'payments'],
  ['user', 'key', 'add', 'anna@acme.example', publicKey('laptop')],
  ['user', 'key', 'list', 'anna@acme.example'],
  ['user', 'key', 'remove', 'anna@acme.example', parsePublicKey(publicKey('laptop')).fingerprint],
  ['consent', 'show'],
  ['consent', 'give'],
  ['consent', 'give', 'anna@acme.example', '--consent-by', 'phone'],
  ['consent', 'withdraw', 'anna@acme.example'],
  ['token', 'create', '--name', 'nightly'],
  ['token', 'list'],
  ['token', 'revoke', 'nightly'],
  ['password', 'set', '--password-file', 'password'],
  ['password', 'reset', 'jana@support.example', '--print-token'],
  ['login', 'jana@support.example', '--password-file', 'password'],
  ['calendar', 'set', '--hours', 'mon-fri=09:00-18:00', '--region', 'DE-BW'],
  ['calendar', 'holiday', 'add', '2026-12-24', '--name', 'Christmas Eve'],
  ['calendar', 'holiday', 'list'],
  ['calendar', 'holiday', 'remove', '2026-12-24'],
  ['calendar', 'show'],
  ['sla', 'explain', '1'],
  ['sla', 'remove', '--yes'],
  ['hours'],
  ['info'],
  ['config', 'set', 'links.remote-support', 'https://remote.example/join'],
  ['remote'],
  ['user', 'add', 'boss@acme.example', '--group', 'admin'],
  ['user', 'add', 'adv@support.example', '--group', 'advisor'],
  ['access', 'assign', 'adv@support.example', '--tenant', 'acme', '--agreed-with', 'boss@acme.example'],
  ['access', 'list', '--permanent'],
  ['access', 'log', '--tenant', 'acme'],
  ['access', 'permissions'],
  ['access', 'remove', 'adv@support.example', '--tenant', 'acme'],
  [
    'rule',
    'add',
    '--description',
    'Wishes',
    '--event',
    'ticket.opened',
    '--category',
    'wish',
    '--level',
    '1',
    '--to',
    '@team',
  ],
  ['rule', 'edit', 'Wishes', '--emergency', '--add-external', 'boss@partner.example'],
  ['rule', 'disable', 'Wishes'],
  ['rule', 'enable', 'Wishes'],
  ['rule', 'show', 'Wishes'],
  ['rule', 'list'],
  ['rule', 'apply', 'rules.json', '--dry-run'],
  ['rule', 'delete', 'Wishes', '--dry-run'],
  ['rule', 'delete', 'Wishes', '--yes'],
  ['log'],
  ['log', '--ticket', '1'],
  ['key', 'backup', 'copy.key'],
  ['key', 'rotate', '--yes'],
  ['audit', 'verify'],
  ['mail', 'send', '--dry-run'],
  ['mail', 'queue', '--all'],
  ['mail', 'retry', '--failed'],
  ['mail', 'release'],
  ['cron', 'run'],
  ['cron', 'jobs'],
  ['mail', 'setup', '--from=help@support.example', '--no-test'],
  ['doctor'],
]

/** What is a tenant's own, and so not for the desk's administrator: called by one of the tenant's. */
const tenantCalls: readonly (readonly string[])[] = [
  ['account', 'add', 'DE89 3704 0044 0532 0130 00', '--label', 'Payroll', '--bic', 'COBADEFFXXX'],
  ['account', 'add', 'pay@acme.example'],
  ['account', 'edit', 'payroll', '--no-bic'],
  ['account', 'list'],
  ['account', 'show', 'payroll'],
  ['ebics', 'add', 'House bank', '--host-id', 'EBIXHOST', '--partner-id', 'P4711', '--user-id', 'U1'],
  ['ebics', 'edit', 'House bank', '--order-type', 'CCT', '--url', 'https://ebics.bank.example'],
  ['ebics', 'list'],
  ['event', 'types'],
  ['event', 'emit', 'payment-file.rejected', '--attribute', 'file=may.xml', '--attribute', 'reason=No debtor'],
  [
    'event',
    'emit',
    'payment.status-changed',
    '--attribute',
    'payment=INV-7',
    '--attribute',
    'status=FIN_REJECTED',
    '--attribute',
    'account=DE89370400440532013000',
    '--attribute',
    'amount=1250.00 EUR',
    '--external-id',
    'portal-7',
  ],
  [
    'event',
    'emit',
    'eds-order.changed',
    '--attribute=order=A1',
    '--attribute=contact=House bank',
    '--attribute=change=pending',
  ],
  ['event', 'import', 'events.json'],
  ['event', 'list'],
  [
    'rule',
    'add',
    '--description=Told',
    '--event=payment.status-changed',
    '--to=boss@acme.example',
    '--external=bank@partner.example',
  ],
  ['event', 'emit', 'payment.status-changed', '--attribute=payment=INV-9', '--attribute=status=executed'],
  ['rule', 'test', 'Told'],
  ['rule', 'log'],
  ['recipient', 'list'],
  ['recipient', 'remove', 'bank@partner.example', '--yes'],
  ['ebics', 'show', 'House bank'],
  ['ebics', 'remove', 'House bank', '--dry-run'],
  ['ebics', 'remove', 'House bank', '--yes'],
  ['payment', 'list'],
  ['payment', 'show', 'INV-7'],
  ['statement', 'add', 'STA-1.txt', '--account', 'DE89370400440532013000', '--format', 'mt940', '--size', '1200'],
  ['statement', 'list'],
  ['account', 'remove', 'pay@acme.example', '--yes'],
]

/** What some of the calls read. */
function writeFiles(desk: TestDesk): void {
  writeFileSync(join(desk.home, 'password'), 'blue kettle sings twice\n')
  const people = ['email,name,tenant,group', 'tom@acme.example,Tom,,', 'tom@acme.test,Tom Berg,acme,key-user', '']
  writeFileSync(join(desk.home, 'people.csv'), people.join('\n'))
  const event = { type: 'payment.status-changed', attributes: { payment: 'INV-8', status: 'executed' } }
  writeFileSync(join(desk.home, 'events.json'), JSON.stringify([event]))
  writeFileSync(join(desk.home, 'rules.json'), '{"version":1,"rules":[]}')
  mkdirSync(join(desk.home, 'topics'))
  writeFileSync(join(desk.home, 'topics', 'printer.md'), '---\ntitle: Printer\n---\nAsk whoever looks after it.\n')
}

/** Comes last: after it nobody is logged in. */
const lastCall = ['logout']

const initCall = ['init', '--admin', 'jana@support.example', '--name', 'Jana Weiß']

const commands = [...(await allVerbs(nouns)).keys()]

/** The command's own words: as many as name one, `whoami`, `ticket open`, `user key add`. */
const commandOf = (words: readonly string[]): string =>
  commands.find((command) => `${words.join(' ')} `.startsWith(`${command} `)) ?? ''

async function schemaOf(desk: TestDesk, command: string): Promise<JsonSchema> {
  const { exitCode, stdout } = await desk.run('schema', ...command.split(' '))
  expect(exitCode).toBe(0)
  return JSON.parse(stdout) as JsonSchema
}

test('every command prints with --json what its schema says', async () => {
  const desk = new TestDesk()
  writeFiles(desk)
  const check = async (words: readonly string[]): Promise<void> => {
    const printed = await desk.json<unknown>(...words)
    const schema = await schemaOf(desk, commandOf(words))
    expect({ words, misfits: misfits(printed, schema) }).toEqual({ words, misfits: [] })
    desk.later(60_000)
  }
  for (const words of [initCall, ...calls]) await check(words)
  await desk.as('boss@acme.example')
  for (const words of tenantCalls) await check(words)
  await desk.as(undefined)
  await check(lastCall)
}, 60_000)

test('no command is left out of the check above, except those that print text and the one that wants a token', async () => {
  const checked = new Set([initCall, ...calls, ...tenantCalls, lastCall].map(commandOf))
  // Invitations are answered by somebody else: `guest accept` and `decline` are checked where guests are.
  // What comes after the solution is checked there.
  // What has no end is checked where it is ended.
  const elsewhere = [
    'ticket follow-up',
    'ticket rate',
    'ticket triage',
    'guest accept',
    'guest decline',
    'activate',
    // By people of a tenant and by advisors: checked where access is.
    'code',
    'redeem',
    'access code',
    'access redeem',
    'access leave',
    // With a code that was mailed.
    'recipient confirm',
    'event follow',
    // Of a mail that is there: checked where mail is sent.
    'mail show',
    'mail cancel',
    'mail test',
    'rule export',
    // With the id of an event.
    'rule explain',
    'config export',
    'cron install',
    'ssh serve',
    'ssh authorized-keys',
    'demo',
    'schema',
  ]
  expect(commands.filter((command) => !checked.has(command))).toEqual(elsewhere)
})

describe('on a desk with tickets', () => {
  async function deskWithTickets(): Promise<TestDesk> {
    const desk = new TestDesk()
    writeFiles(desk)
    for (const words of [initCall, ...calls]) await desk.json(...words)
    return desk
  }

  test('lists and single tickets have exactly the documented fields, in the documented order', async () => {
    const desk = await deskWithTickets()
    const list = await desk.json<Record<string, unknown>[]>('list', '--all')
    expect(list).toHaveLength(2)
    for (const ticket of list) expect(Object.keys(ticket)).toEqual(listFields)
    for (const words of [
      ['show', '1'],
      ['show', '1', '--history'],
      ['open', 'Another one', '--for', 'anna@acme.example'],
      ['reply', '3', '-m', 'Hello'],
      ['note', '3', '-m', 'Hello'],
      ['take', '3'],
      ['give', '3', 'fritz@support.example'],
      ['assign', '3', '--none'],
      ['edit', '3', '--module', 'Portal'],
      ['solve', '3'],
      ['reopen', '3'],
      ['solve', '3'],
      ['close', '3'],
    ]) {
      // Who opens learns what is like it.
      const fields = words[0] === 'open' ? [...showFields, 'similar'] : showFields
      expect(Object.keys(await desk.json(...words))).toEqual(fields)
    }
  })

  test('the parts of a ticket have the documented fields', async () => {
    const desk = await deskWithTickets()
    const ticket = await desk.json<{
      requester: object
      participants: object[]
      messages: object[]
      history: object[]
    }>('show', '1', '--history')
    expect(Object.keys(ticket.requester)).toEqual(['email', 'name'])
    expect(Object.keys(ticket.messages[0] ?? {})).toEqual(
      'id, kind, author, channel, createdAt, body, mergedFrom, deskOnly, attachments'.split(', '),
    )
    expect(Object.keys(ticket.history[0] ?? {})).toEqual('at, actor, channel, type, changes'.split(', '))
    expect(ticket.participants[0]).toEqual({ ...ticket.requester, status: 'requester' })
    expect(await desk.json('show', '1')).toMatchObject({ history: null })
  })

  test('columns of csv, keys of ndjson and fields of the schema are the same list', async () => {
    const desk = await deskWithTickets()
    const csv = (await desk.run('list', '--all', '-o', 'csv')).stdout.split('\r\n')
    expect(csv[0]?.split(',')).toEqual(listFields)
    const tsv = (await desk.run('list', '--all')).stdout.trimEnd().split('\n')
    expect(tsv).toHaveLength(2)
    for (const line of tsv) expect(line.split('\t')).toHaveLength(listFields.length)
    const { items } = await schemaOf(desk, 'ticket list')
    expect(Object.keys(items?.properties ?? {})).toEqual(listFields)
    expect(items?.required).toEqual(listFields)
    const lines = (await desk.run('list', '--all', '-o', 'ndjson')).stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(misfits(JSON.parse(line), items ?? { type: 'null' })).toEqual([])
    expect(Object.keys((await schemaOf(desk, 'show')).properties ?? {})).toEqual(showFields)
  })

  test('every list has its columns among its fields, in every output', async () => {
    const desk = await deskWithTickets()
    for (const words of calls.filter(([, verb]) => verb === 'list').concat([['log']])) {
      const { items } = await schemaOf(desk, commandOf(words))
      const header = (await desk.run(...words, '-o', 'csv')).stdout.split('\r\n')[0]?.split(',') ?? []
      expect(Object.keys(items?.properties ?? {})).toEqual(expect.arrayContaining(header))
      expect(header.length).toBeGreaterThan(3)
    }
  })

  test('fields that are asked for come alone, in the order asked, in every format', async () => {
    const desk = await deskWithTickets()
    const asked = ['--fields', 'subject,number']
    expect(await desk.json('list', '--all', ...asked)).toEqual([
      { subject: 'Portal down', number: 2 },
      { subject: 'Payment file rejected', number: 1 },
    ])
    expect((await desk.run('list', '--all', ...asked, '-o', 'csv')).stdout).toBe(
      'subject,number\r\nPortal down,2\r\nPayment file rejected,1\r\n',
    )
    expect((await desk.run('list', '--all', ...asked)).stdout).toBe('Portal down\t2\nPayment file rejected\t1\n')
    expect((await desk.run('show', '2', ...asked)).stdout).toBe('subject\tPortal down\nnumber\t2\n')
    expect(await desk.refused('list', '--fields', 'sujbect')).toMatchObject({ exitCode: 65, code: 'unknown-field' })
  })

  test('a page holds the items of the list and where to go on', async () => {
    const desk = await deskWithTickets()
    const { items } = await schemaOf(desk, 'ticket list')
    const page = await desk.json<{ items: unknown[]; nextCursor: string | null }>(
      'list',
      '--all',
      '--limit',
      '1',
      '--page-info',
    )
    expect(Object.keys(page)).toEqual(['items', 'nextCursor'])
    expect(misfits(page.items, { type: 'array', items: items ?? { type: 'null' } })).toEqual([])
    const next = ['list', '--all', '--limit', '1', '--page-info', '--cursor', page.nextCursor ?? '']
    expect(await desk.json(...next)).toMatchObject({ items: [{ number: 1 }], nextCursor: null })
  })
})

test('a schema is asked for by the same words as the command, the noun ticket left out or not', async () => {
  const desk = new TestDesk()
  expect(await schemaOf(desk, 'list')).toEqual(await schemaOf(desk, 'ticket list'))
  expect(await schemaOf(desk, 'whoami')).toMatchObject({ title: 'helpdesk whoami', type: 'object' })
  expect(await desk.refused('schema', 'tickte', 'list')).toMatchObject({ exitCode: 64, code: 'unknown-command' })
})
