import { DeskError } from './errors'

/**
 * Judges the values of a command one by one and tells all that are wrong in one refusal: one alone as it is, several as
 * `several-wrong`. Only values (65) are collected: anything else is thrown at once.
 */
export class WrongValues {
  private readonly found: DeskError[] = []

  get any(): boolean {
    return this.found.length > 0
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
    const [only, ...further] = this.found
    if (only !== undefined && further.length === 0) return only
    const wrong = this.found.map(({ trouble, details }) => ({ code: trouble, details }))
    return new DeskError('several-wrong', { wrong })
  }

  private collect(error: unknown): void {
    if (!(error instanceof DeskError) || error.exitCode !== 65) throw error
    this.found.push(error)
  }
}
