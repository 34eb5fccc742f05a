/** What a problem report may hold: the names of its flags without the leading dashes. `occurred` is `--occurred-at` or `--occurred-about`. */
export const reportFields = [
  'affected-user',
  'where',
  'device',
  'browser',
  'customer-device',
  'customer-browser',
  'occurred',
  'console',
  'document',
  'document-clean',
  'tried',
] as const
export type ReportField = (typeof reportFields)[number]
