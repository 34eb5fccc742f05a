import type { Noun } from '../../kit/verb'

export const team: Noun = {
  verbs: {
    add: async () => (await import('./commands/team-edit')).teamAdd,
    list: async () => (await import('./commands/team-list')).teamList,
    edit: async () => (await import('./commands/team-edit')).teamEdit,
    remove: async () => (await import('./commands/team-edit')).teamRemove,
  },
}
