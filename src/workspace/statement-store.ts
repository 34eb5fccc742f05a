import { type Paging, type PartOf, partOf } from '../kit/paging'
import { formatInstant } from '../kit/time/instant'
import type { Reader, Tx } from '../store/schema'
import { type StatementFile, statementFormats } from './statement'

export async function insertStatementFile(tx: Tx, file: StatementFile): Promise<void> {
  const { id, tenantId, account, name, format, from, to, size, receivedAt } = file
  await tx
    .insertInto('statement_files')
    .values({
      id,
      tenant_id: tenantId,
      account,
      name,
      format,
      period_from: from,
      period_to: to,
      size,
      received_at: formatInstant(receivedAt),
    })
    .execute()
}

/** The tenant's statement files, the newest first, or a part of them; undefined as account: of all. */
export async function listStatementFiles(
  db: Reader,
  tenantId: string,
  account?: string,
  paging: Paging = {},
): Promise<PartOf<StatementFile>> {
  // The account last: a name may stand in two of them.
  let query = filesOf(db, tenantId).orderBy('received_at', 'desc').orderBy('name').orderBy('account')
  if (account !== undefined) query = query.where('account', '=', account)
  const [received, name, of] = paging.after ?? []
  if (received !== undefined && name !== undefined && of !== undefined) {
    query = query
      .where('received_at', '<=', received)
      .where((row) =>
        row.or([
          row('received_at', '<', received),
          row('name', '>', name),
          row.and([row('name', '=', name), row('account', '>', of)]),
        ]),
      )
  }
  if (paging.limit !== undefined) query = query.limit(paging.limit + 1)
  return partOf(await query.execute(), paging, fileOf, (row) => [row.received_at, row.name, row.account])
}

export async function findStatementFile(
  db: Reader,
  tenantId: string,
  account: string,
  name: string,
): Promise<StatementFile | undefined> {
  const row = await filesOf(db, tenantId).where('account', '=', account).where('name', '=', name).executeTakeFirst()
  return row === undefined ? undefined : fileOf(row)
}

function filesOf(db: Reader, tenantId: string) {
  return db.selectFrom('statement_files').selectAll().where('tenant_id', '=', tenantId)
}

type FileRow = Awaited<ReturnType<ReturnType<typeof filesOf>['executeTakeFirstOrThrow']>>

function fileOf(row: FileRow): StatementFile {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    account: row.account,
    name: row.name,
    format: statementFormats.find((format) => format === row.format) ?? null,
    from: row.period_from,
    to: row.period_to,
    size: row.size,
    receivedAt: new Date(row.received_at),
  }
}
