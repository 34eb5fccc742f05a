import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { type Draft, keepingDraft, recoverDraft } from '../../kit/draft'
import { DeskError, isTrouble } from '../../kit/errors'
import { printChange } from '../../kit/output'
import { screenOf } from '../../kit/screen'
import { safeText } from '../../kit/text/safe-text'
import { checkLine, textFromFlags, withoutNul } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import { beginning } from '../../people/beginning'
import { consentManners } from '../../people/consent'
import { mailAddress } from '../../people/mail-address'
import { isStaff } from '../../people/permission'
import { shortName } from '../../people/tenant'
import { readDetails } from '../details'
import { type NewTicket, openTicket } from '../open-ticket'
import { checkSubject, checkText, priorities } from '../ticket'
import { ticketView } from '../ticket-view'
import { doneSentence } from './change'
import { above, pageWithScissors } from './message-body'

export const open = defineVerb({
  declare: (command) =>
    command
      .argument('[subject]')
      .option('--subject <text>')
      .option('-m, --message <text>')
      .option('-F, --file <path>')
      .option('--for <email>')
      .option('--name <name>')
      .option('-c, --category <category>')
      .option('--module <name>')
      .option('--priority <priority>')
      .option('--emergency')
      .option('--new-tenant <name>')
      .option('--via <channel>')
      .option('--consent')
      .option('--consent-by <manner>')
      .option('--idempotency-key <key>')
      .option('--recover'),
  output: { one: ticketView },
  async run(desk, typedSubject, flags) {
    const draft = draftOf(desk, flags)
    const subject = subjectFrom(desk, typedSubject, flags.subject, draft)
    const description = await descriptionFrom(desk, flags, draft)
    const request = requestFrom(desk, flags)
    const { actor, store, rules, settings } = await beginning(desk)
    if (request.requester === undefined && isStaff(actor)) request.requester = await askRequester(desk)
    const asked = subject ?? checkSubject(await askSubject(desk))
    const wanted: NewTicket = {
      ...request,
      subject: asked,
      description: description === undefined ? await askDescription(desk, asked) : description,
    }
    const kept = { command: 'open', ticket: null, subject: wanted.subject, text: wanted.description }
    const number = await keepingDraft(desk, kept, () =>
      openMending(desk, wanted, (mended) => openTicket(desk, actor, mended)),
    )
    const details = await readDetails(store.db, actor, rules, number, { now: desk.now(), history: false })
    await printChange(desk, ticketView, details, async () => {
      const screen = await screenOf(desk, settings['desk.time-zone'])
      const { ticket } = details
      const { words } = screen
      const subjectLine = safeText(ticket.subject)
      const state = words.statuses[ticket.status]
      const place = [safeText(ticket.tenant.name), safeText(ticket.requester.email), state]
      return doneSentence(screen, ticket.number, subjectLine, ...place, words.nobodyMailed)
    })
  },
})

interface OpenFlags {
  for?: string | undefined
  name?: string | undefined
  category?: string | undefined
  module?: string | undefined
  priority?: string | undefined
  emergency?: true | undefined
  newTenant?: string | undefined
  via?: string | undefined
  consent?: true | undefined
  consentBy?: string | undefined
  idempotencyKey?: string | undefined
}

/** What the flags say, each value judged by itself. */
function requestFrom(desk: Desk, flags: OpenFlags): Omit<NewTicket, 'subject' | 'description'> {
  const { consentBy, category, priority, via, newTenant } = flags
  if (flags.name !== undefined && flags.for === undefined) throw new DeskError('missing-flag', { flag: '--for' })
  if (newTenant !== undefined && desk.globals.tenant !== undefined) {
    throw new DeskError('conflicting-flags', { flags: ['--new-tenant', '--tenant'] })
  }
  return {
    category,
    module: flags.module === undefined ? null : checkLine('--module', flags.module),
    priority: priority === undefined ? undefined : checkChoice('--priority', priority, priorities),
    emergency: flags.emergency === true,
    channel: via === undefined ? 'cli' : checkChoice('--via', via, ['phone', 'mail', 'cli']),
    requester:
      flags.for === undefined
        ? undefined
        : { email: mailAddress(flags.for), name: flags.name === undefined ? null : checkLine('--name', flags.name) },
    tenant: newTenant === undefined ? desk.tenant : undefined,
    newTenant: newTenant === undefined ? undefined : shortName(newTenant),
    consent:
      consentBy === undefined
        ? flags.consent === true
          ? 'staff'
          : undefined
        : checkChoice('--consent-by', consentBy, consentManners),
    idempotencyKey: flags.idempotencyKey,
  }
}

function draftOf(desk: Desk, flags: { recover?: true | undefined }): Draft | undefined {
  return flags.recover === true ? recoverDraft(desk, 'open', null) : undefined
}

function subjectFrom(
  desk: Desk,
  typed: string | undefined,
  flag: string | undefined,
  draft: Draft | undefined,
): string | undefined {
  if (typed !== undefined && flag !== undefined)
    throw new DeskError('conflicting-flags', { flags: ['SUBJECT', '--subject'] })
  const subject = typed ?? flag ?? draft?.subject ?? undefined
  if (subject !== undefined) return checkSubject(withoutNul(subject, '--subject'))
  if (!desk.canAsk) throw new DeskError('missing-flag', { flag: '--subject' })
  return undefined
}

/** Null: there is none, and nobody to ask. Undefined: ask. */
async function descriptionFrom(
  desk: Desk,
  flags: { message?: string | undefined; file?: string | undefined },
  draft: Draft | undefined,
): Promise<string | null | undefined> {
  const typed = (await textFromFlags(desk, flags)) ?? draft?.text ?? undefined
  if (typed !== undefined) return checkText(typed, '--message')
  return desk.canAsk ? undefined : null
}

async function askRequester(desk: Desk): Promise<{ email: string; name: null }> {
  if (!desk.canAsk) throw new DeskError('missing-flag', { flag: '--for' })
  const ask = await desk.ask()
  return { email: mailAddress(await ask.line(desk.words.askRequester)), name: null }
}

async function askSubject(desk: Desk): Promise<string> {
  const ask = await desk.ask()
  return ask.line(desk.words.askSubject)
}

async function askDescription(desk: Desk, subject: string): Promise<string | null> {
  const ask = await desk.ask()
  const written = above(await ask.edit(pageWithScissors([desk.words.belowScissorsOpen, '', subject])))
  return written.trim() === '' ? null : checkText(withoutNul(written, '--message'), '--message')
}

/**
 * Opens, and where a person is there to be asked, asks for what turns out to be missing and tries again: a tenant for a
 * new domain, which of several tenants, consent. A script gets the refusal with the flag's name.
 */
async function openMending(
  desk: Desk,
  wanted: NewTicket,
  open: (wanted: NewTicket) => Promise<number>,
): Promise<number> {
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
    desk.stderr.write(`\n${safeText(title)}\n${safeText(text, { keepLineBreaks: true })}\n\n`)
    if (flag === '--consent') {
      if (!(await ask.confirm(desk.words.askConsent, false))) throw error
      return { ...wanted, consent: 'own' }
    }
    const choices = consentManners.map((manner) => ({ name: desk.words.consentManners[manner], value: manner }))
    return { ...wanted, consent: await ask.choose(desk.words.askConsentManner(email), choices) }
  }
  throw error
}
