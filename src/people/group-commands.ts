import type { Noun } from '../kit/verb'

export const group: Noun = {
  verbs: {
    list: async () => (await import('./commands/group-show')).groupList,
    show: async () => (await import('./commands/group-show')).groupShow,
    add: async () => (await import('./commands/group-edit')).groupAdd,
    edit: async () => (await import('./commands/group-edit')).groupEdit,
    remove: async () => (await import('./commands/group-edit')).groupRemove,
  },
}
