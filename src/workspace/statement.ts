/**
 * A file with statements of an account, as information: that it came, and for which days. The desk never has its content
 * (DOMAIN 2), so it cannot lose it either. A portal or script says that a file came.
 */
export interface StatementFile {
  id: string
  tenantId: string
  /** The account as it is kept. */
  account: string
  name: string
  format: StatementFormat | null
  /** Local days: `2026-11-20`. */
  from: string | null
  to: string | null
  /** In bytes. */
  size: number | null
  receivedAt: Date
}

export const statementFormats = ['mt940', 'mt942', 'camt.052', 'camt.053', 'camt.054', 'csv', 'pdf'] as const
export type StatementFormat = (typeof statementFormats)[number]

/** Whether it is a day that there is, as `2026-11-20`. */
export function isDay(typed: string): boolean {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00.000Z`) : undefined
  return moment !== undefined && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(typed)
}
