import type { Generated, Kysely, Transaction } from 'kysely'

/**
 * Every table on one page. Column types are the lowest common ones of the engines: ids and instants are text (instants
 * ISO 8601 UTC with milliseconds, so that text order is time order), booleans 0 or 1, structured values JSON text.
 * Snake case ends at the stores: a row has `closes_at`, a ticket `closesAt`.
 */
export interface Schema {
  desks: DesksTable
  settings: SettingsTable
  journal_head: JournalHeadTable
  journal_entries: JournalEntriesTable
  tenants: TenantsTable
  tenant_domains: TenantDomainsTable
  users: UsersTable
  user_addresses: UserAddressesTable
  memberships: MembershipsTable
  sessions: SessionsTable
  passwords: PasswordsTable
  one_time_tokens: OneTimeTokensTable
  access_tokens: AccessTokensTable
  login_attempts: LoginAttemptsTable
  tenant_groups: TenantGroupsTable
  teams: TeamsTable
  team_members: TeamMembersTable
  team_work: TeamWorkTable
  guests: GuestsTable
  ssh_keys: SshKeysTable
  consents: ConsentsTable
  categories: CategoriesTable
  tickets: TicketsTable
  messages: MessagesTable
  calendars: CalendarsTable
  closing_days: ClosingDaysTable
  holidays: HolidaysTable
  topics: TopicsTable
  blobs: BlobsTable
  blob_chunks: BlobChunksTable
  attachments: AttachmentsTable
  solutions: SolutionsTable
  ratings: RatingsTable
  participants: ParticipantsTable
  watchers: WatchersTable
  ticket_links: TicketLinksTable
  saved_views: SavedViewsTable
  cron_jobs: CronJobsTable
  ticket_texts: TicketTextsTable
  tickets_to_index: TicketsToIndexTable
  idempotency_keys: IdempotencyKeysTable
  access_codes: AccessCodesTable
  access_attempts: AccessAttemptsTable
  grants: GrantsTable
  accounts: AccountsTable
  ebics_contacts: EbicsContactsTable
  eds_orders: EdsOrdersTable
  payments: PaymentsTable
  statement_files: StatementFilesTable
  fed_events: FedEventsTable
  rules: RulesTable
  rule_recipients: RuleRecipientsTable
  external_recipients: ExternalRecipientsTable
  reaction_cursor: ReactionCursorTable
  reaction_failures: ReactionFailuresTable
  outbox: OutboxTable
  notices: NoticesTable
  service_levels: ServiceLevelsTable
  clock_events: ClockEventsTable
}

/** Reads: a connection or a transaction. */
export type Reader = Kysely<Schema>

/** Writes take a transaction, so that the type says they are part of a deed. */
export type Tx = Transaction<Schema>

/** 0 is false, 1 is true: the engines have no boolean in common. */
export type Bit = 0 | 1

/** One row: the desk of this database. */
interface DesksTable {
  id: string
  preset: string
  rehearsal: Bit
  /** A keyed digest of the desk's id: tells a wrong key file from the right one without holding the key. */
  key_check: string
  last_ticket_number: number
  created_at: string
}

interface SettingsTable {
  /** `desk`, or the id of the tenant that set it for itself. */
  scope: string
  name: string
  value: string
}

/** One row: where the journal ends. */
interface JournalHeadTable {
  id: number
  position: number
  hash: string
}

interface JournalEntriesTable {
  position: number
  at: string
  type: string
  /** Null: the desk itself (`system`). */
  actor_id: string | null
  channel: string
  tenant_id: string | null
  ticket_id: string | null
  category_id: string | null
  level: number | null
  /** Salt and payload go when a person is erased; the digest of them stays in the chain. */
  salt: string | null
  payload: string | null
  digest: string
  hash: string
}

interface TenantsTable {
  id: string
  name: string
  title: string | null
  partner: Bit
  created_at: string
  /** Set: nobody can use it; after 30 days retention removes it. */
  deleted_at: string | null
}

