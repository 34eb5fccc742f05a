import type { Noun } from '../kit/verb'

export const audit: Noun = { verbs: { verify: async () => (await import('./commands/audit-verify')).auditVerify } }
