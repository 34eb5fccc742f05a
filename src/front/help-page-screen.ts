import { spaced } from '../access/access-code'
import { validityText } from '../access/code-screen'
import { endText } from '../access/grant-end-screen'
import { hoursSentence } from '../hours/hours-screen'
import type { Screen } from '../kit/screen'
import { quoteWord } from '../kit/shell-words'
import { padText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import type { AccessWords } from '../words/catalogue'
import type { AccessField, Contact, FirstLevelPerson, HelpPage, NamedTenant, PersonalAdvisor } from './help-page'

/** The seven fields in their order, then the hours and the tenant's own first level; what is not set is not shown. */
export function helpPageScreen(screen: Screen, accessWords: AccessWords, page: HelpPage): string {
  const { words } = screen
  const { labels } = words.helpPage
  const { wiki, releases, faq, portal } = page.wiki
  const rows: (readonly [string, readonly string[]])[] = [
    [labels.wiki, present([wiki, releases, faq, ...portal.map(({ label, url }) => `${label}: ${url}`)])],
    [labels.access, accessLines(screen, accessWords, page.access)],
    [labels.remoteSupport, present([page.remoteSupport])],
    [labels.apiDocs, present([page.apiDocs])],
    [labels.openTicket, openingLines(screen, page)],
    [labels.contact, contactLines(screen, page.contact)],
    [labels.advisors, advisorLines(screen, accessWords, page.advisors)],
    [labels.hours, page.hours === null ? [] : [hoursSentence(screen, page.hours.now)]],
    [labels.firstLevel, [...contactsOfFirstLevel(page), ...(page.firstLevel ?? []).map(personLine)]],
  ]
  return tableOf(
    screen,
    rows.filter(([, lines]) => lines.length > 0),
  )
}

/** The code that is valid, or how to make one; nothing for whoever may not read one out. */
function accessLines(screen: Screen, accessWords: AccessWords, access: AccessField | null): string[] {
  if (access?.mayReadOut !== true) return []
  const { helpPage } = screen.words
  if (access.code === null)
    return [helpPage.code, helpPage.makeCode(`helpdesk code${tenantFlag(screen, access.named)}`)]
  const { code } = access.code
  return [spaced(code.code), validityText(screen, accessWords, access.code), accessWords.readOut(code.tenant)]
}

function advisorLines(screen: Screen, accessWords: AccessWords, { link, people }: HelpPage['advisors']): string[] {
  const lines = (people ?? []).flatMap((advisor) => [
    advisorLine(screen, accessWords, advisor),
    ...(advisor.mayRemove ? removalLines(screen, advisor) : []),
  ])
  return [...lines, ...present([link])]
}

/** `Vera Rat, vera@support.example, until today 14:00`. */
function advisorLine(screen: Screen, accessWords: AccessWords, { grant, named }: PersonalAdvisor): string {
  const { advisor, tenant, kind } = grant
  const length = kind === 'permanent' ? accessWords.kinds.permanent : endText(screen, accessWords, grant)
  return present([advisor.name, advisor.email, named === null ? null : tenant, length]).join(', ')
}

/** The command has a line of its own: it is there to be copied. */
function removalLines(screen: Screen, { grant, named }: PersonalAdvisor): string[] {
  const command = `helpdesk access remove ${quoteWord(grant.advisor.email)}${tenantFlag(screen, named)}`
  return [screen.words.helpPage.remove, safeText(command)]
}

function tenantFlag({ words }: Screen, named: NamedTenant): string {
  return named === null ? '' : ` --tenant ${named ?? words.helpPage.someTenant}`
}

function openingLines({ words }: Screen, { openTicket, contact }: HelpPage): string[] {
  if (openTicket?.allowed === true) return [words.helpPage.openWith]
  return contact.email === null ? [] : [words.helpPage.writeTo(safeText(contact.email))]
}

function contactLines({ words }: Screen, contact: Contact): string[] {
  const { name, address, phone, email, emergencyPhone } = contact
  return present([
    name,
    address,
    phone,
    email,
    emergencyPhone === null ? null : words.helpPage.emergency(emergencyPhone),
  ])
}

/** What a tenant says of its own first level, line by line; named where there are several tenants. */
function contactsOfFirstLevel({ firstLevelContacts }: HelpPage): string[] {
  const contacts = firstLevelContacts ?? []
  return contacts.flatMap(({ tenant, text }) => {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
    return present(contacts.length === 1 ? lines : [`${tenant}:`, ...lines])
  })
}

function personLine({ email, name, telephone }: FirstLevelPerson): string {
  return present([name, email, telephone]).join(', ')
}

function present(texts: readonly (string | null)[]): string[] {
  return texts.flatMap((text) => (text === null ? [] : [safeText(text)]))
}

/** Labels on the left, each with its lines beside it; below it where the window is narrow. */
function tableOf(screen: Screen, rows: readonly (readonly [string, readonly string[]])[]): string {
  const { columns, measure, paint } = screen
  const width = Math.max(0, ...rows.map(([label]) => measure(label))) + 2
  const isNarrow = columns - width < 30
  return rows
    .flatMap(([label, lines]) => {
      if (isNarrow) return [paint.bold(label), ...lines.flatMap((line) => wrapText(`  ${line}`, columns, measure))]
      const wrapped = lines.flatMap((line) => wrapText(line, columns - width, measure))
      return wrapped.map((line, index) =>
        index === 0 ? `${paint.bold(padText(label, width, measure))}${line}` : `${' '.repeat(width)}${line}`,
      )
    })
    .join('\n')
}
