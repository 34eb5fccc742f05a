/** One example of a help page: the command, and what it is for. */
export type Example = readonly [command: string, meaning: string]

/** The help page of one verb. Flags and arguments are named as they are declared; a test holds the two together. */
export interface VerbHelp {
  summary: string
  /** A line or two, where the summary does not say it all. */
  description?: string
  /** By argument name: `number`. */
  arguments?: Readonly<Record<string, string>>
  /** By long flag: `--priority`. */
  flags?: Readonly<Record<string, string>>
  examples?: readonly Example[]
}

export interface HelpCatalogue {
  usage: string
  argumentsTitle: string
  flagsTitle: string
  globalFlagsTitle: string
  examplesTitle: string
  commandsTitle: string
  /** The first page. */
  tagline: string
  shortVerbsTitle: string
  nounsTitle: string
  /** Below the first page. */
  moreHelp: string
  moreGlobalFlags: string
  /** `<noun> <verb> …`, `<verb> …`, `[flags]` in a usage line. */
  nounAndVerb: string
  verb: string
  flags: string
  /** What stands in angle brackets, by its English name; what is not here stays as it is. */
  placeholders: Readonly<Record<string, string>>
  globalFlags: Readonly<Record<string, string>>
  nouns: Readonly<Record<string, string>>
  /** By words: `ticket open`, `whoami`. */
  verbs: Readonly<Record<string, VerbHelp>>
}
