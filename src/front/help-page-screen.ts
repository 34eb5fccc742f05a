import { hoursSentence } from '../hours/hours-screen'
import type { Screen } from '../kit/screen'
import { padText, wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import type { Contact, FirstLevelPerson, HelpPage } from './help-page'

/** The seven fields in their order, then the hours and the tenant's own first level; what is not set is not shown. */
export function helpPageScreen(screen: Screen, page: HelpPage): string {
  const { words } = screen
  const { labels } = words.helpPage
  const { wiki, releases, faq, portal } = page.wiki
  const rows: (readonly [string, readonly string[]])[] = [
    [labels.wiki, present([wiki, releases, faq, ...portal.map(({ label, url }) => `${label}: ${url}`)])],
    [labels.access, page.access?.mayReadOut === true ? [words.helpPage.code] : []],
    [labels.remoteSupport, present([page.remoteSupport])],
    [labels.apiDocs, present([page.apiDocs])],
    [labels.openTicket, openingLines(screen, page)],
    [labels.contact, contactLines(screen, page.contact)],
    [labels.advisors, present([page.advisors.link])],
    [labels.hours, page.hours === null ? [] : [hoursSentence(screen, page.hours.now)]],
    [labels.firstLevel, (page.firstLevel ?? []).map(personLine)],
  ]
  return tableOf(
    screen,
    rows.filter(([, lines]) => lines.length > 0),
  )
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
