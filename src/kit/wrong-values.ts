import { DeskError } from './errors'

/**
 * Judges the values of a command one by one and tells all that are wrong in one refusal: one alone as it is, several as
 * `several-wrong`. Only values (65) are collected: anything else is thrown at once. Flags that are missing can be told
 * together with them; then it is wrong usage (`missing-and-wrong`).
 */
export class WrongValues {
  private readonly found: DeskError[] = []
  private readonly missing: DeskError[] = []

  get any(): boolean {
    return this.found.length + this.missing.length > 0
  }

  /** Says that a flag is missing. */
  miss(flag: string): void {
    this.missing.push(new DeskError('missing-flag', { flag }))
  }

  /** The value, or undefined where it is wrong; then `refuse` will say so. */
  judge<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      this.collect(error)
      return undefined
    }
  }

  async judgeLater<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read()
    } catch (error) {
      this.collect(error)
      return undefined
    }
  }

  /** Throws what was found wrong, if anything was. */
  refuse(): void {
    if (this.any) throw this.refusal()
  }

  /** What was found wrong, as one refusal. */
  refusal(): DeskError {
    const all = [...this.missing, ...this.found]
    const [only, ...further] = all
    if (only !== undefined && further.length === 0) return only
    const wrong = all.map(({ trouble, details }) => ({ code: trouble, details }))
    return new DeskError(this.missing.length > 0 ? 'missing-and-wrong' : 'several-wrong', { wrong })
  }

  private collect(error: unknown): void {
    if (!(error instanceof DeskError) || error.exitCode !== 65) throw error
    this.found.push(error)
  }
}
