import type { Noun } from '../kit/verb'

/** What the desk does by itself. */
export const cron: Noun = {
  verbs: {
    run: async () => (await import('./commands/cron-run')).cronRun,
    jobs: async () => (await import('./commands/cron-jobs')).cronJobs,
    install: async () => (await import('./commands/cron-install')).cronInstall,
  },
}
