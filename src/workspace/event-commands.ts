import type { Noun } from '../kit/verb'

export const event: Noun = {
  verbs: {
    types: async () => (await import('./commands/event-types')).eventTypeList,
    emit: async () => (await import('./commands/event-emit')).eventEmit,
    import: async () => (await import('./commands/event-import')).eventImport,
    list: async () => (await import('./commands/event-list')).eventList,
    follow: async () => (await import('./commands/event-follow')).eventFollow,
  },
}
