import { formatInstant } from '../kit/time/instant'
import { portionsOf } from '../store/portions'
import type { Reader, Tx } from '../store/schema'
import { isEventType } from '../workspace/event-type'
import { type Rule, type RuleFilters, type RuleRecipient, ruleName, ruleRoles } from './rule'

/** The rules of a scope (`desk`, or a tenant's id) by description. */
export async function listRules(db: Reader, scope: string): Promise<Rule[]> {
  const rows = await db.selectFrom('rules').selectAll().where('scope', '=', scope).orderBy('name').execute()
  return rulesOfRows(db, rows)
}

/** Of these ids those that there are. */
export async function rulesById(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Rule>> {
  const rows: RuleRow[] = []
  for (const portion of portionsOf(ids)) {
    rows.push(
      ...(await db
        .selectFrom('rules')
        .selectAll()
        .where('id', 'in', [...portion])
        .execute()),
    )
  }
  return new Map((await rulesOfRows(db, rows)).map((rule) => [rule.id, rule]))
}

/** The id of the rule of that name (`ruleName`) in a scope, if there is one. */
export async function findRuleByDescription(db: Reader, scope: string, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('rules')
    .select('id')
    .where('scope', '=', scope)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.id
}

export async function insertRule(tx: Tx, rule: Rule): Promise<void> {
  await insertRules(tx, [rule])
}

export async function insertRules(tx: Tx, rules: readonly Rule[]): Promise<void> {
  const rows = rules.map((rule) => {
    const { id, scope, createdBy, createdAt } = rule
    return { id, scope, created_by: createdBy, created_at: formatInstant(createdAt), ...changeable(rule) }
  })
  for (const portion of portionsOf(rows)) {
    await tx
      .insertInto('rules')
      .values([...portion])
      .execute()
  }
  await insertRecipients(tx, rules)
}

/** Saves everything of a rule that can change. */
export async function updateRule(tx: Tx, rule: Rule): Promise<void> {
  await tx.updateTable('rules').set(changeable(rule)).where('id', '=', rule.id).execute()
  await tx.deleteFrom('rule_recipients').where('rule_id', '=', rule.id).execute()
  await insertRecipients(tx, [rule])
}

export async function deleteRule(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('rules').where('id', '=', id).execute()
}

async function insertRecipients(tx: Tx, rules: readonly Rule[]): Promise<void> {
  const rows = rules.flatMap(({ id, recipients }) =>
    recipients.map((recipient, position) => ({ rule_id: id, position, ...recipientColumns(recipient) })),
  )
  for (const portion of portionsOf(rows)) {
    await tx
      .insertInto('rule_recipients')
      .values([...portion])
      .execute()
  }
}

function recipientColumns(recipient: RuleRecipient): { kind: string; recipient: string } {
  switch (recipient.kind) {
    case 'user':
      return { kind: 'user', recipient: recipient.userId }
    case 'role':
      return { kind: 'role', recipient: recipient.role }
    case 'team':
      return { kind: 'team', recipient: recipient.teamId }
    case 'external':
      return { kind: 'external', recipient: recipient.address }
  }
}

function changeable(rule: Rule) {
  const { description, event, filters, subject, collect, enabled, updatedAt } = rule
  return {
    name: ruleName(description),
    description,
    event,
    filters: JSON.stringify(filters),
    subject,
    collect,
    enabled: enabled ? (1 as const) : (0 as const),
    updated_at: formatInstant(updatedAt),
  }
}

async function rulesOfRows(db: Reader, rows: readonly RuleRow[]): Promise<Rule[]> {
  const recipients = await recipientsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => {
    // One that a newer program made.
    if (!isEventType(row.event)) return []
    const { id, scope, description, event, subject, collect } = row
    return {
      id,
      scope,
      description,
      event,
      filters: readFilters(row.filters),
      subject,
      recipients: recipients.get(id) ?? [],
      collect,
      enabled: row.enabled === 1,
      createdBy: row.created_by,
      createdAt: new Date(row.created_at),
      updatedAt: new Date(row.updated_at),
    }
  })
}

export function readFilters(stored: string): RuleFilters {
  return JSON.parse(stored) as RuleFilters
}

async function recipientsOf(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, RuleRecipient[]>> {
  const found = new Map<string, RuleRecipient[]>()
  for (const portion of portionsOf(ids)) {
    const rows = await db
      .selectFrom('rule_recipients')
      .selectAll()
      .where('rule_id', 'in', [...portion])
      .orderBy('rule_id')
      .orderBy('position')
      .execute()
    for (const { rule_id, kind, recipient } of rows) {
      found.set(rule_id, [...(found.get(rule_id) ?? []), ...recipientOf(kind, recipient)])
    }
  }
  return found
}

function recipientOf(kind: string, value: string): RuleRecipient[] {
  if (kind === 'user') return [{ kind, userId: value }]
  if (kind === 'team') return [{ kind, teamId: value }]
  if (kind === 'external') return [{ kind, address: value }]
  const role = ruleRoles.find((known) => known === value)
  return role === undefined ? [] : [{ kind: 'role', role }]
}

type RuleRow = Awaited<ReturnType<ReturnType<typeof allRules>['executeTakeFirstOrThrow']>>

function allRules(db: Reader) {
  return db.selectFrom('rules').selectAll()
}
