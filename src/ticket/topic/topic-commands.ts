import type { Noun } from '../../kit/verb'

export const topic: Noun = {
  verbs: {
    list: async () => (await import('./commands/topic-show')).topicList,
    show: async () => (await import('./commands/topic-show')).topicShow,
    search: async () => (await import('./commands/topic-show')).topicSearch,
    add: async () => (await import('./commands/topic-edit')).topicAdd,
    edit: async () => (await import('./commands/topic-edit')).topicEdit,
    remove: async () => (await import('./commands/topic-edit')).topicRemove,
    import: async () => (await import('./commands/topic-import')).topicImport,
  },
}
