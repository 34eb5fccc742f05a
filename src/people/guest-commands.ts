import type { Noun } from '../kit/verb'

export const guest: Noun = {
  verbs: {
    invite: async () => (await import('./commands/guest-invite')).guestInvite,
    list: async () => (await import('./commands/guest-list')).guestList,
    accept: async () => (await import('./commands/guest-answer')).guestAccept,
    decline: async () => (await import('./commands/guest-answer')).guestDecline,
    remove: async () => (await import('./commands/guest-remove')).guestRemove,
  },
}
