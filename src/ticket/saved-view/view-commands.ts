import type { Noun } from '../../kit/verb'

export const view: Noun = {
  verbs: {
    save: async () => (await import('./commands/view-save')).viewSave,
    list: async () => (await import('./commands/view-list')).viewList,
    remove: async () => (await import('./commands/view-remove')).viewRemove,
  },
}
