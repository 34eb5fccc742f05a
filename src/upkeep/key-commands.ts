import type { Noun } from '../kit/verb'

/** The desk's key. */
export const key: Noun = {
  verbs: {
    backup: async () => (await import('./commands/key-backup')).keyBackup,
    rotate: async () => (await import('./commands/key-rotate')).keyRotate,
  },
}
