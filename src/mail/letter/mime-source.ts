import { encode as encodeBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64'
import type MimeNode from 'nodemailer/lib/mime-node'
import { encode as encodeQuoted, wrap as wrapQuoted } from 'nodemailer/lib/qp'

/**
 * A mail of texts as it goes over the wire, written out in one go. Nodemailer leads each piece through a handful of streams,
 * and waits for the next turn of the loop between them; for what is in memory already that costs more than all the rest.
 */
export function mimeSource(mail: MimeNode): Buffer {
  const source = partOf(mail)
  return Buffer.from((source.endsWith('\n') ? source : `${source}\n`).replace(/\r?\n/g, '\r\n'))
}

/** Lines may still end as they were typed. */
function partOf(part: MimeNode): string {
  const head = `${part.buildHeaders()}\r\n\r\n`
  const content = contentOf(part)
  if (!part.multipart) return head + content
  const parts = part.childNodes.map((child) => `--${part.boundary}\r\n${partOf(child)}`)
  return `${head}${content}${parts.join('\r\n')}\r\n--${part.boundary}--\r\n`
}

function contentOf(part: MimeNode): string {
  const { content = '' } = part
  if (typeof content !== 'string') throw new Error('only texts are written out in one go')
  switch (part.getTransferEncoding()) {
    case 'quoted-printable':
      return wrapQuoted(encodeQuoted(content))
    case 'base64':
      return wrapBase64(encodeBase64(content))
    default:
      return content
  }
}
