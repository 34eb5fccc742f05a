/**
 * Everything that can be refused: its stable code, what it tells (the `details` of an error in JSON) and the exit code
 * it ends with (sysexits, CLI.md). The sentences stand in `en/troubles.ts` and `de/troubles.ts`.
 */

/** What ends a command: 0 done, 1 not possible now, 64 usage, 65 data, 66 not found, 70 bug, 75 again, 77 rights, 78 set-up, 130 interrupted. */
export type ExitCode = 0 | 1 | 64 | 65 | 66 | 70 | 75 | 77 | 78 | 130

/** One change that a newer version of a ticket brought. */
export interface VersionChange {
  at: string
  actor: string | null
  type: string
}

/** Somebody who may do what another one may not. */
export interface PermittedPerson {
  email: string
  name: string | null
}

/** What is wrong with a line of a file of people. */
export interface ImportProblem {
  line: number
  problem:
    | 'wrong-quotes'
    | 'wrong-columns'
    | 'wrong-address'
    | 'wrong-name'
    | 'wrong-value'
    | 'ambiguous-value'
    | 'text-too-long'
    | 'tenant-not-found'
    | 'tenant-needed'
    | 'not-allowed'
    | 'first-administrator-only'
  value: string
}

/** What is wrong with a file of a topic. */
export interface TopicProblem {
  file: string
  line: number
  problem:
    | 'no-front-matter'
    | 'front-matter-open'
    | 'wrong-yaml'
    | 'unknown-key'
    | 'wrong-kind'
    | 'wrong-name'
    | 'wrong-value'
    | 'wrong-link'
    | 'no-category'
    | 'missing-title'
    | 'missing-answer'
    | 'language-twice'
    | 'unknown-placeholder'
    | 'text-too-long'
    | 'not-text'
    | 'unreadable'
    | 'id-twice'
  value: string
}

/** What is wrong with a file of events that cannot be read at all, or with the XML in it. */
export type WrongContent =
  | 'empty'
  | 'neither'
  | 'not-well-formed'
  | 'truncated'
  | 'doctype'
  | 'encoding'
  | 'not-text'
  | 'namespace'
  | 'missing'
  | 'order'
  | 'status'
  | 'too-long'
  | 'no-json'

/** One of several values that are wrong: the refusal that it would be alone. */
export interface WrongValue {
  code: keyof TroubleDetails
  details: object
}

/** One of several tickets, and the refusal that it would be alone. */
export interface RefusedTicket extends WrongValue {
  number: number
}

type None = Record<never, never>

