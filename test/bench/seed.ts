import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import requests from '../../fixtures/demo/requests.json'
import { chain } from '../../src/journal/deed'
import type { Channel, NewEntry } from '../../src/journal/entry'
import { preferNative } from '../../src/kit/digest'
import type { Json } from '../../src/kit/json'
import { formatInstant } from '../../src/kit/time/instant'
import type { Tenant } from '../../src/people/tenant'
import { insertTenant } from '../../src/people/tenant-store'
import type { User } from '../../src/people/user'
import { findUser, insertUser } from '../../src/people/user-store'
import { type DeskKey, readDeskKey } from '../../src/store/desk-key'
import { openStore, type Store } from '../../src/store/open'
import type { Schema } from '../../src/store/schema'
import { tenantWord, ticketTexts } from '../../src/ticket/search/search-index'
import {
  assign,
  type Message,
  move,
  nextVersion,
  open,
  type Priority,
  priorities,
  queueKey,
  solve,
  stateInstants,
  type Ticket,
} from '../../src/ticket/ticket'
import { entryFacts, ticketChanges } from '../../src/ticket/ticket-entry'

const minute = 60_000
const day = 24 * 60 * minute
/** How long a desk has run when it has that many tickets: 140 on a working day, as at a busy one. */
const ticketsPerDay = 140
const window = 14 * day

/**
 * Fills a fresh desk with tickets as they are after years of work: most solved and closed, the newest still waiting
 * for somebody, each with its conversation and its journal. The nouns decide and the journal's own chain signs, as in
 * the product; only the rows go in by prepared statements, because a deed each would take minutes.
 */
export async function seedDesk(home: string, count: number): Promise<void> {
  preferNative()
  const store = await openStore(join(home, 'helpdesk.db'))
  try {
    const seeder = new Seeder(store, readDeskKey(join(home, 'helpdesk.key')), count)
    await seeder.addPeople()
    fillFast(store.file, () => seeder.addTickets())
  } finally {
    await store.close()
  }
}

