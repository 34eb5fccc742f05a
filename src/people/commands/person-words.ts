import type { Desk } from '../../desk'
import { checkLine } from '../../kit/typed-text'
import type { NewPerson } from '../add-user'
import { mailAddress } from '../mail-address'
import { shortName } from '../tenant'

/** The flags by which a person is described. */
export interface PersonFlags {
  name?: string | undefined
  phone?: string | undefined
  group?: string[] | undefined
}

/** A person as words describe them, each judged by itself; which groups a place has is seen when that is known. */
export function personFrom(desk: Desk, typed: string, { name, phone, group: groups }: PersonFlags): NewPerson {
  const email = mailAddress(typed)
  return {
    email,
    name: name === undefined ? null : checkLine('--name', name),
    telephone: phone === undefined ? null : telephone(phone),
    groups: groups?.map(shortName),
    tenant: desk.tenant,
  }
}

/** A telephone number as people write it: it is read, not dialled. */
export function telephone(typed: string): string {
  return checkLine('--phone', typed, 60)
}
