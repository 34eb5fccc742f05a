import { doneLine, joinParts, type Screen } from '../kit/screen'
import { renderTable } from '../kit/table'
import { safeText } from '../kit/text/safe-text'
import type { Grant } from '../people/grant'
import type { AccessWords } from '../words/catalogue'
import { endText, momentText } from './grant-end-screen'
import type { LetIn } from './redeem-code'
import { whatWorks } from './what-works'

/** What an advisor reads who was let in: how long, that it is logged, what works now, how to leave. */
export function letInScreen(screen: Screen, words: AccessWords, { grant, wasIn }: LetIn): string {
  const { tenant } = grant
  const until = endText(screen, words, grant)
  const sentence = wasIn
    ? doneLine(screen, `${words.wereIn(tenant)} ${until}`, words.longerStays)
    : doneLine(screen, `${words.mayRead(tenant)} ${until}. ${words.everyLook}`)
  const [first = '', ...others] = whatWorks(tenant)
  const works = joinParts(screen, [`  ${words.tryThese} helpdesk ${first}`, ...others], 4)
  return [sentence, works, `  ${words.leaveWith(tenant)}`].join('\n')
}

export function grantsTable(screen: Screen, words: AccessWords, grants: readonly Grant[]): string {
  const columns = [
    { title: words.columns.advisor, flexible: true },
    { title: screen.words.columns.tenant },
    { title: words.columns.kind },
    { title: screen.words.columns.since },
    { title: words.columns.until },
  ]
  const rows = grants.map((grant) => [
    safeText(grant.advisor.email),
    grant.tenant,
    words.kinds[grant.kind],
    momentText(screen, grant.startedAt),
    endCell(screen, words, grant),
  ])
  return renderTable(screen, columns, rows)
}

function endCell(screen: Screen, words: AccessWords, { endsAt, endedAt, endReason, ticket }: Grant): string {
  if (endedAt !== null && endReason !== null) return words.endedAt(words.ends[endReason], momentText(screen, endedAt))
  if (endsAt === null) return screen.symbols.nothing
  const time = momentText(screen, endsAt)
  return ticket === null ? time : words.ticketOr(ticket, time)
}
