import type { World } from '../desk'
import type { Noun, Verb } from '../kit/verb'
import type { ExitCode } from '../words/troubles'

/** The verbs of a ticket; the noun itself may be left out. Each is read when it is typed. */
export const ticket = {
  verbs: {
    open: async () => (await import('./commands/open')).open,
    list: async () => (await import('./commands/list')).list,
    search: async () => (await import('./commands/search')).search,
    next: async () => (await import('./commands/next')).next,
    show: async () => (await import('./commands/show')).show,
    reply: async () => (await import('./commands/reply')).reply,
    note: async () => (await import('./commands/note')).note,
    take: async () => (await import('./commands/assign')).take,
    give: async () => (await import('./commands/assign')).give,
    assign: async () => (await import('./commands/assign')).assign,
    edit: async () => (await import('./commands/edit')).edit,
    solve: async () => (await import('./commands/solve')).solve,
    reopen: async () => (await import('./commands/reopen')).reopen,
    attachments: async () => (await import('./commands/attachments')).attachments,
    download: async () => (await import('./commands/download')).download,
    cc: async () => (await import('./commands/cc')).cc,
    watch: async () => (await import('./commands/watch')).watch,
    unwatch: async () => (await import('./commands/watch')).unwatch,
    link: async () => (await import('./commands/link')).link,
    undo: async () => (await import('./commands/undo')).undo,
    merge: async () => (await import('./commands/merge')).merge,
    hold: async () => (await import('./commands/hold')).hold,
    escalate: async () => (await import('./commands/escalate')).escalate,
    return: async () => (await import('./commands/return')).giveBack,
    'follow-up': async () => (await import('./commands/follow-up')).followUp,
    rate: async () => (await import('./commands/rate')).rate,
    close: async () => (await import('./commands/close')).close,
  },
} satisfies { verbs: Record<string, () => Promise<Verb>> }

/** The same with the verb that runs others: `triage`, whose keys are commands. */
export function ticketWith(run: (words: readonly string[], world: World) => Promise<ExitCode>) {
  const { verbs } = ticket
  const triage = async (): Promise<Verb> => (await import('./commands/triage')).triageWith(run)
  return { verbs: { ...verbs, triage } } satisfies Noun
}
