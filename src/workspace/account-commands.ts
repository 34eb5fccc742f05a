import type { Noun } from '../kit/verb'

export const account: Noun = {
  verbs: {
    add: async () => (await import('./commands/account-edit')).accountAdd,
    list: async () => (await import('./commands/account-show')).accountList,
    show: async () => (await import('./commands/account-show')).accountShow,
    edit: async () => (await import('./commands/account-edit')).accountEdit,
    remove: async () => (await import('./commands/account-edit')).accountRemove,
  },
}
