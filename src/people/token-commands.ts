import type { Noun } from '../kit/verb'

export const token: Noun = {
  verbs: {
    create: async () => (await import('./commands/token')).tokenCreate,
    list: async () => (await import('./commands/token')).tokenList,
    revoke: async () => (await import('./commands/token')).tokenRevoke,
  },
}