export interface TroubleDetails {
  // 1: not possible in the present state
  'desk-exists': { path: string }
  /** `deed`: what was to be done with it. */
  'ticket-solved': { number: number; deed: string }
  'already-at-level': { number: number; level: 1 | 2 }
  'not-second-level': { number: number; email: string }
  /** Nobody in it works at that level. */
  'nobody-in-team': { number: number; team: string; level: 1 | 2 }
  /** `missing`: flags without their dashes. */
  'report-incomplete': { number: number | null; missing: string[] }
  'topic-of-first-level': { number: number | null; topic: string; answeredBy: string }
  'follow-up-too-early': { number: number }
  'rating-too-early': { number: number }
  'rating-too-late': { number: number; until: string }
  'already-rated': { number: number; score: number }
  'rating-not-yours': { number: number; requester: string }
  'no-thanks': { number: number; reason: 'not-reopened' | 'not-by-answer' | 'went-on' }
  'cron-jobs-failed': { jobs: { job: string; error: string }[] }
  'no-crontab': { line: string }
  'crontab-failed': { said: string }
  'ticket-closed': { number: number }
  'ticket-not-solved': { number: number; status: string }
  'participant-is-requester': { number: number; email: string }
  'ticket-merged': { number: number; into: number }
  'already-merged': { number: number; into: number | null }
  'survivor-closed': { number: number }
  'nothing-to-undo': { reason: 'none' | 'undone' | 'kind' | 'late'; number: number | null; type: string | null }
  'already-sent': { number: number; to: string; at: string | null }
  'changed-since': { number: number; changes: VersionChange[] }
  'duplicate-ticket': { similar: { number: number; subject: string; score: number }[] }
  'version-outdated': { number: number; version: number; given: number; changes: VersionChange[] }
  'idempotency-key-reused': { key: string }
  'output-failed': { error: string }
  'file-exists': { path: string }
  'file-not-written': { path: string; reason: string }
  'rule-exists': { description: string }
  /** Nothing would be left of the filter, or all but one would have to be named. */
  'filter-left': { filter: string; left: 'all' | 'none' }
  'tenant-exists': { name: string }
  'domain-taken': { domain: string; tenant: string }
  'tenant-deleted': { tenant: string; restorable: boolean }
  'tenant-gone': { tenant: string; until: string }
  'own-tenant': { email: string; tenant: string; known: boolean }
  'own-invitation': { tenant: string }
  'user-exists': { email: string; known: boolean }
  'group-exists': { name: string; tenant: string }
  'group-in-use': { name: string; tenant: string; members: number }
  'category-exists': { id: string }
  'category-in-use': { id: string; tickets: number; topics: number }
  'category-needed': { id: string; reason: 'last' | 'default' }
  'team-exists': { name: string }
  'work-of-team': { kind: 'topic' | 'module' | 'category'; name: string; team: string }
  'topic-exists': { name: string }
  'address-taken': { address: string; email: string; owner: string | null }
  'address-needed': { email: string; last: boolean }
  'account-exists': { account: string; tenant: string }
  'ebics-contact-exists': { name: string; tenant: string }
  'no-password': { email: string }
  'link-not-set': { name: string }
  'no-draft': { command: string; kept: string[] }
  'nothing-shown': None
  'already-active': { email: string }
  'last-administrator': { email: string; tenant: string | null }
  'first-administrator-only': { tenant: string }
  'own-account': { deed: 'disable' | 'remove' | 'merge' }
  'no-way-back': None
  'grant-ticket-solved': { number: number }
  'ssh-key-taken': { fingerprint: string; email: string | null }
  /** The exit code is that of the first of them. */
  'tickets-refused': { asked: number; refused: RefusedTicket[] }
  // 64: wrong usage
  /** With a format for machines. */
  'command-needed': { format: string }
  'unknown-command': { command: string; suggestions: string[] }
  /** `word`: where it stood, it may have been meant as a word. */
  'unknown-flag': { flag: string; known: string[]; suggestion: string | null; word?: true }
  /** False: a terminal does not ask for it either. */
  'missing-flag': { flag: string; asks?: false }
  'confirmation-needed': None
  'missing-argument': { argument: string; hashMark: boolean }
  'missing-flag-value': { flag: string }
  'too-many-arguments': { argument: string; takesText: boolean }
  'conflicting-flags': { flags: string[] }
  'nothing-to-change': { flags: string[] }
  'nothing-to-save': { flags: string[] }
  'new-tenant-needed': { domain: string; suggestion: string }
  'tenant-needed': { tenants: string[] }
  /** No number: the ticket is still to be opened. */
  'recipients-needed': None
  'address-doubtful': { addresses: { email: string; meant: string }[] }
  'participants-outside': { number: number | null; tenant: string; emails: string[] }
  'merge-outside': { number: number; tenant: string; emails: string[] }
  'no-editor': { flag: string }
  /** Null: it was stopped. */
  'editor-left': { status: number | null; flag: string }
  'unbalanced-quotes': None
  'bytes-on-terminal': { name: string }
  'input-is-terminal': { flag: string }
  'terminal-needed': { command: string }
  'one-ticket-only': { flag: string }
  'numbers-from-terminal': None
  'not-over-ssh': { name: string }
  /** The value is not told: it may be a secret's place. */
  'path-over-ssh': { name: string | null }
  // 65: a value that is wrong by itself
  'wrong-value': { name: string; value: string; allowed: string[]; suggestion: string | null }
  'unknown-setting': { name: string; names: string[]; suggestion: string | null }
  'weak-password': { reason: 'short' | 'long' | 'common' | 'own-address'; shortest: number }
  'unknown-permission': { name: string; names: readonly string[]; suggestion: string | null }
  'not-grantable': { permission: string }
  'group-fixed': { name: string }
  'group-empty': { name: string }
  'wrong-number': { value: string }
  /** Nothing of the code is told. `symbol`: the place of the one that no code has. */
  'code-mistyped': { reason: 'empty' | 'length' | 'symbol' | 'check'; length: number; symbol: number | null }
  'not-an-advisor': { email: string }
  'agreement-needed': { email: string; tenant: string }
  'range-reversed': { value: string; suggestion: string }
  'too-many-numbers': { limit: number }
  'ticket-into-itself': { number: number }
  'merge-across-tenants': { number: number; tenant: string; into: number; other: string }
  'link-to-itself': { number: number }
  'wrong-address': { value: string }
  'wrong-name': { value: string }
  'name-is-number': { value: string }
  'wrong-domain': { value: string }
  'merge-with-itself': { email: string }
  'import-header': { columns: string[]; missing: string[]; unknown: string[] }
  'import-broken': { file: string; lines: ImportProblem[] }
  'topics-broken': { folder: string; problems: TopicProblem[] }
  'not-a-folder': { path: string }
  'unknown-placeholder': { placeholder: string; known: string[] }
  'missing-placeholder': { placeholder: string }
  'domain-not-own': { domain: string }
  'wrong-time': {
    value: string
    reason: 'unreadable' | 'no-such-date' | 'no-such-time' | 'past' | 'future' | 'long-past' | 'no-day'
  }
  'several-wrong': { wrong: WrongValue[] }
  'missing-and-wrong': { wrong: WrongValue[] }
  'wrong-hours': {
    part: string
    reason: 'unreadable' | 'no-such-day' | 'day-twice' | 'no-such-time' | 'reversed' | 'overlapping'
  }
  'unknown-region': { region: string; suggestion: string | null }
  'no-json': { path: string; line: number }
  'wrong-json': {
    path: string
    reason: 'unknown-key' | 'missing' | 'wrong-type' | 'wrong-value' | 'twice'
    allowed: string[]
  }
  'wrong-clock': { value: string }
  'wrong-iban': { value: string; reason: 'check-digits' | 'length' | 'country' | 'form' }
  'wrong-bic': { value: string; reason: 'form' | 'paypal' }
  'wrong-ebics-id': { flag: string; value: string }
  'wrong-amount': { value: string }
  'event-not-fed': { type: string; fed: string[] }
  'unknown-attribute': { type: string; attribute: string; known: string[] }
  'missing-attributes': { type: string; attributes: string[] }
  'attribute-twice': { attribute: string }
  'wrong-content': { reason: WrongContent; value: string; allowed: string[] }
  /** What is wrong is the refusal that it would be alone; `before` files were imported before this one. */
  'event-file-broken': { file: string; line: number | null; path: string | null; wrong: WrongValue; before: number }
  'wrong-cursor': { value: string }
  'unknown-field': { field: string; fields: string[]; suggestion: string | null }
  'ambiguous-value': { name: string; value: string; matches: string[] }
  'empty-text': { name: string }
  'nothing-written': None
  'nothing-to-search': None
  'text-too-long': { name: string; length: number; limit: number }
  'text-has-nul': { name: string }
  'text-not-utf8': { name: string }
  'page-altered': None
  /** Nothing of what was given is told: it may have been a private key. */
  'wrong-ssh-key': {
    reason: 'private' | 'several' | 'options' | 'certificate' | 'type' | 'damaged' | 'weak' | 'unreadable'
  }
  /** `size` is null where it was not waited for. */
  'attachment-too-big': { name: string; size: number | null; limit: number }
  'setting-not-for-tenants': { name: string; tenant: string; names: readonly string[] }
  'view-outdated': { name: string; flag: string }
  'not-staff': { email: string }
  'filter-not-of-event': { event: string; filter: string; known: string[] }
  'recipient-not-for-tenant': { recipient: string }
  'domain-not-allowed': { email: string; domains: string[] }
  /** What is wrong is the refusal that it would be alone. */
  'rules-broken': { file: string; path: string; wrong: WrongValue }
  'too-many-recipients': { count: number; limit: number }
  'user-disabled': { email: string }
  'requester-of-other-tenant': { email: string; tenant: string }
  // 66: not there, or not to be known of
  'ticket-not-found': { number: number }
  /** `deletedAt` is told only to those who may know of every tenant. */
  'tenant-not-found': { name: string; suggestion: string | null; deletedAt: string | null }
  'invitation-not-found': { tenant: string }
  'advisor-not-found': { email: string; tenant: string }
  'not-let-in': { tenant: string }
  'ticket-not-of-tenant': { number: number; tenant: string }
  'guest-not-found': { email: string; tenant: string }
  'category-not-found': { name: string; suggestion: string | null }
  'token-not-found': { id: string }
  'group-not-found': { name: string; tenant: string | null }
  'team-not-found': { name: string; suggestion: string | null }
  'rule-not-found': { name: string; tenant: string | null; suggestion: string | null }
  'recipient-not-found': { email: string; tenant: string | null; suggestion: string | null }
  'account-not-found': { account: string; tenant: string }
  'service-level-not-found': {
    id: string | null
    priority: string | null
    category: string | null
    level: number | null
  }
  'wrong-promise': { name: string; value: string }
  'ebics-contact-not-found': { name: string; tenant: string }
  'payment-not-found': { payment: string; tenant: string }
  'event-not-found': { id: string }
  'view-not-found': { name: string; suggestion: string | null }
  'topic-not-found': { name: string }
  'ssh-key-not-found': { key: string; email: string }
  'nobody-found': { text: string }
  'user-not-found': { email: string; suggestion: string | null }
  'link-not-found': { number: number; to: string }
  'no-links': { number: number }
  'participant-not-found': { number: number; email: string }
  'attachment-not-found': { number: number; attachment: string }
  'file-not-found': { path: string }
  'file-unreadable': { path: string; reason: string }
  // 70
  'internal-error': { error: string }
  // 75
  'database-busy': None
  'too-many-attempts': { retryAt: string }
  'rights-changed': None
  'attachment-changed': { name: string }
  // 77
  'not-logged-in': None
  'session-ended': None
  'token-invalid': None
  'token-scope': { scope: string }
  'session-needed': None
  'ssh-key-refused': None
  'access-denied': None
  'not-in-rehearsal': None
  'mail-not-set-up': { missing: 'way-out' | 'sender' }
  'mail-password-damaged': None
  'mail-way-out-closed': { reason: string; waiting: number }
  'mail-not-found': { id: string }
  'mail-id-ambiguous': { id: string }
  'mail-state': { id: string; state: string; wish: 'retry' | 'cancel' | 'release' }
  'mail-refused': { address: string; answer: string }
  'mail-not-taken': { address: string; answer: string }
  'external-recipient-not-found': { address: string; tenant: string | null }
  'recipient-stopped': { address: string }
  'wrong-confirmation-code': { address: string }
  'has-way-in': { email: string }
  'last-key': { email: string }
  'login-failed': None
  'activation-invalid': None
  'not-allowed': { permission: string; tenant: string | null; who?: PermittedPerson[] }
  'may-not-open': {
    openedBy: string
    tenant: string
    who?: PermittedPerson[]
    /** Whom to ask where nobody of the tenant may. */
    administrators?: PermittedPerson[]
    contact?: readonly string[]
  }
  'belongs-nowhere': None
  'only-a-guest': { email: string; tenant: string }
  /** `flag`: by which it is said; null: only they themselves and the desk's staff can. */
  'consent-missing': { email: string; title: string; text: string; flag: '--consent' | '--consent-by' | null }
  // 78: the desk's own set-up
  'desk-missing': { path: string }
  'folder-missing': { path: string }
  'not-a-database': { path: string }
  'not-a-desk': { path: string }
  'database-newer': { path: string; version: number; known: number }
  'database-damaged': { path: string; error: string }
  'database-not-writable': { path: string }
  'database-unreachable': { path: string; error: string }
  'folder-not-writable': { path: string }
  'disk-full': { path: string }
  'attachment-damaged': { name: string; sha256: string }
  'code-damaged': { tenant: string }
  'key-missing': { path: string }
  'key-damaged': { path: string }
  'key-wrong': { path: string }
  'key-changed': None
  'key-copy-exists': { path: string }
  'key-on-terminal': None
  'clock-outside-rehearsal': None
  'path-not-for-ssh': { path: string }
  'credentials-damaged': { path: string }
  'journal-broken': { position: number; reason: string; entries: number }
  // 130
  interrupted: { kept: string | null }
}

