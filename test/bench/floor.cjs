/**
 * The floor: the least that Node.js and better-sqlite3 need for the same work. One file, the package loaded as anybody
 * loads it, the same pragmas, the same statements, the same amount printed; no questions who asks or what they may see,
 * no command line, no words, no hashes. Words: database, command, statements with parameters as JSON.
 */
const Database = require('better-sqlite3')

const [path, command, json] = process.argv.slice(2)
const database = new Database(path, { fileMustExist: true, timeout: 10_000 })
database.exec('pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on')
const statements = JSON.parse(json)

const print = { list, show, open, search }[command]
require('node:fs').writeSync(1, print())
database.close()

/** The lines of `helpdesk list` in a pipe, byte for byte. */
function list() {
  const [{ sql, parameters }] = statements
  const lines = database
    .prepare(sql)
    .all(...parameters)
    .map((row) =>
      [
        row.number,
        row.subject,
        row.status,
        row.is_new === 1,
        row.level,
        row.priority,
        row.emergency === 1,
        row.category_id,
        '',
        row.module ?? '',
        row.tenant_name,
        row.requester_address,
        row.assignee_address ?? '',
        '',
        row.created_at,
        row.updated_at,
        '',
        false,
      ].join('\t'),
    )
  return `${lines.join('\n')}\n`
}

/** The ticket and its conversation. */
function show() {
  const [ticket, messages] = statements
  const row = database.prepare(ticket.sql).get(...ticket.parameters)
  const conversation = database.prepare(messages.sql).all(...messages.parameters)
  return `${JSON.stringify({ ...row, messages: conversation }, null, 1)}\n`
}

/** All that a search reads, and the tickets it found. */
function search() {
  const results = statements.map(({ sql, parameters }) => database.prepare(sql).all(...parameters))
  const tickets = results.find(([row]) => row !== undefined && 'requester_address' in row) ?? []
  return `${tickets.map((row) => JSON.stringify(row)).join('\n')}\n`
}

/** A ticket, the words it is found by, the tickets it may be like, and its journal entry in one synced transaction; then the ticket as it is now. */
function open() {
  const [given, texts, candidates] = statements
  const ticket = {
    ...given,
    id: `${Date.now()}-${process.pid}`,
    created_at: new Date().toISOString(),
    updated_at: new Date().toISOString(),
  }
  database.exec('begin immediate')
  ticket.number = database
    .prepare('update desks set last_ticket_number = last_ticket_number + 1 returning last_ticket_number')
    .pluck()
    .get()
  ticket.queue_key = `1-2-9999999999999-${String(ticket.number).padStart(10, '0')}`
  insert('tickets', ticket)
  insert('ticket_texts', { ...texts, number: ticket.number })
  const position = 1 + database.prepare('select position from journal_head').pluck().get()
  const payload = JSON.stringify({ number: ticket.number, subject: ticket.subject, priority: ticket.priority })
  const hash = 'f'.repeat(64)
  insert('journal_entries', {
    position,
    at: ticket.created_at,
    type: 'ticket.opened',
    actor_id: ticket.requester_id,
    channel: 'cli',
    tenant_id: ticket.tenant_id,
    ticket_id: ticket.id,
    category_id: ticket.category_id,
    level: 1,
    salt: 'f'.repeat(32),
    payload,
    digest: hash,
    hash,
  })
  database.prepare('update journal_head set position = ?, hash = ?').run(position, hash)
  database.exec('commit')
  database.prepare(candidates.sql).all(...candidates.parameters)
  return `${JSON.stringify(ticket, null, 1)}\n`
}

function insert(table, row) {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  database.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`).run(...Object.values(row))
}
