import { foldText } from '../../kit/text/fold-text'

/**
 * Words of helpdesks that mean the same, in German and English, as the beginnings they share with their relatives. Kept
 * short on purpose: what every desk says, no product's own words.
 */
const groups = [
  'passwort kennwort password zugangsdat credential',
  'anmeld login einlogg logon signin signon',
  'abgelehnt ablehn zurückgewies verweiger reject refus declin',
  'drucken druck ausdruck print',
  'rechnung faktura invoice',
  'überweis transfer wire',
  'zahlung payment bezahl',
  'kontoauszug kontoauszüg kontoumsatz kontoumsätz statement',
  'mail email nachricht message',
  'langsam dauer slow performance',
  'abstürz stürz absturz crash beendet quits',
  'verschwund vermiss fehlt fehlend missing vanish disappear auffindbar gone lost',
  'leer weiß blank empty',
  'ton mikrofon audio sound microphone hör hear heard',
  'video videoberatung bild picture',
  'ruckel stockt friert hängt hangs freez frozen choppy',
  'kamera webcam camera',
  'bildschirm monitor screen',
  'erreichbar aufrufbar verfügbar unreachable unavailable offline down ausgefallen ausfall',
  'benutzer mitarbeiter kolleg user employee colleague',
  'lösch entfern delete remov',
  'ändern anpass korrigier change edit correct',
  'berecht recht zugriff permission access',
  'adresse anschrift address',
  'mahn dunning reminder',
  'auftrag bestellung order',
  'lieferant supplier vendor',
  'kunde kundin client customer',
  'rechner computer arbeitsplatz laptop notebook machine',
  'telefon anruf phone call caller',
  'hochlad upload',
  'herunterlad download',
  'termin kalender appointment calendar',
  'unterschrift unterschreib signatur signatory signature sign',
  'lager bestand stock inventory inventur stocktake',
  'vorlage layout formular template',
  'einladung einladungslink einladungsmail invitation',
  'sicherung backup',
  'schnittstell interface api',
  'fehlermeldung meldung error',
] as const

const meanings: ReadonlyMap<string, number> = new Map(
  groups.flatMap((group, meaning) => group.split(' ').map((word) => [foldText(word), meaning] as const)),
)

/** As many letters must be the same at least where a word is only begun. */
const shortestBeginning = 5

/** The lengths of the known words that begin so, the longest first: most words begin like none of them. */
const lengthsOfBeginning = new Map<string, number[]>()
for (const word of [...meanings.keys()].sort((one, other) => other.length - one.length)) {
  const beginning = word.slice(0, shortestBeginning)
  if (beginning.length < shortestBeginning) break
  lengthsOfBeginning.set(beginning, [...(lengthsOfBeginning.get(beginning) ?? []), word.length])
}

/** The group that a folded word belongs to, wholly or by its longest known beginning; undefined: none. */
export function meaningOf(word: string): number | undefined {
  const whole = meanings.get(word)
  if (whole !== undefined) return whole
  for (const length of lengthsOfBeginning.get(word.slice(0, shortestBeginning)) ?? []) {
    const found = meanings.get(word.slice(0, length))
    if (found !== undefined) return found
  }
  return undefined
}