interface TenantDomainsTable {
  domain: string
  tenant_id: string
}

interface UsersTable {
  id: string
  name: string | null
  status: string
  language: string | null
  telephone: string | null
  created_at: string
  /** Set: the same person as that one, who has the addresses now. */
  merged_into: string | null
}

interface UserAddressesTable {
  address: string
  user_id: string
  /** 0 is the address that is written to. */
  position: number
}

interface MembershipsTable {
  user_id: string
  /** Null: a group of the desk. */
  tenant_id: string | null
  group_name: string
  created_at: string
}

interface SessionsTable {
  id: string
  user_id: string
  token_hash: string
  created_at: string
  last_used_at: string
  ended_at: string | null
}

interface PasswordsTable {
  user_id: string
  /** Memory-hard, with its salt and parameters: `scrypt$17$8$1$salt$key`. */
  hash: string
  set_at: string
}

interface OneTimeTokensTable {
  id: string
  user_id: string
  purpose: string
  token_hash: string
  created_at: string
  expires_at: string
  used_at: string | null
}

interface AccessTokensTable {
  id: string
  user_id: string
  name: string
  scope: string
  token_hash: string
  created_at: string
  expires_at: string | null
  last_used_at: string | null
  revoked_at: string | null
}

interface LoginAttemptsTable {
  id: string
  /** As typed and normalised; also one that nobody has, which must answer alike. */
  address: string
  succeeded: Bit
  at: string
}

/** The groups a tenant made itself; the fixed ones are no rows. */
interface TenantGroupsTable {
  tenant_id: string
  name: string
  /** JSON: a list of permissions. */
  permissions: string
  created_at: string
}

interface TeamsTable {
  id: string
  name: string
  title: string | null
  created_at: string
}

interface TeamMembersTable {
  team_id: string
  user_id: string
}

/** What a team owns; nothing is owned by two. */
interface TeamWorkTable {
  /** `topic`, `module` or `category`. */
  kind: string
  /** By which it is found: the id, or how the module is written in small letters. */
  name_key: string
  name: string
  team_id: string
}

/** Who is a guest where, or is asked to be; whoever accepted has a membership, too. */
interface GuestsTable {
  tenant_id: string
  user_id: string
  /** As it was typed: all that the tenant knows of a person who has not accepted. */
  address: string
  group_name: string
  status: string
  invited_by: string
  invited_at: string
  accepted_at: string | null
}

interface SshKeysTable {
  id: string
  user_id: string
  /** `SHA256:` and the digest, as ssh-keygen writes it. */
  fingerprint: string
  type: string
  /** The key itself in base 64. */
  public_key: string
  comment: string | null
  created_at: string
  last_used_at: string | null
}

interface ConsentsTable {
  id: string
  user_id: string
  /** SHA-256 of title and text that were agreed to. */
  version: string
  manner: string
  recorded_by: string
  channel: string
  given_at: string
  /** Set: taken back. */
  withdrawn_at: string | null
}

interface CategoriesTable {
  id: string
  label_de: string
  label_en: string
  description_de: string
  description_en: string
  partner_only: Bit
  position: number
  /** JSON: which report fields are asked, by field. */
  form: Generated<string>
}

interface TicketsTable {
  id: string
  number: number
  tenant_id: string
  requester_id: string
  assignee_id: string | null
  category_id: string
  subject: string
  description: string | null
  module: string | null
  channel: string
  status: string
  is_new: Bit
  level: number
  priority: string
  emergency: Bit
  /** Where the ticket stands in the queue, as text that sorts: made by the noun (`queueKey`), indexed, paged by. */
  queue_key: string
  version: number
  created_at: string
  updated_at: string
  solved_at: string | null
  /** Set by `solve`: from then on the ticket is closed, whether cron ran or not. */
  closes_at: string | null
  closed_at: string | null
  topic_id: string | null
  /** JSON: the problem report, by field; null where nothing was said. */
  report: string | null
  /** How it was solved; null while it is not. */
  resolution: string | null
  /** The ticket in which this one goes on. */
  merged_into: string | null
  /** Out of the queue until then. */
  held_until: string | null
  held_for: string | null
  /** When somebody last wrote or did something: what waits without an answer is counted from here. */
  last_word_at: string | null
  /** When the requester was reminded since. */
  reminded_at: string | null
  /** When the first of what service levels promise is due, worked out from the journal; null: nothing is. */
  due_at: string | null
  /** What is due then. */
  due_metric: string | null
  /** From then on it is due soon. */
  due_warn_at: string | null
  /** Whether nights count for it, too; null: nothing is due. */
  due_around_the_clock: number | null
  /** When cron has to look at its clocks next. */
  clock_at: string | null
  /** The team that it was given to; null: it is of whoever owns what it is about. */
  team_id: string | null
}

