import { DeskError } from '../kit/errors'

type Decoder = InstanceType<typeof TextDecoder>

/** The text of a file, piece by piece, so that no file is ever in memory as a whole. */
export interface TextPieces {
  encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE'
  /** The first sign that is no blank; undefined where there is none. */
  firstSign: string | undefined
  pieces: Iterable<string>
}

/**
 * Decodes a file that begins as it says it does: UTF-16 by its mark or by the empty half of its first sign, else UTF-8.
 * Reading it throws `wrong-content` where it is something else.
 */
export function decodePieces(bytes: Iterable<Uint8Array>): TextPieces {
  const iterator = bytes[Symbol.iterator]()
  const beginning = iterator.next()
  const first = beginning.done === true ? new Uint8Array() : beginning.value
  const encoding = encodingOf(first)
  const decoder = new TextDecoder(encoding, { fatal: true })
  const decoded = decode(decoder, first, encoding, 0)
  return {
    encoding,
    firstSign: /\S/.exec(decoded)?.[0],
    pieces: piecesOf(decoded, first.length, { [Symbol.iterator]: () => iterator }, decoder, encoding),
  }
}

function* piecesOf(
  decoded: string,
  readTo: number,
  rest: Iterable<Uint8Array>,
  decoder: Decoder,
  encoding: TextPieces['encoding'],
): Generator<string> {
  yield decoded
  let position = readTo
  for (const piece of rest) {
    yield decode(decoder, piece, encoding, position)
    position += piece.length
  }
  yield decode(decoder, undefined, encoding, position)
}

/** With nothing to decode it is the end, at which no sign may be left half. */
function decode(
  decoder: Decoder,
  bytes: Uint8Array | undefined,
  encoding: TextPieces['encoding'],
  position: number,
): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch (error) {
    const value = `${encoding} (byte ${position + readableBytes(bytes ?? new Uint8Array(), encoding) + 1})`
    throw new DeskError('wrong-content', { reason: 'not-text', value, allowed: ['UTF-8', 'UTF-16'] }, error)
  }
}

function encodingOf([first, second]: Uint8Array): TextPieces['encoding'] {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'UTF-16LE'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)) return 'UTF-16BE'
  return 'UTF-8'
}

/** How many bytes can be read before the first that cannot, about: a sign may have begun in the piece before. */
function readableBytes(bytes: Uint8Array, encoding: TextPieces['encoding']): number {
  const [readable = ''] = new TextDecoder(encoding).decode(bytes).split('\ufffd', 1)
  return encoding === 'UTF-8' ? Buffer.byteLength(readable) : readable.length * 2
}
