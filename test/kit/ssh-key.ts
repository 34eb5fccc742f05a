import { createHash } from 'node:crypto'

/** A string as it stands in an ssh key: its length, then itself. */
export function sshString(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** A public key that looks real and is always the same for the same name; nobody has its private half. */
export function publicKey(name: string): string {
  const key = createHash('sha256').update(name).digest()
  return `ssh-ed25519 ${Buffer.concat([sshString('ssh-ed25519'), sshString(key)]).toString('base64')} ${name}`
}
