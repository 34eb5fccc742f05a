const key = { '--idempotency-key': 'do it once, however often it is called with this key' }
const account = { account: 'its IBAN, address or label, or the beginning of one' }
const contact = { contact: 'its name, or the beginning of it' }
const ebicsFlags = {
  '--host-id': 'the bank’s host id',
  '--partner-id': 'the customer’s id at the bank',
  '--user-id': 'the id of the user who signs',
  '--url': 'the bank’s EBICS address',
  '--order-type': 'an order type that may be used: CCT, STA …; may be given several times',
}
const paging = {
  '--limit': 'at most so many; a terminal shows 50',
  '--cursor': 'go on where a page ended',
  '--page-info': 'JSON: {items, nextCursor}',
}

/** Help pages of what a tenant has: accounts, EBICS contacts, payments, statement files, events. */
export const enWorkspaceHelp = {
  nouns: {
    account: 'Bank accounts and PayPal accounts of a tenant.',
    ebics: 'EBICS contacts of a tenant, and the orders that wait for signatures there.',
    payment: 'Payments of a tenant, and what became of them.',
    statement: 'Information about files with account statements, never what is in them.',
    event: 'What happened, and what happens elsewhere and is fed in.',
  },
  verbs: {
    'account add': {
      summary: 'Add an account',
      arguments: { account: 'an IBAN, or the address of a PayPal account' },
      flags: { '--label': 'what people call it', '--bic': 'the bank’s BIC', ...key },
      examples: [['helpdesk account add "DE89 3704 0044 0532 0130 00" --label Payroll', 'blanks do no harm']],
    },
    'account list': { summary: 'The accounts of a tenant', flags: paging },
    'account show': { summary: 'One account', arguments: account },
    'account edit': {
      summary: 'Change an account’s label or BIC',
      arguments: account,
      flags: {
        '--label': 'what people call it',
        '--no-label': 'take the label away',
        '--bic': 'the bank’s BIC',
        '--no-bic': 'take the BIC away',
        ...key,
      },
    },
    'account remove': {
      summary: 'Remove an account',
      description: 'What is known of its payments stays; further events of it are refused.',
      arguments: account,
      flags: { '--dry-run': 'only say what would be removed', ...key },
    },
    'ebics add': {
      summary: 'Add an EBICS contact',
      arguments: { name: 'what people call it' },
      flags: { ...ebicsFlags, ...key },
      examples: [
        [
          'helpdesk ebics add "House bank" --host-id EBIXHOST --partner-id P4711 --user-id U1 --order-type CCT',
          'as it stands in the bank’s letter',
        ],
      ],
    },
    'ebics list': { summary: 'The EBICS contacts of a tenant', flags: paging },
    'ebics show': { summary: 'One EBICS contact with its orders and what became of them', arguments: contact },
    'ebics edit': {
      summary: 'Change an EBICS contact',
      arguments: contact,
      flags: {
        '--name': 'another name',
        ...ebicsFlags,
        '--no-url': 'take the address away',
        '--remove-order-type': 'an order type that may no longer be used; may be given several times',
        ...key,
      },
    },
    'ebics remove': {
      summary: 'Remove an EBICS contact and what is known of its orders',
      arguments: contact,
      flags: { '--dry-run': 'only say what would be removed', ...key },
    },
    'payment list': {
      summary: 'Payments, those first that changed last',
      description: 'A payment is known from the first event that names it.',
      flags: {
        '--kind': 'sepa, foreign-trade, cash-card or paypal',
        '--status':
          'with this status, by id, code or label; not-executed means all that failed; may be given several times',
        '--account': 'of this IBAN or PayPal address',
        ...paging,
      },
      examples: [['helpdesk payment list --status not-executed', 'what did not go through']],
    },
    'payment show': {
      summary: 'One payment with everything that was told of it',
      arguments: { payment: 'its reference' },
    },
    'statement add': {
      summary: 'Note that a file with statements came',
      description: 'For portals and scripts. Of one that is known already nothing changes.',
      arguments: { name: 'what the file is called; it is not read' },
      flags: {
        '--account': 'whose statements: IBAN or PayPal address',
        '--format': 'mt940, mt942, camt.052, camt.053, camt.054, csv or pdf',
        '--from': 'the first day: 2026-11-19',
        '--to': 'the last day: 2026-11-20',
        '--size': 'its size in bytes',
        ...key,
      },
    },
    'statement list': {
      summary: 'Which files with statements came, the newest first',
      flags: { '--account': 'of this IBAN or PayPal address', ...paging },
    },
    'event types': { summary: 'What can happen, with attributes and filters' },
    'event emit': {
      summary: 'Feed an event in',
      description: 'Of an account or EBICS contact that the tenant has. With an external id it counts once.',
      arguments: { type: 'payment-file.rejected, payment.status-changed or eds-order.changed' },
      flags: {
        '--attribute': 'what it tells: status=executed; given several times',
        '--external-id': 'what the sender calls it, at most 200 characters',
        ...key,
      },
      examples: [
        [
          'helpdesk event emit payment.status-changed --attribute payment=INV-7 --attribute status=FIN_REJECTED',
          'a status by its id, code or label',
        ],
        [
          'helpdesk event emit payment-file.rejected --attribute file=may.xml --attribute "reason=No debtor"',
          'of the whole tenant',
        ],
      ],
    },
    'event import': {
      summary: 'Feed in the events of files',
      description:
        'JSON as event list prints it (an array, or one a line), or a bank’s answer: pain.002.001.03 to .10. A file counts as a whole or not at all, and what is known already counts once.',
      arguments: { path: 'files, - for standard input' },
      flags: {
        '--format': 'pain.002 or json; auto looks at how a file begins',
        '--dry-run': 'only say what would be new',
        ...key,
      },
      examples: [
        ['helpdesk event import status.xml', 'what the bank answered'],
        ['helpdesk event import events.ndjson --dry-run', 'what would be new'],
      ],
    },
    'event list': {
      summary: 'What happened, oldest first',
      description: 'Of the tenant meant; the desk’s own people who name none see all.',
      flags: {
        '--all': 'of all tenants',
        '--type': 'only this type: helpdesk event types',
        '--since': 'since then: 2026-11-21, "yesterday 14:30"',
        ...paging,
        '--limit': 'the newest, at most so many; a terminal shows 50',
      },
    },
    'event follow': {
      summary: 'Print events as they come, until Ctrl-C',
      description: 'With --json one object a line.',
      flags: { '--all': 'of all tenants', '--from': 'begin behind this event: its id' },
      examples: [['helpdesk event follow --json', 'for a script that goes on reading']],
    },
  },
} as const
