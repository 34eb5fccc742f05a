import type { Noun } from '../kit/verb'

export const user: Noun = {
  verbs: {
    add: async () => (await import('./commands/user-add')).userAdd,
    list: async () => (await import('./commands/user-show')).userList,
    show: async () => (await import('./commands/user-show')).userShow,
  },
}
