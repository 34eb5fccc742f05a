import { joinParts, type Screen } from '../kit/screen'
import { wrapText } from '../kit/text/fit-text'
import { safeText } from '../kit/text/safe-text'
import { isValid } from '../people/access-token'
import { placeTexts } from '../people/user-view'
import type { WorkspaceWords } from '../words/en/workspace'
import { shownAddress } from '../workspace/account'
import { accountFacts } from '../workspace/account-view'
import { ebicsFacts } from '../workspace/ebics-view'
import { paymentFacts } from '../workspace/payment-view'
import { sizeOf } from '../workspace/statement-view'
import type { Holdings } from './tenant-overview'

/** So many of a part are shown; the list of its own shows all. */
const mostShown = 10

/** A line of a part: what it is known by, then what is to be said of it. */
type Line = readonly string[]

interface Part {
  title: string
  lines: readonly Line[]
  /** The command that lists them all. */
  command: string
}

/** Part by part what a tenant has, as far as it may be seen. */
export function holdingsScreen(screen: Screen, words: WorkspaceWords, tenant: string, holds: Holdings): string {
  return partsOf(screen, words, tenant, holds)
    .map((part) => partScreen(screen, words, part))
    .join('\n\n')
}

function partsOf(screen: Screen, words: WorkspaceWords, tenant: string, holds: Holdings): Part[] {
  // Whose they are stands above all of them.
  const without = (facts: readonly string[]): string[] => facts.filter((fact) => fact !== tenant)
  const part = <T>(
    name: keyof Holdings,
    noun: string,
    things: readonly T[] | null,
    line: (thing: T) => Line,
  ): Part[] =>
    things === null
      ? []
      : [{ title: words.parts[name], lines: things.map(line), command: `helpdesk ${noun} list -t ${tenant}` }]
  return [
    ...part('accounts', 'account', holds.accounts, (one) => [
      shownAddress(one.address),
      ...without(accountFacts(words, one)),
    ]),
    ...part('ebics', 'ebics', holds.ebics, (one) => [safeText(one.name), ...without(ebicsFacts(words, one))]),
    ...part('payments', 'payment', holds.payments, (one) => [
      safeText(one.reference),
      ...without(paymentFacts(screen, words, one)),
    ]),
    ...part('statements', 'statement', holds.statements, (one) => [
      safeText(one.name),
      shownAddress(one.account),
      sizeOf(screen, one),
    ]),
    ...part('users', 'user', holds.users, (one) => [
      safeText(one.user.email),
      safeText(one.user.name ?? ''),
      screen.words.userStatuses[one.user.status],
      placeTexts(one, screen.words).join(', '),
    ]),
    ...part('groups', 'group', ownOrUsed(holds.groups), (one) => [one.name, screen.words.members(one.members)]),
    ...part('tokens', 'token', holds.tokens, (one) => [
      safeText(one.name),
      safeText(one.owner),
      one.scope,
      isValid(one, screen.now) ? '' : screen.words.notValid,
    ]),
    ...part('rules', 'rule', holds.rules, ({ rule }) => [
      safeText(rule.description),
      words.eventTypes[rule.event],
      rule.enabled ? '' : words.ruleDisabled,
    ]),
  ]
}

/** Fixed groups are in every tenant: only those that somebody is in say anything. */
function ownOrUsed(groups: Holdings['groups']): Holdings['groups'] {
  return groups === null ? null : groups.filter(({ fixed, members }) => !fixed || members > 0)
}

function partScreen(screen: Screen, words: WorkspaceWords, { title, lines, command }: Part): string {
  const { paint, columns, measure } = screen
  const shown = lines.slice(0, mostShown).flatMap((facts) => {
    const [first = '', ...further] = joinParts(
      screen,
      facts.filter((fact) => fact !== ''),
    )
      .split('\n')
      .flatMap((line) => wrapText(line, columns - 4, measure))
    return [`  ${first}`, ...further.map((line) => `    ${line.trimStart()}`)]
  })
  return [
    paint.bold(title),
    ...(lines.length === 0 ? [paint.dim(`  ${words.noneThere}`)] : shown),
    ...(lines.length > mostShown ? [paint.dim(`  ${words.allOfThem(lines.length, command)}`)] : []),
  ].join('\n')
}
