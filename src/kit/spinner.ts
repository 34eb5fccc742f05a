import ora from 'ora'
import type { Spinner } from './progress'

/** The spinner of a real terminal. */
export function spin(text: string, colour: boolean, stream: NodeJS.WriteStream): Spinner {
  const spinner = ora({ text, stream, color: colour ? 'cyan' : false, discardStdin: false }).start()
  return {
    update: (next) => {
      spinner.text = next
    },
    stop: () => {
      spinner.stop()
    },
  }
}
