import { type LetterCatalogue, type LetterFacts, noticePiece, peopleList } from '../letters'

/** What stands in mails, in German: `sie` and `du` are two ways to write, and no sentence is left to chance. */
export function deLetters(form: 'sie' | 'du'): LetterCatalogue {
  const say = (sie: string, du: string): string => (form === 'du' ? du : sie)
  const resolutions: LetterCatalogue['resolutions'] = {
    answered: say('Ihre Anfrage ist damit gelöst.', 'Deine Anfrage ist damit gelöst.'),
    fixed: say(
      'Der Fehler ist behoben und Ihre Anfrage damit gelöst.',
      'Der Fehler ist behoben und deine Anfrage damit gelöst.',
    ),
    'out-of-scope': say(
      'Ihre Anfrage betrifft etwas, für das wir nicht zuständig sind. Wir können hier nicht weiterhelfen und haben sie abgeschlossen.',
      'Deine Anfrage betrifft etwas, für das wir nicht zuständig sind. Wir können hier nicht weiterhelfen und haben sie abgeschlossen.',
    ),
    withdrawn: say(
      'Ihre Anfrage gilt als zurückgezogen; wir haben sie abgeschlossen.',
      'Deine Anfrage gilt als zurückgezogen; wir haben sie abgeschlossen.',
    ),
    unanswered: say(
      'Auf unsere letzte Frage haben wir nichts mehr von Ihnen gehört. Wir nehmen deshalb an, dass sich die Sache erledigt hat, und haben Ihre Anfrage als gelöst abgelegt.',
      'Auf unsere letzte Frage haben wir nichts mehr von dir gehört. Wir nehmen deshalb an, dass sich die Sache erledigt hat, und haben deine Anfrage als gelöst abgelegt.',
    ),
  }
  const grantEnds: LetterCatalogue['grantEnds'] = {
    expired: 'Die Zeit dafür ist abgelaufen.',
    'ticket-solved': 'Das Ticket, um das es ging, ist gelöst.',
    removed: 'Der Zugriff wurde entfernt.',
    left: 'Die Beratung hat den Zugriff selbst beendet.',
    'advisor-disabled': 'Das Benutzerkonto der Beratung wurde gesperrt.',
    'no-advisor': 'Die Person gehört nicht mehr zur Kundenberatung.',
    merged: 'Zwei Benutzerkonten derselben Person wurden zusammengelegt.',
  }
  /** What is said of the solution itself. */
  const solution = ({
    author,
    isStaffs,
    text,
    how,
    isRequester,
  }: Pick<LetterFacts['solved'], 'author' | 'isStaffs' | 'text' | 'how' | 'isRequester'>): string => {
    if (!isStaffs && author !== null) return `${author} hat die Anfrage als gelöst gemeldet.`
    if (!isRequester) return 'Die Anfrage ist gelöst.'
    if (how === 'answered' && text === null) return say('Ihre Anfrage ist gelöst.', 'Deine Anfrage ist gelöst.')
    return resolutions[how]
  }
  const files = (names: string): string => `Anhänge: ${names}`
  const login = (email: string) => ({ asIs: `  helpdesk login ${email}` })
  const watchAndEnd = (tenant: string, email: string) => [
    say(
      'Was angesehen wird, steht im Protokoll, und Sie können den Zugriff jederzeit beenden:',
      'Was angesehen wird, steht im Protokoll, und du kannst den Zugriff jederzeit beenden:',
    ),
    { asIs: `  helpdesk access log --tenant ${tenant}\n  helpdesk access remove ${email} --tenant ${tenant}` },
  ]
  return {
    // The same in both forms: by it an answer is told from what stood there before.
    marker: '##- Bitte geben Sie Ihre Antwort über dieser Zeile ein. -##',
    greeting: (name) => `${say('Guten Tag', 'Hallo')}${name === null ? '' : ` ${name}`},`,
    greets: /^(?:hallo|hi|hey|moin|servus|grüß|grüezi|guten (?:tag|morgen|abend)|sehr geehrte|liebe)/i,
    takesLeave:
      /^(?:(?:mit )?(?:\p{L}+ ){0,3}grü(?:ß|ss)en?|(?:\p{L}+ ){0,3}gru(?:ß|ss)|mfg|lg|vg|bis bald|danke)(?!\p{L})/iu,
    closing: 'Viele Grüße',
    theDesk: say('Ihr Servicedesk', 'Dein Servicedesk'),
    ticket: (number, subject) => `Ticket ${number}: ${subject}`,
    takesPart: say(
      'Sie bekommen diese Nachricht, weil Sie an diesem Ticket beteiligt sind.',
      'Du bekommst diese Nachricht, weil du an diesem Ticket beteiligt bist.',
    ),
    files,
    phone: (number) => `Telefon: ${number}`,
    hours: {
      always: 'Der Servicedesk ist rund um die Uhr besetzt.',
      open: (until) => `Der Servicedesk ist gerade besetzt, und zwar bis ${until} Uhr.`,
      closed: (next) =>
        say(
          `Der Servicedesk ist zurzeit nicht besetzt. Ab ${next} Uhr sind wir wieder für Sie da.`,
          `Der Servicedesk ist zurzeit nicht besetzt. Ab ${next} Uhr sind wir wieder für dich da.`,
        ),
    },
    grantUntil: (time, ticket) =>
      ticket === null ? `${time} Uhr` : `zur Lösung von Ticket #${ticket}, längstens bis ${time} Uhr`,
    resolutions,
    grantEnds,
    subjects: {
      invitation: ({ organisation }) =>
        `${say('Ihr', 'Dein')} Zugang zum Servicedesk${organisation === null ? '' : ` für ${organisation}`}`,
      'password-reset': () => 'Neues Passwort wählen',
      'guest-invitation': ({ organisation }) => `Einladung als Gast bei ${organisation}`,
      'member-added': ({ organisation }) => `Neue Benutzer bei ${organisation}`,
      'grant-begun': ({ advisor, organisation }) => `${advisor} kann jetzt bei ${organisation} mitlesen`,
      'grant-ended': ({ advisor, organisation }) => `${advisor} kann bei ${organisation} nicht mehr mitlesen`,
      'grant-assigned': ({ advisor, organisation }) => `${advisor} betreut jetzt ${organisation}`,
    },
    bodies: {
      received: ({ hours, recordedBy, description, isEmergency, emergencyPhone, notice }) => [
        recordedBy === null
          ? say('Ihre Anfrage ist bei uns angekommen.', 'Deine Anfrage ist bei uns angekommen.')
          : say(
              `${recordedBy} hat Ihre Anfrage für Sie aufgenommen.`,
              `${recordedBy} hat deine Anfrage für dich aufgenommen.`,
            ),
        ...(description === null ? [] : ['Das haben wir notiert:', { quoted: description }]),
        isEmergency ? 'Sie ist als Notfall gekennzeichnet und geht allem anderen vor.' : null,
        hours,
        say(
          'Wir antworten per E-Mail. Fällt Ihnen bis dahin noch etwas ein, antworten Sie einfach auf diese Nachricht.',
          'Wir antworten per E-Mail. Fällt dir bis dahin noch etwas ein, antworte einfach auf diese Nachricht.',
        ),
        emergencyPhone === null
          ? null
          : say(
              `Wenn es nicht warten kann: Im Notfall erreichen Sie uns unter ${emergencyPhone}.`,
              `Wenn es nicht warten kann: Im Notfall erreichst du uns unter ${emergencyPhone}.`,
            ),
        notice === null ? null : noticePiece(notice),
      ],
      reply: ({ author, isStaffs, text, files: names }) => [
        isStaffs ? null : `${author} hat geschrieben:`,
        { asIs: text },
        names === null ? null : files(names),
      ],
      solved: ({ author, isStaffs, text, files: names, how, reopenUntil, isRequester }) => [
        text === null || isStaffs ? null : `${author} hat geschrieben:`,
        text === null ? null : { asIs: text },
        names === null ? null : files(names),
        solution({ author, isStaffs, how, isRequester, text }),
        say(
          `Ist noch etwas offen? Dann antworten Sie bis ${reopenUntil} einfach auf diese Nachricht, und es geht weiter.`,
          `Ist noch etwas offen? Dann antworte bis ${reopenUntil} einfach auf diese Nachricht, und es geht weiter.`,
        ),
        isRequester && isDone(how)
          ? say(
              'Ist alles in Ordnung? Dann brauchen Sie nichts zu tun; wenn Sie mögen, antworten Sie mit dem Wort „gelöst“ als erster Zeile.',
              'Ist alles in Ordnung? Dann brauchst du nichts zu tun; wenn du magst, antworte mit dem Wort „gelöst“ als erster Zeile.',
            )
          : null,
        isRequester && isStaffs && isDone(how)
          ? say(
              'Waren Sie zufrieden? Antworten Sie mit einer Zahl von 1 (gar nicht) bis 5 (sehr) als erster Zeile. Ein paar Worte darunter helfen uns.',
              'Warst du zufrieden? Antworte mit einer Zahl von 1 (gar nicht) bis 5 (sehr) als erster Zeile. Ein paar Worte darunter helfen uns.',
            )
          : null,
      ],
      reminder: ({ text, solvedOn }) => [
        say(
          'Wir kommen mit Ihrer Anfrage nicht weiter, bevor wir Ihre Antwort haben.',
          'Wir kommen mit deiner Anfrage nicht weiter, bevor wir deine Antwort haben.',
        ),
        ...(text === null ? [] : ['Das haben wir zuletzt geschrieben:', { quoted: text }]),
        say(
          'Antworten Sie einfach auf diese Nachricht. Hat sich die Sache erledigt, genügt das Wort „gelöst“ als erste Zeile.',
          'Antworte einfach auf diese Nachricht. Hat sich die Sache erledigt, genügt das Wort „gelöst“ als erste Zeile.',
        ),
        solvedOn === null
          ? null
          : say(
              `Hören wir bis ${solvedOn} nichts von Ihnen, nehmen wir an, dass sich die Sache erledigt hat, und legen die Anfrage als gelöst ab.`,
              `Hören wir bis ${solvedOn} nichts von dir, nehmen wir an, dass sich die Sache erledigt hat, und legen die Anfrage als gelöst ab.`,
            ),
      ],
      invitation: ({ inviter, organisation, email, token, until }) => {
        const place = organisation === null ? '' : ` für ${organisation}`
        const who = inviter ?? 'Der Servicedesk'
        return [
          say(
            `${who} lädt Sie ein, den Servicedesk${place} zu nutzen.`,
            `${who} lädt dich ein, den Servicedesk${place} zu nutzen.`,
          ),
          say('Mit diesem Befehl wählen Sie Ihr Passwort:', 'Mit diesem Befehl wählst du dein Passwort:'),
          { asIs: `  helpdesk activate ${token}` },
          say(
            `Er gilt ein einziges Mal, bis ${until} Uhr. Danach melden Sie sich so an:`,
            `Er gilt ein einziges Mal, bis ${until} Uhr. Danach meldest du dich so an:`,
          ),
          login(email),
          say(
            'Haben Sie diese Einladung nicht erwartet, löschen Sie die Nachricht einfach.',
            'Hast du diese Einladung nicht erwartet, lösche die Nachricht einfach.',
          ),
        ]
      },
      'password-reset': ({ actor, email, token, until }) => {
        const who = actor ?? 'Der Servicedesk'
        return [
          say(
            `${who} hat veranlasst, dass Sie ein neues Passwort wählen können, und zwar mit diesem Befehl:`,
            `${who} hat veranlasst, dass du ein neues Passwort wählen kannst, und zwar mit diesem Befehl:`,
          ),
          { asIs: `  helpdesk activate ${token}` },
          say(
            `Er gilt ein einziges Mal, bis ${until} Uhr. So lange bleibt Ihr altes Passwort gültig; abgemeldet sind Sie aber schon überall. Danach melden Sie sich so an:`,
            `Er gilt ein einziges Mal, bis ${until} Uhr. So lange bleibt dein altes Passwort gültig; abgemeldet bist du aber schon überall. Danach meldest du dich so an:`,
          ),
          login(email),
          say(
            'Haben Sie nicht darum gebeten? Dann sagen Sie uns bitte gleich Bescheid.',
            'Hast du nicht darum gebeten? Dann sag uns bitte gleich Bescheid.',
          ),
        ]
      },
      'guest-invitation': ({ inviter, organisation, tenant, group }) => [
        say(
          `${inviter} lädt Sie ein, als Gast bei ${organisation} mitzuarbeiten, in der Benutzergruppe „${group}“.`,
          `${inviter} lädt dich ein, als Gast bei ${organisation} mitzuarbeiten, in der Benutzergruppe „${group}“.`,
        ),
        say('So nehmen Sie an:', 'So nimmst du an:'),
        { asIs: `  helpdesk guest accept ${tenant}` },
        say('Und so lehnen Sie ab:', 'Und so lehnst du ab:'),
        { asIs: `  helpdesk guest decline ${tenant}` },
        say(
          'Für beides müssen Sie angemeldet sein. Wenn Sie noch kein Passwort haben, schreiben Sie uns, und wir schicken Ihnen eine Einladung.',
          'Für beides musst du angemeldet sein. Wenn du noch kein Passwort hast, schreib uns, und wir schicken dir eine Einladung.',
        ),
      ],
      'member-added': ({ actor, organisation, tenant, people, further }) => [
        `${actor} vom Servicedesk hat diese Personen bei ${organisation} hinzugefügt:`,
        { asIs: peopleList(people, further === 0 ? null : `und ${further} weitere`) },
        say(
          'Soll das nicht so sein? Dann können Sie es rückgängig machen:',
          'Soll das nicht so sein? Dann kannst du es rückgängig machen:',
        ),
        { asIs: `  helpdesk user remove ${people[0]?.email ?? 'E-MAIL'} --tenant ${tenant}` },
      ],
      'grant-begun': ({ advisor, advisorEmail, organisation, tenant, until, reason }) => [
        `${advisor} (${advisorEmail}) hat einen Zugangscode eingelöst und kann jetzt bei ${organisation} mitlesen, ohne etwas zu ändern.`,
        `Der Zugriff gilt bis ${until}.`,
        reason === null ? null : `Als Grund ist angegeben: ${reason}`,
        ...watchAndEnd(tenant, advisorEmail),
      ],
      'grant-ended': ({ advisor, advisorEmail, organisation, tenant, why }) => [
        `${advisor} (${advisorEmail}) kann bei ${organisation} nicht mehr mitlesen.`,
        grantEnds[why],
        'Was angesehen wurde:',
        { asIs: `  helpdesk access log --tenant ${tenant}` },
      ],
      'grant-assigned': ({ advisor, advisorEmail, organisation, tenant, actor, agreedWith }) => [
        `${actor} hat ${advisor} (${advisorEmail}) auf Dauer für die Beratung von ${organisation} eingeteilt${agreedWith === null ? '' : `, wie mit ${agreedWith} vereinbart`}. Das erlaubt, mitzulesen, aber nichts zu ändern.`,
        ...watchAndEnd(tenant, advisorEmail),
      ],
    },
    afterGreeting,
  }
}

/** What was turned away or given up is nothing to be accepted or rated. */
function isDone(how: keyof LetterCatalogue['resolutions']): boolean {
  return how === 'answered' || how === 'fixed'
}

/** After the comma of a greeting a sentence goes on in small letters, unless it begins with a name or with „Sie“, „Ihr“. */
function afterGreeting(sentence: string): string {
  return /^(?:Dein|Deine|Du|Wir|Der|Die|Das|Auf|So)\b/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence
}
