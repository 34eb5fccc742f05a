import type { Noun, Verb } from '../kit/verb'

/** `show` stands where all is known that a tenant has. */
export function tenantWith(show: () => Promise<Verb>): Noun {
  return {
    verbs: {
      add: async () => (await import('./commands/tenant-add')).tenantAdd,
      list: async () => (await import('./commands/tenant-list')).tenantList,
      show,
      delete: async () => (await import('./commands/tenant-delete')).tenantDelete,
      restore: async () => (await import('./commands/tenant-restore')).tenantRestore,
      edit: async () => (await import('./commands/tenant-edit')).tenantEdit,
    },
  }
}
