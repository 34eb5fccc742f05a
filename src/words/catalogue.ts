import type { Language } from '../kit/language'
import type { enAccess } from './en/access'
import type { PermissionWords } from './en/permissions'
import type { en } from './en/screens'
import type { SlaWords } from './en/sla'
import type { WorkspaceWords } from './en/workspace'
import type { HelpCatalogue } from './help'
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

/** What is said of accounts, payments and events, loaded by the commands that speak of them. */
export async function loadWorkspaceWords(language: Language): Promise<WorkspaceWords> {
  if (language === 'de') return (await import('./de/workspace')).deWorkspace
  return (await import('./en/workspace')).enWorkspace
}

/** What is said of service levels and their clocks, loaded by the commands that speak of them. */
export async function loadSlaWords(language: Language): Promise<SlaWords> {
  if (language === 'de') return (await import('./de/sla')).deSla
  return (await import('./en/sla')).enSla
}
