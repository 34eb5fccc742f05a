import { type Json, type JsonSchema, text, whole } from '../../kit/json'
import type { View } from '../../kit/view'
import type { Attachment } from './attachment'

export const attachmentFields: Readonly<Record<string, JsonSchema>> = {
  id: text,
  name: text,
  type: text,
  size: whole,
  sha256: text,
}

/** An attachment in lists; the number by which it can be named is its place in the list. */
export const attachmentView: View<Attachment> = {
  fields: attachmentFields,
  columns: Object.keys(attachmentFields),
  toJson: attachmentJson,
}

/** An attachment and the file it was written to; null where it went to standard output. */
export interface Downloaded {
  attachment: Attachment
  path: string | null
}

export const downloadView: View<Downloaded> = {
  fields: { ...attachmentFields, path: text },
  columns: [...Object.keys(attachmentFields), 'path'],
  toJson: ({ attachment, path }) => ({ ...attachmentJson(attachment), path }),
}

export function attachmentJson({ id, name, type, size, sha256 }: Attachment): Readonly<Record<string, Json>> {
  return { id, name, type, size, sha256 }
}
