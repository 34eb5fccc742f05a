import type { Desk } from '../../desk'
import { isTrouble } from '../../kit/errors'
import { screenOf } from '../../kit/screen'
import { consentManners } from '../../people/consent'
import { noticeText } from '../../people/consent-screen'
import type { NewTicket } from '../open-ticket'
import { askOutside } from './cc-words'

/**
 * Opens, and where a person is there to be asked, asks for what turns out to be missing and tries again: a tenant for a
 * new domain, which of several tenants, consent. A script gets the refusal with the flag's name.
 */
export async function openMending<T>(
  desk: Desk,
  wanted: NewTicket,
  open: (wanted: NewTicket) => Promise<T>,
): Promise<T> {
  try {
    return await open(wanted)
  } catch (error) {
    const mended = await mend(desk, wanted, error)
    return openMending(desk, mended, open)
  }
}

async function mend(desk: Desk, wanted: NewTicket, error: unknown): Promise<NewTicket> {
  if (isTrouble(error, 'new-tenant-needed')) {
    const { domain, suggestion } = error.details
    if (desk.globals.yes) return { ...wanted, newTenant: suggestion }
    if (!desk.canAsk) throw error
    const ask = await desk.ask()
    if (!(await ask.confirm(desk.words.askNewTenant(domain, suggestion), true))) throw error
    return { ...wanted, newTenant: suggestion }
  }
  if (isTrouble(error, 'tenant-needed') && desk.canAsk) {
    const ask = await desk.ask()
    const tenant = await ask.choose(
      desk.words.askTenant,
      error.details.tenants.map((name) => ({ name, value: name })),
    )
    return { ...wanted, tenant }
  }
  if (isTrouble(error, 'consent-missing') && desk.canAsk) {
    const { title, text, flag, email } = error.details
    const ask = await desk.ask()
    await showNotice(desk, title, text)
    if (flag === '--consent') {
      if (!(await ask.confirm(desk.words.askConsent, false))) throw error
      return { ...wanted, consent: 'own' }
    }
    const choices = consentManners.map((manner) => ({ name: desk.words.consentManners[manner], value: manner }))
    return { ...wanted, consent: await ask.choose(desk.words.askConsentManner(email), choices) }
  }
  if (isTrouble(error, 'participants-outside') && desk.canAsk) {
    await askOutside(desk, error)
    return { ...wanted, outsideIsMeant: true }
  }
  throw error
}

/** The notice that is to be agreed to, readable in this window. */
async function showNotice(desk: Desk, title: string, text: string): Promise<void> {
  const screen = await screenOf(desk, 'UTC', [title, text])
  desk.stderr.write(`\n${noticeText(screen, { title, text })}\n\n`)
}
