import type { Grant } from '../people/grant'

/** A grant as a command leaves it; `changed` is false where it was so already. */
export interface GrantChanged {
  grant: Grant
  changed: boolean
}
