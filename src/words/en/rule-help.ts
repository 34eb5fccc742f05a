const key = { '--idempotency-key': 'do it once, however often it is called with this key' }
const desk = { '--desk': 'a rule of the desk, not of a tenant' }
const named = { rule: 'its description, the beginning of it, or its id' }
const filters = {
  '--status':
    'payments with this status, by id, code or label; not-executed means all that failed; may be given several times',
  '--account': 'payments of this account: IBAN, address, label, or all; may be given several times',
  '--change': 'EDS orders: pending, signed-automatically, signed-manually, cancelled; may be given several times',
  '--contact': 'EDS orders of this EBICS contact, or all; may be given several times',
  '--category': 'tickets of this category; may be given several times',
  '--priority': 'tickets of this priority; may be given several times',
  '--emergency': 'emergencies only',
  '--no-emergency': 'everything but emergencies',
  '--level': 'tickets on level 1 or 2',
  '--team': 'tickets of this team, as list --team shows them (rules of the desk); may be given several times',
  '--module': 'tickets of this module; may be given several times',
  '--by': 'answers of customer or of staff',
}
const content = {
  '--description': 'what it is called, at most 200 characters',
  '--event': 'what it is about: helpdesk event types',
  ...filters,
  '--subject': 'the subject of the mail; {payment.status}, {ticket.number} … stand for what the event tells',
  '--to':
    'somebody of the tenant; in a rule of the desk staff, a team, or a role (@team …); may be given several times',
  '--external': 'another address, which gets nothing before it confirms; may be given several times',
  '--collect': 'gather events for that long into one mail: 5m, 1h; 0 sends each at once',
  ...desk,
  ...key,
}

/** Help pages of notification rules. */
export const enRuleHelp = {
  nouns: {
    rule: 'Who is mailed when something happens.',
  },
  verbs: {
    'rule add': {
      summary: 'Make a notification rule',
      description:
        'In a terminal it asks for what is missing. Roles of a desk’s rule: @assignee, @team, @level-1, @level-2, @watchers, @requester, @emergency.',
      flags: {
        ...content,
        '--disabled': 'it tells nobody yet',
        '--recover': 'take up the answers of a rule that was not saved',
      },
      examples: [
        ['helpdesk rule add', 'led through it'],
        [
          'helpdesk rule add --description "Not executed" --event payment.status-changed --status not-executed --to anna@acme.example',
          'for all accounts, also those that come later',
        ],
        [
          'helpdesk rule add --description Emergencies --event ticket.opened --emergency --to @emergency --desk',
          'a rule of the desk',
        ],
      ],
    },
    'rule list': {
      summary: 'The rules of a tenant, or of the desk',
      description: 'Of the tenant meant; the desk’s administrators who name none see the desk’s.',
      flags: desk,
    },
    'rule show': { summary: 'One rule with filters and recipients', arguments: named, flags: desk },
    'rule edit': {
      summary: 'Change a rule',
      description: 'A flag without add or remove sets the whole list anew.',
      arguments: named,
      flags: {
        ...content,
        '--add-status': 'a status more',
        '--remove-status': 'a status less',
        '--add-account': 'an account more',
        '--remove-account': 'an account less',
        '--add-to': 'somebody more',
        '--remove-to': 'somebody less',
        '--add-external': 'another address more',
        '--remove-external': 'another address less',
      },
      examples: [['helpdesk rule edit "Not executed" --add-account Payroll', 'one account more']],
    },
    'rule enable': { summary: 'Let a rule tell again', arguments: named, flags: { ...desk, ...key } },
    'rule disable': { summary: 'Silence a rule without deleting it', arguments: named, flags: { ...desk, ...key } },
    'rule delete': {
      summary: 'Delete a rule',
      arguments: named,
      flags: { '--dry-run': 'only say which it would be', ...desk, ...key },
    },
    'rule export': {
      summary: 'Print all rules as a file for rule apply',
      description: 'JSON, in a fixed order and without ids, to be reviewed and kept.',
      flags: desk,
      examples: [['helpdesk rule export --desk', 'those of the desk']],
    },
    'rule apply': {
      summary: 'Make the rules as a file says',
      description:
        'What is in the file is added or changed, what is not in it is deleted: all of it or nothing. Asks before it does.',
      arguments: { path: 'the file, - for standard input' },
      flags: { '--dry-run': 'only say what would change', ...desk, ...key },
      examples: [['helpdesk rule apply rules.json --dry-run', 'what would change']],
    },
  },
} as const
