import type { Desk } from '../desk'
import { makeSpool, readWhole, type Spool } from '../kit/spool'
import type { SourcedEvent } from './event-source'

/**
 * Events that were judged, kept until they are fed in: reading a bank's answer costs several times as much as reading this,
 * and whoever feeds events in keeps everybody else waiting. The first stay in memory, the rest goes to a file without a name, one a
 * line, so that many need no more memory than few.
 */
export interface JudgedEvents {
  add(event: SourcedEvent): void
  /** All of them, in their order. */
  read(): Iterable<SourcedEvent>
  close(): void
}

/** A small file needs no spool. */
const heldMost = 500
const pieceSize = 64 * 1024

export function keepJudged(desk: Desk): JudgedEvents {
  const held: SourcedEvent[] = []
  let waiting = ''
  let spool: Spool | undefined
  const write = (): void => {
    spool ??= makeSpool(desk)
    spool.write(Buffer.from(waiting))
    waiting = ''
  }
  return {
    add: (event) => {
      if (held.length < heldMost) {
        held.push(event)
        return
      }
      waiting += `${JSON.stringify(event)}\n`
      if (waiting.length >= pieceSize) write()
    },
    *read() {
      yield* held
      if (waiting !== '') write()
      if (spool !== undefined) for (const line of linesOf(spool.descriptor)) yield JSON.parse(line) as SourcedEvent
    },
    close: () => spool?.close(),
  }
}

function* linesOf(descriptor: number): Generator<string> {
  const decoder = new TextDecoder()
  const buffer = Buffer.alloc(pieceSize)
  let rest = ''
  let position = 0
  for (;;) {
    const count = readWhole(descriptor, buffer, position)
    if (count === 0) return
    position += count
    const lines = (rest + decoder.decode(buffer.subarray(0, count), { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
