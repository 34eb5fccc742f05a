import type { Desk } from '../../desk'
import { checkChoice } from '../../kit/choice'
import { checkLine } from '../../kit/typed-text'
import type { NewPerson } from '../add-user'
import { mailAddress } from '../mail-address'
import { deskGroups, tenantGroups } from '../permission'

/** The flags by which a person is described. */
export interface PersonFlags {
  name?: string | undefined
  phone?: string | undefined
  group?: string[] | undefined
}

const longestTelephone = 60
const allGroups: readonly string[] = [...new Set([...deskGroups, ...tenantGroups])]

/** A person as words describe them, each judged by itself; whether a group fits the place is seen when that is known. */
export function personFrom(desk: Desk, typed: string, { name, phone, group: groups }: PersonFlags): NewPerson {
  const email = mailAddress(typed)
  for (const group of groups ?? []) checkChoice('--group', group, allGroups)
  return {
    email,
    name: name === undefined ? null : checkLine('--name', name),
    telephone: phone === undefined ? null : checkLine('--phone', phone, longestTelephone),
    groups,
    tenant: desk.tenant,
  }
}
