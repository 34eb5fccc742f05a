import type { Desk } from '../desk'
import { DeskError } from '../kit/errors'
import type { Person } from '../people/user'
import { peopleById } from '../people/user-store'
import { findCodeById } from './code-store'
import type { ShownCode } from './make-code'

/** How it ended for a code that somebody watched. */
export type CodeFate = { fate: 'redeemed'; by: Person } | { fate: 'expired' | 'replaced' }

/**
 * Waits until a code is redeemed, expires or is replaced. `draw` is called about once a second meanwhile. Throws
 * `interrupted` when the person leaves; the code stays what it is.
 */
export async function watchCode(desk: Desk, { id }: ShownCode, draw: (now: Date) => void): Promise<CodeFate> {
  let isLeft = false
  const forget = desk.world.onInterrupt(() => {
    isLeft = true
  })
  try {
    for (;;) {
      if (isLeft) throw new DeskError('interrupted', { kept: null })
      const fate = await fateOf(desk, id)
      if (fate !== undefined) return fate
      draw(desk.now())
      await desk.world.wait(1000)
    }
  } finally {
    forget()
  }
}

async function fateOf(desk: Desk, id: string): Promise<CodeFate | undefined> {
  const { db } = await desk.store()
  const code = await findCodeById(db, id)
  if (code === undefined) return { fate: 'replaced' }
  const { redeemedBy } = code
  const by = redeemedBy === null ? undefined : (await peopleById(db, [redeemedBy])).get(redeemedBy)
  if (by !== undefined) return { fate: 'redeemed', by }
  if (desk.now() >= code.expiresAt) return { fate: 'expired' }
  return code.endedAt === null ? undefined : { fate: 'replaced' }
}
