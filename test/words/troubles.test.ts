import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { languages } from '../../src/kit/language'
import { loadHelp, loadTroubles } from '../../src/words/catalogue'
import { exitCodes, type Trouble, type TroubleCatalogue, type TroubleDetails } from '../../src/words/troubles'

const topicProblems = [
  'no-front-matter',
  'front-matter-open',
  'wrong-yaml',
  'unknown-key',
  'wrong-kind',
  'wrong-name',
  'wrong-value',
  'wrong-link',
  'no-category',
  'missing-title',
  'missing-answer',
  'language-twice',
  'unknown-placeholder',
  'text-too-long',
  'not-text',
  'unreadable',
  'id-twice',
] as const

const wrongContent = [
  'empty',
  'neither',
  'not-well-formed',
  'truncated',
  'doctype',
  'encoding',
  'not-text',
  'namespace',
  'missing',
  'order',
  'status',
  'too-long',
  'no-json',
] as const

/** Details as they come, at least one of each; where a sentence has several forms, one for each form. */
const samples: { [T in Trouble]: readonly TroubleDetails[T][] } = {
  'desk-exists': [{ path: '/home/jana/desk/helpdesk.db' }],
  'rule-exists': [{ description: 'Not executed' }],
  'rule-not-found': [
    { name: 'nought', tenant: 'acme', suggestion: null },
    { name: 'nought', tenant: null, suggestion: 'Not executed' },
  ],
  'recipient-not-found': [
    { email: 'anna@acme.example', tenant: 'acme', suggestion: null },
    { email: 'ana@acme.example', tenant: null, suggestion: 'anna@acme.example' },
  ],
  'filter-not-of-event': [
    { event: 'ticket.opened', filter: '--status', known: ['--category'] },
    { event: 'payment-file.rejected', filter: '--status', known: [] },
  ],
  'filter-left': [
    { filter: '--account', left: 'all' },
    { filter: '--account', left: 'none' },
  ],
  'recipient-not-for-tenant': [{ recipient: '@team' }],
  'domain-not-allowed': [{ email: 'bank@partner.example', domains: ['acme.example'] }],
  'rules-broken': [
    { file: '-', path: 'rules[0]', wrong: { code: 'recipients-needed', details: {} } },
    { file: 'rules.json', path: 'rules[0]', wrong: { code: 'recipients-needed', details: {} } },
  ],
  'too-many-recipients': [{ count: 1001, limit: 1000 }],
  'recipients-needed': [{}],
  'address-doubtful': [{ addresses: [{ email: 'bank@gmial.com', meant: 'gmail.com' }] }],
  'ticket-solved': (['hold', 'escalate', 'return'] as const).map((deed) => ({ number: 7, deed })),
  'already-at-level': ([1, 2] as const).map((level) => ({ number: 7, level })),
  'not-second-level': [{ number: 7, email: 'fritz@support.example' }],
  'nobody-in-team': ([1, 2] as const).map((level) => ({ number: 7, team: 'payments', level })),
  'report-incomplete': [
    { number: 7, missing: ['customer-browser', 'occurred-at'] },
    { number: null, missing: ['reason', 'tried'] },
  ],
  'topic-of-first-level': [
    { number: 7, topic: 'password-forgotten', answeredBy: 'first-level' },
    { number: null, topic: 'printer', answeredBy: 'out-of-scope' },
  ],
  'grant-ticket-solved': [{ number: 7 }],
  'code-mistyped': [
    { reason: 'empty', length: 0, symbol: null },
    { reason: 'length', length: 8, symbol: null },
    { reason: 'symbol', length: 9, symbol: 3 },
    { reason: 'check', length: 9, symbol: null },
  ],
  'code-damaged': [{ tenant: 'acme' }],
  'access-denied': [{}],
  'not-in-rehearsal': [{}],
  'mail-not-set-up': [{ missing: 'way-out' }, { missing: 'sender' }],
  'mail-password-damaged': [{}],
  'mail-way-out-closed': [
    { reason: 'mail.support.example:587: connect ECONNREFUSED', waiting: 1 },
    { reason: 'mail.support.example:587: connect ECONNREFUSED', waiting: 3 },
  ],
  'mail-not-found': [{ id: '4711' }],
  'mail-id-ambiguous': [{ id: '4' }],
  'mail-state': [
    { id: '4711', state: 'held', wish: 'retry' },
    { id: '4711', state: 'leased', wish: 'cancel' },
    { id: '4711', state: 'accepted', wish: 'release' },
  ],
  'mail-refused': [{ address: 'anna@acme.example', answer: '550 no such user' }],
  'mail-not-taken': [{ address: 'anna@acme.example', answer: '451 try later' }],
  'external-recipient-not-found': [
    { address: 'bank@partner.example', tenant: 'acme' },
    { address: 'bank@partner.example', tenant: null },
  ],
  'recipient-stopped': [{ address: 'bank@partner.example' }],
  'wrong-confirmation-code': [{ address: 'bank@partner.example' }],
  'not-an-advisor': [{ email: 'anna@acme.example' }],
  'agreement-needed': [{ email: 'anna@acme.example', tenant: 'acme' }],
  'advisor-not-found': [{ email: 'adv@support.example', tenant: 'acme' }],
  'not-let-in': [{ tenant: 'acme' }],
  'ticket-not-of-tenant': [{ number: 7, tenant: 'acme' }],
  'follow-up-too-early': [{ number: 7 }],
  'rating-too-early': [{ number: 7 }],
  'account-exists': [{ account: 'DE89370400440532013000', tenant: 'acme' }],
  'ebics-contact-exists': [{ name: 'house bank', tenant: 'acme' }],
  'wrong-iban': (['check-digits', 'length', 'country', 'form'] as const).map((reason) => ({ value: 'DE88', reason })),
  'wrong-bic': (['form', 'paypal'] as const).map((reason) => ({ value: 'COBA', reason })),
  'wrong-ebics-id': [{ flag: '--host-id', value: 'a b' }],
  'wrong-amount': [{ value: '1.250,00' }],
  'event-not-fed': [{ type: 'ticket.opened', fed: ['payment.status-changed'] }],
  'unknown-attribute': [{ type: 'payment.status-changed', attribute: 'colour', known: ['status'] }],
  'missing-attributes': [{ type: 'payment.status-changed', attributes: ['status', 'payment'] }],
  'attribute-twice': [{ attribute: 'status' }],
  'wrong-content': [
    ...wrongContent.map((reason) => ({ reason, value: 'Document', allowed: ['RJCT'] })),
    { reason: 'namespace', value: '', allowed: [] },
  ],
  'event-file-broken': [
    {
      file: 'status.xml',
      line: 3,
      path: '[2].attributes.status',
      wrong: { code: 'attribute-twice', details: { attribute: 'status' } },
      before: 0,
    },
    {
      file: '-',
      line: null,
      path: null,
      wrong: { code: 'wrong-iban', details: { value: 'DE8', reason: 'form' } },
      before: 1,
    },
    { file: 'a.xml', line: 3, path: null, wrong: { code: 'wrong-amount', details: { value: 'x' } }, before: 2 },
  ],
  'service-level-not-found': [
    { id: null, priority: 'high', category: 'technical', level: 2 },
    { id: null, priority: null, category: null, level: null },
    { id: '9f86d081', priority: null, category: null, level: null },
  ],
  'wrong-promise': [{ name: '--first-answer', value: '0m' }],
  'account-not-found': [{ account: 'DE89370400440532013000', tenant: 'acme' }],
  'ebics-contact-not-found': [{ name: 'house bank', tenant: 'acme' }],
  'payment-not-found': [{ payment: 'INV-7', tenant: 'acme' }],
  'event-not-found': [{ id: '9f86d081884c7d65' }],
  'rating-too-late': [{ number: 7, until: '2026-03-20T22:59:00.000Z' }],
  'already-rated': [{ number: 7, score: 4 }],
  'rating-not-yours': [{ number: 7, requester: 'anna@acme.example' }],
  'no-thanks': [
    { number: 7, reason: 'not-reopened' },
    { number: 7, reason: 'not-by-answer' },
    { number: 7, reason: 'went-on' },
  ],
  'cron-jobs-failed': [{ jobs: [{ job: 'close', error: 'the database is busy' }] }],
  'no-crontab': [{ line: '* * * * * helpdesk cron run' }],
  'crontab-failed': [{ said: 'not allowed' }],
  'ticket-closed': [{ number: 1042 }],
  'ticket-not-solved': [
    { number: 1042, status: 'open' },
    { number: 1042, status: 'waiting' },
  ],
  'duplicate-ticket': [
    { similar: [{ number: 12, subject: 'Portal down', score: 0.8 }] },
    { similar: [12, 14].map((number) => ({ number, subject: 'Portal down', score: 0.8 })) },
  ],
  'version-outdated': [
    {
      number: 1042,
      version: 3,
      given: 2,
      changes: [{ at: '', actor: 'jana@support.example', type: 'ticket.replied' }],
    },
    { number: 1042, version: 3, given: 2, changes: [{ at: '', actor: null, type: 'ticket.closed' }] },
  ],
  'idempotency-key-reused': [{ key: 'import-7' }],
  'output-failed': [{ error: 'ENOSPC' }],
  'tenant-exists': [{ name: 'acme' }],
  'domain-taken': [{ domain: 'acme.example', tenant: 'acme' }],
  'tenant-deleted': [
    { tenant: 'acme', restorable: true },
    { tenant: 'acme', restorable: false },
  ],
  'tenant-gone': [{ tenant: 'acme', until: '2026-04-04T12:00:00.000Z' }],
  'own-tenant': [
    { email: 'anna@acme.example', tenant: 'acme', known: true },
    { email: 'new@acme.example', tenant: 'acme', known: false },
  ],
  'only-a-guest': [{ email: 'anna@beta.example', tenant: 'acme' }],
  'own-invitation': [{ tenant: 'acme' }],
  'confirmation-needed': [{}],
  'invitation-not-found': [{ tenant: 'acme' }],
  'guest-not-found': [{ email: 'anna@beta.example', tenant: 'acme' }],
  'rights-changed': [{}],
  'belongs-nowhere': [{}],
  'user-exists': [
    { email: 'anna@acme.example', known: true },
    { email: 'anna@acme.example', known: false },
  ],
  'group-exists': [{ name: 'bookkeeping', tenant: 'acme' }],
  'group-in-use': [
    { name: 'bookkeeping', tenant: 'acme', members: 0 },
    { name: 'bookkeeping', tenant: 'acme', members: 1 },
    { name: 'bookkeeping', tenant: 'acme', members: 2 },
  ],
  'category-exists': [{ id: 'technical' }],
  'category-in-use': [
    { id: 'technical', tickets: 1, topics: 0 },
    { id: 'technical', tickets: 4, topics: 2 },
    { id: 'technical', tickets: 0, topics: 1 },
  ],
  'category-needed': [
    { id: 'technical', reason: 'last' },
    { id: 'technical', reason: 'default' },
  ],
  'category-not-found': [
    { name: 'tecnical', suggestion: 'technical' },
    { name: 'x', suggestion: null },
  ],
  'team-exists': [{ name: 'payments' }],
  'work-of-team': (['topic', 'module', 'category'] as const).map((kind) => ({
    kind,
    name: 'SEPA export',
    team: 'mobile',
  })),
  'topic-exists': [{ name: 'calendar-sync' }],
  'topic-not-found': [{ name: 'calendar' }],
  'not-a-folder': [{ path: 'topics.md' }],
  'unknown-placeholder': [{ placeholder: 'requester.nmae', known: ['requester.name', 'ticket.number'] }],
  'missing-placeholder': [{ placeholder: 'token' }],
  'topics-broken': [
    { folder: 'topics', problems: [{ file: 'a.md', line: 3, problem: 'unknown-key', value: 'titel' }] },
    {
      folder: 'topics',
      problems: topicProblems.map((problem, index) => ({ file: 'a.md', line: index + 1, problem, value: 'x' })),
    },
    {
      folder: 'topics',
      problems: Array.from({ length: 23 }, (_, index) => ({
        file: 'a.md',
        line: index + 1,
        problem: 'unknown-key' as const,
        value: 'x',
      })),
    },
  ],
  'unknown-permission': [
    { name: 'ticket:view', names: [], suggestion: 'tickets:view' },
    { name: 'everything', names: [], suggestion: null },
  ],
  'not-grantable': [{ permission: 'desk:edit' }],
  'group-fixed': [{ name: 'user' }],
  'group-empty': [{ name: 'bookkeeping' }],
  'group-not-found': [
    { name: 'bookkeeping', tenant: 'acme' },
    { name: 'bookkeeping', tenant: null },
  ],
  'terminal-needed': [{ command: 'triage' }],
  'nothing-to-save': [{ flags: ['--mine', '--status'] }],
  'view-outdated': [{ name: 'urgent', flag: '--overdue' }],
  'view-not-found': [
    { name: 'urgnet', suggestion: 'urgent' },
    { name: 'x', suggestion: null },
  ],
  'team-not-found': [
    { name: 'paymnets', suggestion: 'payments' },
    { name: 'x', suggestion: null },
  ],
  'tickets-refused': [
    {
      asked: 3,
      refused: [
        { number: 14, code: 'ticket-closed', details: { number: 14 } },
        { number: 15, code: 'nothing-shown', details: {} },
      ],
    },
  ],
  'merge-outside': [{ number: 1042, tenant: 'acme', emails: ['kim@else.example'] }],
  'participants-outside': [
    { number: 1042, tenant: 'acme', emails: ['kim@else.example'] },
    { number: null, tenant: 'acme', emails: ['kim@else.example'] },
  ],
  'participant-not-found': [{ number: 1042, email: 'kim@acme.example' }],
  'participant-is-requester': [{ number: 1042, email: 'anna@acme.example' }],
  'no-links': [{ number: 1042 }],
  'link-not-found': [{ number: 1042, to: '#998' }],
  'link-to-itself': [{ number: 1042 }],
  'ticket-merged': [{ number: 1042, into: 998 }],
  'already-merged': [
    { number: 1042, into: 998 },
    { number: 1042, into: null },
  ],
  'survivor-closed': [{ number: 998 }],
  'ticket-into-itself': [{ number: 1042 }],
  'merge-across-tenants': [{ number: 1042, tenant: 'acme', into: 998, other: 'beta' }],
  'nothing-to-undo': [
    { reason: 'none', number: null, type: null },
    { reason: 'undone', number: 1042, type: 'ticket.undone' },
    { reason: 'kind', number: 1042, type: 'ticket.edited' },
    { reason: 'late', number: 1042, type: 'ticket.replied' },
  ],
  'already-sent': [
    { number: 1042, to: 'anna@acme.example', at: '2026-11-20T10:23:00.000Z' },
    { number: 1042, to: 'anna@acme.example', at: null },
  ],
  'changed-since': [
    { number: 1042, changes: [{ at: '', actor: 'jana@support.example', type: 'ticket.replied' }] },
    { number: 1042, changes: [{ at: '', actor: null, type: 'ticket.closed' }] },
  ],
  'range-reversed': [{ value: '19-14', suggestion: '14-19' }],
  'too-many-numbers': [{ limit: 1000 }],
  'one-ticket-only': [{ flag: '--recover' }],
  'numbers-from-terminal': [{}],
  'several-wrong': [
    {
      wrong: [
        { code: 'wrong-time', details: { value: '31.02.', reason: 'no-such-date' } },
        { code: 'empty-text', details: { name: '--browser' } },
      ],
    },
  ],
  'missing-and-wrong': [
    {
      wrong: [
        { code: 'missing-flag', details: { flag: '--for' } },
        { code: 'empty-text', details: { name: '--browser' } },
      ],
    },
  ],
  'wrong-hours': (['unreadable', 'no-such-day', 'day-twice', 'no-such-time', 'reversed', 'overlapping'] as const).map(
    (reason) => ({ part: 'mon=18:00-09:00', reason }),
  ),
  'unknown-region': [
    { region: 'DE-BX', suggestion: 'DE-BW' },
    { region: 'Bayern', suggestion: null },
  ],
  'link-not-set': [{ name: 'links.remote-support' }],
  'no-json': [{ path: 'desk.json', line: 3 }],
  'wrong-json': (['unknown-key', 'missing', 'wrong-type', 'wrong-value', 'twice'] as const).flatMap((reason) => [
    { path: 'categories[0].id', reason, allowed: [] },
    { path: 'categories[0].id', reason, allowed: ['"…"'] },
  ]),
  'no-draft': [
    { command: 'reply 7', kept: [] },
    { command: 'reply 7', kept: ['reply 8', 'open'] },
  ],
  'nothing-shown': [{}],
  'already-active': [{ email: 'anna@acme.example' }],
  'last-administrator': [
    { email: 'jana@support.example', tenant: null },
    { email: 'boss@acme.example', tenant: 'acme' },
  ],
  'address-taken': [
    { address: 'anna@acme.test', email: 'anna@acme.example', owner: 'anna@gmx.de' },
    { address: 'anna@acme.test', email: 'anna@acme.example', owner: null },
  ],
  'address-needed': [
    { email: 'anna@acme.example', last: true },
    { email: 'anna@acme.example', last: false },
  ],
  'no-password': [{ email: 'anna@acme.example' }],
  'merge-with-itself': [{ email: 'anna@acme.example' }],
  'import-header': [
    { columns: ['email', 'name'], missing: ['email'], unknown: [] },
    { columns: ['email', 'name'], missing: [], unknown: ['mail'] },
  ],
  'import-broken': [
    { file: 'people.csv', lines: [{ line: 2, problem: 'wrong-address', value: 'anna' }] },
    {
      file: 'people.csv',
      lines: Array.from({ length: 21 }, (_, index) => ({
        line: index + 2,
        problem: 'wrong-quotes' as const,
        value: '"',
      })),
    },
  ],
  'nobody-found': [{ text: 'Müller' }],
  'first-administrator-only': [{ tenant: 'acme' }],
  'own-account': [{ deed: 'disable' }, { deed: 'remove' }, { deed: 'merge' }],
  'no-way-back': [{}],
  'user-disabled': [{ email: 'anna@acme.example' }],
  'weak-password': [
    { reason: 'short', shortest: 12 },
    { reason: 'long', shortest: 12 },
    { reason: 'common', shortest: 12 },
    { reason: 'own-address', shortest: 12 },
  ],
  'session-needed': [{}],
  'domain-not-own': [{ domain: 'gmx.de' }],
  'page-altered': [{}],
  'token-scope': [{ scope: 'read' }, { scope: 'cron' }],
  'login-failed': [{}],
  'activation-invalid': [{}],
  'too-many-attempts': [{ retryAt: '2026-03-05T12:01:00.000Z' }],
  'token-not-found': [{ id: 'nightly' }],
  'command-needed': [{ format: 'json' }],
  'unknown-command': [
    { command: 'opne', suggestions: ['open'] },
    { command: 'opne', suggestions: [] },
  ],
  'unknown-flag': [
    { flag: '--jsno', known: ['--json'], suggestion: '--json' },
    { flag: '--jsno', known: [], suggestion: null },
  ],
  'missing-flag': [{ flag: '--subject' }, { flag: '--label', asks: false }],
  'missing-argument': [
    { argument: 'number', hashMark: true },
    { argument: 'email', hashMark: false },
  ],
  'missing-flag-value': [{ flag: '--for' }],
  'too-many-arguments': [
    { argument: 'rejected', takesText: true },
    { argument: 'rejected', takesText: false },
  ],
  'conflicting-flags': [{ flags: ['--all', '--status'] }],
  'nothing-to-change': [{ flags: ['--subject', '--category'] }],
  'new-tenant-needed': [{ domain: 'acme.example', suggestion: 'acme' }],
  'tenant-needed': [{ tenants: [] }, { tenants: ['acme', 'beta'] }],
  'no-editor': [{ flag: '--message' }],
  'nothing-written': [{}],
  'editor-left': [
    { status: 1, flag: '--message' },
    { status: null, flag: '--message' },
  ],
  'wrong-value': [
    { name: '--priority', value: 'hgih', allowed: ['high', 'low'], suggestion: 'high' },
    { name: '--priority', value: '5', allowed: ['high', 'low'], suggestion: null },
  ],
  'unknown-setting': [
    { name: 'desk.nam', names: ['desk.name'], suggestion: 'desk.name' },
    { name: 'x', names: ['desk.name'], suggestion: null },
  ],
  'wrong-number': [{ value: 'abc' }],
  'wrong-address': [{ value: 'anna' }],
  'wrong-name': [{ value: '-acme' }],
  'name-is-number': [{ value: '2024' }],
  'wrong-domain': [{ value: 'acme' }],
  'wrong-time': [
    { value: 'soon', reason: 'unreadable' },
    { value: '31.02.', reason: 'no-such-date' },
    { value: '25:00', reason: 'no-such-time' },
    { value: 'tomorrow', reason: 'future' },
    { value: '1.1.1999', reason: 'long-past' },
  ],
  'wrong-clock': [{ value: 'noon' }],
  'wrong-cursor': [{ value: 'x' }],
  'unknown-field': [
    { field: 'sujbect', fields: ['number', 'subject'], suggestion: 'subject' },
    { field: 'x', fields: ['number', 'subject'], suggestion: null },
  ],
  'ambiguous-value': [{ name: '--category', value: 't', matches: ['technical', 'training'] }],
  'nothing-to-search': [{}],
  'empty-text': [{ name: 'subject' }],
  'text-too-long': [{ name: 'subject', length: 201, limit: 200 }],
  'text-has-nul': [{ name: '--message' }],
  'text-not-utf8': [{ name: '--file' }],
  'setting-not-for-tenants': [{ name: 'desk.name', tenant: 'acme', names: ['access.code-ttl', 'tenant.language'] }],
  'not-staff': [{ email: 'anna@acme.example' }],
  'requester-of-other-tenant': [{ email: 'anna@acme.example', tenant: 'beta' }],
  'ticket-not-found': [{ number: 7 }],
  'tenant-not-found': [
    { name: 'acmee', suggestion: 'acme', deletedAt: null },
    { name: 'x', suggestion: null, deletedAt: null },
    { name: 'acme', suggestion: null, deletedAt: '2026-03-05T12:00:00.000Z' },
  ],
  'user-not-found': [
    { email: 'ana@acme.example', suggestion: 'anna@acme.example' },
    { email: 'x@y.example', suggestion: null },
  ],
  'attachment-not-found': [{ number: 1042, attachment: 'invoice.pdf' }],
  'attachment-too-big': [
    { name: 'film.mp4', size: 1_073_741_824, limit: 26_214_400 },
    { name: 'stdin', size: null, limit: 26_214_400 },
  ],
  'attachment-changed': [{ name: 'app.log' }],
  'attachment-damaged': [{ name: 'invoice.pdf', sha256: 'ab'.repeat(32) }],
  'file-exists': [{ path: 'invoice.pdf' }],
  'file-not-written': [{ path: 'invoice.pdf', reason: 'EACCES' }],
  'bytes-on-terminal': [{ name: '--to -' }],
  'input-is-terminal': [{ flag: '--attach -' }],
  'file-not-found': [{ path: 'answer.txt' }],
  'file-unreadable': [{ path: 'answer.txt', reason: 'EACCES' }],
  'internal-error': [{ error: 'x is not a function' }],
  'database-busy': [{}],
  'not-logged-in': [{}],
  'session-ended': [{}],
  'token-invalid': [{}],
  'not-allowed': [
    { permission: 'desk:edit', tenant: null },
    { permission: 'tickets:write', tenant: 'acme' },
    { permission: 'users:edit', tenant: 'acme', who: [{ email: 'bo@acme.example', name: null }] },
    {
      permission: 'users:edit',
      tenant: 'acme',
      who: ['a', 'b', 'c', 'd'].map((name) => ({ email: `${name}@acme.example`, name })),
    },
  ],
  'may-not-open': [
    { openedBy: 'everyone', tenant: 'acme' },
    { openedBy: 'key-users', tenant: 'acme' },
    { openedBy: 'first-level', tenant: 'acme' },
    { openedBy: 'nobody', tenant: 'acme' },
    { openedBy: 'first-level', tenant: 'acme', who: [{ email: 'line@acme.example', name: null }] },
    {
      openedBy: 'first-level',
      tenant: 'acme',
      administrators: [{ email: 'bo@acme.example', name: 'Bo' }],
      contact: ['support@support.example', '+49 30 1234'],
    },
  ],
  'consent-missing': [
    { email: 'anna@acme.example', title: 'Consent', text: 'We keep your data.', flag: '--consent' },
    { email: 'anna@acme.example', title: 'Consent', text: 'We keep your data.', flag: '--consent-by' },
    { email: 'anna@acme.example', title: 'Consent', text: 'We keep your data.', flag: null },
  ],
  'desk-missing': [{ path: '/x/helpdesk.db' }],
  'folder-missing': [{ path: '/x' }],
  'not-a-database': [{ path: '/x/helpdesk.db' }],
  'not-a-desk': [{ path: '/x/helpdesk.db' }],
  'database-newer': [{ path: '/x/helpdesk.db', version: 9, known: 1 }],
  'database-damaged': [{ path: '/x/helpdesk.db', error: 'SQLITE_CORRUPT' }],
  'database-not-writable': [{ path: '/x/helpdesk.db' }],
  'database-unreachable': [{ path: '/x/helpdesk.db', error: 'ENOTDIR' }],
  'folder-not-writable': [{ path: '/x' }],
  'disk-full': [{ path: '/x/helpdesk.db' }],
  'key-missing': [{ path: '/x/helpdesk.key' }],
  'key-damaged': [{ path: '/x/helpdesk.key' }],
  'key-wrong': [{ path: '/x/helpdesk.key' }],
  'key-changed': [{}],
  'key-copy-exists': [{ path: 'kept.key' }],
  'key-on-terminal': [{}],
  'clock-outside-rehearsal': [{}],
  'credentials-damaged': [{ path: '/x/credentials.json' }],
  'journal-broken': [
    { position: 3, reason: 'position', entries: 9 },
    { position: 3, reason: 'payload', entries: 9 },
    { position: 3, reason: 'hash', entries: 9 },
    { position: 3, reason: 'head', entries: 9 },
    { position: 3, reason: 'unheard-of', entries: 9 },
  ],
  'ssh-key-taken': [
    { fingerprint: 'SHA256:x', email: null },
    { fingerprint: 'SHA256:x', email: 'anna@acme.example' },
  ],
  'ssh-key-not-found': [{ key: 'abc', email: 'anna@acme.example' }],
  'ssh-key-refused': [{}],
  'has-way-in': [{ email: 'anna@acme.example' }],
  'last-key': [{ email: 'anna@acme.example' }],
  'wrong-ssh-key': [
    { reason: 'private' },
    { reason: 'several' },
    { reason: 'options' },
    { reason: 'certificate' },
    { reason: 'type' },
    { reason: 'damaged' },
    { reason: 'weak' },
    { reason: 'unreadable' },
  ],
  'unbalanced-quotes': [{}],
  'not-over-ssh': [{ name: 'init' }, { name: '--db' }],
  'path-over-ssh': [{ name: '--file' }, { name: null }],
  'path-not-for-ssh': [{ path: '/x' }],
  interrupted: [{ kept: null }, { kept: 'helpdesk reply 1042 --recover' }],
}

