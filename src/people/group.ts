import { DeskError } from '../kit/errors'
import { deskGroups, grantable, type Permission, permissions, tenantGroups } from './permission'
import { shortName } from './tenant'

/**
 * A group (Benutzergruppe) is a named set of permissions, in the desk or in a tenant. The fixed ones are what the desk
 * says they are and can neither be changed nor removed; a tenant may make its own besides, out of what is a tenant's.
 */
export interface Group {
  /** The tenant's name; null: a group of the desk. */
  tenant: string | null
  name: string
  fixed: boolean
  /** What it grants as the desk is set today. */
  permissions: readonly Permission[]
  /** How many people are in it. */
  members: number
}

/** The name of a group that a tenant makes. Throws `wrong-name`, and `group-fixed` for what is fixed everywhere. */
export function ownGroupName(typed: string): string {
  const name = shortName(typed)
  // The desk's names, too: nobody should have to ask whose `advisor` is meant.
  if ([...deskGroups, ...tenantGroups].some((fixed) => fixed === name)) throw new DeskError('group-fixed', { name })
  return name
}

/** A permission that a tenant may give. Throws `unknown-permission`, or `not-grantable` for what is the desk's. */
export function grantablePermission(typed: string): Permission {
  const name = typed.trim().toLowerCase()
  const found = permissions.find((permission) => permission === name)
  if (found === undefined)
    throw new DeskError('unknown-permission', { name: typed, names: permissions, suggestion: null })
  if (!grantable.includes(found)) throw new DeskError('not-grantable', { permission: found })
  return found
}
