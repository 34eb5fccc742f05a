import type { Desk } from '../../desk'
import { DeskError } from '../../kit/errors'
import { flag, whole } from '../../kit/json'
import { printChange } from '../../kit/output'
import { tell } from '../../kit/output-format'
import { withSpinner } from '../../kit/progress'
import { doneLine, joinParts, screenOf } from '../../kit/screen'
import { checkLine, textFromFlags, textOf } from '../../kit/typed-text'
import { defineVerb } from '../../kit/verb'
import type { View } from '../../kit/view'
import type { ImportProblem } from '../../words/troubles'
import { beginning } from '../beginning'
import { type Imported, type ImportedPerson, importUsers } from '../import-users'
import { parseMailAddress } from '../mail-address'
import { type PeopleLine, readPeopleFile } from '../people-file'
import { shortName } from '../tenant'
import { telephone } from './person-words'

const importView: View<Imported & { dryRun: boolean }> = {
  fields: { created: whole, joined: whole, unchanged: whole, repeated: whole, lines: whole, dryRun: flag },
  columns: ['created', 'joined', 'unchanged', 'repeated', 'lines', 'dryRun'],
  toJson: ({ created, joined, unchanged, repeated, lines, dryRun }) => ({
    created,
    joined,
    unchanged,
    repeated: repeated.length,
    lines,
    dryRun,
  }),
}

export const userImport = defineVerb({
  declare: (command) => command.argument('<path>').option('-n, --dry-run'),
  output: { one: importView },
  async run(desk, file, flags) {
    const dryRun = flags.dryRun === true
    const given = await textFromFlags(desk, { file }, file === '-' ? 'stdin' : file)
    const read = given === undefined || 'unreadable' in given ? undefined : peopleFrom(desk, given.text)
    const { actor, rules, settings, zone } = await beginning(desk)
    if (given !== undefined) textOf(given)
    const { people, problems } = read ?? { people: [], problems: [] }
    const { words } = desk
    const imported = await withSpinner(desk, words.importing(0, people.length), (update) =>
      importUsers(desk, actor, { rules, settings }, { file, people, problems, dryRun }, (done) =>
        update(words.importing(done, people.length)),
      ),
    )
    for (const { line, first } of imported.repeated) tell(desk, words.lineRepeats(line, first))
    await printChange(desk, importView, { ...imported, dryRun }, async () => {
      const screen = await screenOf(desk, zone)
      const { created, joined, unchanged, lines } = imported
      const facts = [words.importCreated(created), words.importJoined(joined), words.importUnchanged(unchanged)]
      const of = words.importLines(lines)
      const line = joinParts(screen, [...facts, of])
      return dryRun ? `${words.wouldImport} ${line}` : doneLine(screen, ...facts, of)
    })
  },
})

interface JudgedPeople {
  people: ImportedPerson[]
  problems: ImportProblem[]
}

/** The people of the file, each value judged by itself, as far as they can be read. */
function peopleFrom(desk: Desk, text: string): JudgedPeople {
  const file = readPeopleFile(text)
  const judged: JudgedPeople = { people: [], problems: [...file.problems] }
  for (const line of file.lines) {
    const { problems, person } = judge(desk, line)
    judged.problems.push(...problems)
    if (person !== undefined) judged.people.push({ line: line.line, person })
  }
  return judged
}

/** One line's values; where several are wrong, all of them are named. */
function judge(desk: Desk, { line, ...cells }: PeopleLine) {
  const problems: ImportProblem[] = []
  const email = parseMailAddress(cells.email)
  if (email === undefined) problems.push({ line, problem: 'wrong-address', value: cells.email })
  const wordOf = <T>(typed: string, read: (typed: string) => T): T | undefined => {
    try {
      return typed === '' ? undefined : read(typed)
    } catch (error) {
      problems.push({ line, problem: problemOf(error), value: typed })
      return undefined
    }
  }
  const name = wordOf(cells.name, (typed) => checkLine('name', typed)) ?? null
  const phone = wordOf(cells.telephone, telephone) ?? null
  const tenant = wordOf(cells.tenant, shortName) ?? desk.tenant
  const group = wordOf(cells.group, shortName)
  if (email === undefined || problems.length > 0) return { problems, person: undefined }
  const groups = group === undefined ? undefined : [group]
  return { problems, person: { email, name, telephone: phone, tenant, groups } }
}

function problemOf(error: unknown): 'wrong-name' | 'text-too-long' {
  const trouble = error instanceof DeskError ? error.trouble : undefined
  if (trouble === 'wrong-name' || trouble === 'text-too-long') return trouble
  throw error
}
