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
