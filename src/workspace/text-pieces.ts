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
  const decoded = decode(decoder, first, encoding)
  return {
    encoding,
    firstSign: /\S/.exec(decoded)?.[0],
    pieces: piecesOf(decoded, { [Symbol.iterator]: () => iterator }, decoder, encoding),
  }
}

function* piecesOf(
  decoded: string,
  rest: Iterable<Uint8Array>,
  decoder: Decoder,
  encoding: TextPieces['encoding'],
): Generator<string> {
  yield decoded
  for (const piece of rest) yield decode(decoder, piece, encoding)
  yield decode(decoder, undefined, encoding)
}

/** With nothing to decode it is the end, at which no sign may be left half. */
function decode(decoder: Decoder, bytes: Uint8Array | undefined, encoding: TextPieces['encoding']): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch (error) {
    throw new DeskError('wrong-content', { reason: 'not-text', value: encoding, allowed: ['UTF-8', 'UTF-16'] }, error)
  }
}

function encodingOf([first, second]: Uint8Array): TextPieces['encoding'] {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'UTF-16LE'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)) return 'UTF-16BE'
  return 'UTF-8'
}
