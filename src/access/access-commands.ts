import type { Noun } from '../kit/verb'

export const access: Noun = {
  verbs: {
    code: async () => (await import('./commands/code')).accessCodeVerb,
    redeem: async () => (await import('./commands/redeem')).accessRedeem,
    list: async () => (await import('./commands/list')).accessList,
    remove: async () => (await import('./commands/remove')).accessRemove,
    leave: async () => (await import('./commands/leave')).accessLeave,
    assign: async () => (await import('./commands/assign')).accessAssign,
    permissions: async () => (await import('./commands/permissions')).accessPermissions,
    log: async () => (await import('./commands/log')).accessLog,
  },
}
