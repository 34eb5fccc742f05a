import type { TestDesk } from '../kit/test-desk'

/** A mail as it lies in the outbox. */
export interface Mail {
  kind: string
  state: string
  address: string
  audience: string
  language: string
  subject: string
  body: string
  secret: string | null
  author_id: string | null
  ticket_message_id: string | null
  ticket_message_kind: string | null
  entry_position: number | null
  message_id: string
  answers: string | null
  next_attempt_at: string | null
}

/** The letters in the outbox, in the order of what caused them; what rules ask for has tests of its own. */
export async function outboxOf(desk: TestDesk): Promise<Mail[]> {
  const store = await desk.store()
  const rows = await store.db
    .selectFrom('outbox')
    .selectAll()
    .where('kind', 'not in', ['notice', 'held', 'confirmation'])
    .orderBy('entry_position')
    .orderBy('kind')
    .orderBy('address')
    .execute()
  await store.close()
  return rows.map((row) => ({ ...row, body: row.body ?? '' }))
}

/** What was added to the outbox by these commands. */
export async function mailsOf(desk: TestDesk, ...commands: readonly (readonly string[])[]): Promise<Mail[]> {
  const before = new Set((await outboxOf(desk)).map(({ message_id }) => message_id))
  for (const words of commands) {
    const { exitCode, stderr } = await desk.run(...words)
    if (exitCode !== 0) throw new Error(`helpdesk ${words.join(' ')}: ${stderr}`)
  }
  return (await outboxOf(desk)).filter(({ message_id }) => !before.has(message_id))
}

/** `kind address`, each. */
export const told = (mails: readonly Mail[]): string[] => mails.map(({ kind, address }) => `${kind} ${address}`).sort()
