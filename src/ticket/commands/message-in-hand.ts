import type { Desk } from '../../desk'
import type { GivenText } from '../../kit/typed-text'
import type { FileSource, GivenFile } from '../attachment/given-files'
import { withAttachedFiles } from './attached-files'
import { type BodyFlags, withBody } from './message-body'

/** What a message to one or several tickets is made of. */
export interface MessageInHand {
  body: string
  files: readonly GivenFile[]
}

/** Gets text and files of a message in hand, once for all tickets that it goes to; if that or the deed fails, the text is kept. */
export async function withMessage(
  desk: Desk,
  message: {
    command: string
    numbers: readonly number[]
    given: GivenText | undefined
    sources: readonly FileSource[]
  },
  flags: BodyFlags,
  work: (message: MessageInHand) => Promise<void>,
): Promise<void> {
  const { command, numbers, given, sources } = message
  const [number = 0] = numbers
  await withAttachedFiles(desk, sources, { command, number, given }, (files) =>
    withBody(desk, given, flags, { command, number, numbers }, (body) => work({ body, files })),
  )
}
