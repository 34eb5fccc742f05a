import type { Desk } from '../../desk'
import { isTrouble } from '../../kit/errors'
import { screenOf } from '../../kit/screen'
import { consentManners } from '../../people/consent'
import { noticeText } from '../../people/consent-screen'
import type { NewTicket } from '../open-ticket'
import { askOutside } from './cc-words'

type Mendable = Pick<NewTicket, 'tenant' | 'newTenant' | 'consent' | 'outsideIsMeant'>

/**
 * Tries, and where a person is there to be asked, asks for what turns out to be missing and tries again: a tenant for a
 * new domain, which of several tenants, consent, people from outside. A script gets the refusal with the flag's name.
 */
export async function openMending<Wanted extends Mendable, T>(
  desk: Desk,
  wanted: Wanted,
  attempt: (wanted: Wanted) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(wanted)
  } catch (error) {
    return openMending(desk, { ...wanted, ...(await mended(desk, error)) }, attempt)
  }
}

async function mended(desk: Desk, error: unknown): Promise<Partial<Mendable>> {
  if (isTrouble(error, 'new-tenant-needed')) {
    const { domain, suggestion } = error.details
    if (desk.globals.yes) return { newTenant: suggestion }
    if (!desk.canAsk) throw error
    const ask = await desk.ask()
    if (!(await ask.confirm(desk.words.askNewTenant(domain, suggestion), true))) throw error
    return { newTenant: suggestion }
  }
  if (isTrouble(error, 'tenant-needed') && desk.canAsk) {
    const ask = await desk.ask()
    const tenants = error.details.tenants.map((name) => ({ name, value: name }))
    return { tenant: await ask.choose(desk.words.askTenant, tenants) }
  }
  if (isTrouble(error, 'consent-missing') && error.details.flag !== null && desk.canAsk) {
    const { title, text, flag, email } = error.details
    const ask = await desk.ask()
    await showNotice(desk, title, text)
    if (flag === '--consent') {
      if (!(await ask.confirm(desk.words.askConsent, false))) throw error
      return { consent: 'own' }
    }
    const choices = consentManners.map((manner) => ({ name: desk.words.consentManners[manner], value: manner }))
    return { consent: await ask.choose(desk.words.askConsentManner(email), choices) }
  }
  if (isTrouble(error, 'participants-outside') && desk.canAsk) {
    await askOutside(desk, error)
    return { outsideIsMeant: true }
  }
  throw error
}

/** The notice that is to be agreed to, readable in this window. */
async function showNotice(desk: Desk, title: string, text: string): Promise<void> {
  const screen = await screenOf(desk, 'UTC', [title, text])
  desk.stderr.write(`\n${noticeText(screen, { title, text })}\n\n`)
}
