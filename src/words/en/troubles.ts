import { formatSize } from '../file-size'
import { flagsNamed, missingNamed } from '../level-refusals'
import type {
  ImportProblem,
  PermittedPerson,
  RefusedTicket,
  TopicProblem,
  TroubleCatalogue,
  TroubleWords,
  WrongValue,
} from '../troubles'
import { enPermissions } from './permissions'
import { en } from './screens'

/** What a missing permission keeps somebody from. */
const doings: Readonly<Record<string, string>> = {
  ...enPermissions,
  'tickets:write': 'answer this ticket',
  'tickets:note': 'use what is internal (notes, links, watching)',
  'tickets:open-for': 'open tickets for somebody else',
  'consent:record': 'say of somebody else that they agreed',
  'tickets:return': 'return tickets to first level, as second level does,',
}
const events: Readonly<Record<string, string>> = en.events

/** How things are called that have short names in commands. */
const named: Readonly<Record<string, string>> = {
  number: 'the ticket number',
  other: 'what it is linked with (a ticket number or https://…)',
  link: 'the link',
  user: 'the colleague’s e-mail address or a team',
  email: 'the e-mail address',
  attachment: 'the attachment',
  category: 'the category',
  command: 'the command',
  day: 'the day',
  group: 'the group',
  id: 'the id',
  'key-id': 'the id of the key',
  key: 'the key',
  name: 'the name',
  path: 'the path',
  subject: 'the subject',
  tenant: 'the tenant',
  text: 'what to look for',
  token: 'the token',
  topic: 'the topic',
  value: 'the value',
}
const nameOf = (name: string): string => named[name] ?? name

/** Words that have a place of their own in a command. */
const placed: Readonly<Record<string, string>> = {
  deed: 'after the ticket number',
  other: 'as a link',
  link: 'as a link',
}

/** Why a file cannot be read; the system's own code where there is nothing better to say. */
const fileReasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'it is not for you to read',
  'no-file': 'it is a pipe or a device',
}

/** What is wrong with a line of a file of people. */
const importProblems: Readonly<Record<ImportProblem['problem'], (value: string) => string>> = {
  'wrong-quotes': () => 'a quotation mark is not closed, or stands where none can be',
  'wrong-columns': (value) => `not as many values as the header has (${value})`,
  'wrong-address': (value) => (value === '' ? 'there is no e-mail address' : `"${value}" is no e-mail address`),
  'wrong-name': (value) => `"${value}" cannot be a short name (small letters, digits, dashes)`,
  'wrong-value': (value) => `there is no group "${value}"`,
  'ambiguous-value': (value) => `the group "${value}" can mean several`,
  'text-too-long': (value) => `"${value.slice(0, 20)}…" is too long`,
  'tenant-not-found': (value) => `there is no tenant "${value}"`,
  'tenant-needed': (value) => `it is not clear to which tenant ${value} belongs`,
  'not-allowed': (value) => `you may not manage ${value}`,
  'first-administrator-only': (value) =>
    `${value} can be given admin or full-access only by an administrator of that tenant`,
}
/** What is wrong with a file of a topic. */
const topicProblems: Readonly<Record<TopicProblem['problem'], (value: string) => string>> = {
  'no-front-matter': () => 'the first line is not ---: the front matter is missing',
  'front-matter-open': () => 'the front matter is not closed by a line ---',
  'wrong-yaml': (value) => `the front matter is not YAML as it is taken here: ${value}`,
  'unknown-key': (value) => `there is no key "${value}"`,
  'wrong-kind': (value) => `"${value}" does not hold what belongs there`,
  'wrong-name': (value) => `"${value}" cannot be an id (small letters, digits, dashes)`,
  'wrong-value': (value) => `"${value}" is not possible here`,
  'wrong-link': (value) => `"${value}" is no address (https://…)`,
  'no-category': (value) => `there is no category "${value}"`,
  'missing-title': () => 'there is no title',
  'missing-answer': () => 'there is no answer below the front matter',
  'language-twice': (value) => `the answer is there twice in this language: ${value}`,
  'unknown-placeholder': (value) => `there is no placeholder {${value}}`,
  'text-too-long': (value) => `"${value}" is too long`,
  'not-text': () => 'this is no UTF-8 text',
  unreadable: (value) => `the file cannot be read (${value})`,
  'id-twice': (value) => `the id "${value}" is taken by another of these files`,
}
/** As many as a screen takes. */
const shownProblems = 20

const answerers: Readonly<Record<string, string>> = en.answeredByWhom
/** What only an unsolved ticket can be. */
const solvedDeeds: Readonly<Record<string, string>> = {
  escalate: 'handed to second level',
  return: 'returned to first level',
}
const listed = (words: readonly string[]): string => words.join(', ')
const meant = (suggestion: string | null): { hint?: string } =>
  suggestion === null ? {} : { hint: `did you mean ${suggestion}?` }

/** Whom to ask instead; a screen names a few. */
function whoMay(who: readonly PermittedPerson[] | undefined): { hint?: string } {
  if (who === undefined || who.length === 0) return {}
  const named = who.slice(0, 3).map(({ email, name }) => (name === null ? email : `${name} <${email}>`))
  const more = who.length > named.length ? ` and ${who.length - named.length} more` : ''
  return { hint: `who may: ${listed(named)}${more}` }
}

/** Where nobody may: who could change that, and how the desk is reached. */
function whomToAsk(people: readonly PermittedPerson[] = [], contact: readonly string[] = []): { hint?: string } {
  const named = people.slice(0, 3).map(({ email, name }) => (name === null ? email : `${name} <${email}>`))
  return named.length + contact.length === 0 ? {} : { hint: `whom to ask: ${listed([...named, ...contact])}` }
}

