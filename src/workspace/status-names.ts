import { languages } from '../kit/language'
import { loadWorkspaceWords } from '../words/catalogue'
import { type PaymentStatus, paymentStatuses, wireCodes } from './payment'

/** The statuses of payments by everything they are called, in small letters: id, wire code, label in either language. */
export type StatusNames = ReadonlyMap<string, PaymentStatus>

export async function loadStatusNames(): Promise<StatusNames> {
  const labels = (await Promise.all(languages.map(loadWorkspaceWords))).map((words) => words.paymentStatuses)
  return new Map(
    paymentStatuses.flatMap((status) =>
      [status, wireCodes[status], ...labels.map((label) => label[status])].map(
        (name) => [name.toLowerCase(), status] as const,
      ),
    ),
  )
}
