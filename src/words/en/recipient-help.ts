const desk = { '--desk': 'of the desk’s rules, not of a tenant’s' }
const rule = { rule: 'its description, the beginning of it, or its id' }

/** Help pages of what rules cause, and of the addresses outside that they name. */
export const enRecipientHelp = {
  nouns: {
    recipient: 'Addresses outside that rules name, and whether they confirmed.',
  },
  verbs: {
    'rule test': {
      summary: 'Show what a rule would send',
      description:
        'For the newest event that fits, an event that happened, or one from a file; where there is none, for an example. Sends nothing.',
      arguments: { ...rule, event: 'its id, its external id, or the number of a ticket for the newest about it' },
      flags: { '--event-file': 'a file with one event, as event import takes it; - for standard input', ...desk },
      examples: [['helpdesk rule test "Not executed"', 'who would be mailed, and what they would read']],
    },
    'rule explain': {
      summary: 'Why somebody was told of an event, or was not',
      description:
        'First the letters that it caused by itself: to whom, why, and what became of each. Then rule by rule: whether it fits, whom it means, and what became of each mail. Whoever got a letter may always ask why.',
      arguments: {
        event:
          'its id, its external id, the number of a ticket for the newest about it, or the id of a mail for what caused it',
        address: 'only what concerns this address',
      },
      examples: [['helpdesk rule explain 4be91c02a7d35f18 anna@acme.example', 'why anna got a mail, or none']],
    },
    'rule log': {
      summary: 'What rules caused, newest last',
      description:
        'What a deleted rule caused goes with it. A rule that was disabled still sends what it had gathered.',
      arguments: rule,
      flags: { '--limit': 'at most so many, the newest', ...desk },
    },
    'recipient list': { summary: 'Addresses outside, and whether they confirmed', flags: desk },
    'recipient confirm': {
      summary: 'Confirm an address by the code that was mailed to it',
      description: 'Whoever reads that mailbox may also answer yes. What happened before is not sent later.',
      arguments: { address: 'the address outside', code: 'the code; blanks, dashes and small letters do no harm' },
      flags: desk,
      examples: [['helpdesk recipient confirm bank@partner.example 7KQ2-9MXD-4', 'from the line “Code:” of the mail']],
    },
    'recipient remove': {
      summary: 'Remove an address, also from all rules',
      arguments: { address: 'the address outside' },
      flags: desk,
    },
  },
} as const
