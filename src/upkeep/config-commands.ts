import type { Noun } from '../kit/verb'

export const config: Noun = {
  verbs: {
    list: async () => (await import('./commands/config-show')).configList,
    get: async () => (await import('./commands/config-show')).configGet,
    set: async () => (await import('./commands/config-set')).configSet,
    export: async () => (await import('./commands/config-export')).configExport,
    unset: async () => (await import('./commands/config-set')).configUnset,
  },
}
