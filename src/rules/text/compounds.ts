import { foldLetters } from './fold-letters.ts'
import { createWordFilter, FIRST_HASH, nextHash } from './reading.ts'
import { unitAt } from './units.ts'

/**
 * What German compounds of headlines end with. None of them ends the names of towns or people (Heidelberg, Hoffmann), nor
 * adjectives, participles and verbs (dauerhaft, folgende, protestieren); what ends with another one of them is whole
 * because it is listed itself (Ausfall, Vertrag).
 */
const HEADS = `abbau abkommen abschluss abstimmung absturz affäre aktie aktien alarm angriff anlage anschlag anstieg anwalt
  anwaltschaft arbeit arbeiter armee arzt ärzte attacke attentat aufstand auftrag ausbau ausbruch ausfall ausfälle ausschuss
  ausstellung ausstieg auto bahn bahnhof bank banken bau beben behörde beitrag beiträge bericht beschluss betrieb betrug
  boot börse brand brände bremse brücke budget bündnis bus chef chefin chip debatte dieb dienst drohne druck einbruch
  einigung einsatz einsturz entscheidung entwurf erhöhung ermittler ernte explosion fabrik fahrer fahrt fall fehler feier
  fest festival feuer feuerwehr film firma flotte flucht flug flughafen flugzeug flut fonds förderung forscher führer fund
  fusion gas gebäude gefahr gegner geld gericht gerichtshof geschäft gesetz gespräche gewalt gewerkschaft gewinn gewitter
  gipfel grenze grippe gruppe handel haushalt helfer hersteller hilfe hitze impfung industrie insel jagd kabinett kampagne
  kampf kanzler katastrophe kauf kirche klage klinik klub koalition kommission konflikt konzern konzert kosten kraftwerk
  krankheit kreis krieg krise kurs küste lager lawine leck leistung liga linie lohn löhne lücke mangel marathon markt
  maschine mehrheit meister meisterschaft messe minister ministerin ministerium mission mitarbeiter mord mörder museum netz
  niederlage opfer paket panne parlament partei partner pflicht plan pläne pleite pokal politik politiker polizei präsident
  präsidentin preis preise prognose programm projekt protest proteste prozess prüfung quote rakete räumung reaktor recht
  reform regel regeln regen regierung reise rekord rennen rente renten retter rettung risiko roman route rückgang rückruf
  rücktritt sanktionen satellit schäden schaden schau schiff schulden schule schuss schüsse schutz sender serie sieg sieger
  signal sitzung skandal soldat soldaten sonde spende sperre sperrung spiel spieler spitze sprecher staat stadion start
  steuer steuern stiftung stopp strafe straße strecke streik streiks streit strom studie sturm stürme suche system täter
  team technik termin test tod trainer transport treffen truppen tunnel umbau umfrage umsatz umzug unfall unfälle unglück
  union unterricht urteil verband verbot verbrechen verdacht verein verfahren verfassung verhandlung verhandlungen verkauf
  verkehr verlust vermögen verordnung versammlung versicherung versuch vertrag verzicht virus volkswagen vorschlag vorstand
  wache waffe waffen wagen wahl wahlen warnung wasser wechsel welle werft werk werke wettbewerb wetter zahl zahlen zeitung
  zentrale zentrum ziel zins zinsen zoll zölle zug züge zukunft`
const ENDINGS = ['', 's', 'e', 'n', 'en', 'es', 'er', 'ern']
/** Of either part. */
const LEAST_LETTERS = 3
/** Of a word that is looked at. */
const LONG_WORD = 7
const [A, Z] = [0x61, 0x7a]
const VOWEL = /[aeiouy]/u

const KNOWN = new Set(
  foldLetters(HEADS)
    .split(/\s+/u)
    .flatMap((head) => ENDINGS.map((ending) => head + ending)),
)
const LONGEST = Math.max(...[...KNOWN].map((head) => head.length))
/** Most ends of words are none of them. */
const FILTER = createWordFilter([...KNOWN].map((head) => hashOfEnd(head)))

const GERMAN = /^(?:de|gsw)\b/iu

/** Whether words of a language are compounds that `partsOfCompounds` knows. */
export function hasCompounds(language: string): boolean {
  return GERMAN.test(language)
}

/**
 * A German text whose letters are folded, its compounds as their parts: "Zugunglück" and "Unglück mit dem Zug" are about
 * one thing, and a word of which headlines have many, like "Rentenpaket", says two.
 */
export function partsOfCompounds(folded: string): string {
  const { length } = folded
  let parted = ''
  let written = 0
  let from = 0
  // Without patterns, which would call a function for each word.
  for (let at = 0; at <= length; at++) {
    const unit = at < length ? unitAt(folded, at) : 0
    if (unit >= A && unit <= Z) continue
    if (at - from >= LONG_WORD) {
      for (const seam of seamsOf(folded, from, at)) {
        parted += `${folded.slice(written, seam)} `
        written = seam
      }
    }
    from = at + 1
  }
  return written === 0 ? folded : parted + folded.slice(written)
}

const NONE: readonly number[] = []

/** Where the parts of a word but the first begin, in order. */
function seamsOf(text: string, from: number, to: number): readonly number[] {
  const last = lastPart(text, from, to)
  return last === from ? NONE : [...seamsOf(text, from, last), last]
}

/** Where the longest known last part begins, "Kraftwerk" rather than "Werk"; `from` where none does, or the whole is known. */
function lastPart(text: string, from: number, to: number): number {
  let found = from
  let hash = FIRST_HASH
  for (let at = to - 1; at >= from && to - at <= LONGEST; at--) {
    hash = nextHash(hash, unitAt(text, at))
    if (to - at >= LEAST_LETTERS && FILTER.mayHold(hash) && KNOWN.has(text.slice(at, to))) found = at
  }
  return found - from >= LEAST_LETTERS && VOWEL.test(text.slice(from, found)) ? found : from
}

/** Of the units from the last one on. */
function hashOfEnd(word: string): number {
  let hash = FIRST_HASH
  for (let at = word.length - 1; at >= 0; at--) hash = nextHash(hash, unitAt(word, at))
  return hash
}
