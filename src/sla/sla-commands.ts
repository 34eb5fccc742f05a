import type { Noun } from '../kit/verb'

export const sla: Noun = {
  verbs: {
    list: async () => (await import('./commands/sla-list')).slaList,
    set: async () => (await import('./commands/sla-set')).slaSet,
    remove: async () => (await import('./commands/sla-remove')).slaRemove,
    explain: async () => (await import('./commands/sla-explain')).slaExplain,
  },
}
