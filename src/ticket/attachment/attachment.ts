import { DeskError } from '../../kit/errors'

/**
 * An attachment is a file that came with a ticket's description or with one of its messages; whoever sees that sees the
 * file. Its content is kept once, however often it was attached, and known by its SHA-256. It keeps the name it had where
 * it came from, whatever that is: names are made safe on the way out (`safeName`), where they become files again.
 */
export interface Attachment {
  id: string
  /** The message it came with; null: the description. */
  messageId: string | null
  name: string
  type: string
  size: number
  sha256: string
}

/** Content is kept in pieces of this many bytes, each with a digest of its own. */
export const chunkSize = 256 * 1024

/** What people send to a service desk; everything else is bytes to us, and nothing is ever opened. */
const types: Readonly<Record<string, string>> = {
  '7z': 'application/x-7z-compressed',
  bmp: 'image/bmp',
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  eml: 'message/rfc822',
  gif: 'image/gif',
  gz: 'application/gzip',
  heic: 'image/heic',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  md: 'text/markdown',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  msg: 'application/vnd.ms-outlook',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  png: 'image/png',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  rtf: 'application/rtf',
  svg: 'image/svg+xml',
  tar: 'application/x-tar',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  txt: 'text/plain',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  zip: 'application/zip',
}

/** The media type that a name's extension stands for. */
export function typeOfName(name: string): string {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(types, extension) ? (types[extension] ?? unknownType) : unknownType
}

const unknownType = 'application/octet-stream'

const longestName = 200
const longestExtension = 20

/** What divides paths, and what Windows does not take in a name. */
const forbidden = /[/\\:*?"<>|]/g

/**
 * The name under which a file is written: never a path, never empty, nothing in it that cannot be seen, nothing hidden or
 * taken for a flag at its beginning, at most 200 bytes with its extension kept. A safe name stays as it is.
 */
export function safeName(name: string): string {
  // Control and format characters (bidirectional and zero-width ones among them), separators of lines, lone surrogates,
  // private and unassigned characters, and what Unicode itself says is to be drawn as nothing; the empty Braille cell.
  const invisible = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu
  const seen = name.replace(/\s/gu, ' ').replace(invisible, '').replace(/ +/g, ' ')
  const shown = seen.normalize('NFC').replace(forbidden, '_')
  // Windows drops dots and blanks at the end, and then it is another name.
  const trimmed = shown.replace(/^ +|[. ]+$/g, '')
  const visible = trimmed.replace(/^[.-]/, '_')
  return visible === '' ? 'file' : shortened(visible)
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestName) return name
  const extension = new RegExp(`\\.[^. ]{1,${longestExtension}}$`, 'u').exec(name)?.[0] ?? ''
  const kept = Buffer.byteLength(extension) > longestName / 2 ? '' : extension
  const stem = name.slice(0, name.length - kept.length)
  return `${cutToBytes(stem, longestName - Buffer.byteLength(kept)).replace(/[. ]+$/, '')}${kept}`
}

/** As much of a text as fits, in whole characters. */
function cutToBytes(text: string, limit: number): string {
  let size = 0
  let end = 0
  for (const character of text) {
    size += Buffer.byteLength(character)
    if (size > limit) break
    end += character.length
  }
  return text.slice(0, end)
}

/**
 * The one of a ticket's attachments that the word means: its number in the list, its id, its name, or the beginning of its
 * id. A number always means the list, so that no file can be called so that another one is taken for it. Throws
 * `attachment-not-found`, and `ambiguous-value` where it could be several.
 */
export function attachmentMeant(attachments: readonly Attachment[], typed: string, number: number): Attachment {
  const [found, ...further] = candidates(attachments, typed)
  if (found === undefined) throw new DeskError('attachment-not-found', { number, attachment: typed })
  if (further.length > 0) {
    const matches = [found, ...further].map(({ id }) => id)
    throw new DeskError('ambiguous-value', { name: 'ATTACHMENT', value: typed, matches })
  }
  return found
}

function candidates(attachments: readonly Attachment[], typed: string): readonly Attachment[] {
  if (typed === '') return []
  const numbered = /^[1-9]\d{0,5}$/.test(typed) ? attachments[Number(typed) - 1] : undefined
  if (numbered !== undefined) return [numbered]
  const exact = attachments.filter(({ id }) => id === typed)
  if (exact.length > 0) return exact
  const named = attachments.filter(({ name }) => name === typed || safeName(name) === typed)
  return named.length > 0 ? named : attachments.filter(({ id }) => id.startsWith(typed))
}

/** How large several are together. */
export function totalSize(attachments: readonly Pick<Attachment, 'size'>[]): number {
  return attachments.reduce((sum, { size }) => sum + size, 0)
}

/** What an entry of the journal tells of the files that came with it; nothing where none came. */
export function attachedFacts(attachments: readonly Attachment[]): {
  attachments?: readonly { name: string; size: number; sha256: string }[]
} {
  if (attachments.length === 0) return {}
  return { attachments: attachments.map(({ name, size, sha256 }) => ({ name, size, sha256 })) }
}
