import type { Noun } from '../kit/verb'

export const statement: Noun = {
  verbs: {
    add: async () => (await import('./commands/statement')).statementAdd,
    list: async () => (await import('./commands/statement')).statementList,
  },
}
