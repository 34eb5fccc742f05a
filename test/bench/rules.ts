import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEntries } from '../../src/journal/store'
import { findTenant } from '../../src/people/tenant-store'
import { findUser } from '../../src/people/user-store'
import { noticesOf, type RuleMemory } from '../../src/rule/notice'
import type { Rule } from '../../src/rule/rule'
import { insertRules } from '../../src/rule/rule-store'
import { openStore } from '../../src/store/open'
import { insertAccount } from '../../src/workspace/account-store'
import { program, runNode } from './desk'

/** What rules cost that do not fit, per 100,000 events or fewer, in milliseconds. */
export interface RuleCost {
  events: number
  rules: number
  /** The rows of the journal alone, by prepared statement in one transaction. */
  bare: number
  /** `event import` on a desk whose tenant has no rules. */
  without: number
  /** The same with rules of which none fits. */
  with: number
  /** The processor's time for asking which rules fit, alone, in the portions in which reactions ask. */
  asking: number
}

const rules = 1000
const accounts = ['DE89370400440532013000', 'DE75512108001245126199']
const inOnePortion = 500

/** Feeds events into two desks that differ in rules only, in turn. */
export async function measureRules(self: string, events: number, pairs: number): Promise<RuleCost> {
  const home = mkdtempSync(join(tmpdir(), 'helpdesk-bench-rules-'))
  try {
    const file = join(home, 'events.ndjson')
    const [plain, ruled] = [join(home, 'plain'), join(home, 'ruled')]
    writeFileSync(file, eventLines(events))
    await makeDesk(plain, false)
    await makeDesk(ruled, true)
    const without: number[] = []
    const withRules: number[] = []
    for (let pair = 0; pair < pairs; pair += 1) {
      without.push(importInto(plain, home, file))
      withRules.push(importInto(ruled, home, file))
    }
    const fed = join(home, 'fed')
    cpSync(ruled, fed, { recursive: true })
    runNode([program, 'event', 'import', file, '--tenant', 'acme'], fed)
    const bare = Number(runNode([self, '--bare-events', fed], home).toString())
    return { events, rules, bare, without: middle(without), with: middle(withRules), asking: await askAll(fed) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

export function ruleLine({ events, rules: count, bare, without, with: ruled, asking }: RuleCost): string {
  const figures = [bare, without, ruled].map((time) => `${Math.round((events / time) * 1000)}/s`)
  return `${events} events: bare inserts ${figures[0]}, event import ${figures[1]}; with ${count} rules that do not fit ${figures[2]}, ratio ${(ruled / without).toFixed(3)}; asking them alone ${((asking / events) * 1000).toFixed(1)} µs an event, ${(asking / without).toFixed(3)} of the import`
}

/** Writes the entries of a fed desk anew, without chain, rules or anything else: the least that keeping them costs. Prints the milliseconds. */
export async function bareInserts(home: string): Promise<void> {
  const store = await openStore(join(home, 'helpdesk.db'))
  const columns = 'position, at, type, actor_id, channel, tenant_id, salt, payload, digest, hash'
  store.file.exec('create table bare as select * from journal_entries where 0')
  const rows = store.file.prepare(`select ${columns} from journal_entries`).all() as Record<string, unknown>[]
  const insert = store.file.prepare(
    `insert into bare (${columns}) values (${columns
      .split(', ')
      .map((column) => `@${column}`)
      .join(', ')})`,
  )
  const start = performance.now()
  store.file.transaction(() => {
    for (const row of rows) insert.run(row)
  })()
  process.stdout.write(String(performance.now() - start))
  await store.close()
}

function importInto(from: string, home: string, file: string): number {
  const copy = mkdtempSync(join(home, 'run-'))
  cpSync(from, copy, { recursive: true })
  const start = performance.now()
  runNode([program, 'event', 'import', file, '--tenant', 'acme'], copy)
  const time = performance.now() - start
  rmSync(copy, { recursive: true, force: true })
  return time
}

async function askAll(home: string): Promise<number> {
  const store = await openStore(join(home, 'helpdesk.db'))
  const memory: RuleMemory = new Map()
  let asking = 0
  for (let after = 0; ; ) {
    const entries = await readEntries(store.db, { after, types: ['payment.status-changed'], limit: inOnePortion })
    const last = entries.at(-1)
    if (last === undefined) break
    after = last.position
    const start = process.cpuUsage()
    const notices = await noticesOf(store.db, entries, { rules: memory })
    const { user, system } = process.cpuUsage(start)
    asking += (user + system) / 1000
    if (notices.length > 0) throw new Error('a rule fitted that must not')
  }
  await store.close()
  return asking
}

function eventLines(events: number): string {
  const line = (index: number): string => {
    const attributes = { payment: `P${index}`, status: 'executed', account: accounts[index % accounts.length] }
    return JSON.stringify({ type: 'payment.status-changed', attributes, externalId: `e${index}` })
  }
  return `${Array.from({ length: events }, (_, index) => line(index)).join('\n')}\n`
}

async function makeDesk(home: string, hasRules: boolean): Promise<void> {
  runNode([program, 'init', '--admin', 'jana@support.example', '--home', home], tmpdir())
  runNode([program, 'tenant', 'add', 'acme', '--domain', 'acme.example'], home)
  runNode([program, 'user', 'add', 'anna@acme.example', '--group', 'admin'], home)
  const store = await openStore(join(home, 'helpdesk.db'))
  const tenant = await findTenant(store.db, 'acme')
  const user = await findUser(store.db, 'anna@acme.example')
  if (tenant === undefined || user === undefined) throw new Error('the desk is not furnished')
  const createdAt = new Date(0)
  await store.write(async (tx) => {
    for (const address of accounts) {
      const account = { id: address, tenantId: tenant.id, kind: 'bank' as const, address, label: null, bic: null }
      await insertAccount(tx, { ...account, createdAt })
    }
    if (hasRules)
      await insertRules(
        tx,
        Array.from({ length: rules }, (_, index) => misfit(index, tenant.id, user.id)),
      )
  })
  await store.close()
}

/** Every way not to fit: another status, another account, or one of both on an account that the event does have. */
function misfit(index: number, scope: string, userId: string): Rule {
  const filters = [
    { status: ['cancelled', 'rejected-by-bank'] },
    { account: [`DE021203000000002020${index}`] },
    { status: ['cancelled'], account: accounts },
  ][index % 3]
  return {
    id: `rule-${index}`,
    scope,
    description: `Rule ${index}`,
    event: 'payment.status-changed',
    filters: filters ?? {},
    subject: 'x',
    recipients: [{ kind: 'user', userId }],
    collect: 0,
    enabled: true,
    createdBy: null,
    createdAt: new Date(0),
    updatedAt: new Date(0),
  }
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}