/** One transaction in a large cache and without syncs; indexes are built afterwards, which sorts instead of searching. */
function fillFast(file: Store['file'], fill: () => void): void {
  const indexes = file
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_schema where type = 'index' and sql is not null`,
    )
    .all()
  file.exec(
    'pragma synchronous = off; pragma secure_delete = off; pragma foreign_keys = off; pragma cache_size = -500000',
  )
  file
    .transaction(() => {
      for (const { name } of indexes) file.exec(`drop index ${name}`)
      fill()
      for (const { sql } of indexes) file.exec(sql)
    })
    .immediate()
  file.exec('pragma synchronous = full')
  file.pragma('wal_checkpoint(truncate)')
}

type Request = (typeof requests)[number]

class Seeder {
  private readonly random = randomFrom(1)
  private readonly inserts: ReturnType<typeof insertsOf>
  private readonly beginning: number
  private head: { position: number; hash: string }
  private tenants: Tenant[] = []
  private readonly requesters = new Map<string, User[]>()
  private readonly staff: User[] = []

  constructor(
    private readonly store: Store,
    private readonly key: DeskKey,
    private readonly count: number,
  ) {
    this.inserts = insertsOf(store)
    this.beginning = Date.now() - Math.ceil(count / ticketsPerDay) * day
    const head = store.file.prepare<[], { position: number; hash: string }>('select position, hash from journal_head')
    this.head = head.get() ?? { position: 0, hash: '' }
  }

  /** One tenant per 500 tickets, at least the eight of the fixtures; twelve people each; six who answer besides whoever made the desk. */
  async addPeople(): Promise<void> {
    const names = [...new Set(requests.map(({ tenant }) => tenant))]
    const createdAt = new Date(this.beginning)
    const wanted = Math.max(names.length, Math.ceil(this.count / 500))
    this.tenants = Array.from({ length: wanted }, (_, index) => {
      const name = index < names.length ? (names[index] ?? '') : `${names[index % names.length]}-${index}`
      const domains = [`${name}.example`]
      return { id: randomUUID(), name, title: null, domains, partner: false, createdAt, deletedAt: null }
    })
    const administrator = await findUser(this.store.db, 'jana@support.example')
    if (administrator !== undefined) this.staff.push(administrator)
    await this.store.write(async (tx) => {
      for (const tenant of this.tenants) {
        await insertTenant(tx, tenant)
        const { name, domains } = tenant
        const payload = { name, title: null, domains, partner: false }
        this.record({ type: 'tenant.added', tenantId: tenant.id, payload }, null, 'cli', createdAt)
        const people = Array.from({ length: 12 }, (_, index) => this.contact(tenant, index))
        for (const user of people) await insertUser(tx, user)
        for (const user of people) this.recordUser(user)
        this.requesters.set(tenant.id, people)
      }
      for (let index = 0; index < 6; index += 1) {
        const user = this.user(`staff-${index}@support.example`, `Staff ${index}`, null, 'first-level')
        await insertUser(tx, user)
        this.recordUser(user)
        this.staff.push(user)
      }
    })
  }

  addTickets(): void {
    for (let number = 1; number <= this.count; number += 1) this.addTicket(number)
    this.store.file.prepare('update desks set last_ticket_number = ?').run(this.count)
    this.store.file.prepare('update journal_head set position = ?, hash = ?').run(this.head.position, this.head.hash)
    // What these tickets cause was worked out long ago.
    this.store.file.prepare('update reaction_cursor set position = ?').run(this.head.position)
  }

  private addTicket(number: number): void {
    const request = this.oneOf(requests)
    const tenant = this.oneOf(this.tenants)
    const requester = this.oneOf(this.requesters.get(tenant.id) ?? [])
    const agent = this.oneOf(this.staff)
    let now = new Date(this.beginning + ((number - 1) / this.count) * (Date.now() - this.beginning - day))
    const later = (longest: number): Date => {
      now = new Date(Math.min(now.getTime() + minute + this.random() * longest, Date.now()))
      return now
    }
    let ticket: Ticket = open(
      {
        id: randomUUID(),
        number,
        tenant: { id: tenant.id, name: tenant.name },
        requester: personOf(requester),
        topic: null,
        category: request.category,
        subject: request.subject,
        description: request.description,
        module: null,
        channel: this.oneOf(['cli', 'mail', 'phone'] as const),
        priority: priorityOf(request),
        emergency: request.emergency && this.random() < 0.1,
      },
      now,
    )
    const { subject, priority, emergency, version, channel } = ticket
    const opened = { number, subject, priority, emergency, requester: requester.email, version, via: channel }
    this.record({ type: 'ticket.opened', ...entryFacts(ticket), payload: opened }, agent.id, 'cli', now)

    const messages: Message[] = []
    const change = (
      type: NewEntry['type'],
      after: Ticket,
      actor: User,
      particulars: Record<string, Json> = {},
    ): void => {
      const changed = nextVersion(ticket, after, now)
      const payload = { version: changed.version, changes: ticketChanges(ticket, changed), ...particulars }
      ticket = changed
      this.record({ type, ...entryFacts(ticket), payload }, actor.id, 'cli', now)
    }
    const say = (kind: Message['kind'], author: User, body: string): Record<string, Json> => {
      const message = { id: randomUUID(), kind, author: personOf(author), channel: 'cli', createdAt: now, body }
      messages.push(message)
      return { message: message.id }
    }

    const unresolved = this.staysUnresolved(number)
    // Most requests are answered and solved at first contact.
    if (unresolved ? this.random() < 0.6 : this.random() < 0.4) {
      later(4 * 60 * minute)
      change('ticket.assigned', assign(ticket, personOf(agent)).ticket, agent)
      if (request.note !== null) {
        later(60 * minute)
        change('ticket.noted', move(ticket, 'note', now).ticket, agent, say('note', agent, request.note))
      }
      later(8 * 60 * minute)
      change('ticket.replied', move(ticket, 'staff-reply', now).ticket, agent, say('reply', agent, request.answer))
      if (this.random() < 0.6) {
        later(day)
        const moved = move(ticket, 'requester-reply', now).ticket
        change('ticket.replied', moved, requester, say('reply', requester, request.description))
      }
    }
    if (!unresolved) {
      later(2 * day)
      const text = say('reply', agent, request.solution ?? request.answer)
      change('ticket.replied', move(ticket, 'staff-reply', now).ticket, agent, text)
      const closesAt = new Date(now.getTime() + window)
      change('ticket.solved', solve(ticket, now, closesAt).ticket, agent, { closesAt: formatInstant(closesAt) })
      // The others are closed by the clock, which writes nothing.
      if (this.random() < 0.1) {
        later(day)
        change('ticket.closed', move(ticket, 'close', now).ticket, agent)
      }
    }
    this.insertTicket(ticket, messages)
  }

  /** 200 of 1,000, 2,000 of 100,000: mostly among the newest, some of them forgotten long ago. */
  private staysUnresolved(number: number): boolean {
    const wanted = Math.min(this.count / 5, 2000)
    const isNew = number > this.count - 1.5 * wanted
    return this.random() < (isNew ? 0.6 : (0.1 * wanted) / (this.count - 1.5 * wanted))
  }

  private insertTicket(ticket: Ticket, messages: readonly Message[]): void {
    const { solvedAt, closesAt, closedAt } = stateInstants(ticket)
    this.inserts.ticket({
      id: ticket.id,
      number: ticket.number,
      tenant_id: ticket.tenant.id,
      requester_id: ticket.requester.id,
      assignee_id: ticket.assignee?.id ?? null,
      category_id: ticket.category,
      subject: ticket.subject,
      description: ticket.description,
      module: ticket.module,
      channel: ticket.channel,
      status: ticket.status,
      is_new: ticket.isNew ? 1 : 0,
      level: ticket.level,
      priority: ticket.priority,
      emergency: ticket.emergency ? 1 : 0,
      queue_key: queueKey(ticket),
      version: ticket.version,
      created_at: formatInstant(ticket.createdAt),
      updated_at: formatInstant(ticket.updatedAt),
      solved_at: solvedAt,
      closes_at: closesAt,
      closed_at: closedAt,
      topic_id: null,
      report: null,
      resolution: 'resolution' in ticket ? ticket.resolution : null,
      merged_into: ticket.mergedInto,
      held_until: null,
      held_for: null,
      last_word_at: formatInstant(ticket.lastWordAt),
      reminded_at: null,
      due_at: null,
      due_metric: null,
      due_warn_at: null,
      due_around_the_clock: null,
      clock_at: null,
      team_id: null,
    })
    const texts = ticketTexts({ ...ticket, messages, attachments: [] })
    this.inserts.texts({ number: ticket.number, tenant: tenantWord(ticket.tenant.id), ...texts })
    for (const [index, { id, kind, author, channel, body, createdAt }] of messages.entries()) {
      this.inserts.message({
        id,
        ticket_id: ticket.id,
        position: index + 1,
        kind,
        author_id: author.id,
        channel,
        body,
        created_at: formatInstant(createdAt),
        taken_back_at: null,
        desk_only: 0 as const,
        by_second_level: 0 as const,
      })
    }
  }

  private record(entry: NewEntry, actorId: string | null, channel: Channel, at: Date): void {
    const salt = randomUUID().replaceAll('-', '')
    const next = chain(this.head, entry, { userId: actorId, channel }, formatInstant(at), salt, this.key)
    this.head = next
    const { tenantId, ticketId, categoryId, level, type, digest, hash, payload, position } = next
    this.inserts.entry({
      position,
      at: next.at,
      type,
      actor_id: actorId,
      channel,
      tenant_id: tenantId,
      ticket_id: ticketId,
      category_id: categoryId,
      level,
      salt,
      payload,
      digest,
      hash,
    })
  }

  private recordUser(user: User): void {
    const { id, email, name, telephone, status } = user
    const groups = user.memberships.map(({ tenantId, group }) => ({ tenant: tenantId, group }))
    const tenantId = user.memberships[0]?.tenantId ?? undefined
    const place = tenantId === undefined ? {} : { tenantId }
    const payload = { user: id, email, name, telephone, status, groups }
    this.record({ type: 'user.added', ...place, payload }, null, 'cli', user.createdAt)
  }

  private contact(tenant: Tenant, index: number): User {
    const { name } = this.oneOf(requests).from
    const mailbox = name
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]+/g, '.')
    return this.user(`${mailbox}.${index}@${tenant.name}.example`, name, tenant.id, 'user')
  }

  private user(email: string, name: string, tenantId: string | null, group: string): User {
    const status = tenantId === null ? 'active' : 'contact'
    const createdAt = new Date(this.beginning)
    const memberships = [{ tenantId, group }]
    const unknown = { telephone: null, language: null, restingIn: [] }
    return { id: randomUUID(), email, addresses: [email], name, status, ...unknown, memberships, createdAt }
  }

  private oneOf<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.random() * values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
}

function insertsOf({ file }: Store) {
  return {
    ticket: insertInto<'tickets'>(file, 'tickets'),
    message: insertInto<'messages'>(file, 'messages'),
    texts: insertInto<'ticket_texts'>(file, 'ticket_texts'),
    entry: insertInto<'journal_entries'>(file, 'journal_entries'),
  }
}

/** An insert of whole rows: a column that is missing here does not compile, one that is missing there fails at once. */
function insertInto<Table extends keyof Schema>(file: Store['file'], table: Table): (row: Schema[Table]) => void {
  const columns = file.prepare<[string], { name: string }>('select name from pragma_table_info(?)').all(table)
  const names = columns.map(({ name }) => name as keyof Schema[Table] & string)
  const places = names.map(() => '?').join(', ')
  const statement = file.prepare<unknown[]>(`insert into ${table} (${names.join(', ')}) values (${places})`)
  return (row) => statement.run(names.map((name) => row[name]))
}

function personOf({ id, email, name }: User): { id: string; email: string; name: string | null } {
  return { id, email, name }
}

function priorityOf({ priority }: Request): Priority {
  return priorities.find((known) => known === priority) ?? 'normal'
}

const count32 = 2 ** 32

/** The same numbers between 0 and 1 in every run, so that two runs measure the same desk (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / count32
  }
}
