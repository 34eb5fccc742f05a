const id = { id: 'ihre Id, oder deren Anfang' }

export const deMailHelp = {
  nouns: { mail: 'Mail, die hinausgeht, und was aus ihr wurde.' },
  verbs: {
    'mail setup': {
      summary: 'Einrichten, wie Mail hinausgeht, mit einer Testmail',
      description:
        'Fragt nach Adresse und Weg, sendet darüber eine Mail und behält beides, wenn der Server sie annimmt. Sagt, was Cron starten muss.',
      flags: {
        '--from': 'von welcher Adresse Mail kommt: support@support.example oder Support <support@support.example>',
        '--smtp-url':
          'der Weg: smtp://USER:PASSWORT@HOST:587, smtp://localhost, sendmail:; - liest ihn von der Standardeingabe',
        '--test': 'an wen die Testmail geht; sonst an einen selbst',
        '--no-test': 'ohne Testmail',
        '--idempotency-key': 'nur einmal ausführen, so oft der Befehl mit diesem Schlüssel auch kommt',
      },
      examples: [
        ['helpdesk mail setup', 'ein Terminal fragt'],
        ['cat smtp-url.txt | helpdesk mail setup --smtp-url -', 'in einem Skript, mit dem Passwort in einer Datei'],
      ],
    },
    'mail send': {
      summary: 'Fällige Mail senden',
      description:
        'Sagt nichts, wo nichts fällig ist, wie es Cron braucht. Endet mit 75, wo etwas noch einmal versucht werden muss.',
      flags: {
        '--limit': 'höchstens so viele',
        '--dry-run': 'nur sagen, wie viele fällig sind',
        '--wait': 'auf das warten, was in den nächsten Augenblicken fällig wird, und es senden; immer nur einer',
      },
    },
    'mail queue': {
      summary: 'Mail, die noch nicht hinausging, die älteste zuerst',
      flags: {
        '--all': 'auch Gesendetes, Abgebrochenes und nicht Gewolltes',
        '--state': 'queued, leased, deferred, held, uncertain, failed, …; auch mehrmals',
        '--limit': 'höchstens so viele; ein Terminal zeigt 50',
      },
      examples: [['helpdesk mail queue --state uncertain', 'bei diesen weiß niemand, ob sie ankamen']],
    },
    'mail show': {
      summary: 'Eine ganze Mail, wie sie hinausgeht oder hinausging',
      description: 'Ohne das Geheime darin.',
      arguments: id,
    },
    'mail retry': {
      summary: 'Eine gescheiterte, aufgeschobene oder ungewisse Mail jetzt senden',
      description: 'Eine ungewisse kommt vielleicht zweimal an.',
      arguments: id,
      flags: { '--failed': 'alle gescheiterten' },
      examples: [['helpdesk mail retry --failed', 'wenn der Server wieder in Ordnung ist']],
    },
    'mail cancel': { summary: 'Eine Mail nicht hinausgehen lassen', arguments: id },
    'mail release': {
      summary: 'Zurückgehaltene Mail hinausgehen lassen',
      description:
        'Ohne Id alle. Zurückgehalten wird, was ein Befehl oder Lauf über mail.max-per-run hinaus anstieß, und was zu alt ist.',
      arguments: { id: 'ihre Ids, oder deren Anfänge' },
      flags: { '--dry-run': 'nur sagen, wie viele gesendet würden' },
    },
    'mail test': {
      summary: 'Sofort eine Mail senden und sagen, was der Server antwortet',
      arguments: { address: 'an wen' },
    },
  },
} as const
