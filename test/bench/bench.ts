/**
 * `npm run bench [-- --quick] [-- --only COMMAND]`: what the program costs over the floor, the least that Node.js and better-sqlite3 need
 * for the same work (floor.cjs). Whole processes, their output into a pipe, in pairs run in turn, because machines get
 * slower and faster by themselves: only what ran side by side can be compared. The ratio is the median of the pairs'.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findUser } from '../../src/people/user-store'
import { openStore, type Store } from '../../src/store/open'
import { listTickets, type TicketFilter } from '../../src/ticket/list-store'
import type { QueuePlace } from '../../src/ticket/queue/queue'
import { firstOfQueue } from '../../src/ticket/queue/queue-store'
import { parseSearch } from '../../src/ticket/search/search-query'
import { newestFitting, saidInTickets } from '../../src/ticket/search/search-store'
import { rankedTickets } from '../../src/ticket/search/search-tickets'
import { listMessages, ticketByNumber, ticketsByNumbers } from '../../src/ticket/store'
import { statuses } from '../../src/ticket/ticket'
import { program, root, runNode } from './desk'
import { candidateStatements, checkedOnce, type DuplicateCheck, measureCheck } from './duplicate-check'
import { type MailResult, mailWord, measureMail } from './mail'
import { newTicket, rareWord } from './new-ticket'
import { bareInserts, measureRules, type RuleCost, ruleLine } from './rules'
import { seedDesk } from './seed'
import { shareAmongThree } from './similar'
import { planOf, type Statement, statementsOf } from './statements'

const floor = join(root, 'test/bench/floor.cjs')
const sizes = [1000, 100_000]
const aim = 1.4

/** In about half of the tickets. */
const commonWord = 'the'

/** One command of the program and the same work at the floor. */
interface Case {
  name: string
  /** Words for Node.js. */
  program: readonly string[]
  floor: readonly string[]
}

interface Result {
  tickets: number
  command: string
  /** Medians, in milliseconds. */
  program: number
  floor: number
  /** The program without its code cache: the very first run of a build. */
  first: number
  ratio: number
  /** Where the middle half of the pairs' ratios lies. */
  low: number
  high: number
}

interface Plan {
  list: string
  index: string
  used: boolean
  steps: readonly string[]
}

async function main(): Promise<void> {
  const [, self = '', word, home, count] = process.argv
  if (await mailWord(word, home ?? '', Number(count))) return
  if (word === '--seed' && home !== undefined) return seedDesk(home, Number(count))
  if ((word === '--check' || word === '--statement') && home !== undefined) return checkedOnce(word, home)
  if (word === '--bare-events' && home !== undefined) return bareInserts(home)
  const quick = process.argv.includes('--quick')
  const only = process.argv.includes('--only') ? process.argv.at(process.argv.indexOf('--only') + 1) : undefined
  if (only !== undefined) return measureOnly(self, only, quick ? 7 : 31)
  const [pairs, firsts] = quick ? [3, 1] : [31, 7]
  const mail = await measureMail(self, quick ? 3 : 9, quick ? 500 : 2000)
  if (process.argv.includes('--mail')) return void process.stdout.write(`${mailLine(mail)}\n`)
  const results: Result[] = []
  const plans: Plan[] = []
  const checks: DuplicateCheck[] = []
  const { nothing, version } = reference(pairs)
  for (const tickets of sizes) {
    await withDesk(self, tickets, async (folder) => {
      const cases = await casesOf(folder, tickets)
      refuseUnequal(cases, folder)
      checks.push({ tickets, ...measureCheck(self, folder, pairs) })
      for (const one of cases) results.push({ tickets, ...measure(one, folder, pairs, firsts) })
      if (tickets === sizes.at(-1)) plans.push(...(await readPlans(folder)))
    })
  }
  const ruleCost = await measureRules(self, quick ? 10_000 : 100_000, quick ? 1 : 5)
  print(results, plans, checks, ruleCost, { nothing, version, pairs })
  process.stdout.write(`\n${mailLine(mail)}\n`)
  // The only verdict that does not depend on the machine.
  if (plans.some(({ used }) => !used)) process.exitCode = 1
}

