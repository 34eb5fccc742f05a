/**
 * What `doctor` looks at, one thing after the other. A check is `ok`; or a `hint`: nothing is wrong, but somebody will want
 * to know; or `broken`: it must be mended, and the whole ends with exit code 78. Who can read the database and the key is
 * the desk, whatever permissions say inside, so that any other account can is broken.
 */
export const checkNames = [
  'database',
  'key',
  'permissions',
  'owner',
  'credentials',
  'journal',
  'contact',
  'cron',
  'mail',
] as const
export type CheckName = (typeof checkNames)[number]

export const checkStates = ['ok', 'hint', 'broken'] as const
export type CheckState = (typeof checkStates)[number]

export interface Check {
  name: CheckName
  state: CheckState
  /** What is wrong: a `FileProblem`, `not-set`, or the code of the refusal that every other command would end with. */
  problem: string | null
  /** The file or folder it is about. */
  path: string | null
  /** What problem and path do not say for people: a mode, an account, a sentence. */
  detail: string | null
  /** The command that mends it. */
  mend: string | null
}

export type FileProblem = 'open-to-others' | 'changeable-by-others' | 'other-owner'

/** A file or folder as the system describes it. */
export interface FoundFile {
  path: string
  isFolder: boolean
  mode: number
  owner: number
}

export function soundCheck(name: CheckName, path: string | null = null): Check {
  return { name, state: 'ok', problem: null, path, detail: null, mend: null }
}

/** Whether somebody else gets at it by its mode bits. A folder that others may only look into is no more than a hint. */
export function modeCheck(name: CheckName, file: FoundFile, quote: (path: string) => string): Check | undefined {
  const forOthers = file.mode & 0o077
  if (forOthers === 0) return undefined
  const changeable = (forOthers & 0o022) !== 0
  return {
    name,
    state: file.isFolder && !changeable ? 'hint' : 'broken',
    problem: (changeable ? 'changeable-by-others' : 'open-to-others') satisfies FileProblem,
    path: file.path,
    detail: (file.mode & 0o777).toString(8).padStart(4, '0'),
    mend: `chmod ${file.isFolder ? '700' : '600'} ${quote(file.path)}`,
  }
}

/**
 * Whether it belongs to whom the whole desk belongs, which is whom the database belongs to; and whether that is who runs
 * this. The administrator of the machine may look at any desk, but leaves files behind that the desk cannot write.
 */
export function ownerCheck(
  file: FoundFile,
  owners: { desk: number; running: number },
  quote: (path: string) => string,
): Check | undefined {
  const check = {
    name: 'owner',
    problem: 'other-owner' satisfies FileProblem,
    path: file.path,
    detail: String(file.owner),
  } as const
  if (file.owner !== owners.desk) {
    return { ...check, state: 'broken', mend: `chown ${owners.desk} ${quote(file.path)}` }
  }
  if (file.owner === owners.running) return undefined
  return { ...check, state: owners.running === 0 ? 'hint' : 'broken', mend: null }
}
