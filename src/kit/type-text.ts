import { createInterface, emitKeypressEvents } from 'node:readline'
import { DeskError } from './errors'

interface TypedText {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  /** Says how the text is ended. */
  question: string
  typing: (soFar: string) => void
}

/**
 * A text of several lines, typed on the terminal: a line with only a dot or Ctrl-D ends it, Esc and Ctrl-C leave
 * (`interrupted`). So does a connection that breaks off: what was typed until then is told to `typing`, and nothing that
 * is half written is taken for the whole.
 */
export async function typeText({ input, output, question, typing }: TypedText): Promise<string> {
  emitKeypressEvents(input)
  const reader = createInterface({ input, output, terminal: true, prompt: '', historySize: 0 })
  const lines: string[] = []
  return new Promise<string>((resolve, reject) => {
    let ended = false
    const tell = (): void => typing([...lines, ...(reader.line === '' ? [] : [reader.line])].join('\n'))
    let left = false
    const leave = (): void => {
      // To close the reader on a terminal that is gone ends here once more.
      if (left) return
      left = true
      tell()
      reject(new DeskError('interrupted', { kept: null }))
      reader.close()
    }
    const leaveByKey = (): void => {
      output.write('\n')
      leave()
    }
    const watch = (_text: string, key: { name?: string; ctrl?: boolean } | undefined): void => {
      if (key?.ctrl === true && key.name === 'd') ended = reader.line === ''
      else if (key?.name === 'escape') leaveByKey()
    }
    input.prependListener('keypress', watch)
    process.on('SIGHUP', leave)
    // A terminal that is gone can neither be written to nor set back.
    output.on('error', leave)
    reader.on('error', leave)
    reader.on('SIGINT', leaveByKey)
    reader.on('line', (line) => {
      // A line that nobody ended is what was there when the terminal went.
      if (reader.line !== '') return leave()
      ended = line === '.'
      if (ended) return reader.close()
      lines.push(line)
      return tell()
    })
    reader.on('close', () => {
      input.off('keypress', watch)
      // Closed by a terminal that is gone: the signal that says so must not end the program before the text is kept.
      if (!ended) return leave()
      process.off('SIGHUP', leave)
      return resolve(lines.join('\n'))
    })
    // Only now, when Ctrl-C is a key and no longer a signal.
    output.write(`? ${question}\n`)
    reader.prompt()
  })
}
