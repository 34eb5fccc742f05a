import type { Noun } from '../kit/verb'

export const tenant: Noun = {
  verbs: {
    add: async () => (await import('./commands/tenant-add')).tenantAdd,
    list: async () => (await import('./commands/tenant-show')).tenantList,
    show: async () => (await import('./commands/tenant-show')).tenantShow,
    delete: async () => (await import('./commands/tenant-delete')).tenantDelete,
    restore: async () => (await import('./commands/tenant-restore')).tenantRestore,
    edit: async () => (await import('./commands/tenant-edit')).tenantEdit,
  },
}
