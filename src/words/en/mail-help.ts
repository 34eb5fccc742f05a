const id = { id: 'its id, or the beginning of it' }

/** Help pages of mail that goes out. */
export const enMailHelp = {
  nouns: { mail: 'Mail that goes out, and what became of it.' },
  verbs: {
    'mail setup': {
      summary: 'Set up how mail leaves, with a test mail',
      description:
        'Asks for the address and the way, sends a mail by them, and keeps them when the server took it. Says what cron has to run.',
      flags: {
        '--from': 'the address that mail comes from: support@support.example, or Support <support@support.example>',
        '--smtp-url':
          'the way: smtp://USER:PASSWORD@HOST:587, smtp://localhost, sendmail:; - reads it from standard input',
        '--test': 'to whom the test mail goes; to yourself without it',
        '--no-test': 'without a test mail',
        '--idempotency-key': 'do it once, however often it is called with this key',
      },
      examples: [
        ['helpdesk mail setup', 'a terminal asks'],
        ['cat smtp-url.txt | helpdesk mail setup --smtp-url -', 'in a script, with the password in a file'],
      ],
    },
    'mail send': {
      summary: 'Send the mail that is due',
      description:
        'Says nothing where nothing is due, as cron wants it. Ends with 75 where something must be tried again.',
      flags: {
        '--limit': 'at most so many',
        '--dry-run': 'only say how many are due',
        '--wait': 'wait for what is due within the next moments, and send it; one at a time',
      },
    },
    'mail queue': {
      summary: 'The mail that has not left, the oldest first',
      flags: {
        '--all': 'also what was sent, cancelled or not wanted',
        '--state': 'queued, leased, deferred, held, uncertain, failed, …; may be given several times',
        '--limit': 'at most so many; a terminal shows 50',
      },
      examples: [['helpdesk mail queue --state uncertain', 'of these nobody knows whether they arrived']],
    },
    'mail show': {
      summary: 'A whole mail as it will go, or went',
      description: 'Without what is secret in it.',
      arguments: id,
    },
    'mail retry': {
      summary: 'Send a mail now that failed, was put off, or is uncertain',
      description: 'One that is uncertain may arrive twice.',
      arguments: id,
      flags: { '--failed': 'all that failed' },
      examples: [['helpdesk mail retry --failed', 'after the server was mended']],
    },
    'mail cancel': { summary: 'A mail that has not left shall not go', arguments: id },
    'mail release': {
      summary: 'Let mail go that was held back',
      description:
        'Without an id all of it. Held back is what one command or run queued beyond mail.max-per-run, and what is too old.',
      arguments: { id: 'their ids, or the beginnings of them' },
      flags: { '--dry-run': 'only say how many would go' },
    },
    'mail test': {
      summary: 'Send a mail at once and tell what the server said',
      arguments: { address: 'to whom' },
    },
  },
} as const
