import type { Desk } from '../desk'
import { carryOut, type Deed, tryOut } from '../journal/deed'
import { DeskError } from '../kit/errors'
import type { Settings } from '../settings/setting'
import type { ImportProblem } from '../words/troubles'
import { isIn, joinAll, makeUser, type NewPerson, placeOf } from './add-user'
import { refuseFurtherAdministrator } from './administrators'
import { visibleTenants } from './beginning'
import { demandJoin } from './charge'
import { domainOf } from './mail-address'
import { may, type TicketRules } from './permission'
import { doerOf, type UserActor } from './session'
import { tenantIdsOf, type User } from './user'
import { isKnown, listUsers } from './user-store'

/** A person of a file, with the line that says so. */
export interface ImportedPerson {
  line: number
  person: NewPerson
}

export interface ImportRequest {
  /** The file as it was typed, to be told. */
  file: string
  people: readonly ImportedPerson[]
  /** What is wrong already, by itself. */
  problems: readonly ImportProblem[]
  dryRun: boolean
}

export interface Imported {
  /** Who is new. */
  created: number
  /** Who was known and is in a further group now. */
  joined: number
  unchanged: number
  /** Lines of the file without the header. */
  lines: number
  /** Lines that say again what an earlier one says. */
  repeated: readonly { line: number; first: number }[]
}

/**
 * Takes in all people of a file, or none: whatever is wrong with any line is told for all of them (`import-broken`).
 * Each line needs what adding that person by hand would need. Who is known already joins the group and stays as they
 * are otherwise. `progress` hears how far the work is.
 */
export async function importUsers(
  desk: Desk,
  actor: UserActor,
  context: { rules: TicketRules; settings: Settings },
  request: ImportRequest,
  progress: (done: number) => void,
): Promise<Imported> {
  refuseOutsiders(actor, context.rules)
  return (request.dryRun ? tryOut : carryOut)<Imported>(desk, doerOf(actor), async (deed) => {
    const work = await beginImport(desk, deed, actor, context)
    for (const [index, imported] of request.people.entries()) {
      await takeIn(work, imported)
      if (index % 200 === 199) await breathe(() => progress(index + 1))
    }
    const problems = [...request.problems, ...work.problems].sort((one, other) => one.line - other.line)
    if (problems.length > 0) throw new DeskError('import-broken', { file: request.file, lines: problems })
    const { created, joined, unchanged, repeated } = work
    return { created, joined, unchanged, lines: request.people.length, repeated }
  })
}

/** Who manages no people anywhere need not hear of every line that they may not. */
function refuseOutsiders(actor: UserActor, rules: TicketRules): void {
  const places = [null, ...tenantIdsOf(actor.memberships)]
  if (places.some((tenantId) => may(actor, 'users:edit', tenantId, rules))) return
  throw new DeskError('not-allowed', { permission: 'users:edit', tenant: null })
}

/** What an import knows while it goes through the lines. */
interface Work {
  desk: Desk
  deed: Deed
  actor: UserActor
  context: { rules: TicketRules; settings: Settings }
  visible: readonly string[] | undefined
  /** By each of their addresses. */
  known: Map<string, User>
  /** Where and into which group, by what a line says of it: most lines of a file say the same. */
  places: Map<string, Promise<Awaited<ReturnType<typeof placeOf>>>>
  /** The line that said a thing first. */
  first: Map<string, number>
  problems: ImportProblem[]
  created: number
  joined: number
  unchanged: number
  repeated: { line: number; first: number }[]
}

async function beginImport(
  desk: Desk,
  deed: Deed,
  actor: UserActor,
  context: { rules: TicketRules; settings: Settings },
): Promise<Work> {
  const users = await listUsers(deed.tx)
  return {
    desk,
    deed,
    actor,
    context,
    visible: visibleTenants(actor, context.rules),
    known: new Map(users.flatMap((user) => user.addresses.map((address) => [address, user] as const))),
    places: new Map(),
    first: new Map(),
    problems: [],
    created: 0,
    joined: 0,
    unchanged: 0,
    repeated: [],
  }
}

async function takeIn(work: Work, { line, person }: ImportedPerson): Promise<void> {
  const said = JSON.stringify([person.email, person.tenant, person.groups])
  const first = work.first.get(said)
  if (first !== undefined) {
    work.repeated.push({ line, first })
    return
  }
  work.first.set(said, line)
  try {
    const known = work.known.get(person.email)
    await (known === undefined ? create(work, person) : join(work, person, known))
  } catch (error) {
    work.problems.push(problemOf(error, line, person))
  }
}

async function create(work: Work, person: NewPerson): Promise<void> {
  const { desk, deed, actor, context } = work
  const { tenant, memberships } = await placeIn(work, person)
  const groups = memberships.map(({ group }) => group)
  await refuseFurtherAdministrator(deed, actor, context.rules, tenant, groups)
  const { email, name, telephone } = person
  work.known.set(email, await makeUser(desk, deed, { email, name, telephone, status: 'contact', memberships }))
  work.created += 1
}

async function join(work: Work, person: NewPerson, known: User): Promise<void> {
  const { deed, actor, context, visible } = work
  const { tenant, memberships } = await placeIn(work, person)
  // Somebody the actor may not know of is nobody to be told about.
  if (!isKnown(known, visible)) throw new DeskError('not-allowed', { permission: 'users:edit', tenant: null })
  const belongs = known.memberships.some(({ tenantId }) => tenantId === (tenant?.id ?? null))
  const wanted = person.groups === undefined && belongs ? [] : memberships
  const gained = wanted.filter((membership) => !isIn(known, membership))
  if (gained.length === 0) {
    work.unchanged += 1
    return
  }
  await demandJoin(deed.tx, actor, context.rules, known, tenant)
  const groups = gained.map(({ group }) => group)
  await refuseFurtherAdministrator(deed, actor, context.rules, tenant, groups)
  const joined = await joinAll(deed, actor, known, gained)
  for (const address of joined.addresses) work.known.set(address, joined)
  work.joined += 1
}

async function placeIn({ deed, actor, context, visible, known, places }: Work, person: NewPerson) {
  const { email, tenant, groups } = person
  const somebody = known.get(email)
  const isStranger = somebody === undefined || !isKnown(somebody, visible)
  // All that the answer depends on: whose domain it is refuses strangers also where the tenant is named.
  const said = JSON.stringify([tenant ?? null, domainOf(email), groups ?? null, isStranger])
  const place = places.get(said) ?? placeOf(deed, actor, context, { email, tenant, groups })
  places.set(said, place)
  return place
}

/** What a refusal means as something that is wrong with a line; anything else is none. */
function problemOf(error: unknown, line: number, { email, tenant, groups }: NewPerson): ImportProblem {
  if (!(error instanceof DeskError)) throw error
  switch (error.trouble) {
    case 'tenant-not-found':
      return { line, problem: error.trouble, value: tenant ?? '' }
    case 'wrong-value':
    case 'ambiguous-value':
      return { line, problem: error.trouble, value: groups?.join(' ') ?? '' }
    case 'tenant-needed':
    case 'not-allowed':
    case 'first-administrator-only':
      return { line, problem: error.trouble, value: email }
    default:
      throw error
  }
}

/** Lets whoever shows the progress do so: the database answers at once and leaves no gap. */
async function breathe(tell: () => void): Promise<void> {
  tell()
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
}
