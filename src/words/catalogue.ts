import type { Language } from '../kit/language'
import type { enAccess } from './en/access'
import type { MailWords } from './en/mail'
import type { MailSetupWords } from './en/mail-setup'
import type { NoticeWords } from './en/notices'
import type { PermissionWords } from './en/permissions'
import type { enRule } from './en/rule'
import type { RuleLogWords } from './en/rule-log'
import type { en } from './en/screens'
import type { SlaWords } from './en/sla'
import type { WorkspaceWords } from './en/workspace'
import type { HelpCatalogue } from './help'
import type { LetterCatalogue } from './letters'
import type { TroubleCatalogue } from './troubles'

/** Every text on a screen. English is the measure: a text missing in another language does not compile. */
export type Words = typeof en

/** The texts of screens. Each language is a chunk of its own, so that only the one that is spoken is loaded. */
export async function loadWords(language: Language): Promise<Words> {
  if (language === 'de') return (await import('./de/screens')).de
  return (await import('./en/screens')).en
}

/** What is said of access codes and advisors. */
export type AccessWords = typeof enAccess

/** The sentences of refusals, loaded only when something is refused. */
export async function loadTroubles(language: Language): Promise<TroubleCatalogue> {
  if (language === 'de') return (await import('./de/troubles')).deTroubles
  return (await import('./en/troubles')).enTroubles
}

/** The help pages, loaded only when help is asked for. */
export async function loadHelp(language: Language): Promise<HelpCatalogue> {
  if (language === 'de') return (await import('./de/help')).deHelp
  return (await import('./en/help')).enHelp
}

/** What is said of notification rules. */
export type RuleTexts = typeof enRule

/** What permissions let somebody do, loaded for those who ask. */
export async function loadPermissionWords(language: Language): Promise<PermissionWords> {
  if (language === 'de') return (await import('./de/permissions')).dePermissions
  return (await import('./en/permissions')).enPermissions
}

/** What is said of access codes and advisors, loaded for those who have to do with them. */
export async function loadAccessWords(language: Language): Promise<AccessWords> {
  if (language === 'de') return (await import('./de/access')).deAccess
  return (await import('./en/access')).enAccess
}

/** What is said of mail, loaded by the commands that speak of it and by what sends it. */
export async function loadMailWords(language: Language): Promise<MailWords> {
  if (language === 'de') return (await import('./de/mail')).deMail
  return (await import('./en/mail')).enMail
}

/** What is said of accounts, payments and events, loaded by the commands that speak of them. */
export async function loadWorkspaceWords(language: Language): Promise<WorkspaceWords> {
  if (language === 'de') return (await import('./de/workspace')).deWorkspace
  return (await import('./en/workspace')).enWorkspace
}

/** What stands in mails, loaded where one is written. English knows but one form of address. */
export async function loadLetterWords(language: Language, form: 'sie' | 'du'): Promise<LetterCatalogue> {
  if (language === 'de') return (await import('./de/letters')).deLetters(form)
  return (await import('./en/letters')).enLetters
}

/** What notices say, loaded by what writes them. */
export async function loadNoticeWords(language: Language): Promise<NoticeWords> {
  if (language === 'de') return (await import('./de/notices')).deNotices
  return (await import('./en/notices')).enNotices
}

/** What is said of what rules caused and would cause, and of addresses outside. */
export async function loadRuleLogWords(language: Language): Promise<RuleLogWords> {
  if (language === 'de') return (await import('./de/rule-log')).deRuleLog
  return (await import('./en/rule-log')).enRuleLog
}

/** What is said of notification rules, loaded by the commands that speak of them. */
export async function loadRuleWords(language: Language): Promise<RuleTexts> {
  if (language === 'de') return (await import('./de/rule')).deRule
  return (await import('./en/rule')).enRule
}

/** What is said when mail is set up, loaded by that command alone. */
export async function loadMailSetupWords(language: Language): Promise<MailSetupWords> {
  if (language === 'de') return (await import('./de/mail-setup')).deMailSetup
  return (await import('./en/mail-setup')).enMailSetup
}

/** What is said of service levels and their clocks, loaded by the commands that speak of them. */
export async function loadSlaWords(language: Language): Promise<SlaWords> {
  if (language === 'de') return (await import('./de/sla')).deSla
  return (await import('./en/sla')).enSla
}