/** What is wrong, with which value, and what to do. */
export const enTroubles: TroubleCatalogue = {
  'desk-exists': ({ path }) => ({ message: `there is a desk already: ${path}`, hint: 'another one: --home DIR' }),
  'ticket-solved': ({ number, deed }) => ({
    message: `#${number} is solved: only what is still to be done can be ${solvedDeeds[deed] ?? 'put on hold'}`,
    hint: `take it up again first: helpdesk reopen ${number}`,
  }),
  'already-at-level': ({ number, level }) =>
    level === 2
      ? { message: `#${number} is with second level already`, hint: `to add something: helpdesk note ${number}` }
      : { message: `#${number} is with first level: only what second level has can be returned` },
  'not-second-level': ({ number, email }) => ({
    message: `#${number} is with second level, to which ${email} does not belong`,
    hint: `second level gives it back: helpdesk return ${number}`,
  }),
  'nobody-in-team': ({ number, team, level }) => ({
    message:
      level === 2
        ? `#${number} is with second level, to which nobody in the team ${team} belongs`
        : `nobody in the team ${team} could take #${number}`,
    hint: `add somebody: helpdesk team edit ${team} --member EMAIL`,
  }),
  'report-incomplete': ({ number, missing }) => ({
    message: `the report is not complete: ${missingNamed(missing, en.levels.missing)}`,
    hint: `${flagsNamed(missing, en.levels.examples)}, or --force${number === null ? '' : ` (what is there: helpdesk show ${number})`}`,
  }),
  'topic-of-first-level': ({ number, topic, answeredBy }) => ({
    message: `the topic "${topic}" is not for second level: ${answerers[answeredBy] ?? answeredBy}`,
    hint:
      number === null
        ? '--force, if it has to be'
        : `helpdesk reply ${number} --answer ${topic}, or --force, if it has to be`,
  }),
  'follow-up-too-early': ({ number }) => ({
    message: `#${number} is not solved yet: a follow-up comes afterwards`,
    hint: `answer there: helpdesk reply ${number}`,
  }),
  'rating-too-early': ({ number }) => ({
    message: `#${number} is not solved yet: what can be rated is a solution`,
    hint: `if it is solved for you: helpdesk solve ${number}`,
  }),
  'rating-too-late': ({ number, until }) => ({
    message: `#${number} could be rated until ${until.slice(0, 10)}`,
    hint: `something is left? helpdesk follow-up ${number}`,
  }),
  'already-rated': ({ number, score }) => ({
    message: `the solution of #${number} is rated already: ${score} of 5`,
    hint: 'a rating stays as it is; there can be a new one when the ticket was solved again',
  }),
  'rating-not-yours': ({ number, requester }) => ({
    message: `#${number} is rated by its requester, ${requester}`,
    hint: `what you think of it can be a note: helpdesk note ${number}`,
  }),
  'no-thanks': ({ number, reason }) => ({
    message: {
      'not-reopened': `#${number} was not reopened: there is no solution to go back to`,
      'not-by-answer': `#${number} was not reopened by an answer of its customer`,
      'went-on': `something happened to #${number} since it was reopened`,
    }[reason],
    hint: `solve it anew: helpdesk solve ${number}`,
  }),
  'cron-jobs-failed': ({ jobs }) => ({
    message: `must be tried again: ${jobs.map(({ job, error }) => `${job} (${error})`).join(', ')}`,
    hint: 'the next run does; what was done stays done: helpdesk cron jobs',
  }),
  'no-crontab': ({ line }) => ({
    message: 'this machine has no crontab command, so nothing was installed',
    hint: `helpdesk cron install --systemd, or put this line where your cron reads it: ${line}`,
  }),
  'crontab-failed': ({ said }) => ({
    message: `crontab refused: ${said}`,
    hint: 'nothing was changed; the line alone: helpdesk cron install --dry-run',
  }),
  'ticket-closed': ({ number }) => ({
    message: `#${number} is closed: it can no longer be answered or reopened`,
    hint: `if it goes on, a follow-up: helpdesk follow-up ${number} -m "…"`,
  }),
  'ticket-not-solved': ({ number, status }) => ({
    message: `#${number} is ${status}, only a solved ticket can be closed`,
    hint: `helpdesk solve ${number}`,
  }),
  'participant-is-requester': ({ number, email }) => ({
    message: `#${number} is ${email}'s own: its requester always takes part`,
    hint: `to make it somebody else's: helpdesk edit ${number} --requester EMAIL`,
  }),
  'participants-outside': ({ number, tenant, emails }) => ({
    message: `${listed(emails)}: ${number === null ? '' : `new in ticket #${number}, and `}not of ${tenant}`,
    hint: '--yes, if they are meant to read it',
  }),
  'merge-outside': ({ number, tenant, emails }) => ({
    message: `${listed(emails)}: not of ${tenant}, and would read in #${number} what is new to them`,
    hint: '--yes, if they are meant to read it',
  }),
  'link-to-itself': ({ number }) => ({ message: `#${number} cannot be linked with itself` }),
  'link-not-found': ({ number, to }) => ({
    message: `#${number} is not linked with ${to}`,
    hint: `what it is linked with: helpdesk show ${number}`,
  }),
  'no-links': ({ number }) => ({
    message: `#${number} has no link that could be taken away`,
    hint: `what it is linked with: helpdesk show ${number}`,
  }),
  'participant-not-found': ({ number, email }) => ({
    message: `${email} does not take part in #${number}`,
    hint: `who does: helpdesk cc ${number}`,
  }),
  'ticket-merged': ({ number, into }) => ({
    message: `#${number} was merged into #${into}`,
    hint: `it goes on there: helpdesk reply ${into}`,
  }),
  'already-merged': ({ number, into }) => ({
    message: `#${number} was merged already${into === null ? '' : `, into #${into}`}`,
    hint: into === null ? 'it is closed for good' : `it goes on there: helpdesk show ${into}`,
  }),
  'survivor-closed': ({ number }) => ({
    message: `#${number} is closed: nothing can be merged into it`,
    hint: 'the other way round, or into a ticket that is not closed',
  }),
  'ticket-into-itself': ({ number }) => ({ message: `#${number} cannot be merged into itself` }),
  'merge-across-tenants': ({ number, tenant, into, other }) => ({
    message: `#${number} is of ${tenant}, #${into} of ${other}: tickets are merged only within a tenant`,
    hint: `link them: helpdesk link ${number} ${into}`,
  }),
  'nothing-to-undo': ({ reason, number, type }) => ({
    message: {
      none: 'there is nothing to take back',
      undone: 'there is nothing more to take back: only the last thing can be',
      kind: `the last thing cannot be taken back (#${number}: ${events[type ?? ''] ?? type})`,
      late: `the last thing is more than 10 minutes old (#${number}: ${events[type ?? ''] ?? type})`,
    }[reason],
    ...(number === null ? {} : { hint: `what happened: helpdesk show ${number} --history` }),
  }),
  'already-sent': ({ number, to, at }) => ({
    message: `#${number} cannot be taken back: it ${at === null ? `is on its way to ${to}` : `was sent to ${to} at ${at.slice(11, 16)} UTC`}`,
    hint: `to put it right: helpdesk reply ${number}`,
  }),
  'changed-since': ({ number, changes }) => ({
    message: `#${number} was touched since${changes.length === 0 ? '' : ': '}${listed(
      changes.map(({ type, actor }) => `${events[type] ?? type} by ${actor ?? 'the desk'}`),
    )}`,
    hint: `nothing was taken back; look again: helpdesk show ${number} --history`,
  }),
  'duplicate-ticket': ({ similar }) => ({
    message: `that is asked already: ${listed(similar.map(({ number, subject }) => `#${number} ${subject}`))}`,
    hint: `answer there: helpdesk reply ${similar[0]?.number ?? 'N'}, or open it all the same: --if-duplicate open`,
  }),
  'version-outdated': ({ number, version, given, changes }) => ({
    message: `#${number} is at version ${version} by now, not ${given}${changes.length === 0 ? '' : ': '}${listed(
      changes.map(({ type, actor }) => `${events[type] ?? type} by ${actor ?? 'the desk'}`),
    )}`,
    hint: `look again: helpdesk show ${number} --history`,
  }),
  'idempotency-key-reused': ({ key }) => ({
    message: `the idempotency key "${key}" was used for something else`,
    hint: 'a new request needs a new key',
  }),
  'tenant-exists': ({ name }) => ({ message: `there is a tenant "${name}" already`, hint: `--tenant ${name}` }),
  'output-failed': ({ error }) => ({
    message: `the result could not be written (${error})`,
    hint: 'what the command had to do is done',
  }),
  'domain-taken': ({ domain, tenant }) => ({
    message: `the domain ${domain} belongs to the tenant "${tenant}"`,
    hint: `--tenant ${tenant}, or helpdesk tenant edit ${tenant} --remove-domain ${domain}`,
  }),
  'group-exists': ({ name, tenant }) => ({
    message: `"${tenant}" has a group "${name}" already`,
    hint: `helpdesk group show ${name} --tenant ${tenant}`,
  }),
  'group-in-use': ({ name, members }) => ({
    message:
      members === 0
        ? `a guest has been asked into the group "${name}"`
        : `${members === 1 ? 'one person is' : `${members} people are`} in the group "${name}"`,
    hint: 'take them out first: helpdesk user edit EMAIL --remove-group, helpdesk guest remove EMAIL',
  }),
  'category-exists': ({ id }) => ({
    message: `there is a category "${id}" already`,
    hint: `helpdesk category show ${id}`,
  }),
  'category-in-use': ({ id, tickets, topics }) => ({
    message: `"${id}" is in use: ${listed([
      ...(tickets === 0 ? [] : [tickets === 1 ? '1 ticket' : `${tickets} tickets`]),
      ...(topics === 0 ? [] : [topics === 1 ? '1 topic' : `${topics} topics`]),
    ])}`,
    hint:
      tickets === 0
        ? 'give the topics another category first: helpdesk topic list'
        : `give the tickets another category first: helpdesk list --all --category ${id}`,
  }),
  'category-needed': ({ id, reason }) =>
    reason === 'last'
      ? { message: `"${id}" is the only category, and stays`, hint: 'make another one first: helpdesk category add' }
      : {
          message: `"${id}" is what holds where none is chosen (tickets.default-category)`,
          hint: 'make another one the default first: helpdesk config set tickets.default-category ID',
        },
  'work-of-team': ({ kind, name, team }) => ({
    message: `${{ topic: 'the topic', module: 'the module', category: 'the category' }[kind]} ${name} belongs to the team ${team}`,
    hint: `take it from them first: helpdesk team edit ${team} --remove-${kind} ${kind === 'module' ? `"${name}"` : name}`,
  }),
  'team-exists': ({ name }) => ({
    message: `there is a team "${name}" already`,
    hint: 'all of them: helpdesk team list',
  }),
  'topic-exists': ({ name }) => ({
    message: `there is a topic "${name}" already`,
    hint: `to change it: helpdesk topic edit ${name}`,
  }),
  'tenant-deleted': ({ tenant, restorable }) => ({
    message: `the tenant "${tenant}" is deleted; its name, mail domains and people stay its own`,
    hint: restorable ? `helpdesk tenant restore ${tenant}` : 'it can no longer be restored; retention frees them',
  }),
  'tenant-gone': ({ tenant, until }) => ({
    message: `the tenant "${tenant}" could be restored until ${until.slice(0, 10)}`,
    hint: 'only a backup from before can help now',
  }),
  'own-tenant': ({ email, tenant, known }) => ({
    message: `${email} belongs to "${tenant}" and cannot be a guest there`,
    hint: known ? `helpdesk user show ${email}` : `helpdesk user add ${email} --tenant ${tenant}`,
  }),
  'own-invitation': ({ tenant }) => ({
    message: `nobody invites themselves to "${tenant}", or changes their own group there`,
    hint: 'somebody else who may invite guests can',
  }),
  'user-exists': ({ email, known }) => ({
    message: `${email} is known already`,
    ...(known ? { hint: `helpdesk user show ${email}` } : {}),
  }),
  'address-taken': ({ address, email, owner }) => ({
    message: `${address} ${owner === null || owner === address ? "is somebody else's address" : `is an address of ${owner}`}`,
    hint:
      owner === null
        ? 'if it is the same person, the desk can make the two records one: helpdesk user merge'
        : `if it is the same person: helpdesk user merge ${owner} --into ${email}`,
  }),
  'address-needed': ({ email, last }) => ({
    message: last ? `${email} is the only address there is` : `${email} is the address that is written to`,
    hint: 'name another one in its place: --address EMAIL',
  }),
  'account-exists': ({ account, tenant }) => ({
    message: `${tenant} has the account ${account} already`,
    hint: `to change it: helpdesk account edit ${account}`,
  }),
  'ebics-contact-exists': ({ name, tenant }) => ({
    message: `${tenant} has an EBICS contact "${name}" already`,
    hint: 'another name, or: helpdesk ebics edit',
  }),
  'no-password': ({ email }) => ({ message: `${email} has no password yet`, hint: `helpdesk user invite ${email}` }),
  'link-not-set': ({ name }) => ({
    message: `this desk has not set ${name}`,
    hint: `helpdesk config set ${name} https://…`,
  }),
  'no-draft': ({ command, kept }) => ({
    message: `there is no text kept from a failed "${command}"`,
    ...(kept.length === 0 ? {} : { hint: `there is one from: ${listed(kept)}` }),
  }),
  'nothing-shown': () => ({
    message: 'no ticket has been shown in this terminal yet, so . means none',
    hint: 'helpdesk show NUMBER',
  }),
  'command-needed': ({ format }) => ({
    message: `helpdesk alone is for people and gives no ${format}: a command is missing`,
    hint: 'helpdesk list --json, helpdesk next --json',
  }),
  'unknown-command': ({ command, suggestions }) => ({
    message: `there is no command "${command}"`,
    hint: suggestions.length === 0 ? 'all of them: helpdesk --help' : `did you mean: helpdesk ${listed(suggestions)}`,
  }),
  'unknown-flag': ({ flag, suggestion, word }) => ({
    message: `there is no flag ${flag} here`,
    ...(word === true
      ? { hint: `a word that must not be there stands in quotes with the others: helpdesk search "calendar ${flag}"` }
      : meant(suggestion)),
  }),
  'missing-flag': ({ flag, asks }) => ({
    message: `${flag} is missing`,
    hint: asks === false ? `give ${flag}` : `give ${flag}, or run this in a terminal to be asked`,
  }),
  'confirmation-needed': () => ({
    message: 'this has to be confirmed, and nobody is here to be asked',
    hint: '--yes, if it is meant',
  }),
  'missing-argument': ({ argument, hashMark }) => ({
    message: `${nameOf(argument)} is missing`,
    ...(hashMark ? { hint: 'a shell swallows #1042; write 1042' } : {}),
  }),
  'missing-flag-value': ({ flag }) => ({ message: `${flag} wants a value` }),
  'too-many-arguments': ({ argument, takesText }) => ({
    message: `there is one word too many: "${argument}"`,
    ...(takesText ? { hint: 'a text of several words needs quotes' } : {}),
  }),
  'conflicting-flags': ({ flags }) => ({ message: `${flags.join(' and ')} do not go together` }),
  'nothing-to-change': ({ flags }) => ({ message: 'nothing was named that should change', hint: listed(flags) }),
  'nothing-to-save': () => ({
    message: 'a view without flags would be the whole list',
    hint: 'narrow it, for example: --mine, --status open, --tenant acme; more: helpdesk view save --help',
  }),
  'new-tenant-needed': ({ domain, suggestion }) => ({
    message: `${domain} belongs to no tenant yet`,
    hint: `--new-tenant ${suggestion}, or --tenant NAME of one that exists`,
  }),
  'tenant-needed': ({ tenants }) => ({
    message: 'it is not clear which tenant is meant',
    hint: tenants.length === 0 ? 'helpdesk tenant add NAME' : `--tenant ${tenants.join(' | ')}`,
  }),
  'no-editor': ({ flag }) => ({
    message: 'the editor could not be used',
    hint: `set EDITOR, or give the text with ${flag}`,
  }),
  'wrong-value': ({ name, value, allowed, suggestion }) => ({
    message:
      placed[name] === undefined
        ? `${name.replace(/:$/, '')} cannot be "${value}": ${listed(allowed)}`
        : `"${value}" is not possible ${placed[name]}: ${listed(allowed)}`,
    ...meant(suggestion),
  }),
  'unknown-setting': ({ name, suggestion }) => ({
    message: `there is no setting "${name}"`,
    hint: suggestion === null ? 'all of them: helpdesk config list' : `did you mean ${suggestion}?`,
  }),
  'unknown-permission': ({ name, suggestion }) => ({
    message: `there is no permission "${name}"`,
    hint: suggestion === null ? 'all of them: helpdesk permissions' : `did you mean ${suggestion}?`,
  }),
  'not-grantable': ({ permission }) => ({
    message: `${permission} is the desk's: a tenant's group cannot give it`,
    hint: 'those that can be given: helpdesk permissions',
  }),
  'group-fixed': ({ name }) => ({
    message: `"${name}" is a fixed group: it can be neither made, changed nor removed`,
    hint: 'a group of your own needs another name',
  }),
  'group-empty': ({ name }) => ({
    message: `the group "${name}" would grant nothing`,
    hint: `helpdesk group remove ${name}`,
  }),
  'wrong-number': ({ value }) => ({
    message: `"${value}" is no ticket number`,
    hint: 'a number such as 1042, or . for the last one shown',
  }),
  'range-reversed': ({ value, suggestion }) => ({
    message: `"${value}" runs backwards`,
    hint: `did you mean ${suggestion}?`,
  }),
  'too-many-numbers': ({ limit }) => ({ message: `these are more than ${limit} tickets at once` }),
  'wrong-address': ({ value }) => ({ message: `"${value}" is no e-mail address` }),
  'name-is-number': ({ value }) => ({
    message: `a team cannot be called "${value}": that is what ticket numbers look like`,
    hint: 'with a letter in it: team-1',
  }),
  'wrong-name': ({ value }) => ({
    message: `"${value}" cannot be a short name`,
    hint: 'small letters, digits and dashes, at most 40, not beginning with a dash',
  }),
  'merge-with-itself': ({ email }) => ({
    message: `both addresses are those of one person already: ${email}`,
    hint: 'helpdesk user merge THE-ONE-TO-GO --into THE-ONE-TO-STAY',
  }),
  'import-header': ({ columns, missing, unknown }) => ({
    message: [
      ...(missing.length === 0 ? [] : [`the first line does not name ${listed(missing)}`]),
      ...(unknown.length === 0 ? [] : [`the first line names "${unknown.join('", "')}", which is no column here`]),
    ].join('; '),
    hint: `the first line is: ${columns.join(',')} (telephone may be left out)`,
  }),
  'import-broken': ({ file, lines }) => ({
    message: `${file === '-' ? 'standard input' : file} was not imported, nothing of it: ${lines.length} ${lines.length === 1 ? 'mistake' : 'mistakes'}`,
    lines: [
      ...lines
        .slice(0, shownProblems)
        .map(({ line, problem, value }) => `line ${line}: ${importProblems[problem](value)}`),
      ...(lines.length > shownProblems ? [`and ${lines.length - shownProblems} more`] : []),
    ],
  }),
  'topics-broken': ({ folder, problems }) => ({
    message: `${folder} was not imported, nothing of it: ${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}`,
    lines: [
      ...problems
        .slice(0, shownProblems)
        .map(({ file, line, problem, value }) => `${file}, line ${line}: ${topicProblems[problem](value)}`),
      ...(problems.length > shownProblems ? [`and ${problems.length - shownProblems} more`] : []),
    ],
  }),
  'not-a-folder': ({ path }) => ({ message: `${path} is no folder`, hint: 'name the folder with the files *.md' }),
  'unknown-placeholder': ({ placeholder, known }) => ({
    message: `there is no placeholder {${placeholder}}`,
    hint: known.map((name) => `{${name}}`).join(', '),
  }),
  'missing-placeholder': ({ placeholder }) => ({
    message: `the text needs {${placeholder}}: without it the mail would not say what it is for`,
  }),
  'wrong-domain': ({ value }) => ({ message: `"${value}" is no mail domain`, hint: 'such as acme.example' }),
  'wrong-time': ({ value, reason }) => ({
    message: {
      unreadable: `"${value}" cannot be read as a time`,
      'no-such-date': `there is no such day: "${value}"`,
      'no-such-time': `there is no such time: "${value}"`,
      past: `"${value}" lies in the past`,
      future: `"${value}" lies in the future`,
      'long-past': `"${value}" lies too long ago`,
      'no-day': `"${value}" is a time, and a day is wanted`,
    }[reason],
    hint: [
      ...(reason === 'past' ? ['2026-12-01'] : ['2026-11-21', '14:30', '"yesterday 14:30"', '"2h ago"']),
      ...(reason === 'future' || reason === 'long-past' ? [] : ['"in 3d"', '"tomorrow 9:00"']),
    ].join(', '),
  }),
  'missing-and-wrong': ({ wrong }) => ({
    message: `${wrong.length} of the values are missing or wrong`,
    lines: wrong.map((one) => sentenceOf(one)),
    hint: 'give them, or run this in a terminal to be asked',
  }),
  'tickets-refused': ({ asked, refused }) => ({
    message: `${refused.length} of ${asked} tickets: not done`,
    lines: refused.map((one) => withNumber(one)),
  }),
  'several-wrong': ({ wrong }) => ({
    message: `${wrong.length} of the values are wrong`,
    lines: wrong.map((one) => sentenceOf(one)),
  }),
  'wrong-hours': ({ part, reason }) => ({
    message: {
      unreadable: `"${part}" cannot be read as hours`,
      'no-such-day': `"${part}" does not begin with days of the week`,
      'day-twice': `"${part}" names a day for the second time`,
      'no-such-time': `"${part}" has a time that there is not`,
      reversed: `"${part}" ends before it begins`,
      overlapping: `"${part}" overlaps another span of that day`,
    }[reason],
    hint: "'mon-thu=09:00-12:00,13:00-18:00 fri=09:00-15:00'; over midnight are two spans: fri=20:00-24:00 sat=00:00-02:00",
  }),
  'unknown-region': ({ region, suggestion }) => ({
    message: `no holidays are known of "${region}"`,
    hint: suggestion === null ? 'AT, CH, DE, or a state: DE-BW, CH-ZH' : `did you mean ${suggestion}?`,
  }),
  'no-json': ({ path, line }) => ({ message: `${path} is no JSON: line ${line}` }),
  'wrong-json': ({ path, reason, allowed }) => ({
    message: {
      'unknown-key': `"${path}" is no key that is known there`,
      missing: `"${path}" is missing`,
      'wrong-type': `"${path}" is not of the right kind`,
      'wrong-value': `"${path}" has a value that cannot be`,
      twice: `"${path}" is there for the second time`,
    }[reason],
    ...(allowed.length === 0 ? {} : { hint: listed(allowed) }),
  }),
  'wrong-clock': ({ value }) => ({
    message: `HELPDESK_NOW cannot be "${value}"`,
    hint: 'an ISO time such as 2026-11-21T14:30:00Z',
  }),
  'wrong-iban': ({ value, reason }) => ({
    message: {
      'check-digits': `the IBAN "${value}" does not add up: a digit is wrong, or two are swapped`,
      length: `the IBAN "${value}" has not as many characters as those of its country`,
      country: `the IBAN "${value}" begins with no country that has IBANs`,
      form: `"${value}" is no IBAN`,
    }[reason],
    hint: 'it looks like this: DE89 3704 0044 0532 0130 00',
  }),
  'wrong-bic': ({ value, reason }) =>
    reason === 'paypal'
      ? { message: `a PayPal account has no BIC: "${value}"` }
      : { message: `"${value}" is no BIC`, hint: '8 or 11 letters and digits: COBADEFFXXX' },
  'wrong-ebics-id': ({ flag, value }) => ({
    message: `${flag} cannot be "${value}"`,
    hint: 'at most 35 letters, digits, commas and equals signs, as the bank gave it',
  }),
  'wrong-amount': ({ value }) => ({
    message: `"${value}" is no amount`,
    hint: 'digits, a point and a currency: "1250.00 EUR"',
  }),
  'event-not-fed': ({ type, fed }) => ({
    message: `${type} is told by the desk itself and cannot be fed in`,
    hint: `what can: ${listed(fed)}`,
  }),
  'unknown-attribute': ({ type, attribute, known }) => ({
    message: `${type} has no attribute "${attribute}"`,
    hint: `it has ${listed(known)}`,
  }),
  'missing-attributes': ({ type, attributes }) => ({
    message: `${type} cannot do without ${listed(attributes)}`,
    hint: attributes.map((attribute) => `--attribute ${attribute}=…`).join(' '),
  }),
  'attribute-twice': ({ attribute }) => ({ message: `the attribute ${attribute} was given twice` }),
  'wrong-content': ({ reason, value, allowed }) => ({
    message: {
      empty: 'there is nothing in it',
      neither: 'this is neither XML nor JSON',
      'not-well-formed': `this is no well-formed XML: ${value}`,
      truncated: `it ends in the middle: <${value}> is not closed`,
      doctype: 'a document type or entities of its own are not taken',
      encoding: `it says that it is encoded in ${value}: that is not taken, or not true`,
      'not-text': `it cannot be read as ${value}`,
      namespace:
        value === '' ? 'the namespace of pain.002 is missing' : `"${value}" is not the namespace of a pain.002`,
      missing: `<${value}> is missing`,
      order: `<${value}> stands where it cannot stand`,
      status: `"${value}" is no status of a payment`,
      'too-long': `there is more in ${value} than any event needs`,
      'no-json': 'this is no JSON',
    }[reason],
    ...(allowed.length === 0 ? {} : { hint: listed(allowed) }),
  }),
  'event-file-broken': ({ file, line, path, wrong, before }) => {
    const { message, hint } = wordsOf(wrong)
    const place = [...(line === null ? [] : [`line ${line}`]), ...(path === null ? [] : [path])].join(', ')
    const fate =
      before === 0
        ? ''
        : `; ${before} ${before === 1 ? 'file' : 'files'} before it ${before === 1 ? 'was' : 'were'} imported`
    return {
      message: `nothing of ${file === '-' ? 'standard input' : file} was imported: ${place === '' ? '' : `${place}: `}${message}${fate}`,
      ...(hint === undefined ? {} : { hint }),
    }
  },
  'wrong-cursor': ({ value }) => ({
    message: `"${value}" is no cursor of this list`,
    hint: 'cursors come from --page-info, and belong to one --sort',
  }),
  'unknown-field': ({ field, fields, suggestion }) => ({
    message: `there is no field "${field}": ${listed(fields)}`,
    ...meant(suggestion),
  }),
  'ambiguous-value': ({ name, value, matches }) => ({
    message: `${name} "${value}" can mean ${matches.join(' or ')}`,
  }),
  'empty-text': ({ name }) => ({ message: `${nameOf(name)} is empty` }),
  'nothing-to-search': () => ({
    message: 'there is nothing to look for: only what must not be there, or no word at all',
    hint: 'name a word that must be there: helpdesk search "invoice -paid"',
  }),
  'text-too-long': ({ name, length, limit }) => ({
    message: `${nameOf(name)} has ${length} characters, at most ${limit} fit`,
  }),
  'text-has-nul': ({ name }) => ({ message: `${name} contains a NUL character`, hint: 'is it really a text?' }),
  'text-not-utf8': ({ name }) => ({ message: `${name} is not UTF-8 text`, hint: 'convert it first: iconv -t utf-8' }),
  'setting-not-for-tenants': ({ name, tenant, names }) => ({
    message: `${name} is set for the whole desk, not for the tenant "${tenant}" alone`,
    hint: `leave --tenant away; a tenant has for itself ${names.join(', ')}`,
  }),
  'not-staff': ({ email }) => ({ message: `${email} does not work on tickets here` }),
  'requester-of-other-tenant': ({ email, tenant }) => ({
    message: `${email} does not belong to the tenant "${tenant}"`,
  }),
  'ticket-not-found': ({ number }) => ({
    message: `there is no ticket #${number}`,
    hint: 'all of them: helpdesk list --all',
  }),
  'tenant-not-found': ({ name, suggestion, deletedAt }) => {
    const message = `there is no tenant "${name}"`
    if (deletedAt !== null)
      return {
        message: `${message} any more`,
        hint: `deleted on ${deletedAt.slice(0, 10)}: helpdesk tenant restore ${name}`,
      }
    return { message, hint: suggestion === null ? 'all of them: helpdesk tenant list' : `did you mean ${suggestion}?` }
  },
  'invitation-not-found': ({ tenant }) => ({
    message: `you have no invitation to "${tenant}"`,
    hint: 'all of yours: helpdesk guest list --mine',
  }),
  'grant-ticket-solved': ({ number }) => ({
    message: `#${number} is solved: access until its solution would be over already`,
    hint: 'the code is not spent: without --ticket, or with one that is still to be solved',
  }),
  'code-mistyped': ({ reason, length, symbol }) => ({
    message: {
      empty: 'the code is empty',
      length: `a code has 9 letters and digits, these are ${length}`,
      symbol: `the code is mistyped: no code has such a character as its number ${symbol}`,
      check: 'the code is mistyped: a character is wrong, or two are swapped',
    }[reason],
    hint: 'have it read out again; this costs no attempt',
  }),
  'code-damaged': ({ tenant }) => ({
    message: `the stored code of "${tenant}" was altered and cannot be read`,
    hint: 'a new one: helpdesk code --new; whether the journal was altered, too: helpdesk audit verify',
  }),
  'not-in-rehearsal': () => ({
    message: 'this desk is only a rehearsal, and mails to a server on this machine at most',
    hint: 'smtp://localhost:1025',
  }),
  'mail-not-set-up': ({ missing }) => ({
    message:
      missing === 'way-out'
        ? 'mail is not set up: the desk has no way to send any'
        : 'mail is not set up: the desk has no address to send from',
    hint:
      missing === 'way-out'
        ? 'helpdesk config set mail.smtp-url smtp://USER:PASSWORD@HOST:587'
        : 'helpdesk config set mail.from support@YOUR-DOMAIN',
  }),
  'mail-password-damaged': () => ({
    message: 'the stored password of mail.smtp-url was altered and cannot be read',
    hint: 'set it anew: helpdesk config set mail.smtp-url -',
  }),
  'mail-way-out-closed': ({ reason, waiting }) => ({
    message: `no mail gets out: ${reason}`,
    hint: `${waiting === 1 ? '1 mail waits' : `${waiting} mails wait`}, nothing is lost; what is set: helpdesk config get mail.smtp-url`,
  }),
  'mail-not-found': ({ id }) => ({ message: `there is no mail ${id}`, hint: 'helpdesk mail queue --all' }),
  'mail-id-ambiguous': ({ id }) => ({ message: `several mails begin with ${id}`, hint: 'more of its id' }),
  'mail-state': ({ id, state, wish }) => ({
    message: `mail ${id} is ${state}, so you cannot ${wish} it`,
    hint:
      state === 'held' && wish === 'retry'
        ? `helpdesk mail release ${id}`
        : state === 'leased'
          ? 'in a moment it has its answer'
          : `helpdesk mail show ${id}`,
  }),
  'mail-refused': ({ address, answer }) => ({
    message: `the mail to ${address} was refused: ${answer}`,
  }),
  'mail-not-taken': ({ address, answer }) => ({
    message: `the mail to ${address} was not taken now: ${answer}`,
    hint: 'try again later',
  }),
  'access-denied': () => ({
    message: 'this code lets nobody in there',
    hint: 'have tenant and code read out again; a code is good once, and not for long',
  }),
  'external-recipient-not-found': ({ address, tenant }) => ({
    message: `no rule of ${tenant === null ? 'the desk' : `"${tenant}"`} ever named ${address}`,
    hint: `whom rules name outside: helpdesk recipient list${tenant === null ? '' : ` --tenant ${tenant}`}`,
  }),
  'recipient-stopped': ({ address }) => ({
    message: `${address} wants no more notifications`,
    hint: 'only whoever reads that mailbox can change their mind, by answering "yes"',
  }),
  'wrong-confirmation-code': ({ address }) => ({
    message: `this is not the code that was mailed to ${address}`,
    hint: 'it stands in the confirmation mail on the line "Code:"',
  }),
  'not-an-advisor': ({ email }) => ({
    message: `${email} is no advisor`,
    hint: `helpdesk user edit ${email} --add-group advisor`,
  }),
  'agreement-needed': ({ email, tenant }) => ({
    message: `${email} cannot agree to this for "${tenant}"`,
    hint: 'name somebody of that tenant who may read out its code: an administrator or management',
  }),
  'advisor-not-found': ({ email, tenant }) => ({
    message: `${email} is no advisor of "${tenant}"`,
    hint: `all of them: helpdesk access list --tenant ${tenant}`,
  }),
  'not-let-in': ({ tenant }) => ({
    message: `you are not let into "${tenant}"`,
    hint: 'where you are: helpdesk access list --mine',
  }),
  'ticket-not-of-tenant': ({ number, tenant }) => ({
    message: `#${number} is no ticket of "${tenant}"`,
    hint: 'the code is not spent; have the number read out, too',
  }),
  'guest-not-found': ({ email, tenant }) => ({
    message: `${email} is no guest of "${tenant}" and not invited either`,
    hint: `all of them: helpdesk guest list --tenant ${tenant}`,
  }),
  'nobody-found': ({ text }) => ({
    message: `nobody fits "${text}"`,
    hint: 'a part of a name, an address, a telephone number or a tenant is enough',
  }),
  'user-not-found': ({ email, suggestion }) => ({
    message: `nobody here has the address ${email}`,
    hint: suggestion === null ? 'everybody: helpdesk user list' : `did you mean ${suggestion}?`,
  }),
  'group-not-found': ({ name, tenant }) => ({
    message: tenant === null ? `the desk has no group "${name}"` : `"${tenant}" has no group "${name}"`,
    hint: 'all of them: helpdesk group list',
  }),
  'category-not-found': ({ name, suggestion }) => ({
    message: `there is no category "${name}"`,
    hint: suggestion === null ? 'all of them: helpdesk category list' : `did you mean ${suggestion}?`,
  }),
  'rule-exists': ({ description }) => ({
    message: `there is a rule "${description}" already`,
    hint: `helpdesk rule edit "${description}", or another --description`,
  }),
  'rule-not-found': ({ name, tenant, suggestion }) => ({
    message: tenant === null ? `the desk has no rule "${name}"` : `${tenant} has no rule "${name}"`,
    hint: suggestion === null ? 'all of them: helpdesk rule list' : `did you mean "${suggestion}"?`,
  }),
  'recipient-not-found': ({ email, tenant, suggestion }) => ({
    message: `${email} is none of ${tenant === null ? 'the desk’s staff' : `${tenant}’s people`}`,
    hint:
      suggestion === null
        ? `for an address outside: --external ${email}`
        : `did you mean ${suggestion}? An address outside: --external`,
  }),
  'filter-not-of-event': ({ event, filter, known }) => ({
    message: `${event} has no filter ${filter}`,
    hint: known.length === 0 ? 'it has none' : `it has ${listed(known)}`,
  }),
  'filter-left': ({ filter, left }) => ({
    message:
      left === 'none'
        ? `with nothing left for ${filter} the rule would never fit`
        : `the rule has no list for ${filter}: all fit, and nothing can be taken from it`,
    hint: left === 'none' ? `${filter} all, or helpdesk rule delete` : `name those that are to fit: ${filter}`,
  }),
  'recipient-not-for-tenant': ({ recipient }) => ({
    message: `a tenant’s rule cannot go to "${recipient}"`,
    hint: '--to anna@acme.example for people of the tenant, --external for others; roles and teams are for rules of the desk',
  }),
  'domain-not-allowed': ({ email, domains }) => ({
    message: `mail of rules may not go to ${email}`,
    hint: `only to ${listed(domains)} (notifications.allowed-domains)`,
  }),
  'rules-broken': ({ file, path, wrong }) => {
    const { message, hint } = wordsOf(wrong)
    return {
      message: `nothing of ${file === '-' ? 'standard input' : file} was applied: ${path}: ${message}`,
      ...(hint === undefined ? {} : { hint }),
    }
  },
  'too-many-recipients': ({ count, limit }) => ({
    message: `a rule has at most ${limit} recipients, not ${count}`,
  }),
  'recipients-needed': () => ({
    message: 'a rule without recipients tells nobody',
    hint: '--to for people of the desk or tenant, --external for other addresses; to silence it: helpdesk rule disable',
  }),
  'address-doubtful': ({ addresses }) => ({
    message: addresses.map(({ email, meant: domain }) => `${email}: is ${domain} meant?`).join(' '),
    hint: '--yes, if it is right as it stands',
  }),
  'team-not-found': ({ name, suggestion }) => ({
    message: `there is no team "${name}"`,
    hint: suggestion === null ? 'all of them: helpdesk team list' : `did you mean ${suggestion}?`,
  }),
  'service-level-not-found': ({ id, priority, category, level }) => {
    const conditions = [
      ...(priority === null ? [] : [`priority ${priority}`]),
      ...(category === null ? [] : [`category ${category}`]),
      ...(level === null ? [] : [`level ${level}`]),
    ].join(', ')
    const tickets = conditions === '' ? 'every ticket' : `just ${conditions}`
    return {
      message: id === null ? `no service level is for ${tickets}` : `there is no service level "${id}"`,
      hint: 'all of them: helpdesk sla list',
    }
  },
  'wrong-promise': ({ name, value }) => ({
    message: `${name}: "${value}" is no time that can be promised`,
    hint: '30m, 4h, 2d (working days), 1d 4h; more than nothing',
  }),
  'account-not-found': ({ account, tenant }) => ({
    message: `${tenant} has no account ${account}`,
    hint: `all of them: helpdesk account list; a new one: helpdesk account add ${account}`,
  }),
  'ebics-contact-not-found': ({ name, tenant }) => ({
    message: `${tenant} has no EBICS contact "${name}"`,
    hint: 'all of them: helpdesk ebics list',
  }),
  'payment-not-found': ({ payment, tenant }) => ({
    message: `${tenant} has no payment "${payment}"`,
    hint: 'all of them: helpdesk payment list',
  }),
  'event-not-found': ({ id }) => ({ message: `there is no event "${id}"`, hint: 'all of them: helpdesk event list' }),
  'terminal-needed': ({ command }) => ({
    message: `helpdesk ${command} needs somebody at a terminal`,
    hint: 'for scripts: helpdesk list, helpdesk next',
  }),
  'view-not-found': ({ name, suggestion }) => ({
    message: `you have no view "${name}"`,
    hint: suggestion === null ? 'yours: helpdesk view list' : `did you mean ${suggestion}?`,
  }),
  'view-outdated': ({ name, flag }) => ({
    message: `the view "${name}" has a flag that is no longer known: ${flag}`,
    hint: `save it again: helpdesk view save ${name} …`,
  }),
  'attachment-not-found': ({ number, attachment }) => ({
    message: `#${number} has no attachment "${attachment}"`,
    hint: `what there is: helpdesk attachments ${number}`,
  }),
  'attachment-too-big': ({ name, size, limit }) => ({
    message: `${name} is too big: ${size === null ? `more than ${formatSize(limit, '.')}` : `${formatSize(size, '.')}, ${formatSize(limit, '.')} are possible`}`,
    hint: 'nothing was written; the limit is set by tickets.max-attachment-size',
  }),
  'attachment-changed': ({ name }) => ({
    message: `${name} changed while it was read`,
    hint: 'nothing was written; try again when it is finished',
  }),
  'attachment-damaged': ({ name }) => ({
    message: `${name} is damaged in the database and cannot be handed out`,
    hint: 'what else is: helpdesk db check',
  }),
  'file-exists': ({ path }) => ({
    message: `there is a file ${path} already`,
    hint: 'another place: --to FILE; or replace it: --overwrite',
  }),
  'file-not-written': ({ path, reason }) => ({ message: `${path} cannot be written (${reason})` }),
  'one-ticket-only': ({ flag }) => ({ message: `${flag} goes with one ticket only` }),
  'numbers-from-terminal': () => ({
    message: '- reads ticket numbers from standard input, and that is the terminal',
    hint: 'pipe them in: helpdesk list --new --fields number | helpdesk take -',
  }),
  'input-is-terminal': ({ flag }) => ({
    message: `${flag} needs something on standard input, and that is the terminal`,
    hint: `pipe the file in, or name it: ${flag.replace(/-$/, 'FILE')}`,
  }),
  'bytes-on-terminal': () => ({
    message: 'a file is not shown on the terminal',
    hint: 'into a file: --to FILE, or --to - > FILE',
  }),
  'topic-not-found': ({ name }) => ({
    message: `there is no topic "${name}"`,
    hint: 'all of them: helpdesk topic list',
  }),
  'file-not-found': ({ path }) => ({ message: `there is no file ${path}` }),
  'file-unreadable': ({ path, reason }) => ({ message: `${path} cannot be read: ${fileReasons[reason] ?? reason}` }),
  'internal-error': ({ error }) => ({
    message: `something went wrong in the program itself: ${error}`,
    hint: 'run it again with --debug and send what it prints',
  }),
  'database-busy': () => ({ message: 'the database is busy', hint: 'try again in a moment' }),
  'not-logged-in': () => ({
    message: 'you are not logged in at this desk',
    hint: 'helpdesk login, or set HELPDESK_TOKEN',
  }),
  'session-ended': () => ({ message: 'your session has ended', hint: 'helpdesk login' }),
  'token-invalid': () => ({
    message: 'HELPDESK_TOKEN is not valid at this desk',
    hint: 'unset it, or ask for a new one',
  }),
  'token-scope': ({ scope }) => ({
    message: scope === 'read' ? 'this token may only read' : `this token is only for the desk's ${scope} jobs`,
    hint: 'make another one: helpdesk token create --name NAME --scope all',
  }),
  'session-needed': () => ({
    message: 'an access token cannot make further ways in',
    hint: 'log in first: helpdesk login',
  }),
  'domain-not-own': ({ domain }) => ({
    message: `${domain} cannot belong to a tenant: it is the desk's own, or a provider where everybody has a mailbox`,
  }),
  'page-altered': () => ({
    message: 'the line with the scissors is gone, so it is not clear where your text ends',
    hint: 'nothing was written',
  }),
  'login-failed': () => ({
    message: 'address and password do not fit',
    hint: 'without a password yet: helpdesk activate TOKEN, with the token from your invitation',
  }),
  'activation-invalid': () => ({
    message: 'this activation token is not valid, or not any more',
    hint: 'ask for a new one; an invitation is good once, for 7 days, a reset for an hour',
  }),
  'weak-password': ({ reason, shortest }) => ({
    message: {
      short: `the password is too short: at least ${shortest} characters`,
      long: 'the password is too long',
      common: 'the password is one that everybody tries first',
      'own-address': 'the password repeats the e-mail address',
    }[reason],
    hint: 'a few words that do not belong together are good and easy to keep',
  }),
  'too-many-attempts': ({ retryAt }) => ({
    message: 'too many failed attempts',
    hint: `try again after ${retryAt.slice(11, 16)} UTC`,
  }),
  'rights-changed': () => ({
    message: 'what you may do here has changed meanwhile, so nothing was done',
    hint: 'try again',
  }),
  'user-disabled': ({ email }) => ({ message: `${email} is disabled`, hint: `helpdesk user enable ${email}` }),
  'already-active': ({ email }) => ({ message: `${email} has a password already`, hint: 'helpdesk login' }),
  'last-administrator': ({ email, tenant }) => ({
    message: `without ${email} no administrator of ${tenant === null ? 'the desk' : `"${tenant}"`} could log in any more`,
    hint: 'make another one first: helpdesk user invite EMAIL --group admin',
  }),
  'first-administrator-only': ({ tenant }) => ({
    message: `administrators of "${tenant}", and those with full access, are made by its own administrators; the desk makes only the first one`,
  }),
  'no-way-back': () => ({
    message: 'you have no password, so you could not log in again',
    hint: 'first: helpdesk password set; or --yes',
  }),
  'own-account': ({ deed }) => ({
    message: {
      disable: 'nobody disables themselves',
      remove: 'nobody takes themselves out',
      merge: 'nobody merges the record they are using into another',
    }[deed],
    hint: deed === 'merge' ? 'merge the other one into it' : 'another administrator can',
  }),
  'token-not-found': ({ id }) => ({ message: `you have no token "${id}"`, hint: 'all of yours: helpdesk token list' }),
  'not-allowed': ({ permission, tenant, who }) => {
    if (permission === 'tickets:work') {
      return {
        message: 'next and triage are for staff and first level, who work on tickets',
        hint: 'your tickets: helpdesk list, helpdesk show NUMBER',
      }
    }
    const doing = doings[permission] ?? permission
    const message = tenant === null ? `you may not ${doing} here` : `you may not ${doing} in "${tenant}"`
    return { message, ...whoMay(who) }
  },
  'may-not-open': ({ openedBy, who, administrators, contact }) => ({
    message:
      {
        everyone: 'you may not open tickets here',
        'key-users': 'here only key users open tickets',
        'first-level': 'here only your own first level opens tickets',
      }[openedBy] ?? 'you may not open tickets here',
    ...whoMay(who),
    ...whomToAsk(administrators, contact),
  }),
  'belongs-nowhere': () => ({
    message: 'you belong to no organisation here at present',
    hint: 'ask those who look after this desk',
  }),
  'only-a-guest': ({ email, tenant }) => ({
    message: `${email} is only a guest in "${tenant}", which has no charge of them`,
    hint: `helpdesk guest remove ${email} --tenant ${tenant}; another group: helpdesk guest invite`,
  }),
  'consent-missing': ({ email, title, flag }) => ({
    message: `${email} has not agreed to "${title}"`,
    hint:
      flag === null
        ? 'they agree themselves: helpdesk consent give; or tell the desk'
        : flag === '--consent'
          ? '--consent'
          : '--consent-by phone|mail|contract, once they have',
  }),
  'desk-missing': ({ path }) => ({ message: `there is no desk at ${path}`, hint: 'make one: helpdesk init' }),
  'folder-missing': ({ path }) => ({
    message: `there is no desk in ${path}: the folder does not exist`,
    hint: 'make one: helpdesk init',
  }),
  'not-a-database': ({ path }) => ({
    message: `${path} is no database`,
    hint: 'is the path right? nothing was changed',
  }),
  'not-a-desk': ({ path }) => ({
    message: `${path} is a database, but no desk`,
    hint: 'is the path right? nothing was changed',
  }),
  'database-newer': ({ path, version, known }) => ({
    message: `${path} was made by a newer helpdesk (schema ${version}, this one knows ${known})`,
    hint: 'bring this program up to date; nothing was changed',
  }),
  'database-damaged': ({ path, error }) => ({
    message: `${path} is damaged (${error})`,
    hint: 'go back to a backup; keep the damaged file',
  }),
  'database-not-writable': ({ path }) => ({
    message: `${path} cannot be written`,
    hint: 'the file and its folder must be writable by this account',
  }),
  'database-unreachable': ({ path, error }) => ({ message: `${path} cannot be reached (${error})` }),
  'folder-not-writable': ({ path }) => ({ message: `nothing can be written in ${path}` }),
  'disk-full': ({ path }) => ({ message: `there is no space left for ${path}` }),
  'key-missing': ({ path }) => ({
    message: `the desk's key is missing: ${path}`,
    hint: 'put it back from your backup; a new one would not fit',
  }),
  'key-damaged': ({ path }) => ({ message: `${path} is no key of a desk`, hint: 'put it back from your backup' }),
  'key-wrong': ({ path }) => ({
    message: `${path} is the key of another desk, or an older one of this desk`,
    hint: 'HELPDESK_KEY_FILE names the right one',
  }),
  'key-copy-exists': ({ path }) => ({
    message: `there is a file ${path} already`,
    hint: 'it may be the key that an older backup needs; name another one',
  }),
  'key-on-terminal': () => ({
    message: 'the key is not shown on the terminal',
    hint: 'into a file: helpdesk key backup FILE',
  }),
  'key-changed': () => ({
    message: 'the desk was given a new key meanwhile, so nothing was done',
    hint: 'try again',
  }),
  'clock-outside-rehearsal': () => ({
    message: 'HELPDESK_NOW sets the clock of a rehearsal desk only, and this one is real',
    hint: 'unset HELPDESK_NOW, or make one: helpdesk init --rehearsal',
  }),
  'credentials-damaged': ({ path }) => ({
    message: `${path} cannot be read`,
    hint: 'put it right or remove it, then log in again',
  }),
  'journal-broken': ({ position, reason, entries }) => ({
    message:
      {
        position: `the journal is broken at entry ${position} of ${entries}: an entry is missing or does not belong here`,
        payload: `the journal is broken at entry ${position} of ${entries}: its content was altered`,
        hash: `the journal is broken at entry ${position} of ${entries}: it was altered`,
        head: `the journal is broken after entry ${position - 1} of ${entries}: its end does not fit`,
      }[reason] ?? `the journal is broken at entry ${position} of ${entries}`,
    hint: 'compare with a backup; keep this file as it is',
  }),
  'ssh-key-taken': ({ fingerprint, email }) => ({
    message: `the key ${fingerprint} is ${email === null ? 'somebody else’s' : `that of ${email}`} here already`,
    hint: 'everybody has keys of their own: ssh-keygen -t ed25519',
  }),
  'ssh-key-not-found': ({ key, email }) => ({
    message: `${email} has no ssh key "${key}"`,
    hint: `all of them: helpdesk user key list ${email}`,
  }),
  'ssh-key-refused': () => ({
    message: 'this ssh key does not let you in here, or not any more',
    hint: 'ask whoever runs this desk',
  }),
  'has-way-in': ({ email }) => ({
    message: `${email} has a password or a key already, so only they themselves or an administrator of the desk can do this`,
    hint: 'whoever adds a key to somebody could come in as that person',
  }),
  'last-key': ({ email }) => ({
    message: `this is the only key of ${email}, so only they themselves or an administrator of the desk can remove it`,
    hint: `to shut them out: helpdesk user disable ${email}`,
  }),
  'wrong-ssh-key': ({ reason }) => ({
    message: {
      private: 'that is a private key: it belongs to nobody but its owner, and nothing of it was kept',
      several: 'that is more than one line: one key at a time',
      options: 'there is something before the key: only type, key and comment',
      certificate: 'that is a certificate, and keys only are taken',
      type: 'keys of this kind are not taken: ed25519, ecdsa, or rsa of at least 2048 bits',
      damaged: 'this key is damaged: what stands in it does not fit its kind',
      weak: 'this rsa key is too short: at least 2048 bits',
      unreadable: 'this is no public ssh key',
    }[reason],
    hint: 'the one line of the .pub file: helpdesk user key add EMAIL - < ~/.ssh/id_ed25519.pub',
  }),
  'unbalanced-quotes': () => ({
    message: 'a quote is opened and not closed',
    hint: 'your own shell takes one pair away: ssh desk "reply 1 -m \'Which bank is it?\'"',
  }),
  'not-over-ssh': ({ name }) => ({
    message: `${name} cannot be used through ssh`,
    hint: 'on the machine of the desk only',
  }),
  'path-over-ssh': ({ name }) => ({
    message: name === null ? 'through ssh no file can be named' : `through ssh ${name} can only be -`,
    hint: 'send the file on standard input: ssh desk reply 1 -F - < answer.txt',
  }),
  'path-not-for-ssh': ({ path }) => ({
    message: `${path} cannot stand in authorized_keys: it holds a quotation mark or a control character`,
    hint: 'move it to a plain path',
  }),
  interrupted: ({ kept }) => ({
    message: kept === null ? 'left; nothing was changed' : `left; your text is kept in ${kept}`,
  }),
  'nothing-written': () => ({ message: 'nothing was written, and nothing was sent' }),
  'editor-left': ({ status, flag }) => ({
    message: `the editor ended ${status === null ? 'early' : `with the error code ${status}`}: nothing was sent`,
    hint: `again, with another EDITOR, or with ${flag}`,
  }),
}

/** What was refused of one of several tickets; most sentences name it by themselves. */
function withNumber({ number, ...one }: RefusedTicket): string {
  const sentence = sentenceOf(one)
  return sentence.includes(`#${number}`) ? sentence : `#${number}: ${sentence}`
}

/** What is wrong with one of several values. */
function sentenceOf(wrong: WrongValue): string {
  return wordsOf(wrong).message
}

function wordsOf({ code, details }: WrongValue): TroubleWords {
  const say = enTroubles[code] as (details: object) => TroubleWords
  return say(details)
}
