import { emitKeypressEvents } from 'node:readline'
import { DeskError } from './errors'

interface PressedKey {
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
  question: string
  keys: readonly string[]
}

/**
 * One of these keys, pressed on the terminal without Enter. Ctrl-C and Ctrl-D leave (`interrupted`), and so does a terminal
 * that goes away. What else is pressed does nothing.
 */
export async function pressKey({ input, output, question, keys }: PressedKey): Promise<string> {
  emitKeypressEvents(input)
  return new Promise<string>((resolve, reject) => {
    const end = (): void => {
      input.off('keypress', pressed)
      input.off('end', leave)
      process.off('SIGHUP', leave)
      input.setRawMode(false)
      input.pause()
    }
    const leave = (): void => {
      end()
      reject(new DeskError('interrupted', { kept: null }))
    }
    const pressed = (text: string | undefined, key: { name?: string; ctrl?: boolean } | undefined): void => {
      if (key?.ctrl === true && (key.name === 'c' || key.name === 'd')) {
        output.write('\n')
        leave()
        return
      }
      const typed = text?.toLowerCase() ?? ''
      if (!keys.includes(typed)) return
      end()
      output.write(`${typed}\n`)
      resolve(typed)
    }
    input.on('keypress', pressed)
    input.on('end', leave)
    process.on('SIGHUP', leave)
    input.setRawMode(true)
    input.resume()
    // Only now, when every key is a key and no longer a line.
    output.write(`${question} `)
  })
}