/** The commands whose name begins like that, for whoever works on one of them. */
async function measureOnly(self: string, name: string, pairs: number): Promise<void> {
  for (const tickets of sizes) {
    await withDesk(self, tickets, async (folder) => {
      for (const one of (await casesOf(folder, tickets)).filter((known) => known.name.startsWith(name))) {
        const { command, program, floor, ratio } = measure(one, folder, pairs, 1)
        const times = `${program.toFixed(1)} ms, floor ${floor.toFixed(1)} ms`
        process.stdout.write(`${tickets} tickets, ${command}: ${times}, ratio ${ratio.toFixed(2)}\n`)
      }
    })
  }
}

async function withDesk(self: string, tickets: number, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-bench-'))
  try {
    makeDesk(self, folder, tickets)
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Beside nodemailer alone, with the same server and as many connections. */
function mailLine({ mails, ours, alone, ratio }: MailResult): string {
  const rates = `${Math.round(ours)} mails/s, nodemailer alone ${Math.round(alone)}/s`
  return `mail send, ${mails} mails: ${rates}, ratio ${ratio.toFixed(2)}; aim: at least 0.80`
}

/**
 * Made by the program itself, then filled; its journal must verify, or it is no desk. Filled by a process of its own:
 * one that has grown large takes tens of milliseconds to start another, which would be added to both sides of a pair.
 */
function makeDesk(self: string, home: string, tickets: number): void {
  runNode([program, 'init', '--admin', 'jana@support.example'], home)
  const start = performance.now()
  runNode([self, '--seed', home, String(tickets)], home)
  // One ticket with a word that no other has.
  runNode([program, 'open', rareWord, '--for', 'anna@zanzibar.example', '--new-tenant', rareWord, '-m', rareWord], home)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const verdict = runNode([program, 'audit', 'verify'], home).toString().split('\n')
  process.stderr.write(`${tickets} tickets in ${seconds} s, ${verdict[1]?.replace('\t', ' ')}, verified\n`)
}

async function casesOf(home: string, tickets: number): Promise<Case[]> {
  const database = join(home, 'helpdesk.db')
  const words = (command: string, statements: unknown): string[] => [
    floor,
    database,
    command,
    JSON.stringify(statements),
  ]
  const store = await openStore(database)
  try {
    const number = Math.ceil(tickets / 2)
    const shown = await statementsOf(store, async () => {
      const { id } = await ticketByNumber(store.db, number, { all: true })
      await listMessages(store.db, id, true)
    })
    const ticket = newTicket(store)
    const opened = ['open', ticket.row.subject, '--for', ticket.email, '-m', ticket.row.description]
    return [
      {
        name: 'list',
        program: [program, 'list'],
        floor: words('list', await listStatements(store)),
      },
      {
        name: 'list --limit 50',
        program: [program, 'list', '--limit', '50'],
        floor: words('list', await listStatements(store, {}, 50)),
      },
      { name: `show ${number}`, program: [program, 'show', String(number)], floor: words('show', shown) },
      {
        name: 'next',
        program: [program, 'next'],
        floor: words('show', await nextStatements(store)),
      },
      {
        name: 'open',
        program: [program, ...opened],
        floor: words('open', [ticket.row, ticket.texts, ...(await candidateStatements(store, ticket.row.tenant_id))]),
      },
      {
        name: `search ${rareWord}`,
        program: [program, 'search', rareWord],
        floor: words('search', await searchStatements(store, rareWord, undefined)),
      },
      {
        name: `search ${commonWord}`,
        program: [program, 'search', commonWord, '--limit', '50'],
        floor: words('search', await searchStatements(store, commonWord, 50)),
      },
    ]
  } finally {
    await store.close()
  }
}

async function listStatements(store: Store, filter: Partial<TicketFilter> = {}, limit?: number): Promise<Statement[]> {
  const sorting = { by: 'queue', descending: false } as const
  const statements = await statementsOf(store, () =>
    listTickets(
      store.db,
      { all: true },
      { statuses: ['open', 'waiting'], ...filter },
      { now: new Date(), sorting, ...(limit === undefined ? {} : { limit }) },
    ),
  )
  // One more row than shown is read, to know whether there is a next page; the floor prints what it reads.
  return statements.map(({ sql, parameters }) => ({
    sql,
    parameters: limit === undefined ? parameters : parameters.with(-1, limit),
  }))
}

async function searchStatements(store: Store, word: string, limit: number | undefined): Promise<Statement[]> {
  const query = parseSearch(word, 'TEXT')
  const search = {
    terms: query.terms,
    wanted: [],
    unwanted: [],
    withAttachment: undefined,
    notes: { all: true } as const,
  }
  return statementsOf(store, async () => {
    const now = new Date()
    const most = Math.max(rankedTickets, limit ?? 0) + 1
    const found = await newestFitting(store.db, { all: true }, search, { statuses }, { now, limit: most })
    const tickets = await ticketsByNumbers(
      store.db,
      found.slice(0, limit).map(({ number }) => number),
      { all: true },
    )
    await saidInTickets(store.db, [...tickets.values()])
  })
}

/** The ticket that `next` shows, as `show` does: which one that is the floor is told. */
async function nextStatements(store: Store): Promise<Statement[]> {
  const place = await placeOf(store)
  const now = new Date()
  const [found] = await firstOfQueue(store.db, { all: true }, place, now)
  return statementsOf(store, async () => {
    const { id } = await ticketByNumber(store.db, found?.number ?? 1, { all: true })
    await listMessages(store.db, id, true)
  })
}

/** How `next` finds what it weighs, and what was merged into that. */
async function queueStatements(store: Store, column: 'queue_key' | 'merged_into'): Promise<Statement[]> {
  const place = await placeOf(store)
  const statements = await statementsOf(store, () => firstOfQueue(store.db, { all: true }, place, new Date()))
  return statements.filter(({ sql }) => sql.includes(`"${column}"`))
}

/** Where the desk's administrator works: at both levels. */
async function placeOf(store: Store): Promise<QueuePlace> {
  const administrator = await findUser(store.db, 'jana@support.example')
  return { userId: administrator?.id ?? '', levels: [1, 2], tenantIds: [] }
}

/** A floor that did something else would be none: lists are the same to the byte, the rest is about as long. */
function refuseUnequal(cases: readonly Case[], home: string): void {
  for (const { name, program, floor } of cases) {
    const [ours, least] = [runNode(program, home), runNode(floor, home)]
    const equal = name.startsWith('list') ? ours.equals(least) : ours.length > 1 && least.length > ours.length / 2
    if (!equal)
      throw new Error(`${name}: the floor prints something else\n${least.toString()}\ninstead of\n${ours.toString()}`)
  }
}

/** Runs both in turn; what ran before has warmed the code cache and the file. */
function measure(one: Case, home: string, pairs: number, firsts: number): Omit<Result, 'tickets'> {
  const [program, floor]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < pairs; pair += 1) {
    program.push(time(one.program, home))
    floor.push(time(one.floor, home))
  }
  const first = Array.from({ length: firsts }, () => {
    rmSync(join(home, 'cache'), { recursive: true, force: true })
    return time(one.program, home)
  })
  time(one.program, home)
  const ratios = program.map((milliseconds, pair) => milliseconds / (floor[pair] ?? Number.NaN))
  return {
    command: one.name,
    program: quantile(program, 0.5),
    floor: quantile(floor, 0.5),
    first: quantile(first, 0.5),
    ratio: quantile(ratios, 0.5),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
  }
}

/** What Node.js costs that does nothing, and the program that only says its version. */
function reference(pairs: number): { nothing: number; version: number } {
  const home = mkdtempSync(join(tmpdir(), 'helpdesk-bench-'))
  try {
    time([program, '--version'], home)
    const [nothing, version]: [number[], number[]] = [[], []]
    for (let pair = 0; pair < pairs; pair += 1) {
      nothing.push(time(['-e', '0'], home))
      version.push(time([program, '--version'], home))
    }
    return { nothing: quantile(nothing, 0.5), version: quantile(version, 0.5) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function time(words: readonly string[], home: string): number {
  const start = performance.now()
  runNode(words, home)
  return performance.now() - start
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}

/** Whether the lists that everybody calls all day run along their index, without sorting what they found. */
async function readPlans(home: string): Promise<Plan[]> {
  const store = await openStore(join(home, 'helpdesk.db'))
  try {
    const administrator = await findUser(store.db, 'jana@support.example')
    const tenant = store.file.prepare<[], { id: string }>('select id from tenants limit 1').get()
    const assigneeId = administrator?.id ?? ''
    const tenantId = tenant?.id ?? ''
    const wanted = [
      ['list', 'tickets_queue', await listStatements(store, {}, 50)],
      ['list --mine', 'tickets_queue_of_assignee', await listStatements(store, { assigneeId }, 50)],
      ['list --tenant', 'tickets_queue_of_tenant', await listStatements(store, { tenantId }, 50)],
      ['next', 'tickets_queue_of_assignee', await queueStatements(store, 'queue_key')],
      ['next, merged', 'tickets_merged', await queueStatements(store, 'merged_into')],
      [
        'show',
        'sqlite_autoindex_tickets_2',
        await statementsOf(store, () => ticketByNumber(store.db, 1, { all: true })),
      ],
    ] as const
    return wanted.map(([list, index, statements]) => {
      const steps = statements.flatMap((statement) => planOf(store, statement))
      const runsAlong = steps.some((step) => /^(SEARCH|SCAN) tickets /.test(step) && step.split(' ').includes(index))
      return { list, index, steps, used: runsAlong && !steps.some((step) => step.includes('TEMP B-TREE')) }
    })
  } finally {
    await store.close()
  }
}

function print(
  results: readonly Result[],
  plans: readonly Plan[],
  checks: readonly DuplicateCheck[],
  ruleCost: RuleCost,
  { nothing, version, pairs }: { nothing: number; version: number; pairs: number },
): void {
  const lines = [
    `Node.js ${process.version}, medians of ${pairs} pairs, milliseconds; aim: at most ${aim} times the floor`,
    '',
    row('tickets', 'command', 'helpdesk', 'floor', 'ratio', 'middle half', 'first run'),
    ...results.map((result) =>
      row(
        String(result.tickets),
        result.command,
        result.program.toFixed(1),
        result.floor.toFixed(1),
        result.ratio.toFixed(2),
        `${result.low.toFixed(2)} – ${result.high.toFixed(2)}`,
        result.first.toFixed(1),
      ),
    ),
    '',
    `node -e 0: ${nothing.toFixed(1)}; helpdesk --version: ${version.toFixed(1)}, ratio ${(version / nothing).toFixed(2)}`,
    ...checks.map(
      ({ tickets, check, statement }) =>
        `duplicate check at ${tickets} tickets: ${check.toFixed(1)}, its statement ${statement.toFixed(1)}; with start-up ${((nothing + check) / (nothing + statement)).toFixed(2)} times`,
    ),
    ruleLine(ruleCost),
    ...similarLines(),
    ...plans.flatMap(({ list, index, used, steps }) => [
      `${list}: ${used ? 'runs along' : 'DOES NOT RUN ALONG'} ${index}`,
      ...(used ? [] : steps.map((step) => `    ${step}`)),
    ]),
    `bench ${JSON.stringify({ node: process.version, pairs, nothing, version, results, checks, rules: ruleCost })}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** How good the duplicate check is, on the pairs written for it. */
function similarLines(): string[] {
  const percent = (share: number): string => `${Math.round(share * 100)} %`
  const { tuned, others, first, named, answered, wronglyAnswered } = shareAmongThree()
  return [
    `similar tickets: the right one among the first three: ${percent(tuned)} (tuned on), ${percent(others)} (others)`,
    `  the first: ${percent(first)}; named: ${percent(named)}; answered by itself: ${percent(answered)}, another one: ${percent(wronglyAnswered)}`,
  ]
}

function row(...cells: readonly string[]): string {
  const [tickets = '', command = '', ...figures] = cells
  return [tickets.padStart(7), command.padEnd(16), ...figures.map((figure) => figure.padStart(11))].join('  ')
}

void main()
