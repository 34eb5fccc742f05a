import type { Language } from '../kit/language'

/**
 * Somebody outside whom rules of a scope may mean: an address that the desk knows nothing of. It gets nothing before
 * whoever reads it has confirmed, and nothing more once they said stop; a tenant's yes says nothing for another tenant.
 */
export interface ExternalRecipient {
  id: string
  /** `desk`, or the tenant's id. */
  scope: string
  address: string
  state: RecipientState
  /** In which they are asked. */
  language: Language
  addedBy: string | null
  askedAt: Date | null
  confirmedAt: Date | null
  stoppedAt: Date | null
  createdAt: Date
}

export const recipientStates = ['pending', 'confirmed', 'stopped'] as const
export type RecipientState = (typeof recipientStates)[number]