interface MessagesTable {
  id: string
  ticket_id: string
  position: number
  kind: string
  author_id: string
  channel: string
  body: string
  created_at: string
  /** Set: its author took it back before anybody read it. */
  taken_back_at: string | null
  /** A note that a tenant's own first level does not see. */
  desk_only: Bit
  /** Whether its author worked at second level when they wrote it. */
  by_second_level: Bit
}

interface CalendarsTable {
  /** `desk`: one calendar for the whole desk. */
  id: string
  /** As typed: `mon-fri=09:00-17:00`. */
  hours: string
  /** Whose public holidays are kept: `DE-BW`; null: none. */
  region: string | null
}

interface ClosingDaysTable {
  calendar_id: string
  /** A local day: `2026-12-24`. */
  day: string
  name: string | null
}

/** What the library said of a region, kept because to ask it costs more than a command. Whole years. */
interface HolidaysTable {
  region: string
  day: string
  name_de: string
  name_en: string
}

/** A known issue with its prepared answer. */
interface TopicsTable {
  id: string
  title_de: string
  title_en: string
  question_de: string
  question_en: string
  answer_de: string
  answer_en: string
  answered_by: string
  /** The category that it belongs to; null: any. */
  category_id: string | null
  /** JSON: report fields that it demands besides its category's form. */
  required: string
  /** JSON: addresses with their labels. */
  links: string
  position: number
}

/** The content of a file, once however often it was attached. */
interface BlobsTable {
  /** SHA-256 of the whole content. */
  id: string
  size: number
}

interface BlobChunksTable {
  blob_id: string
  position: number
  /** SHA-256 of this chunk. */
  digest: string
  content: Uint8Array
}

interface AttachmentsTable {
  id: string
  ticket_id: string
  /** Null: it came with the description. */
  message_id: string | null
  position: number
  /** As it was called where it came from; made safe on the way out. */
  name: string
  type: string
  size: number
  blob_id: string
  created_at: string
}

/** Each time a ticket was solved. */
interface SolutionsTable {
  id: string
  ticket_id: string
  position: number
  resolution: string
  solved_at: string
  closes_at: string
  /** Null: the desk itself, for lack of an answer. */
  solved_by: string | null
  /** Set: it did not hold. */
  reopened_at: string | null
}

interface RatingsTable {
  solution_id: string
  /** 1 to 5. */
  score: number
  comment: string | null
  rated_by: string
  rated_at: string
}

/** Who besides the requester gets a ticket's answers; who is pending gets none before staff accept. */
interface ParticipantsTable {
  ticket_id: string
  user_id: string
  status: string
  /** Null: a mail named them. */
  added_by: string | null
  added_at: string
}

interface WatchersTable {
  ticket_id: string
  user_id: string
  since: string
}

interface TicketLinksTable {
  id: string
  /** Of a follow-up: the new ticket. */
  ticket_id: string
  kind: string
  other_id: string | null
  url: string | null
  created_by: string
  created_at: string
}

/** What somebody's `list` is called, by name. */
interface SavedViewsTable {
  user_id: string
  name: string
  /** JSON: the flags of `list`. */
  filters: string
  created_at: string
}

