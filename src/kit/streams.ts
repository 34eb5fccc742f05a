import { fstatSync, writeSync } from 'node:fs'
import { errorCode } from './errors'

/** Where results and messages go: standard output or standard error, or their twins in tests. */
export interface OutputStream {
  readonly isTerminal: boolean
  /** Width and height of the window, in characters; 80 × 24 where there is none. */
  readonly columns: number
  readonly rows: number
  write(text: string): void
  /** Bytes as they are, for a file on its way out; false when nobody reads any more. */
  writeBytes(bytes: Uint8Array): boolean
}

/** Standard input. */
export interface InputStream {
  readonly isTerminal: boolean
  /** All bytes up to the end, but not much more than `limit`: enough to tell "too long" without reading it all. */
  read(limit: number): Promise<Buffer>
  /** The bytes piece by piece, as they come. */
  pieces(): AsyncIterable<Uint8Array>
}

/**
 * Output of the process. Into a pipe or file it is written with plain system calls: to make Node's own stream costs
 * milliseconds at each start, so it is touched only where somebody sits at a terminal. A reader that went away
 * (`| head`) is no error: what it did not want is not written.
 */
export function processOutput(descriptor: 1 | 2): OutputStream {
  const stream = (): NodeJS.WriteStream => (descriptor === 1 ? process.stdout : process.stderr)
  const isTerminal = isTerminalAt(descriptor, () => stream().isTTY)
  let broken = false
  let watched = false
  const writeToTerminal = (text: string): void => {
    // A terminal that was closed, or a connection that broke off: nobody is there to be told.
    if (!watched) stream().on('error', () => undefined)
    watched = true
    stream().write(text)
  }
  return {
    get isTerminal() {
      return isTerminal()
    },
    get columns() {
      return (isTerminal() && stream().columns) || 80
    },
    get rows() {
      return (isTerminal() && stream().rows) || 24
    },
    write(text) {
      if (isTerminal()) writeToTerminal(text)
      else if (!broken) broken = !writeAll(descriptor, Buffer.from(text))
    },
    writeBytes(bytes) {
      if (!broken) broken = !writeAll(descriptor, bytes)
      return !broken
    },
  }
}

export function processInput(): InputStream {
  const isTerminal = isTerminalAt(0, () => process.stdin.isTTY)
  return {
    get isTerminal() {
      return isTerminal()
    },
    async read(limit) {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of process.stdin) {
        chunks.push(Buffer.from(chunk))
        size += chunk.length
        if (size > limit) break
      }
      return Buffer.concat(chunks)
    },
    async *pieces() {
      // Node.js takes a folder for an empty stream.
      if (fstatSync(0).isDirectory()) throw Object.assign(new Error('standard input is a folder'), { code: 'EISDIR' })
      for await (const piece of process.stdin) yield Buffer.from(piece)
    },
  }
}

/** Asked once, and Node's stream only where the system says that it could be one. A closed descriptor is none. */
function isTerminalAt(descriptor: 0 | 1 | 2, ask: () => boolean): () => boolean {
  let known: boolean | undefined
  return () => {
    known ??= couldBeTerminal(descriptor) && ask() === true
    return known
  }
}

/** Linux numbers `/dev/null` and its like as memory: what runs in a cron job has one and need not ask Node.js for 4 ms. */
function couldBeTerminal(descriptor: number): boolean {
  try {
    const device = fstatSync(descriptor)
    const isMemory = process.platform === 'linux' && ((device.rdev >> 8) & 0xfff) === 1
    return device.isCharacterDevice() && !isMemory
  } catch {
    return false
  }
}

/** Writes everything; false if nobody reads any more. A full pipe is waited for. */
function writeAll(descriptor: number, bytes: Uint8Array): boolean {
  let start = 0
  while (start < bytes.length) {
    try {
      start += writeSync(descriptor, bytes, start)
    } catch (error) {
      const code = errorCode(error)
      if (code === 'EPIPE' || code === 'EBADF') return false
      if (code !== 'EAGAIN') throw error
      pause()
    }
  }
  return true
}

/** One millisecond without burning the processor: the other side has to read first. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
}
