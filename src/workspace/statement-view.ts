import { instant, oneOf, orNull, text, whole } from '../kit/json'
import { type Screen, sizeText } from '../kit/screen'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import { type StatementFile, statementFormats } from './statement'

/** A statement file with the name of its tenant. */
export interface ShownStatement extends StatementFile {
  tenant: string
}

export const statementView: View<ShownStatement> = {
  fields: {
    name: text,
    account: text,
    format: orNull(oneOf(statementFormats)),
    from: orNull(text),
    to: orNull(text),
    size: orNull(whole),
    tenant: text,
    receivedAt: instant,
  },
  columns: ['name', 'account', 'format', 'from', 'to', 'size', 'tenant', 'receivedAt'],
  toJson: ({ name, account, format, from, to, size, tenant, receivedAt }) => ({
    name,
    account,
    format,
    from,
    to,
    size,
    tenant,
    receivedAt: formatInstant(receivedAt),
  }),
}

/** The days of a file; nothing where nobody said. */
export function periodText({ from, to }: StatementFile): string {
  const days = [from, to].filter((day) => day !== null)
  return [...new Set(days)].join(' – ')
}

export function sizeOf(screen: Screen, { size }: StatementFile): string {
  return size === null ? '' : sizeText(screen, size)
}
