import type { Noun } from '../kit/verb'

export const recipient: Noun = {
  verbs: {
    list: async () => (await import('./commands/recipient-list')).recipientList,
    confirm: async () => (await import('./commands/recipient-answer')).recipientConfirm,
    remove: async () => (await import('./commands/recipient-answer')).recipientRemove,
  },
}
