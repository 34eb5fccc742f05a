import type { Noun } from '../kit/verb'

export const ebics: Noun = {
  verbs: {
    add: async () => (await import('./commands/ebics-edit')).ebicsAdd,
    list: async () => (await import('./commands/ebics-show')).ebicsList,
    show: async () => (await import('./commands/ebics-show')).ebicsShow,
    edit: async () => (await import('./commands/ebics-edit')).ebicsEdit,
    remove: async () => (await import('./commands/ebics-edit')).ebicsRemove,
  },
}
