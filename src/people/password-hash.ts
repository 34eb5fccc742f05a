const blockSize = 8
const parallel = 1
const keyLength = 32

/** Loaded when a password is there to be hashed; no other command pays for it. */
function crypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto')
}

/** How costly a guess is: `passwordCost` as a power of two is the number of rounds, each of 1 KiB. */
interface Maker {
  randomBytes(count: number): Buffer
  readonly passwordCost: number
}

/** The memory-hard hash of a password with a salt of its own, as text that says how it was made. */
export async function hashPassword(password: string, maker: Maker): Promise<string> {
  const salt = maker.randomBytes(16)
  const cost = maker.passwordCost
  const key = await derive(password, salt, cost, blockSize, parallel)
  return ['scrypt', cost, blockSize, parallel, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether the password is the one that was hashed, compared in constant time. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [name, rounds, size, lanes, salt = '', key = ''] = hash.split('$')
  if (name !== 'scrypt') return false
  const expected = Buffer.from(key, 'base64url')
  const found = await derive(password, Buffer.from(salt, 'base64url'), Number(rounds), Number(size), Number(lanes))
  return expected.length === found.length && crypto().timingSafeEqual(expected, found)
}

/** Takes as long as a real comparison: an unknown address must not answer faster than a known one. */
export async function spendTheTime(password: string, cost: number): Promise<void> {
  await derive(password, crypto().randomBytes(16), cost, blockSize, parallel)
}

/** Composed characters are typed differently on different keyboards; they are one password. */
async function derive(password: string, salt: Buffer, rounds: number, r: number, p: number): Promise<Buffer> {
  const options = { N: 2 ** rounds, r, p, maxmem: 256 * 1024 * 1024 }
  return new Promise((done, failed) => {
    crypto().scrypt(password.normalize('NFKC'), salt, keyLength, options, (error, key) =>
      error ? failed(error) : done(key),
    )
  })
}
