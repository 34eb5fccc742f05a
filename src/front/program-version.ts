/** From package.json, put in by the bundler (and by the tests' configuration), so that no file is read for it. */
declare const __VERSION__: string

export const programVersion = __VERSION__
