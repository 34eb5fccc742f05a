import type { Entry } from '../../journal/entry'
import type { Language } from '../../kit/language'
import { loadTextWidth } from '../../kit/text/text-width'
import { knownZone } from '../../kit/time/time-zone'
import { listTenants } from '../../people/tenant-store'
import { rulesOf } from '../../people/ticket-rules'
import type { Concerned } from '../../rule/concerned'
import type { NoticeRecipient } from '../../rule/notice'
import { deskScope, type Rule } from '../../rule/rule'
import type { Settings } from '../../settings/setting'
import { tenantLanguage } from '../../settings/store'
import type { Reader } from '../../store/schema'
import { veilOf } from '../../ticket/veil'
import { loadNoticeWords, loadWorkspaceWords } from '../../words/catalogue'
import { type NoticeEvent, noticeEvents } from './notice-event'
import { type NamedRule, type NoticeReader, ownerName } from './notice-text'

/** What mails of rules are written with: the events they tell of, whose the rules are, and how each reader reads. */
export interface Scribe {
  events: ReadonlyMap<number, NoticeEvent>
  named(rule: Rule): NamedRule
  /** How somebody reads what a rule of that scope tells them. */
  readerFor(recipient: NoticeRecipient, scope: string): Promise<NoticeReader>
}

/** What is the same in every mail of a desk. */
export interface Office {
  db: Reader
  settings: Settings
  now: Date
  /** What the entries are about, where it is known already. */
  concerned?: (() => Promise<Concerned>) | undefined
}

/** Looks up at once all that mails about these entries under these rules tell. */
export async function scribeFor(office: Office, entries: readonly Entry[], rules: readonly Rule[]): Promise<Scribe> {
  const { db, settings } = office
  const events = await noticeEvents(db, entries, await office.concerned?.())
  const scopes = [...new Set(rules.map(({ scope }) => scope))].filter((scope) => scope !== deskScope)
  const tenants = new Map((scopes.length === 0 ? [] : await listTenants(db, scopes)).map((one) => [one.id, one]))
  const measure = await loadTextWidth(textsIn([...events.values()], rules))
  return {
    events,
    named: (rule) => {
      const tenant = tenants.get(rule.scope)
      if (tenant === undefined) return { rule, owner: deskNameOf(settings), tenant: null }
      return { rule, owner: ownerName(tenant), tenant: tenant.name }
    },
    readerFor: async ({ language, audience }, scope) => {
      const tenantId = scope === deskScope || audience === 'staff' ? null : scope
      return readerOf(office, language ?? (await tenantLanguage(db, settings, tenantId)), audience, measure)
    },
  }
}

/** What stands in subjects, where width counts. */
function textsIn(events: readonly NoticeEvent[], rules: readonly Rule[]): string[] {
  return [
    ...rules.map(({ subject }) => subject),
    ...events.flatMap(({ told, ticket }) => [...Object.values(told), ticket?.subject ?? '']),
  ]
}

/** How the desk is called where it has no name. */
export function deskNameOf(settings: Settings): string {
  return settings['desk.name'] === '' ? 'helpdesk' : settings['desk.name']
}

async function readerOf(
  { db, settings, now }: Office,
  language: Language,
  audience: NoticeRecipient['audience'],
  measure: (text: string) => number,
): Promise<NoticeReader> {
  return {
    language,
    audience,
    form: settings['desk.address-form'],
    zone: knownZone(settings['desk.time-zone']),
    now,
    deskName: deskNameOf(settings),
    ticketLink: settings['links.ticket'],
    words: await loadNoticeWords(language),
    workspace: await loadWorkspaceWords(language),
    // Also from a tenant's own first level, whose mail others may read.
    veil: audience === 'staff' ? undefined : await veilOf(db, rulesOf(settings)),
    mask: audience === 'outside' ? (await import('../../workspace/iban')).withMaskedIbans : (text) => text,
    measure,
  }
}
