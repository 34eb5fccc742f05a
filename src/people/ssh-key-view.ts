import { instant, oneOf, orNull, text } from '../kit/json'
import { formatInstant } from '../kit/time/instant'
import type { View } from '../kit/view'
import type { KeyOfUser } from './add-ssh-key'
import { keyTypes } from './ssh-key'

export const sshKeyView: View<KeyOfUser> = {
  fields: {
    id: text,
    email: text,
    type: oneOf(keyTypes),
    fingerprint: text,
    comment: orNull(text),
    createdAt: instant,
    lastUsedAt: orNull(instant),
  },
  columns: ['id', 'email', 'type', 'fingerprint', 'comment', 'createdAt', 'lastUsedAt'],
  toJson: ({ user, key: { id, type, fingerprint, comment, createdAt, lastUsedAt } }) => ({
    id,
    email: user.email,
    type,
    fingerprint,
    comment,
    createdAt: formatInstant(createdAt),
    lastUsedAt: lastUsedAt === null ? null : formatInstant(lastUsedAt),
  }),
}
