const conditions = {
  '--priority': 'only for tickets of this priority: low, normal, high or urgent',
  '--category': 'only for tickets of this category',
  '--level': 'only at this level: 1 or 2',
}
const key = { '--idempotency-key': 'do it once, however often it is called with this key' }

/** Help pages of service levels. */
export const enSlaHelp = {
  nouns: { sla: 'How soon the desk answers and solves, and what became of it.' },
  verbs: {
    'sla list': {
      summary: 'What is promised, in the order in which it is asked whether it fits',
      description:
        'Of those that fit a ticket the one with most conditions holds; the category goes before the priority.',
    },
    'sla set': {
      summary: 'Promise how soon the desk answers and solves',
      description:
        'Takes the place of what was promised for the same tickets: what is not named is not promised. Clocks that run keep what was promised when they began. Durations are business time (30m, 4h, 2d: a d is a working day, as long as the desk is open on an average day).',
      flags: {
        ...conditions,
        '--first-answer': 'until the first answer',
        '--next-answer': 'until a further answer, from the oldest message that waits for one',
        '--solution': 'until it is solved',
        '--around-the-clock': 'nights, weekends and holidays count, too; a d is 24 hours',
        ...key,
      },
      examples: [
        ['helpdesk sla set --first-answer 4h --next-answer 1d --solution 3d', 'for every ticket'],
        ['helpdesk sla set --priority urgent --first-answer 30m --around-the-clock', 'for emergencies, also at night'],
        ['helpdesk sla set --level 2 --first-answer 4h', 'second level, from the escalation'],
      ],
    },
    'sla remove': {
      summary: 'Promise something no more',
      description: 'Names it as it was set, by its conditions, or by its id. Clocks that run keep it.',
      arguments: { id: 'the id of the service level, or the beginning of it' },
      flags: { ...conditions, '--dry-run': 'only show which one it is', ...key },
    },
    'sla explain': {
      summary: 'When a ticket is due, and why: what was counted and what was not',
      arguments: { number: 'the ticket: 1042, or . for the one last shown in this terminal' },
      examples: [['helpdesk sla explain 1042', 'line by line, with what the calendar says']],
    },
  },
} as const
