import type { Ask } from '../../src/kit/ask'

/** A person who does nothing but write in their editor. */
export function writing(edit: Ask['edit']): Ask {
  const silent = async (question: string): Promise<never> => {
    throw new Error(`unexpected question: ${question}`)
  }
  return {
    available: true,
    line: silent,
    secret: silent,
    confirm: silent,
    key: silent,
    choose: silent,
    chooseSeveral: silent,
    edit,
  }
}

/** Somebody in whose editor the world goes on. */
export function whileWriting(happening: () => Promise<void>): Ask {
  return writing(async (page) => {
    await happening()
    return `my answer\n${page}`
  })
}
