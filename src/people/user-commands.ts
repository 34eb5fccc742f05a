import type { Noun, Verbs } from '../kit/verb'

const key: Verbs = {
  verbs: {
    add: async () => (await import('./commands/user-key')).userKeyAdd,
    list: async () => (await import('./commands/user-key')).userKeyList,
    remove: async () => (await import('./commands/user-key')).userKeyRemove,
  },
}

export const user: Noun = {
  verbs: {
    add: async () => (await import('./commands/user-add')).userAdd,
    invite: async () => (await import('./commands/user-invite')).userInvite,
    list: async () => (await import('./commands/user-show')).userList,
    show: async () => (await import('./commands/user-show')).userShow,
    disable: async () => (await import('./commands/user-disable')).userDisable,
    enable: async () => (await import('./commands/user-disable')).userEnable,
    key: async () => key,
  },
}
