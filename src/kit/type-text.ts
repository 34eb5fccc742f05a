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
  output.write(`? ${question}\n`)
  emitKeypressEvents(input)
  const reader = createInterface({ input, output, terminal: true, prompt: '', historySize: 0 })
  const lines: string[] = []
  return new Promise<string>((resolve, reject) => {
    let ended = false
    const tell = (): void => typing([...lines, ...(reader.line === '' ? [] : [reader.line])].join('\n'))
    const leave = (): void => {
      tell()
      reject(new DeskError('interrupted', { kept: null }))
      reader.close()
    }
    const watch = (_text: string, key: { name?: string; ctrl?: boolean } | undefined): void => {
      if (key?.ctrl === true && key.name === 'd') ended = reader.line === ''
      else if (key?.name === 'escape') leave()
    }
    input.prependListener('keypress', watch)
    process.once('SIGHUP', leave)
    reader.on('SIGINT', leave)
    reader.on('line', (line) => {
      ended = line === '.'
      if (ended) return reader.close()
      lines.push(line)
      return tell()
    })
    reader.on('close', () => {
      input.off('keypress', watch)
      process.off('SIGHUP', leave)
      // Ended by the person, or by a terminal that is gone.
      if (ended) resolve(lines.join('\n'))
      else leave()
    })
    reader.prompt()
  })
}