/** What cron does: by whom it is being done, and how it went. */
interface CronJobsTable {
  name: string
  leased_by: string | null
  leased_until: string | null
  started_at: string | null
  finished_at: string | null
  succeeded_at: string | null
  /** In a row. */
  failures: number
  error: string | null
}

/** What a ticket is found by: folded words with a blank between them. The engine keeps an index over this table. */
interface TicketTextsTable {
  number: number
  /** One word that stands for the tenant. */
  tenant: string
  subject: string
  /** Description, report and replies. */
  body: string
  /** Names of attachments. */
  files: string
  /** Notes, and the names of what is attached to them: not for everybody. */
  notes: string
}

/** Tickets that are not in the index yet. */
interface TicketsToIndexTable {
  number: number
}

interface IdempotencyKeysTable {
  actor_id: string
  tenant_id: string
  command: string
  key: string
  /** SHA-256 of what was asked: the same key with other content is refused. */
  fingerprint: string
  result: string
  created_at: string
}

/** Codes that a tenant reads out to let an advisor in; at most one of a tenant is not ended. */
interface AccessCodesTable {
  id: string
  tenant_id: string
  /** A keyed digest of tenant and code: finds it without the code standing here. */
  lookup: string
  /** The code, encrypted under the desk's key; gone as soon as it is ended. */
  sealed: string | null
  made_by: string
  made_at: string
  expires_at: string
  /** How long whoever redeems it may stay, in milliseconds; null: as the desk says. */
  grant_length: number | null
  ended_at: string | null
  end_reason: string | null
  redeemed_by: string | null
}

/** Attempts with a wrong code: what slows guessing down counts them. */
interface AccessAttemptsTable {
  id: string
  user_id: string
  /** Null: no such tenant. */
  tenant_id: string | null
  /** The code that was valid then, if one was. */
  code_id: string | null
  at: string
}

/** An advisor's right to look into a tenant. */
interface GrantsTable {
  id: string
  tenant_id: string
  /** The advisor. */
  user_id: string
  kind: string
  started_at: string
  /** Null: permanent. */
  ends_at: string | null
  /** It ends when this is solved, if that is sooner. */
  ticket_id: string | null
  /** Who made the code, or assigned the advisor. */
  granted_by: string
  agreed_with: string | null
  ended_at: string | null
  end_reason: string | null
}

interface AccountsTable {
  id: string
  tenant_id: string
  kind: string
  /** The IBAN without blanks, or the address of a PayPal account. */
  address: string
  label: string | null
  bic: string | null
  created_at: string
}

interface EbicsContactsTable {
  id: string
  tenant_id: string
  name: string
  host_id: string
  partner_id: string
  /** What EBICS calls the user's id. */
  subscriber_id: string
  url: string | null
  /** JSON: a list of order types. */
  order_types: string
  created_at: string
}

/** Orders that wait for distributed signatures, each known from the first event that names it. */
interface EdsOrdersTable {
  id: string
  contact_id: string
  reference: string
  /** What became of it last. */
  change: string
  created_at: string
  updated_at: string
}

/** Payments, each known from the first event that names it. */
interface PaymentsTable {
  id: string
  tenant_id: string
  reference: string
  kind: string
  /** As it was called then: the account may be gone since. */
  account: string | null
  status: string
  /** A decimal number as text: no engine has one that both keep exactly. */
  amount: string | null
  currency: string | null
  reason: string | null
  created_at: string
  updated_at: string
}

/** Information about files with statements; never what is in them. */
interface StatementFilesTable {
  id: string
  tenant_id: string
  account: string
  name: string
  format: string | null
  /** Local days: `2026-11-20`. */
  period_from: string | null
  period_to: string | null
  size: number | null
  received_at: string
}

/** The entries of the journal that were fed in from outside. */
interface FedEventsTable {
  position: number
  tenant_id: string
  /** What the sender calls it: the same one is taken once. */
  external_id: string | null
  /** The payment or EDS order that it tells of. */
  subject_id: string | null
}

