import type { Person } from './user'

/** A team: staff who own the same kind of work, under a short name. */
export interface Team {
  id: string
  name: string
  title: string | null
  /** By address. */
  members: readonly Person[]
  createdAt: Date
}
