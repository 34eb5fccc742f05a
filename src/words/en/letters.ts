import { type LetterCatalogue, noticePiece, peopleList } from '../letters'

/** What stands in mails, in English, which knows but one form of address. */
export const enLetters: LetterCatalogue = {
  marker: '##- Please type your reply above this line. -##',
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  greets: /^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening))\b/i,
  takesLeave: /^(?:(?:kind|best|many|warm)? ?regards|(?:best|all good) wishes|cheers|yours|thanks|thank you)\b/i,
  closing: 'Kind regards',
  theDesk: 'Your service desk',
  ticket: (number, subject) => `Ticket ${number}: ${subject}`,
  takesPart: 'You get this because you take part in this ticket.',
  files: (names) => `Attached: ${names}`,
  phone: (number) => `Telephone: ${number}`,
  hours: {
    always: 'We are there around the clock.',
    open: (until) => `We are there right now, until ${until}.`,
    closed: (next) => `The desk is closed at the moment; we are back on ${next}.`,
  },
  grantUntil: (time, ticket) => (ticket === null ? time : `the solution of ticket #${ticket}, ${time} at the latest`),
  resolutions: {
    answered: 'Your request is solved.',
    fixed: 'The fault is mended, and your request is solved.',
    'out-of-scope':
      'Your request is about something that we do not look after. We cannot help with it here and have closed it.',
    withdrawn: 'Your request counts as withdrawn, and we have closed it.',
    unanswered:
      'We have not heard from you since our last question. So we take it that the matter is settled, and have marked your request as solved.',
  },
  grantEnds: {
    expired: 'The time was over.',
    'ticket-solved': 'The ticket that it was for is solved.',
    removed: 'The access was removed.',
    left: 'The advisor has left.',
    'advisor-disabled': 'The advisor’s account was disabled.',
    'no-advisor': 'The person is an advisor no longer.',
    merged: 'Two records of the advisor were joined into one.',
  },
  subjects: {
    invitation: ({ organisation }) =>
      organisation === null ? 'Your access to the service desk' : `Your access to the service desk for ${organisation}`,
    'password-reset': () => 'Choose a new password',
    'guest-invitation': ({ organisation }) => `You are invited as a guest of ${organisation}`,
    'member-added': ({ organisation }) => `People were added to ${organisation}`,
    'grant-begun': ({ advisor, organisation }) => `${advisor} may now look into ${organisation}`,
    'grant-ended': ({ advisor, organisation }) => `${advisor} can no longer look into ${organisation}`,
    'grant-assigned': ({ advisor, organisation }) => `${advisor} is now the advisor of ${organisation}`,
  },
  bodies: {
    received: ({ hours, recordedBy, description, isEmergency, emergencyPhone, notice }) => [
      recordedBy === null ? 'Your request has reached us.' : `${recordedBy} has written down your request for you.`,
      ...(description === null ? [] : ['This is what we noted:', { quoted: description }]),
      isEmergency ? 'It is marked as an emergency and goes before everything else.' : null,
      hours,
      'We will answer by e-mail. If anything else comes to mind, just reply to this mail.',
      emergencyPhone === null ? null : `If it cannot wait: in an emergency you reach us at ${emergencyPhone}.`,
      notice === null ? null : noticePiece(notice),
    ],
    reply: ({ author, isStaffs, text, files }) => [
      isStaffs ? null : `${author} wrote:`,
      { asIs: text },
      files === null ? null : enLetters.files(files),
    ],
    solved: ({ author, isStaffs, text, files, how, reopenUntil, isRequester }) => [
      text === null || isStaffs ? null : `${author} wrote:`,
      text === null ? null : { asIs: text },
      files === null ? null : enLetters.files(files),
      isStaffs || author === null ? solution(how, isRequester) : `${author} has marked the request as solved.`,
      `Is something still open? Then just reply to this mail by ${reopenUntil}, and we will go on with it.`,
      isRequester && isDone(how)
        ? 'Is everything fine? Then you need not do anything; if you like, reply with the word "solved" as the first line.'
        : null,
      isRequester && isStaffs && isDone(how)
        ? 'How did we do? Reply with a number from 1 (bad) to 5 (very good) as the first line. A few words below it are welcome.'
        : null,
    ],
    reminder: ({ text, solvedOn }) => [
      'We cannot go on with your request before we have your answer.',
      ...(text === null ? [] : ['This is what we wrote last:', { quoted: text }]),
      'Just reply to this mail. If the matter is settled, reply with the word "solved" as the first line.',
      solvedOn === null
        ? null
        : `If we hear nothing by ${solvedOn}, we will take it as settled and mark the request as solved.`,
    ],
    invitation: ({ inviter, organisation, email, token, until }) => [
      `${inviter ?? 'The service desk'} invites you to use the service desk${organisation === null ? '' : ` for ${organisation}`}.`,
      'Choose your password with this command:',
      { asIs: `  helpdesk activate ${token}` },
      `It works once, until ${until}. From then on you log in like this:`,
      { asIs: `  helpdesk login ${email}` },
      'If you did not expect this invitation, simply delete this mail.',
    ],
    'password-reset': ({ actor, email, token, until }) => [
      `${actor ?? 'The service desk'} has arranged for you to choose a new password, with this command:`,
      { asIs: `  helpdesk activate ${token}` },
      `It works once, until ${until}. Until then your old password stays good, but you have been logged out everywhere. Afterwards you log in like this:`,
      { asIs: `  helpdesk login ${email}` },
      'Did you not ask for this? Then please tell us right away.',
    ],
    'guest-invitation': ({ inviter, organisation, tenant, group }) => [
      `${inviter} invites you to work with ${organisation} as a guest, in the group "${group}".`,
      'If you accept:',
      { asIs: `  helpdesk guest accept ${tenant}` },
      'If you would rather not:',
      { asIs: `  helpdesk guest decline ${tenant}` },
      'Both need a login. If you have no password yet, write to us and we will send you an invitation.',
    ],
    'member-added': ({ actor, organisation, tenant, people, further }) => [
      `${actor} of the service desk has added these people to ${organisation}:`,
      { asIs: peopleList(people, further === 0 ? null : `and ${further} more`) },
      'Is that not right? You can take people out again:',
      { asIs: `  helpdesk user remove ${people[0]?.email ?? 'EMAIL'} --tenant ${tenant}` },
    ],
    'grant-begun': ({ advisor, advisorEmail, organisation, tenant, until, reason }) => [
      `${advisor} (${advisorEmail}) has redeemed an access code and may now look into ${organisation}, without changing anything.`,
      `The access lasts until ${until}.`,
      reason === null ? null : `The reason given: ${reason}`,
      'What is looked at is written down, and you can end the access at any time:',
      { asIs: `  helpdesk access log --tenant ${tenant}\n  helpdesk access remove ${advisorEmail} --tenant ${tenant}` },
    ],
    'grant-ended': ({ advisor, advisorEmail, organisation, tenant, why }) => [
      `${advisor} (${advisorEmail}) can no longer look into ${organisation}.`,
      enLetters.grantEnds[why],
      'What was looked at:',
      { asIs: `  helpdesk access log --tenant ${tenant}` },
    ],
    'grant-assigned': ({ advisor, advisorEmail, organisation, tenant, actor, agreedWith }) => [
      `${actor} has made ${advisor} (${advisorEmail}) the advisor of ${organisation}${agreedWith === null ? '' : `, as agreed with ${agreedWith}`}. The advisor may look into it for good, without changing anything.`,
      'What is looked at is written down, and you can end the access at any time:',
      { asIs: `  helpdesk access log --tenant ${tenant}\n  helpdesk access remove ${advisorEmail} --tenant ${tenant}` },
    ],
  },
  afterGreeting: (sentence) => sentence,
}

/** What was turned away or given up is nothing to be accepted or rated. */
function isDone(how: keyof LetterCatalogue['resolutions']): boolean {
  return how === 'answered' || how === 'fixed'
}

function solution(how: keyof LetterCatalogue['resolutions'], isRequester: boolean): string {
  return isRequester ? enLetters.resolutions[how] : 'The request is solved.'
}
