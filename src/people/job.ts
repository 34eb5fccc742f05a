import { accessSync, constants } from 'node:fs'
import type { Desk } from '../desk'
import type { Doer } from '../journal/deed'
import { type DeskError, errorCode, isTrouble } from '../kit/errors'
import { readSettings } from '../settings/store'
import { type Actor, demand, may, type Permission } from './permission'
import { currentActor, doerOf, type JobScope, type UserActor } from './session'
import { rulesOf } from './ticket-rules'

/** A person, or the desk itself. */
export type Worker = UserActor | Extract<Actor, { kind: 'system' }>

/**
 * Who does one of the desk's own jobs: the person that the ssh door or `HELPDESK_TOKEN` names, else whoever is logged in
 * here and may do it, else the desk itself, for whoever can read its key. A stored session that has ended counts as none,
 * and one of somebody who may not is no obstacle to whoever has the files. Throws what `currentActor` throws,
 * `not-allowed`, and `key-missing`, `key-damaged`, `key-wrong`.
 */
export async function demandJob(desk: Desk, permission: Permission, job?: JobScope): Promise<Worker> {
  const isNamed = isPersonNamed(desk)
  const { db } = await desk.store()
  const rules = rulesOf(await readSettings(db))
  const person = isNamed ? await currentActor(desk, job) : await personHere(desk)
  const mayDoIt = 'kind' in person && may(person, permission, null, rules)
  if (mayDoIt) return person
  if (!isNamed && !isKeyLocked(desk.places.key)) {
    await desk.key()
    return { kind: 'system' }
  }
  if (!('kind' in person)) throw person
  demand(person, permission, null, rules)
  return person
}

/** How the journal names them. */
export function doerOfWork(worker: Worker): Doer {
  return worker.kind === 'user' ? doerOf(worker) : { userId: null, channel: 'cli' }
}

/** Whether the ssh door or a token says who is there, so that nobody else can be meant. */
export function isPersonNamed({ world, environment }: Desk): boolean {
  return world.door !== undefined || (environment.HELPDESK_TOKEN ?? '') !== ''
}

/** The person who is logged in on this machine, or why nobody is. */
async function personHere(desk: Desk): Promise<UserActor | DeskError> {
  try {
    return await currentActor(desk)
  } catch (error) {
    if (isTrouble(error, 'not-logged-in') || isTrouble(error, 'session-ended')) return error
    throw error
  }
}

/** Whether the key is there and not for this account; that one is missing is told by reading it. */
export function isKeyLocked(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return false
  } catch (error) {
    return errorCode(error) === 'EACCES'
  }
}
