import type { HelpCatalogue } from '../help'
import { enMailHelp } from './mail-help'
import { enRecipientHelp } from './recipient-help'
import { enRuleHelp } from './rule-help'
import { enSlaHelp } from './sla-help'
import { enWorkspaceHelp } from './workspace-help'

const number = { number: 'the ticket: 1042, or . for the one last shown in this terminal' }
const numbers = {
  number: 'the tickets: 1042 1044-1049, . for the one last shown in this terminal, - for numbers from standard input',
}
const text = {
  '--message': 'the text; without it your editor opens',
  '--file': 'the text from a file, - for standard input',
}
const attach = {
  '--attach': 'a file, - for standard input; may be given several times',
  '--attach-name': 'what the file from standard input is called',
}
const recover = { '--recover': 'take up the text of a command that failed' }
const categoryFlags = {
  '--label': 'what people read',
  '--label-de': 'the same in German',
  '--label-en': 'the same in English',
  '--description': 'what it is for',
  '--description-de': 'the same in German',
  '--description-en': 'the same in English',
  '--partner-only': 'only partners may choose it',
  '--ask': 'a field that a terminal asks for: browser, where, occurred …; also several times',
  '--require': 'a field that is asked, and that an escalation needs; also several times',
  '--help-text': 'how a field is answered: "console=Press F12"; also several times',
  '--help-text-de': 'the same in German',
  '--help-text-en': 'the same in English',
  '--link': 'where to read more about a field: console=https://…',
  '--first': 'before all others',
  '--after': 'behind this one',
}
const teamsOwn =
  'A ticket is of the team that owns its topic, else its module, else its category, unless it was given to another one. No two teams own the same.'
const givenToATeam =
  'What is given to a team is nobody’s there until somebody takes it; by being given to somebody else, to nobody or to the other level it leaves the team.'
const teamFlags = {
  '--title': 'its name for people',
  '--member': 'one of the staff; may be given several times',
  '--topic': 'a topic that it owns; may be given several times',
  '--module': 'a module that it owns, as tickets name it; may be given several times',
  '--category': 'a category that it owns; may be given several times',
}
const listFlags = {
  '--status': 'open, waiting, solved or closed; may be given several times',
  '--all': 'every status',
  '--mine': 'assigned to me',
  '--assignee': 'assigned to that person',
  '--unassigned': 'assigned to nobody',
  '--team': 'of that team, or without a team and with somebody of it',
  '--category': 'of this category',
  '--topic': 'about this topic',
  '--level': '1 or 2',
  '--priority': 'low, normal, high or urgent',
  '--emergency': 'emergencies only',
  '--overdue': 'what is overdue',
  '--new': 'nobody has answered or taken them yet',
  '--watching': 'those that you watch',
  '--held': 'what is on hold, which is not in the list otherwise',
  '--since': 'opened since then: 2026-11-21, "yesterday 14:30", "3d ago"',
  '--search': 'with these words, in every status: helpdesk search --help; the best first unless --sort says otherwise',
  '--sort': 'queue, number, created or updated; -updated the other way round',
  '--limit': 'at most so many; a terminal shows 50',
}
const report = {
  '--affected-user': 'who has the problem',
  '--where': 'where in the product',
  '--device': 'the device: "Laptop, Windows 11"',
  '--browser': 'browser and version, on the advisor’s side',
  '--customer-device': 'the device on the customer’s side',
  '--customer-browser': 'browser and version on the customer’s side',
  '--occurred-at': 'when it happened, exactly: 14:30, "yesterday 9:15", 2026-11-21T14:30',
  '--occurred-about': 'about when it happened',
  '--console-file': 'what the browser’s console says, from a file, - for standard input',
  '--document': 'the document that shows the problem, attached; - for standard input',
  '--document-clean': 'the document contains no personal data',
  '--tried': 'what was tried already',
}
const noReport = {
  '--no-affected-user': 'nobody in particular',
  '--no-where': 'no place',
  '--no-device': 'no device',
  '--no-browser': 'no browser',
  '--no-customer-device': 'no device on the customer’s side',
  '--no-customer-browser': 'no browser on the customer’s side',
  '--no-occurred': 'no time',
  '--no-console': 'nothing from the console',
  '--no-document': 'no attachment is the document any more',
  '--no-document-clean': 'nothing about the document',
  '--no-tried': 'nothing about what was tried',
}
const key = { '--idempotency-key': 'do it once, however often it is called with this key' }
const accessCode = {
  summary: 'The access code of your tenant, to be read out to an advisor',
  description:
    'Shows the code that is valid, and makes one if there is none. It lets one advisor in, who sees what helpdesk access permissions lists and changes nothing. --ttl and --for make a new code; the one before is good for nothing then.',
  flags: {
    '--new': 'make a new one; the one before is good for nothing any more',
    '--ttl': 'how long the code is valid: 5m to 24h',
    '--for': 'how long whoever redeems it may stay, at most 14d; a day without it',
    '--watch': 'count down, and tell who came in',
  },
  examples: [
    ['helpdesk code', 'show the code, spelled for the telephone'],
    ['helpdesk code --for 3d --watch', 'three days for whoever redeems it; wait until they are in'],
  ],
} as const
const accessRedeem = {
  summary: 'Come into a tenant as an advisor, by the code that it reads out',
  description:
    'However the code is typed is the same: small letters, blanks, dashes, several words. Without a code a terminal asks for it, so that it stands in no history. A mistyped code costs nothing; wrong ones are counted.',
  arguments: { tenant: 'the tenant’s short name', code: 'the code: 7KQ2-9MXD-4' },
  flags: {
    '--ticket': 'stay until this ticket is solved, at most 14 days',
    '--reason': 'why, for the tenant’s log',
  },
  examples: [['helpdesk redeem acme 7KQ2 9MXD 4 --ticket 1041', 'until #1041 is solved']],
} as const
const change = {
  '--dry-run': 'only try it: which tickets are meant, who would be mailed',
  '--if-version': 'refuse if the ticket has moved on since that version',
  ...key,
}
const changeOne = { ...change, '--dry-run': 'only try it: which ticket is meant, who would be mailed' }
const topic = 'its id, title, or the beginning of either'
const topicTexts = {
  '--title': 'what it is called',
  '--title-de': 'the title in German',
  '--title-en': 'the title in English',
  '--question': 'what people ask',
  '--question-de': 'the question in German',
  '--question-en': 'the question in English',
  '--answer': 'what they are answered',
  '--answer-de': 'the answer in German',
  '--answer-en': 'the answer in English',
  '--answer-file': 'the answer from a file, - for standard input',
  '--answer-file-de': 'the German answer from a file',
  '--answer-file-en': 'the English answer from a file',
  '--answered-by': 'out-of-scope, first-level, project-lead or second-level; first-level is usual',
}

