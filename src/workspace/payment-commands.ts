import type { Noun } from '../kit/verb'

export const payment: Noun = {
  verbs: {
    list: async () => (await import('./commands/payment-show')).paymentList,
    show: async () => (await import('./commands/payment-show')).paymentShow,
  },
}
