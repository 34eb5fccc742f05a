import type { Noun } from '../kit/verb'

export const mail: Noun = {
  verbs: {
    send: async () => (await import('./commands/mail-send')).mailSend,
    queue: async () => (await import('./commands/mail-show')).mailQueue,
    show: async () => (await import('./commands/mail-show')).mailShow,
    retry: async () => (await import('./commands/mail-wish')).mailRetry,
    cancel: async () => (await import('./commands/mail-wish')).mailCancel,
    release: async () => (await import('./commands/mail-wish')).mailRelease,
    test: async () => (await import('./commands/mail-test')).mailTest,
  },
}