export type Trouble = keyof TroubleDetails

/** What the sentences of one trouble look like in one language. */
export interface TroubleWords {
  message: string
  /** The single things that are wrong, a line each, where there are several. */
  lines?: readonly string[]
  hint?: string
}

export type TroubleCatalogue = { [T in Trouble]: (details: TroubleDetails[T]) => TroubleWords }

/** The exit code of each trouble. */
export const exitCodes = {
  'desk-exists': 1,
  'ticket-solved': 1,
  'already-at-level': 1,
  'not-second-level': 1,
  'nobody-in-team': 1,
  'report-incomplete': 1,
  'topic-of-first-level': 1,
  'follow-up-too-early': 1,
  'rating-too-early': 1,
  'rating-too-late': 1,
  'already-rated': 1,
  'rating-not-yours': 77,
  'no-thanks': 1,
  'cron-jobs-failed': 75,
  'no-crontab': 78,
  'crontab-failed': 75,
  'ticket-closed': 1,
  'ticket-not-solved': 1,
  'participant-is-requester': 1,
  'ticket-merged': 1,
  'already-merged': 1,
  'survivor-closed': 1,
  'nothing-to-undo': 1,
  'already-sent': 1,
  'changed-since': 1,
  'duplicate-ticket': 1,
  'version-outdated': 1,
  'idempotency-key-reused': 1,
  'output-failed': 1,
  'file-exists': 1,
  'file-not-written': 1,
  'rule-exists': 1,
  'filter-left': 1,
  'tenant-exists': 1,
  'domain-taken': 1,
  'tenant-deleted': 1,
  'tenant-gone': 1,
  'own-tenant': 1,
  'own-invitation': 1,
  'user-exists': 1,
  'group-exists': 1,
  'group-in-use': 1,
  'category-exists': 1,
  'category-in-use': 1,
  'category-needed': 1,
  'team-exists': 1,
  'work-of-team': 1,
  'topic-exists': 1,
  'address-taken': 1,
  'address-needed': 1,
  'account-exists': 1,
  'ebics-contact-exists': 1,
  'no-password': 1,
  'link-not-set': 1,
  'no-draft': 1,
  'nothing-shown': 64,
  'already-active': 1,
  'last-administrator': 1,
  'first-administrator-only': 77,
  'own-account': 1,
  'no-way-back': 1,
  'grant-ticket-solved': 1,
  'ssh-key-taken': 1,
  'tickets-refused': 1,
  'command-needed': 64,
  'unknown-command': 64,
  'unknown-flag': 64,
  'missing-flag': 64,
  'confirmation-needed': 64,
  'missing-argument': 64,
  'missing-flag-value': 64,
  'too-many-arguments': 64,
  'conflicting-flags': 64,
  'nothing-to-change': 64,
  'nothing-to-save': 64,
  'new-tenant-needed': 64,
  'tenant-needed': 64,
  'recipients-needed': 64,
  'address-doubtful': 64,
  'participants-outside': 64,
  'merge-outside': 64,
  'no-editor': 64,
  'editor-left': 64,
  'unbalanced-quotes': 64,
  'bytes-on-terminal': 64,
  'input-is-terminal': 64,
  'terminal-needed': 64,
  'one-ticket-only': 64,
  'numbers-from-terminal': 64,
  'not-over-ssh': 64,
  'path-over-ssh': 64,
  'wrong-value': 65,
  'unknown-setting': 65,
  'weak-password': 65,
  'unknown-permission': 65,
  'not-grantable': 65,
  'group-fixed': 65,
  'group-empty': 65,
  'wrong-number': 65,
  'code-mistyped': 65,
  'not-an-advisor': 65,
  'agreement-needed': 65,
  'range-reversed': 65,
  'too-many-numbers': 65,
  'ticket-into-itself': 65,
  'merge-across-tenants': 65,
  'link-to-itself': 65,
  'wrong-address': 65,
  'wrong-name': 65,
  'name-is-number': 65,
  'wrong-domain': 65,
  'merge-with-itself': 65,
  'import-header': 65,
  'import-broken': 65,
  'topics-broken': 65,
  'not-a-folder': 65,
  'unknown-placeholder': 65,
  'missing-placeholder': 65,
  'domain-not-own': 65,
  'wrong-time': 65,
  'several-wrong': 65,
  'missing-and-wrong': 64,
  'wrong-hours': 65,
  'unknown-region': 65,
  'no-json': 65,
  'wrong-json': 65,
  'wrong-clock': 65,
  'wrong-iban': 65,
  'wrong-bic': 65,
  'wrong-ebics-id': 65,
  'wrong-amount': 65,
  'event-not-fed': 65,
  'unknown-attribute': 65,
  'missing-attributes': 65,
  'attribute-twice': 65,
  'wrong-content': 65,
  'event-file-broken': 65,
  'wrong-cursor': 65,
  'unknown-field': 65,
  'ambiguous-value': 65,
  'empty-text': 65,
  'nothing-written': 65,
  'nothing-to-search': 65,
  'text-too-long': 65,
  'text-has-nul': 65,
  'text-not-utf8': 65,
  'page-altered': 65,
  'wrong-ssh-key': 65,
  'attachment-too-big': 65,
  'setting-not-for-tenants': 65,
  'view-outdated': 65,
  'not-staff': 65,
  'filter-not-of-event': 65,
  'recipient-not-for-tenant': 65,
  'domain-not-allowed': 65,
  'rules-broken': 65,
  'too-many-recipients': 65,
  'user-disabled': 1,
  'requester-of-other-tenant': 65,
  'ticket-not-found': 66,
  'tenant-not-found': 66,
  'invitation-not-found': 66,
  'advisor-not-found': 66,
  'not-let-in': 66,
  'ticket-not-of-tenant': 66,
  'guest-not-found': 66,
  'category-not-found': 66,
  'token-not-found': 66,
  'group-not-found': 66,
  'team-not-found': 66,
  'rule-not-found': 66,
  'recipient-not-found': 66,
  'account-not-found': 66,
  'service-level-not-found': 66,
  'wrong-promise': 65,
  'ebics-contact-not-found': 66,
  'payment-not-found': 66,
  'event-not-found': 66,
  'view-not-found': 66,
  'topic-not-found': 66,
  'ssh-key-not-found': 66,
  'nobody-found': 66,
  'user-not-found': 66,
  'link-not-found': 66,
  'no-links': 66,
  'participant-not-found': 66,
  'attachment-not-found': 66,
  'file-not-found': 66,
  'file-unreadable': 66,
  'internal-error': 70,
  'database-busy': 75,
  'too-many-attempts': 75,
  'rights-changed': 75,
  'attachment-changed': 75,
  'not-logged-in': 77,
  'session-ended': 77,
  'token-invalid': 77,
  'token-scope': 77,
  'session-needed': 77,
  'ssh-key-refused': 77,
  'access-denied': 77,
  'not-in-rehearsal': 1,
  'mail-not-set-up': 78,
  'mail-password-damaged': 78,
  'mail-way-out-closed': 75,
  'mail-not-found': 66,
  'mail-id-ambiguous': 65,
  'mail-state': 1,
  'mail-refused': 1,
  'mail-not-taken': 75,
  'external-recipient-not-found': 66,
  'recipient-stopped': 1,
  'wrong-confirmation-code': 77,
  'has-way-in': 77,
  'last-key': 77,
  'login-failed': 77,
  'activation-invalid': 77,
  'not-allowed': 77,
  'may-not-open': 77,
  'belongs-nowhere': 77,
  'only-a-guest': 77,
  'consent-missing': 77,
  'desk-missing': 78,
  'folder-missing': 78,
  'not-a-database': 78,
  'not-a-desk': 78,
  'database-newer': 78,
  'database-damaged': 78,
  'database-not-writable': 78,
  'database-unreachable': 78,
  'folder-not-writable': 78,
  'disk-full': 78,
  'attachment-damaged': 78,
  'code-damaged': 78,
  'key-missing': 78,
  'key-damaged': 78,
  'key-wrong': 78,
  'key-changed': 75,
  'key-copy-exists': 1,
  'key-on-terminal': 64,
  'clock-outside-rehearsal': 78,
  'path-not-for-ssh': 78,
  'credentials-damaged': 78,
  'journal-broken': 78,
  interrupted: 130,
} as const satisfies Record<Trouble, ExitCode>
