import { Chalk } from 'chalk'
import type { Paint } from './screen'

/** Colour is decided once, in `desk.ts`; this module is loaded only when the answer was yes. */
const chalk = new Chalk({ level: 1 })

export const chalkPaint: Paint = {
  red: (text) => chalk.red(text),
  yellow: (text) => chalk.yellow(text),
  green: (text) => chalk.green(text),
  dim: (text) => chalk.dim(text),
  bold: (text) => chalk.bold(text),
}
