import type { Noun } from '../kit/verb'

export const consent: Noun = {
  verbs: {
    show: async () => (await import('./commands/consent')).consentShow,
    give: async () => (await import('./commands/consent')).consentGive,
    withdraw: async () => (await import('./commands/consent')).consentWithdraw,
  },
}