/** Who is to be told when something happens. */
interface RulesTable {
  id: string
  /** `desk`, or the id of the tenant whose rule it is. */
  scope: string
  /** The description in small letters: no two of a scope are alike. */
  name: string
  description: string
  event: string
  /** JSON: for each attribute the values that fit; an attribute that is not here may have any. */
  filters: string
  /** What the mail's subject is, with placeholders. */
  subject: string
  /** For how long events are gathered for one mail, in milliseconds; 0: each is told at once. */
  collect: number
  enabled: Bit
  /** Null: made by `init`. */
  created_by: string | null
  created_at: string
  updated_at: string
}

interface RuleRecipientsTable {
  rule_id: string
  position: number
  kind: string
  /** A user's or a team's id, a role's name, or an address. */
  recipient: string
}

/** Addresses of people whom the desk does not know: they get nothing before they confirmed. */
interface ExternalRecipientsTable {
  id: string
  /** `desk`, or the tenant's id. */
  scope: string
  address: string
  state: string
  language: string
  wrong_codes: number
  added_by: string | null
  /** When they were last asked to confirm; null: not yet. */
  asked_at: string | null
  confirmed_at: string | null
  stopped_at: string | null
  created_at: string
}

/** One row: up to which entry of the journal the mails that it causes were worked out. */
interface ReactionCursorTable {
  id: number
  position: number
}

/** Entries whose mails could not be worked out. */
interface ReactionFailuresTable {
  position: number
  failures: number
  error: string
  failed_at: string
  /** 1: it failed so often that it is left aside for a person. */
  parked: Bit
}

/** Mail that must leave, and what became of it. One row is one mail to one address. */
interface OutboxTable {
  id: string
  kind: string
  state: string
  address: string
  /** Null: nobody whom the desk knows. */
  recipient_id: string | null
  audience: string
  language: string
  subject: string
  /** Plain text; null once retention took it. */
  body: string | null
  /** What is put in at the last moment, so that it never stands in the database: `one-time-token:ID`. */
  secret: string | null
  /** Whose word it is; null: the desk's. */
  author_id: string | null
  tenant_id: string | null
  ticket_id: string | null
  /** The message of the ticket that it brings, with its kind. */
  ticket_message_id: string | null
  ticket_message_kind: string | null
  /** The entry of the journal that caused it. */
  entry_position: number | null
  /** JSON: the ids of the rules that asked for it. */
  rules: string
  /** With its angle brackets. */
  message_id: string
  /** The Message-ID that it follows. */
  answers: string | null
  attempts: number
  first_attempt_at: string | null
  /** When anybody may take it next, be it from a sender that is dead by then. Null: nothing is to be done by itself. */
  next_attempt_at: string | null
  leased_by: string | null
  leased_until: string | null
  /** Set just before the content goes over the wire: from then on it may have arrived. */
  marked_at: string | null
  /** 1: it went a second time because nobody knows whether it arrived. */
  repeated: Bit
  last_error: string | null
  /** What the server said when it took it. */
  response: string | null
  created_at: string
  ended_at: string | null
}

/** What a rule meant for whom, and what became of it. */
interface NoticesTable {
  entry_position: number
  rule_id: string
  address: string
  outcome: string
  /** When what is gathered goes out. */
  due_at: string | null
  outbox_id: string | null
}

/** How soon the desk answers and solves. A row is never changed: it ends, and another one takes its place. */
interface ServiceLevelsTable {
  id: string
  /** Null: any; likewise below. */
  priority: string | null
  category_id: string | null
  level: number | null
  /** As typed, because how long a working day is the calendar says: `4h`, `2d`. Null: not promised. */
  first_answer: string | null
  next_answer: string | null
  solution: string | null
  around_the_clock: Bit
  valid_from: string
  /** Null: it holds. */
  valid_until: string | null
}

/** Which warnings and breaches are in the journal. */
interface ClockEventsTable {
  ticket_id: string
  metric: string
  level: number
  /** When that clock began: what tells it from others of its ticket. */
  started_at: string
  kind: string
  at: string
}