export const enHelp = {
  usage: 'Usage',
  argumentsTitle: 'Arguments',
  flagsTitle: 'Flags',
  globalFlagsTitle: 'Flags of every command',
  examplesTitle: 'Examples',
  commandsTitle: 'Commands',
  tagline: 'helpdesk: a whole service desk in one file.',
  shortVerbsTitle: 'Tickets',
  nounsTitle: 'Everything',
  moreHelp: 'One page per command: helpdesk open --help. The flags of every command: helpdesk help flags',
  moreGlobalFlags: 'Flags of every command (--json, --tenant, --lang …): helpdesk help flags',
  nounAndVerb: '<noun> <verb> ...',
  verb: '<verb> ...',
  flags: '[flags]',
  placeholders: {} as Readonly<Record<string, string>>,
  globalFlags: {
    '--output': 'table, json, ndjson, csv or tsv; a terminal gets table, a pipe tsv',
    '--json': 'the same as -o json',
    '--fields': 'only these fields, divided by commas',
    '--db': 'the database file',
    '--home': 'one folder for everything: database, key, credentials, drafts',
    '--tenant': 'which tenant is meant (HELPDESK_TENANT)',
    '--lang': 'de or en (HELPDESK_LANG)',
    '--no-input': 'ask nothing; what is missing is an error',
    '--yes': 'answer questions with yes',
    '--no-color': 'no colour (NO_COLOR)',
    '--ascii': 'no characters beyond ASCII',
    '--quiet': 'only what was asked for',
    '--verbose': 'say afterwards which database was used, and for how long',
    '--debug': 'with an error, where in the program it arose',
  },
  nouns: {
    ticket: 'Tickets. The noun may be left out: helpdesk reply 1042. A number alone shows the ticket.',
    view: 'Your own views: lists that you want to see again.',
    category: 'The reasons for which people write.',
    topic: 'Known issues with their prepared answers.',
    tenant: 'Customer organisations.',
    access: 'Advisors: let in by a code that is read out, read-only, and logged.',
    guest: 'Guests: people from elsewhere who act in a tenant, once they accept.',
    user: 'People: staff, customers, contacts.',
    'user key': 'Ssh keys, with which people come in through ssh.',
    group: 'Who may do what: groups of permissions, of the desk and of organisations.',
    team: 'Staff who own the same kind of work: topics, modules, categories.',
    ssh: 'The door for people who come through ssh.',
    password: 'Passwords: your own, and a new one for somebody.',
    token: 'Your access tokens, for scripts.',
    consent: 'The data notice and who agreed to it.',
    config: 'What this desk has set.',
    calendar: 'When the desk answers.',
    'calendar holiday': 'Days on which the desk is closed.',
    audit: 'The journal, proved.',
    cron: 'What the desk does by itself.',
    db: 'The database file.',
    key: 'The desk’s key, which lies beside the database.',
    ...enWorkspaceHelp.nouns,
    ...enMailHelp.nouns,
    ...enRuleHelp.nouns,
    ...enRecipientHelp.nouns,
    ...enSlaHelp.nouns,
  },
  verbs: {
    'ticket open': {
      summary: 'Open a ticket',
      description:
        'For somebody new it makes the contact, and with --new-tenant the organisation. In a terminal it asks for what is missing.',
      arguments: { subject: 'what it is about, in one line' },
      flags: {
        '--subject': 'the subject as a flag',
        ...text,
        ...attach,
        '--for': 'whose ticket it is (for staff, and a tenant’s own first level)',
        '--name': 'the name of that person, if they are new',
        '--category': 'why they write: helpdesk category list',
        '--topic': 'which known issue it is: helpdesk topic list',
        '--module': 'which part of the product',
        '--priority': 'low, normal, high or urgent (staff)',
        '--emergency': 'cannot wait; makes it urgent',
        '--new-tenant': 'make this tenant for a mail domain that is nobody’s yet',
        '--cc': 'who gets the answers, too; may be given several times',
        '--link': 'a page that has to do with it: https://…',
        '--level': '1 or 2: first level hands it to second level at once, with all that helpdesk escalate wants',
        '--reason': 'why second level has to look at it; without it the description',
        '--force': 'with --level 2: whatever is missing, and whoever’s topic it is',
        '--via': 'how it came in: phone, mail or cli',
        '--consent': 'the requester agrees to the data notice',
        '--consent-by': 'how they agreed, which staff write down: phone, mail or contract',
        '--dry-run': 'only try it: what would be opened, who would be mailed',
        '--if-duplicate':
          'what to do if a similar ticket is not solved yet: open (and say so), reply (answer there if it is surely the same) or fail',
        ...report,
        ...key,
        ...recover,
      },
      examples: [
        ['helpdesk open "Payment file rejected" --for anna@acme.example', 'your editor opens for the description'],
        [
          'helpdesk open "Portal down" --for anna@acme.example --emergency -m "503 since 8:10"',
          'an emergency, at once',
        ],
        ['journalctl -u import -n 50 | helpdesk open "Import failed" --for ops@acme.example -F -', 'from a script'],
      ],
    },
    'ticket list': {
      summary: 'What is to be done, the most urgent first',
      description: 'Shows what is open or waiting, unless --status or --all says otherwise.',
      flags: {
        ...listFlags,
        '--view': 'a list that was kept: helpdesk view list; further flags refine it',
        '--cursor': 'go on where a page ended',
        '--page-info': 'JSON: {items, nextCursor}',
      },
      examples: [
        ['helpdesk list --mine', 'my tickets'],
        ['helpdesk list --status solved --tenant acme', 'what acme may still reopen'],
        ['helpdesk list --held', 'what is on hold'],
        ['helpdesk list --json --fields number,subject,requester', 'for a script'],
        ['helpdesk list --search invoice --sort created --since "7d ago"', 'not ranked, but in an order of time'],
      ],
    },
    'ticket search': {
      summary: 'Find tickets by what is said in them',
      description:
        'Looks through subject, description, report, messages and the names of attachments, in every status; capitals and the spelling of umlauts do not matter. Also invoic* (beginning), "two words" (phrase), -word (must not be there) and field:value with subject, attachment, status, from, tenant, category, topic, assignee, priority, number, has:attachment.',
      arguments: { text: 'words that must all be there, in quotes because of the shell' },
      flags: { '--limit': 'at most so many; a terminal shows 20' },
      examples: [
        ['helpdesk search "payment rejected -paypal"', 'both words, and not the third'],
        ['helpdesk search \'status:open from:anna "due date"\'', 'Anna’s open ones with this phrase'],
      ],
    },
    'ticket next': {
      summary: 'The most urgent ticket for you, and why',
      description:
        'Of your level, yours or nobody’s: emergencies first, then the priority; among equals who has waited longest for a word.',
      flags: { '--take': 'and take it; of two at the same time each gets another one' },
      examples: [['helpdesk next --take', 'the next one, at once']],
    },
    'ticket triage': {
      summary: 'Go through the queue ticket by ticket, with single keys',
      description:
        'What next would give, one after the other, or what the flags of list say. Each key is the command of its name; ? shows them all.',
      flags: { ...listFlags, '--view': 'a list that was kept: helpdesk view list' },
      examples: [
        ['helpdesk triage', 'the whole queue'],
        ['helpdesk triage --mine', 'my own tickets'],
      ],
    },
    'ticket show': {
      summary: 'One ticket with its conversation',
      arguments: number,
      flags: { '--history': 'everything that happened to it' },
      examples: [
        ['helpdesk 1042', 'the same as helpdesk show 1042'],
        ['helpdesk show . --history', 'the one last shown, with its history'],
      ],
    },
    'ticket reply': {
      summary: 'Answer the requester',
      description: 'An answer of the staff makes the ticket waiting, one of the requester makes it open.',
      arguments: numbers,
      flags: {
        ...text,
        ...attach,
        ...recover,
        '--cc': 'who gets the answers, too; may be given several times',
        '--answer': 'the prepared answer of this topic, below your text if there is one (staff)',
        '--solve': 'and solve it',
        '--keep-open': 'it stays the staff’s turn',
        '--reopen': 'take a solved ticket up again',
        ...change,
      },
      examples: [
        ['helpdesk reply 1042 -m "Which bank is it?"', 'ask back'],
        ['helpdesk reply 1042 --solve -F answer.txt', 'the answer that solves it'],
        ['helpdesk reply 1042 -m "The form is attached." -a form.pdf', 'with a file'],
        ['helpdesk reply 1042,1044-1049 -m "The bank is back."', 'several at once'],
      ],
    },
    'ticket note': {
      summary: 'Write down something for the staff only',
      arguments: numbers,
      flags: {
        ...text,
        ...attach,
        '--desk-only': 'only the desk’s own people see it, not a tenant’s first level; search does not find it',
        ...recover,
        ...change,
      },
      examples: [['helpdesk note 1042 -m "Same as #998?"', 'the requester never sees it']],
    },
    'ticket take': {
      summary: 'Take a ticket yourself',
      arguments: numbers,
      flags: change,
      examples: [['cut -f1 numbers.tsv | helpdesk take -', 'those that another program names']],
    },
    'ticket give': {
      summary: 'Give a ticket to a colleague or a team',
      description: `Without a name a terminal offers staff and teams. ${givenToATeam}`,
      arguments: { ...numbers, user: 'the colleague’s e-mail address, or the name of a team' },
      flags: change,
      examples: [['helpdesk give 12 payments', 'to the team payments: next offers it to its people alone']],
    },
    'ticket assign': {
      summary: 'Give a ticket to somebody, a team or nobody',
      description: `Without a name a terminal offers staff and teams. ${givenToATeam}`,
      arguments: { ...numbers, user: 'the colleague’s e-mail address, or the name of a team' },
      flags: { '--me': 'to yourself', '--none': 'to nobody, and to no team', ...change },
    },
    'ticket edit': {
      summary: 'Put a ticket’s facts right',
      arguments: numbers,
      flags: {
        '--subject': 'another subject',
        '--category': 'another category',
        '--topic': 'which known issue it is',
        '--no-topic': 'none of the known issues',
        '--module': 'another module',
        '--no-module': 'no module',
        '--priority': 'low, normal, high or urgent',
        '--emergency': 'an emergency, and so urgent',
        '--no-emergency': 'no emergency',
        '--requester': 'somebody else of the same tenant',
        ...report,
        ...noReport,
        '--attach-name': attach['--attach-name'],
        ...change,
      },
      examples: [['helpdesk edit 1042 --priority high --category billing', 'two facts at once']],
    },
    'ticket solve': {
      summary: 'Mark a ticket as solved',
      description: 'A text is sent as an answer first. For 14 days (tickets.reopen-window) an answer opens it again.',
      arguments: numbers,
      flags: {
        '--message': 'a last answer',
        '--file': 'a last answer from a file, - for standard input',
        '--as': 'how: answered, fixed, out-of-scope or withdrawn; without it what fits',
        '--thanks': 'what reopened it was a mere “thank you”: the solution holds as before (staff)',
        ...change,
      },
      examples: [
        ['helpdesk solve 1042 -m "The new schema is live."', 'answer and solve'],
        ['helpdesk solve 1042 --as fixed', 'something was mended'],
        ['helpdesk solve 1042 --thanks', 'the customer only said thank you'],
      ],
    },
    'ticket hold': {
      summary: 'Take a ticket out of the queue until a time',
      description:
        'It comes back by itself, or as soon as the requester answers. On hold nobody is reminded. In a terminal it asks for what is missing.',
      arguments: numbers,
      flags: {
        '--until': 'when it comes back: tomorrow, "in 3d", 2026-12-01, "tomorrow 9:00"',
        '--for': 'for whom it waits: customer or third-party',
        '--none': 'take it back into the queue now',
        ...change,
      },
      examples: [['helpdesk hold 1042 --until "in 3d" --for third-party', 'the bank has to answer first']],
    },
    'ticket escalate': {
      summary: 'Hand a ticket to second level',
      description:
        'For first level. It takes a reason, what was tried, and a report that has all that its form and its topic demand; what is missing is named, and a terminal asks for exactly that. The reason is a note, which the requester never sees.',
      arguments: numbers,
      flags: {
        '--reason': 'why second level has to look at it',
        ...attach,
        ...report,
        '--force': 'whatever is missing, and whoever’s topic it is; the history keeps it',
        ...recover,
        ...change,
      },
      examples: [
        ['helpdesk escalate 1042 --reason "needs the sync log" --tried "connected it again"', 'the report is complete'],
        ['helpdesk escalate 1042 --reason "nobody can work" --force', 'at once, whatever is missing'],
      ],
    },
    'ticket return': {
      summary: 'Return a ticket to first level, with an answer',
      description:
        'For second level. The answer is a note, which the requester never sees. The ticket is theirs again who had it there. To answer the requester: helpdesk reply.',
      arguments: numbers,
      flags: { ...text, ...attach, ...recover, ...change },
      examples: [
        ['helpdesk return 1042 -m "Mended on our side. Please tell Kim to log in again."', 'an answer for first level'],
      ],
    },
    'ticket follow-up': {
      summary: 'Open a new ticket that takes up where a solved or closed one ended',
      description: 'It has the same requester, tenant, category and, without --subject, the same subject.',
      arguments: number,
      flags: {
        '--subject': 'another subject',
        ...text,
        ...attach,
        '--consent': 'the requester agrees to the data notice',
        '--consent-by': 'how they agreed, which staff write down: phone, mail or contract',
        ...recover,
        ...changeOne,
      },
      examples: [['helpdesk follow-up 1042 -m "It is back since today."', 'a closed ticket takes no answer']],
    },
    'ticket rate': {
      summary: 'Rate the solution of your own ticket',
      description:
        'Once for each solution, until 14 days after the ticket was closed. It is not reopened by that. In a terminal it asks for what is missing.',
      arguments: number,
      flags: { '--score': '1 (bad) to 5 (good)', '--comment': 'what you want to say about it', ...changeOne },
      examples: [['helpdesk rate 1042 --score 5 --comment "Quick!"', 'five of five']],
    },
    'ticket reopen': { summary: 'Take a solved ticket up again', arguments: numbers, flags: change },
    'ticket close': {
      summary: 'Close a solved ticket before its time',
      description: 'A solved ticket closes by itself when the time to reopen it is over.',
      arguments: numbers,
      flags: change,
    },
    'ticket cc': {
      summary: 'Who else gets a ticket’s answers',
      description:
        'Whoever is in copy reads the ticket, without notes, and may answer it. Alone it lists them; add also lets in who waits for it.',
      arguments: { number: number.number, deed: 'add or remove', email: 'their e-mail addresses' },
      flags: changeOne,
      examples: [
        ['helpdesk cc 1042 add kim@acme.example', 'a colleague of the requester'],
        ['helpdesk cc 1042 add bank@partner.example --yes', 'somebody from elsewhere'],
      ],
    },
    'ticket watch': {
      summary: 'Watch a ticket without taking it',
      description: 'A mark of your own: the ticket does not change, and nobody else sees it.',
      arguments: numbers,
      flags: change,
    },
    'ticket unwatch': { summary: 'Watch a ticket no longer', arguments: numbers, flags: change },
    'ticket link': {
      summary: 'Link a ticket with another one or with a page',
      description: 'In a terminal it asks for what is missing.',
      arguments: { number: numbers.number, other: 'another ticket’s number, or an address: https://…' },
      flags: { '--remove': 'take the link away', ...change },
      examples: [['helpdesk link 1042 998', 'shown from both sides']],
    },
    'ticket merge': {
      summary: 'Make one ticket of several about the same topic',
      description:
        'The merged ones are closed and point to the survivor, which shows what was said in all of them. Their people go along. If one of them is open, so is the survivor. In a terminal it asks for what is missing.',
      arguments: numbers,
      flags: { '--into': 'the ticket that goes on', '--dry-run': 'only say whether it can be done', ...key },
      examples: [['helpdesk merge 1044 1047 --into 1042', 'three become one']],
    },
    'ticket undo': {
      summary: 'Take back what you did last',
      description:
        'Your last answer, note, or change of status or assignee, within 10 minutes and if nobody touched the ticket since. The text is kept.',
      flags: { '--dry-run': 'only say what it was' },
    },
    'ticket attachments': {
      summary: 'The files that came with a ticket',
      arguments: number,
      examples: [['helpdesk attachments 1042', 'what there is, with the numbers for download']],
    },
    'ticket download': {
      summary: 'Get a file that came with a ticket',
      description:
        'Writes it into the current folder under its own name, made safe; through ssh to standard output. Nothing is overwritten.',
      arguments: { ...number, attachment: 'its number in the list, its name or id, or the beginning of its id' },
      flags: {
        '--to': 'another folder or file, - for standard output',
        '--overwrite': 'replace a file that is there',
      },
      examples: [
        ['helpdesk download 1042 1', 'the first one, into the current folder'],
        ['helpdesk download 1042 pain.xml --to -', 'for another program'],
      ],
    },
    'view save': {
      summary: 'Keep a list under a name',
      description: 'Yours alone. The flags are those of list, kept as you type them.',
      arguments: { name: 'small letters, digits and dashes' },
      flags: listFlags,
      examples: [
        ['helpdesk view save urgent --unassigned --priority urgent', 'see it again: helpdesk list --view urgent'],
      ],
    },
    'view list': { summary: 'The lists you have kept' },
    'view remove': { summary: 'Forget a list you have kept', arguments: { name: 'the view' } },
    'category list': { summary: 'The reasons for which people write' },
    'category show': {
      summary: 'One category, and what its form asks',
      arguments: { category: 'id, label, or an unambiguous beginning' },
      examples: [['helpdesk category show technical', 'with the help texts of its fields']],
    },
    'category add': {
      summary: 'Make a category',
      description:
        'A text without a language is in the desk’s own, and speaks the other one, too, until that has its own.',
      arguments: { id: 'the short name: lower case letters, digits, dashes' },
      flags: { ...categoryFlags, ...key },
      examples: [
        [
          'helpdesk category add video --label "Video and sound" --label-de "Bild und Ton" --require browser --ask tried',
          'with a form',
        ],
      ],
    },
    'category edit': {
      summary: 'Change a category or its form',
      arguments: { category: 'id, label, or an unambiguous beginning' },
      flags: {
        ...categoryFlags,
        '--no-partner-only': 'everybody may choose it',
        '--remove-ask': 'a field that is not asked any more',
        '--remove-require': 'a field that an escalation does not need any more',
        '--remove-help': 'a field without text and link',
        ...key,
      },
      examples: [
        [
          'helpdesk category edit technical --help-text "console=Press F12 and choose Console."',
          'how a field is answered',
        ],
      ],
    },
    'category remove': {
      summary: 'Remove a category that no ticket has',
      arguments: { category: 'id, label, or an unambiguous beginning' },
      flags: key,
    },
    'topic list': { summary: 'All topics, who answers them, and how many tickets they saved' },
    'topic show': {
      summary: 'One topic with its answer',
      arguments: { topic },
    },
    'topic search': {
      summary: 'Which topics fit a question',
      arguments: { text: 'a few words, or the whole question' },
      examples: [['helpdesk topic search "calendar does not synchronise"', 'in either language']],
    },
    'topic add': {
      summary: 'Add a topic',
      description:
        'Texts without -de or -en are in the language of the desk; a text missing in one language is shown in the other. An answer may hold {requester.name}, {ticket.number}, {ticket.subject}, {desk.name}.',
      arguments: { id: 'small letters, digits and dashes' },
      flags: {
        ...topicTexts,
        '--category': 'the category that it belongs to',
        '--required': 'a field of the report that it wants before an escalation; may be given several times',
        '--link': 'label=https://…; may be given several times',
        ...key,
      },
      examples: [
        [
          'helpdesk topic add calendar-sync --title "Calendar does not synchronise" --answer-file sync.txt --answered-by second-level',
          'the answer from a file',
        ],
      ],
    },
    'topic edit': {
      summary: 'Change a topic',
      description: 'What is not named stays. Tickets keep the answers that were sent.',
      arguments: { topic },
      flags: {
        ...topicTexts,
        '--category': 'another category',
        '--no-category': 'no category',
        '--add-required': 'one more field that it wants; may be given several times',
        '--remove-required': 'a field that it does not want any more; may be given several times',
        '--add-link': 'label=https://…, also instead of the link with that label; may be given several times',
        '--remove-link': 'the label of a link; may be given several times',
        ...key,
      },
      examples: [['helpdesk topic edit calendar-sync --answer-de "Bitte verbinden Sie den Kalender neu."', 'one text']],
    },
    'topic remove': {
      summary: 'Remove a topic; tickets that have it lose it',
      arguments: { topic },
      flags: key,
    },
    'topic import': {
      summary: 'Take in the topics of a folder',
      description:
        'Each file *.md is a topic: front matter, then the answer (docs/topics.md). A topic that exists is changed, others stay. If anything is wrong, all of it is told and nothing is taken in.',
      arguments: { path: 'the folder' },
      flags: { '--dry-run': 'only tell what would happen' },
      examples: [['helpdesk topic import ./topics --dry-run', 'what is wrong with it, or what would change']],
    },
    'tenant add': {
      summary: 'Add a customer organisation',
      arguments: { name: 'its short name: small letters, digits, dashes' },
      flags: {
        '--title': 'its name for people',
        '--domain': 'a mail domain whose people belong to it; may be given several times',
        '--partner': 'a partner: sees the categories for partners',
        ...key,
      },
      examples: [['helpdesk tenant add acme --title "Acme GmbH" --domain acme.example', 'with its mail domain']],
    },
    'tenant list': {
      summary: 'All customer organisations',
      flags: { '--deleted': 'those that were deleted, and until when they can be restored' },
    },
    'tenant delete': {
      summary: 'Delete a customer organisation',
      description:
        'Nobody can use it any more: its people see nothing, its tickets are in no list. For 30 days it can be restored.',
      arguments: { name: 'its short name' },
      flags: { '--dry-run': 'only say what would be deleted', ...key },
      examples: [['helpdesk tenant delete acme -n', 'how many people and open tickets it has']],
    },
    'tenant restore': {
      summary: 'Restore a deleted customer organisation, within 30 days',
      description: 'People, tickets, domains and settings are as they were.',
      arguments: { name: 'its short name: helpdesk tenant list --deleted' },
      flags: key,
    },
    'tenant show': {
      summary: 'One customer organisation',
      arguments: { name: 'its short name' },
      flags: { '--all': 'with everything it has that you may see' },
    },
    'tenant edit': {
      summary: 'Change a customer organisation',
      arguments: { name: 'its short name' },
      flags: {
        '--title': 'another name for people',
        '--no-title': 'no name for people',
        '--domain': 'one more mail domain',
        '--remove-domain': 'a mail domain that is no longer its own',
        '--partner': 'is a partner',
        '--no-partner': 'is no partner',
        ...key,
      },
    },
    code: accessCode,
    'access code': {
      ...accessCode,
      examples: [['helpdesk access code --tenant acme', 'show the code, spelled for the telephone']],
    },
    redeem: accessRedeem,
    'access redeem': {
      ...accessRedeem,
      examples: [['helpdesk access redeem acme 7KQ2-9MXD-4 --ticket 1041', 'until #1041 is solved']],
    },
    'access list': {
      summary: 'Which advisors are let in: into your tenant, or you yourself',
      flags: {
        '--mine': 'only where you are let in yourself',
        '--permanent': 'only those who are assigned for good',
        '--all': 'those that have ended, too',
      },
    },
    'access remove': {
      summary: 'Remove an advisor from your tenant, at once',
      arguments: { advisor: 'their address: helpdesk access list' },
      flags: key,
    },
    'access leave': {
      summary: 'Leave a tenant that let you in',
      arguments: { tenant: 'the tenant: helpdesk access list --mine' },
      flags: key,
    },
    'access assign': {
      summary: 'Assign an advisor to a tenant for good',
      description: 'Agreed with somebody of the tenant who could read out its code. The tenant can end it at any time.',
      arguments: { advisor: 'the advisor’s address' },
      flags: { '--agreed-with': 'with whom of the tenant it was agreed', ...key },
      examples: [
        ['helpdesk access assign adv@support.example -t acme --agreed-with tom@acme.example', 'Tom agreed to it'],
      ],
    },
    'access permissions': { summary: 'What an advisor sees of a tenant; nobody can change it' },
    'access log': {
      summary: 'Who of the advisors looked at what of your tenant',
      flags: { '--since': 'from then on: yesterday, 2026-11-21' },
    },
    'guest invite': {
      summary: 'Invite somebody into your tenant as a guest',
      description:
        'They may act there once they accept. Inviting again with another --group changes it at once. An address that nobody has yet waits until they get a login.',
      arguments: { email: 'their e-mail address' },
      flags: { '--group': 'the group they are to be in; guest without it', ...key },
      examples: [
        ['helpdesk guest invite anna@beta.example', 'she may look, in the group guest'],
        ['helpdesk guest invite anna@beta.example --group management -t acme', 'with more rights, into acme'],
      ],
    },
    'guest list': {
      summary: 'Guests and invitations: of your tenants, and your own',
      flags: { '--mine': 'only where you are a guest or invited yourself' },
    },
    'guest accept': {
      summary: 'Accept an invitation',
      description: 'From then on --tenant chooses in which tenant you act.',
      arguments: { tenant: 'the tenant that invited you: helpdesk guest list --mine' },
      flags: key,
    },
    'guest decline': {
      summary: 'Decline an invitation, or stop being a guest',
      arguments: { tenant: 'the tenant: helpdesk guest list --mine' },
      flags: key,
    },
    'guest remove': {
      summary: 'Remove a guest or take an invitation back, at once',
      arguments: { email: 'their e-mail address' },
      flags: key,
    },
    'user add': {
      summary: 'Add a person',
      description: 'They belong to --tenant, else to whose mail domain it is: a tenant’s, or the desk’s own.',
      arguments: { email: 'their e-mail address' },
      flags: {
        '--name': 'their name',
        '--phone': 'their telephone number',
        '--group': 'a group they are in; may be given several times',
        ...key,
      },
      examples: [
        ['helpdesk user add tom@acme.example --name "Tom Admin" --group admin', 'an administrator of acme'],
        ['helpdesk user add fritz@support.example --group second-level', 'a colleague'],
      ],
    },
    'user invite': {
      summary: 'Invite a person to choose a password',
      description:
        'Somebody new is added first, as with user add. Inviting again makes a new token and the old one worthless; it is good for 7 days.',
      arguments: { email: 'their e-mail address' },
      flags: {
        '--name': 'their name, if they are new',
        '--phone': 'their telephone number, if they are new',
        '--group': 'a group they are to be in; may be given several times',
        '--print-token': 'show the token, to hand it over yourself; this is written down',
      },
      examples: [['helpdesk user invite fritz@support.example --group second-level', 'a colleague']],
    },
    'user import': {
      summary: 'Take in many people from a file',
      description:
        'The first line is email,name,tenant,group and perhaps telephone; commas or semicolons divide, the text is UTF-8. No tenant: by mail domain. No group: the usual one. Whoever is known already joins the group. If anything is wrong, all of it is told and nobody is taken in.',
      arguments: { path: 'the CSV file, - for standard input' },
      flags: { '--dry-run': 'only tell what would happen' },
      examples: [['helpdesk user import people.csv --dry-run', 'what is wrong with it, or who would come']],
    },
    'user edit': {
      summary: 'Change a person',
      description:
        'Name, telephone and language also your own. Groups are those of --tenant, else of the desk for its people, else of the one tenant they are in.',
      arguments: { email: 'one of their e-mail addresses' },
      flags: {
        '--name': 'another name',
        '--no-name': 'no name',
        '--phone': 'another telephone number',
        '--no-phone': 'no telephone number',
        '--language': 'de or en: what they are written and shown in',
        '--no-language': 'the language of the desk or the machine',
        '--address': 'the address that is written to from now on',
        '--add-address': 'one more address; may be given several times',
        '--remove-address': 'an address that is no longer theirs',
        '--add-group': 'one more group; may be given several times',
        '--remove-group': 'a group they are no longer in',
        ...key,
      },
      examples: [
        ['helpdesk user edit anna@acme.example --phone "+49 30 1234" --language de', 'two facts at once'],
        [
          'helpdesk user edit anna@acme.example --address anna.berg@acme.example',
          'a new address; the old one finds her too',
        ],
        ['helpdesk user edit anna@acme.example --add-group key-user --remove-group user', 'other rights'],
      ],
    },
    'user merge': {
      summary: 'Make two records of one person one',
      description:
        'Addresses, groups, tickets, messages and consents move. Whoever stays keeps name, telephone, status and ways in. The password, sessions, access tokens, keys and invitations of the other one end; being a guest ends, too.',
      arguments: { email: 'an address of the record that goes' },
      flags: { '--into': 'an address of the record that stays', '--dry-run': 'only tell what would move' },
      examples: [['helpdesk user merge anna@gmx.example --into anna@acme.example --dry-run', 'what would move']],
    },
    'user remove': {
      summary: 'Take a person out of a tenant, or out of the desk',
      description:
        'Out of --tenant, else of the desk for its people, else of the one tenant they are in. What they wrote stays; tickets that they had and can have no more are nobody’s. To shut somebody out everywhere: user disable.',
      arguments: { email: 'one of their e-mail addresses' },
      examples: [['helpdesk user remove anna@acme.example --tenant acme', 'out of acme, wherever else she is']],
    },
    'user disable': {
      summary: 'Shut a person out, at once',
      description:
        'Their sessions end, their tokens are revoked and their ssh keys let nobody in; what they wrote stays, and the tickets that they worked on are nobody’s.',
      arguments: { email: 'their e-mail address' },
    },
    'user enable': { summary: 'Let a disabled person in again', arguments: { email: 'their e-mail address' } },
    'user list': { summary: 'All people, or those of --tenant' },
    'user show': { summary: 'One person', arguments: { email: 'their e-mail address' } },
    'user key add': {
      summary: 'Let a person in with their ssh key',
      description:
        'With it they come in through ssh and are who their key says. For people one is in charge of, as long as they have no other way in; administrators of the desk always.',
      arguments: {
        email: 'their e-mail address, or your own',
        key: 'the one line of the .pub file, - for standard input',
      },
      examples: [
        ['cat id_ed25519.pub | helpdesk user key add anna@acme.example -', 'from the file she sent'],
        [
          'helpdesk user key add anna@acme.example "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI... anna@laptop"',
          'the line itself',
        ],
      ],
    },
    'user key list': { summary: 'Your ssh keys, or a person’s', arguments: { email: 'their e-mail address' } },
    'user key remove': {
      summary: 'Take an ssh key away, at once',
      arguments: { email: 'their e-mail address', 'key-id': 'its fingerprint, or the beginning of its id' },
    },
    doctor: {
      summary: 'Whether this desk is in order, and what to mend',
      description:
        'Looks at database, key and journal, and at whether another account can read them. Ends with 78 when something must be mended.',
    },
    'db check': {
      summary: 'Prove that the database and every file in it are sound',
      description:
        'Reads everything: the database itself and each piece of every attachment. Ends with 78 when something is broken, and names it.',
      flags: {
        '--rebuild-due-times': 'work out anew when tickets are due, before everything is checked',
        '--rebuild-search': 'make what tickets are found by anew where it is damaged, before everything is checked',
      },
    },
    'key backup': {
      summary: 'Copy the desk’s key',
      description:
        'Into a file that is not there yet and only its owner can read. Keep it apart from the database and its backups: whoever has both is the desk, and without the key the desk does not work any more. The journal says who made a copy.',
      arguments: { path: 'the new file, - for standard output' },
    },
    'key rotate': {
      summary: 'Give the desk a new key',
      description:
        'Everything that was kept under the old key is kept under the new one, and the journal can be proved from its first entry. Copies of the old key no longer fit the database, but are needed for its backups from before.',
    },
    'ssh serve': {
      summary: 'What sshd starts for somebody who comes',
      description:
        'Stands in authorized_keys and is not typed: runs what the person typed after ssh, as the owner of the key.',
      arguments: { 'key-id': 'the key by which they came' },
      flags: { '--key-file': 'the desk’s key, where it does not lie beside the database' },
    },
    'ssh authorized-keys': {
      summary: 'The lines of authorized_keys for everybody who may come in',
      description:
        'For sshd’s AuthorizedKeysCommand, or to be written into the file. How to set it up: docs/security.md.',
      arguments: { fingerprint: 'only the key with this fingerprint (%f of AuthorizedKeysCommand)' },
      examples: [['helpdesk ssh authorized-keys', 'what belongs into the service account’s ~/.ssh/authorized_keys']],
    },
    login: {
      summary: 'Log in at this desk',
      description: 'Keeps the session on this machine, for 30 days after its last use.',
      arguments: { email: 'your e-mail address' },
      flags: {
        '--password-file': 'the password from the first line of a file, - for standard input',
        '--print-token': 'print the session’s token and keep nothing',
      },
    },
    who: {
      summary: 'Who is that? For the person at the telephone',
      description:
        'Finds people by any part of name, address, telephone number or tenant; capitals, umlauts and blanks do not matter.',
      arguments: { text: 'what you heard' },
      flags: { '--limit': 'at most so many' },
      examples: [
        ['helpdesk who mueller', 'also Müller and Muller'],
        ['helpdesk who 030 1234', 'by telephone number'],
      ],
    },
    logout: { summary: 'End your session' },
    activate: {
      summary: 'Choose a password, invited or after a reset',
      arguments: { token: 'the token you were given' },
      flags: { '--password-file': 'the password from the first line of a file, - for standard input' },
    },
    'password reset': {
      summary: 'Let somebody choose a new password',
      description:
        'Their sessions end at once. The token is good once, for an hour; until then the old password stays. To shut somebody out: user disable.',
      arguments: { email: 'one of their e-mail addresses' },
      flags: {
        '--print-token':
          'show the token, to hand it over yourself (whoever administers the desk); this is written down',
      },
      examples: [['helpdesk password reset fritz@support.example', 'for a colleague who forgot it']],
    },
    'password set': {
      summary: 'Choose a new password',
      description: 'All your other sessions end.',
      flags: { '--password-file': 'the password from the first line of a file, - for standard input' },
    },
    'group list': { summary: 'The groups of a tenant, or of the desk' },
    'group show': {
      summary: 'What a group grants',
      arguments: { group: 'its name' },
      examples: [['helpdesk group show key-user --tenant acme', 'what acme’s key users may']],
    },
    'group add': {
      summary: 'Make a group of the tenant’s own',
      arguments: { name: 'small letters, digits and dashes' },
      flags: { '--permission': 'what it grants: helpdesk permissions; may be given several times', ...key },
      examples: [
        ['helpdesk group add bookkeeping --permission accounts:view --permission payments:view', 'then: user edit'],
      ],
    },
    'group edit': {
      summary: 'Add to what a group grants, or take from it',
      arguments: { group: 'its name' },
      flags: {
        '--add-permission': 'grant this as well; may be given several times',
        '--remove-permission': 'grant this no longer; may be given several times',
        ...key,
      },
    },
    'group remove': {
      summary: 'Remove a group that nobody is in',
      arguments: { group: 'its name' },
      flags: key,
    },
    permissions: { summary: 'Every permission, what it allows and which groups have it' },
    'team add': {
      summary: 'Make a team',
      description: teamsOwn,
      arguments: { name: 'small letters, digits and dashes' },
      flags: { ...teamFlags, ...key },
      examples: [
        ['helpdesk team add payments --title "Payments" --member fritz@support.example', 'a team of one'],
        ['helpdesk team add mobile --category technical --module "Mobile app"', 'a team with work of its own'],
      ],
    },
    'team list': { summary: 'All teams, who is in them and what they own' },
    'team edit': {
      summary: 'Change a team: title, members, and what it owns',
      description: teamsOwn,
      arguments: { name: 'the team' },
      flags: {
        ...teamFlags,
        '--no-title': 'take the title away',
        '--remove-member': 'take somebody out; may be given several times',
        '--remove-topic': 'a topic that is no longer theirs; may be given several times',
        '--remove-module': 'a module that is no longer theirs; may be given several times',
        '--remove-category': 'a category that is no longer theirs; may be given several times',
        ...key,
      },
    },
    'team remove': {
      summary: 'Remove a team; its people stay, and its tickets are no team’s',
      arguments: { name: 'the team' },
      flags: key,
    },
    'consent show': {
      summary: 'The data notice, and whether somebody agreed to it',
      arguments: { email: 'whose; without it your own' },
    },
    'consent give': {
      summary: 'Agree to the data notice, or record that somebody did',
      description:
        'Whoever agrees and is not known yet becomes a contact of the tenant of their mail domain, or of --tenant.',
      arguments: { email: 'who agreed; without it you' },
      flags: { '--consent-by': 'how somebody else agreed: phone, mail or contract' },
      examples: [['helpdesk consent give anna@acme.example --consent-by phone', 'she said yes on the telephone']],
    },
    'consent withdraw': {
      summary: 'Take consent back; no new tickets from then on',
      arguments: { email: 'whose; without it your own' },
    },
    'token create': {
      summary: 'Make an access token for a script',
      flags: {
        '--name': 'what it is for',
        '--scope': 'all, read, cron or mail; all is usual',
        '--expires': 'when it ends: 90d, 2027-01-31; without it never',
      },
      examples: [['helpdesk token create --name nightly --scope read --expires 90d', 'for a script that only looks']],
    },
    'token list': {
      summary: 'Your access tokens',
      description: 'With --tenant those of its people, for whoever may see them: settings and use, never a token.',
    },
    'token revoke': {
      summary: 'End an access token, at once',
      arguments: { token: 'its name, or the beginning of its id' },
    },
    whoami: { summary: 'Who you are here' },
    'config list': {
      summary: 'Every setting with its value and where it comes from',
      description:
        'With --tenant what a tenant has for itself. Whoever belongs to one tenant and does not run the desk need not name it.',
    },
    'config get': { summary: 'One setting', arguments: { name: 'the setting: helpdesk config list' } },
    'config set': {
      summary: 'Set a setting',
      arguments: { name: 'the setting: helpdesk config list', value: 'its value, - for standard input' },
      flags: key,
      examples: [
        ['helpdesk config set tickets.reopen-window 7d', 'a week to reopen'],
        [
          'helpdesk config set mail.subject.solved.en "Solved: {ticket.subject}"',
          'in your own words: mail.subject.… and mail.text.… of every letter',
        ],
        [
          'helpdesk config set access.code-ttl 15m --tenant acme',
          'for one tenant alone: by its administrators or the desk’s',
        ],
      ],
    },
    'config export': {
      summary: 'Print this desk as a preset that another one can begin with',
      description: 'It holds no person, no organisation, no name, domain or address of this desk.',
      examples: [['helpdesk config export', 'into a file, and elsewhere: helpdesk init --preset ./our-desk.json']],
    },
    'config unset': {
      summary: 'Go back to the default, or in a tenant to what the desk has',
      arguments: { name: 'the setting' },
      flags: key,
    },
    'calendar show': { summary: 'When the desk answers, and the next days on which it is closed' },
    'calendar set': {
      summary: 'Set hours, zone and holidays',
      description: 'A day that is not named is closed. Over midnight are two spans.',
      flags: {
        '--time-zone': 'the desk’s zone: Europe/Berlin',
        '--hours': 'days and spans: mon-thu=09:00-12:00,13:00-18:00 fri=09:00-15:00',
        '--region': 'whose public holidays are kept: DE, DE-BW, AT, CH-ZH',
        '--no-region': 'keep no public holidays',
        ...key,
      },
      examples: [['helpdesk calendar set --hours "mon-fri=09:00-18:00" --region DE-BW', 'office hours in Stuttgart']],
    },
    'calendar holiday add': {
      summary: 'Close the desk on a day',
      arguments: { day: 'a day: 24.12., 2026-12-24 or tomorrow' },
      flags: { '--name': 'why', ...key },
    },
    'calendar holiday list': { summary: 'The closing days and public holidays of the next twelve months' },
    'calendar holiday remove': {
      summary: 'Open the desk again on a day that was closed',
      arguments: { day: 'a day: 24.12. or 2026-12-24' },
      flags: key,
    },
    info: {
      summary: 'The help page: where help is found, and how the desk is reached',
      description:
        'Nobody needs to be logged in. How the desk is reached is said even when its database cannot be read.',
    },
    remote: { summary: 'Open the link for remote support' },
    hours: { summary: 'Whether the desk can be reached now, until when, and when next' },
    log: {
      summary: 'Everything that happened, oldest first',
      description: 'Of the whole desk for its administrators, of their own tenant for a tenant’s (--tenant).',
      flags: {
        '--ticket': 'to this ticket',
        '--actor': 'done by this person',
        '--since': 'since then: 2026-11-21, "yesterday 14:30"',
      },
    },
    'audit verify': {
      summary: 'Prove that the journal was not altered',
      description:
        'Names the first entry that does not hold. The head it prints proves, kept elsewhere, that nothing was cut off.',
    },
    'cron run': {
      summary: 'Do what is due by the clock',
      description:
        'Closes, takes back from hold, reminds, solves what stays unanswered: each once, however often this is called. Says nothing where nothing was due.',
      flags: {
        '--job': 'only this job: release, close, remind, solve-unanswered, warn or end-access; also several times',
      },
      examples: [['helpdesk cron run --job close', 'one job alone']],
    },
    'cron jobs': { summary: 'What the desk does by itself, when it last did, and when it will' },
    'cron install': {
      summary: 'Have cron run each minute, by crontab or systemd',
      description: 'Asks before it writes. It changes nothing but its own line or files, and may be called again.',
      flags: { '--systemd': 'by a timer of this account’s systemd', '--dry-run': 'only print what would be written' },
      examples: [
        ['helpdesk cron install --dry-run', 'the line alone, for another crontab'],
        ['helpdesk cron install --yes', 'without a question'],
      ],
    },
    init: {
      summary: 'Make a desk',
      flags: {
        '--admin': 'the e-mail address of its first administrator',
        '--name': 'their name',
        '--preset': 'plain, payments, erp or online-advice',
        '--domain': 'the desk’s own mail domain',
        '--desk-name': 'what the desk is called',
        '--contact-phone': 'where customers reach it by telephone',
        '--contact-email': 'where customers reach it by mail',
        '--contact-address': 'where it is',
        '--country': 'whose public holidays are kept: DE, AT or CH',
        '--rehearsal': 'a desk to try things: its clock can be set, its mail goes nowhere',
      },
      examples: [['helpdesk init --admin jana@support.example --preset erp', 'without a question']],
    },
    ...enWorkspaceHelp.verbs,
    ...enMailHelp.verbs,
    ...enRuleHelp.verbs,
    ...enRecipientHelp.verbs,
    ...enSlaHelp.verbs,
    demo: {
      summary: 'See the main job on a desk of its own',
      flags: { '--keep': 'keep that desk afterwards' },
    },
    schema: {
      summary: 'The JSON Schema of what a command prints with --json',
      arguments: { command: 'the command’s words' },
      examples: [['helpdesk schema ticket list', 'what a list holds']],
    },
  },
} satisfies HelpCatalogue
