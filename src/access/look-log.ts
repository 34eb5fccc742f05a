import { readEntries } from '../journal/store'
import type { Person } from '../people/user'
import { peopleById } from '../people/user-store'
import type { Reader } from '../store/schema'

/** One look of an advisor at something of a tenant. */
export interface Look {
  at: string
  /** Null: erased. */
  advisor: Person | null
  tenant: string
  area: string
  permission: string
  object: string | null
}

/** Who looked at what of a tenant, oldest first. What was erased is gone from it. */
export async function looksInto(
  db: Reader,
  tenant: { id: string; name: string },
  since: string | undefined,
): Promise<Look[]> {
  const filter = { tenantId: tenant.id, types: ['access.looked'], ...(since === undefined ? {} : { since }) }
  const entries = await readEntries(db, filter)
  const people = await peopleById(
    db,
    entries.flatMap(({ actorId }) => actorId ?? []),
  )
  return entries.map(({ at, actorId, payload }) => {
    const facts: Readonly<Record<string, unknown>> = payload === null ? {} : JSON.parse(payload)
    return {
      at,
      advisor: actorId === null ? null : (people.get(actorId) ?? null),
      tenant: tenant.name,
      area: textOf(facts.area) ?? '',
      permission: textOf(facts.permission) ?? '',
      object: textOf(facts.object),
    }
  })
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
