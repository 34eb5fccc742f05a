import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../../desk'
import { DeskError, errorCode } from '../../kit/errors'
import { fileTrouble } from '../../kit/file-trouble'
import { textFromFlags } from '../../kit/typed-text'
import type { TopicProblem } from '../../words/troubles'
import { readTopicFile, type TopicFile } from './topic-file'

/** What a folder holds: its topics, and everything that is wrong with any of its files. */
export interface TopicFolder {
  files: readonly TopicFile[]
  problems: readonly TopicProblem[]
}

/** The names of the files `*.md` right in a folder. Gives what is wrong with the folder, to be told when its turn comes. */
export function filesOfFolder(desk: Desk, folder: string): readonly string[] | DeskError {
  // Standard input, which is all that the ssh door lets through, is no folder.
  if (folder === '-') return new DeskError('not-a-folder', { path: folder })
  try {
    return readdirSync(desk.world.absolutePath(folder), { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /\.md$/i.test(entry.name) && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort()
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return new DeskError('not-a-folder', { path: folder }, error)
    return fileTrouble(folder, error)
  }
}

/** Reads the topics of these files, each by itself. */
export async function readTopics(desk: Desk, folder: string, names: readonly string[]): Promise<TopicFolder> {
  const files: TopicFile[] = []
  const problems: TopicProblem[] = []
  for (const name of names) {
    const text = await textOfFile(desk, join(folder, name))
    if (typeof text !== 'string') {
      problems.push({ file: name, line: 1, ...text })
      continue
    }
    const read = readTopicFile(name, text)
    problems.push(...read.problems)
    if (read.topic !== undefined) files.push(read.topic)
  }
  return { files, problems }
}

async function textOfFile(desk: Desk, file: string): Promise<string | Pick<TopicProblem, 'problem' | 'value'>> {
  try {
    const given = await textFromFlags(desk, { file })
    if (given !== undefined && 'text' in given) return given.text
    const reason = given?.unreadable.details
    return {
      problem: 'unreadable',
      value: reason !== undefined && 'reason' in reason ? String(reason.reason) : 'ENOENT',
    }
  } catch (error) {
    if (!(error instanceof DeskError)) throw error
    return error.trouble === 'text-too-long'
      ? { problem: 'text-too-long', value: file }
      : { problem: 'not-text', value: '' }
  }
}
