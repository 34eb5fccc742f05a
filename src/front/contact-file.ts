import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Desk } from '../desk'
import { makePrivateFolder } from '../kit/folder'
import type { Contact } from './help-page'

const fields = ['name', 'address', 'phone', 'email', 'emergencyPhone'] as const

/**
 * Keeps how the desk is reached beside its database, so that the help page can say it when the database is missing,
 * damaged or newer. A convenience: where it cannot be written, nothing is wrong.
 */
export function keepContact(desk: Desk, contact: Contact): void {
  const file = contactFile(desk)
  const content = `${JSON.stringify(contact, null, 2)}\n`
  try {
    if (readFileSync(file, 'utf8') === content) return
  } catch {
    // There is none yet.
  }
  try {
    const unfinished = `${file}.new-${desk.newId()}`
    makePrivateFolder(dirname(file))
    writeFileSync(unfinished, content, { mode: 0o600 })
    renameSync(unfinished, file)
  } catch {
    // Told nowhere: the page was shown, and the next one tries again.
  }
}

/** How the desk was reached when somebody last looked; undefined where nobody ever did. */
export function keptContact(desk: Desk): Contact | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(contactFile(desk), 'utf8'))
    return typeof kept === 'object' && kept !== null ? contactFrom(kept) : undefined
  } catch {
    return undefined
  }
}

function contactFrom(kept: object): Contact {
  const values = new Map(Object.entries(kept))
  const [name, address, phone, email, emergencyPhone] = fields.map((field) => {
    const value: unknown = values.get(field)
    return typeof value === 'string' ? value : null
  })
  return {
    name: name ?? null,
    address: address ?? null,
    phone: phone ?? null,
    email: email ?? null,
    emergencyPhone: emergencyPhone ?? null,
  }
}

function contactFile(desk: Desk): string {
  return join(dirname(desk.places.database), 'contact.json')
}