const troubles = Object.keys(exitCodes) as Trouble[]

/** What a catalogue says of every sample. The compiler cannot pair a trouble with its own details here. */
function sayAll(catalogue: TroubleCatalogue): { trouble: Trouble; message: string; hint: string | undefined }[] {
  return troubles.flatMap((trouble) => {
    const say = catalogue[trouble] as (details: unknown) => { message: string; hint?: string }
    return samples[trouble].map((details) => ({ trouble, hint: undefined, ...say(details) }))
  })
}

test('every trouble ends with one of the documented exit codes, in kebab-case', () => {
  expect(troubles.length).toBeGreaterThan(50)
  expect([...new Set(Object.values(exitCodes))].sort((a, b) => a - b)).toEqual([1, 64, 65, 66, 70, 75, 77, 78, 130])
  expect(troubles.filter((trouble) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(trouble))).toEqual([])
})

describe.each(languages)('troubles in %s', (language) => {
  test('every trouble has its sentences and none is left over', async () => {
    expect(Object.keys(await loadTroubles(language)).sort()).toEqual([...troubles].sort())
  })

  test('a message is one line in the tone of a command line: no capital to begin with, no full stop at the end', async () => {
    const said = sayAll(await loadTroubles(language))
    const unfit = said.filter(
      ({ message }) => !/^[^\s\n][^\n]*[^\s.!]$/u.test(message) || /undefined|\[object/.test(message),
    )
    expect(unfit).toEqual([])
    // A name or a value may begin with a capital, and so may a German noun; other words do not.
    const ours = said.filter(({ message }) => /^\p{Lu}\p{Ll}/u.test(message))
    if (language === 'en') expect(ours).toEqual([])
  })

  test('a hint is one line without a full stop', async () => {
    const hints = sayAll(await loadTroubles(language)).flatMap(({ hint }) => hint ?? [])
    expect(hints.length).toBeGreaterThan(40)
    expect(hints.filter((hint) => !/^[^\s\n][^\n]*[^\s.!]$/u.test(hint) || /undefined|\[object/.test(hint))).toEqual([])
  })

  test('every value that matters is named: numbers, paths, addresses', async () => {
    const said = sayAll(await loadTroubles(language))
    const about = (trouble: Trouble): string[] =>
      said.filter((one) => one.trouble === trouble).map(({ message }) => message)
    for (const message of about('ticket-closed')) expect(message).toContain('#1042')
    for (const message of about('database-newer')) expect(message).toMatch(/\/x\/helpdesk\.db.*9.*1/)
    for (const message of about('user-exists')) expect(message).toContain('anna@acme.example')
    for (const message of about('text-too-long')) expect(message).toMatch(/201.*200/)
    expect(new Set(about('journal-broken')).size).toBe(5)
  })
})

test('both languages give a hint for the same troubles', async () => {
  const [german, english] = await Promise.all(languages.map(async (language) => sayAll(await loadTroubles(language))))
  const hinted = (said: typeof german): string[] | undefined =>
    said?.filter(({ hint }) => hint !== undefined).map(({ trouble }) => trouble)
  expect(hinted(german)).toEqual(hinted(english))
})

test('what a refusal calls by the place it has in a command has its German name, the one of the help page', async () => {
  const names = placesNamed()
  expect(names.length).toBeGreaterThan(5)
  const [troubles, { placeholders }] = [await loadTroubles('de'), await loadHelp('de')]
  for (const name of names) {
    const said = [
      troubles['wrong-value']({ name, value: 'x', allowed: ['y'], suggestion: null }),
      troubles['ambiguous-value']({ name, value: 'x', matches: ['xa', 'xb'] }),
      troubles['empty-text']({ name }),
      troubles['text-too-long']({ name, length: 9, limit: 8 }),
      troubles['text-has-nul']({ name }),
    ]
    const german = placeholders[name.toLowerCase()] ?? name
    expect(said.filter(({ message }) => !message.includes(`<${german}>`))).toEqual([])
  }
})

/** The names in capitals by which the sources call words without a flag: `TYPE`. */
function placesNamed(): string[] {
  const root = fileURLToPath(new URL('../../src/', import.meta.url))
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const found = paths.flatMap((path) =>
    [...readFileSync(`${root}${path}`, 'utf8').matchAll(/(?:\bname: |checkLine\()'([A-Z]+)'/g)].map(([, name]) => name),
  )
  return [...new Set(found)].flatMap((name) => name ?? [])
}
