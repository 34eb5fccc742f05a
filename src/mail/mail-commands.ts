import type { Noun, Verb } from '../kit/verb'

/** Mail, with what others than this room know how to do: to set it up takes settings and cron. */
export function mailWith(others: { setup: () => Promise<Verb> }): Noun {
  return {
    verbs: {
      setup: others.setup,
      send: async () => (await import('./commands/mail-send')).mailSend,
      queue: async () => (await import('./commands/mail-show')).mailQueue,
      show: async () => (await import('./commands/mail-show')).mailShow,
      retry: async () => (await import('./commands/mail-wish')).mailRetry,
      cancel: async () => (await import('./commands/mail-wish')).mailCancel,
      release: async () => (await import('./commands/mail-wish')).mailRelease,
      test: async () => (await import('./commands/mail-test')).mailTest,
    },
  }
}
