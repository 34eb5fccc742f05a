import type { Desk } from '../../desk'
import { defineVerb } from '../../kit/verb'
import { acceptInvitation, declineInvitation } from '../answer-invitation'
import { beginning } from '../beginning'
import { guestView } from '../guest-view'
import { showGuest } from './show-guest'

export const guestAccept = defineVerb({
  declare: (command) => command.argument('<tenant>').option('--idempotency-key <key>'),
  output: { one: guestView },
  run: async (desk, typed, flags) => answerAndShow(desk, typed, flags.idempotencyKey, acceptInvitation),
})

export const guestDecline = defineVerb({
  declare: (command) => command.argument('<tenant>').option('--idempotency-key <key>'),
  output: { one: guestView },
  run: async (desk, typed, flags) => answerAndShow(desk, typed, flags.idempotencyKey, declineInvitation),
})

async function answerAndShow(
  desk: Desk,
  typed: string,
  key: string | undefined,
  deed: typeof acceptInvitation,
): Promise<void> {
  const { actor, zone } = await beginning(desk)
  await showGuest(desk, zone, await deed(desk, actor, typed, key))
}
