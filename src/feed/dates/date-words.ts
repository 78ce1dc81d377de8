/** Month names and abbreviations as feeds write them, January first; compared in lower case without a full stop. */
const MONTH_WORDS = [
  'jan january januar jän jänner janvier janv enero ene janeiro gennaio gen januari янв января январь січ січня stycznia sty styczeń ledna led január januára ocak oca ιαν ιανουαρίου ianuarie ian januarja siječnja jaanuar tammikuuta tammi sausio janvāris يناير ינואר जनवरी มกราคม ม.ค',
  'feb february februar février fevrier fév févr febrero fevereiro fev febbraio februari фев февраля февраль лют лютого lutego lut luty února úno február februára şubat şub φεβ φεβρουαρίου februarie febr februarja veljače veebruar helmikuuta helmi vasario فبراير פברואר फ़रवरी กุมภาพันธ์ ก.พ',
  'mar march märz maerz mär mrz mars marzo março marco maart mrt мар марта март бер березня marca marzec března bře marec március márc mart μαρ μαρτ μαρτίου martie marec ožujka märts maaliskuuta maalis kovo مارس מרץ मार्च มีนาคม มี.ค',
  'apr april avril avr abril abr aprile апр апреля апрель квіт квітня kwietnia kwi kwiecień dubna dub április ápr apríl nisan nis απρ απριλίου aprilie aprila travnja huhtikuuta huhti balandžio أبريل אפריל अप्रैल เมษายน เม.ย',
  'may mai mayo maio maggio mag mei мая май трав травня maja maj května kvě května máj május mayıs μαΐ μάι μαΐου μαϊ μάϊ μάιος svibnja toukokuuta touko gegužės مايو מאי मई พฤษภาคม พ.ค',
  'jun june juni juin junio junho giugno giu июн июня июнь черв червня czerwca cze czerwiec června čvn jún június haziran haz ιουν ιον ιουνίου iunie iun junija lipnja juuni kesäkuuta kesä birželio يونيو יוני जून มิถุนายน มิ.ย',
  'jul july juli juillet juil julio julho luglio lug июл июля июль лип липня lipca lip lipiec července čvc júl július temmuz tem ιουλ ιολ ιουλίου iulie iul julija srpnja juuli heinäkuuta heinä liepos يوليو יולי जुलाई กรกฎาคม ก.ค',
  'aug august août aout aoû agosto ago augustus авг августа август серп серпня sierpnia sie sierpień srpna srp augusztus ağustos ağu αυγ αύγ αυγούστου avgusta kolovoza elokuuta elo rugpjūčio أغسطس אוגוסט अगस्त สิงหาคม ส.ค',
  'sep sept september septembre septiembre setembro set settembre сен сент сентября сентябрь вер вересня września wrz wrzesień září zář szeptember szept eylül eyl σεπ σεπτ σεπτεμβρίου septembrie septembra rujna syyskuuta syys rugsėjo سبتمبر ספטמבר सितंबर กันยายน ก.ย',
  'oct october oktober okt octobre octubre outubro out ottobre ott окт октября октябрь жовт жовтня października paź październik října říj október ekim eki οκτ οκτωβρίου octombrie oktobra oktoober lokakuuta loka spalio أكتوبر אוקטובר अक्टूबर ตุลาคม ต.ค',
  'nov november novembre noviembre novembro ноя нояб ноября ноябрь лист листопада listopada lis listopad listopadu kasım kas νοε νοέ νοεμβρίου noiembrie novembra studenoga studenog marraskuuta marras lapkričio نوفمبر נובמבר नवंबर พฤศจิกายน พ.ย',
  'dec december dezember dez décembre decembre déc diciembre dic dezembro dicembre дек декабря декабрь груд грудня grudnia gru grudzień prosince pro aralık ara δεκ δεκεμβρίου decembrie decembra prosinca detsember joulukuuta joulu gruodžio ديسمبر דצמבר दिसंबर ธันวาคม ธ.ค',
]

const MONTHS: ReadonlyMap<string, number> = new Map([
  ...MONTH_WORDS.flatMap((words, month) => words.split(' ').map((word) => [word, month] as const)),
  ...['一月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '十一月', '十二月'].map(
    (word, month) => [word, month] as const,
  ),
  ...Array.from({ length: 12 }, (_, month) => [`${month + 1}月`, month] as const),
])

/** Accents move with the inflection (Ιούλ, Ιουλίου) and get lost (fevrier). */
const UNMARKED_MONTHS: ReadonlyMap<string, number> = new Map(
  [...MONTHS].map(([word, month]) => [withoutMarks(word), month]),
)

function withoutMarks(word: string): string {
  return word.normalize('NFD').replace(/\p{Mn}+/gu, '')
}

/** 0 for January; undefined for a word that is no month. */
export function monthOf(word: string): number | undefined {
  const plain = word.toLowerCase().replace(/\.$/, '')
  // Longer English words are cut by careless writers: "Septe", "Octob".
  return MONTHS.get(plain) ?? MONTHS.get(plain.normalize('NFC')) ?? UNMARKED_MONTHS.get(withoutMarks(plain))
}

/** Names of weekdays by how they start, Sunday first. */
const WEEKDAY_STARTS = [
  'sun so son dim dom zo zon вс',
  'mon mo lun seg ma maa пн',
  'tue di die din mar ter вт',
  'wed mi mit mer mié mie qua wo woe ср',
  'thu do don jeu jue gio qui чт',
  'fri fr fre ven vie sex vr vri пт',
  'sat sa sam sáb sab za zat сб',
].map((starts) => new Set(starts.split(' ')))

/** 0 for Sunday; undefined for a word that is no weekday of a language known here. */
export function weekdayOf(word: string): number | undefined {
  const start = word.normalize('NFC').toLowerCase().replace(/\.$/, '').slice(0, 3)
  const weekday = WEEKDAY_STARTS.findIndex((starts) => starts.has(start))
  return weekday < 0 ? undefined : weekday
}

const HOUR = 60
/** Minutes east of UTC. `cst`, `est` … mean North America, `ist` India, `bst` Britain unless the source says otherwise. */
const ABBREVIATIONS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    z: 0,
    ut: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    west: 1,
    bst: 1,
    ist: 5.5,
    cet: 1,
    cest: 2,
    mez: 1,
    mesz: 2,
    met: 1,
    mest: 2,
    eet: 2,
    eest: 3,
    msk: 3,
    msd: 4,
    trt: 3,
    jst: 9,
    kst: 9,
    hkt: 8,
    sgt: 8,
    pht: 8,
    myt: 8,
    cst: -6,
    cdt: -5,
    est: -5,
    edt: -4,
    mst: -7,
    mdt: -6,
    pst: -8,
    pdt: -7,
    akst: -9,
    akdt: -8,
    hst: -10,
    ast: -4,
    adt: -3,
    nst: -3.5,
    ndt: -2.5,
    at: -4,
    et: -5,
    ct: -6,
    mt: -7,
    pt: -8,
    aest: 10,
    aedt: 11,
    acst: 9.5,
    acdt: 10.5,
    awst: 8,
    nzst: 12,
    nzdt: 13,
    brt: -3,
    art: -3,
    clt: -4,
    ict: 7,
    wib: 7,
    wita: 8,
    wit: 9,
    pkt: 5,
    npt: 5.75,
    sast: 2,
    eat: 3,
    wat: 1,
    cat: 2,
    gst: 4,
    irst: 3.5,
    a: 1,
    m: 12,
    n: -1,
    y: -12,
  }).map(([name, hours]) => [name, hours * HOUR]),
)

/** Zones in which an abbreviation means the place's own time, not the American, Indian or British one. */
const LOCAL_MEANING: Readonly<Record<string, RegExp>> = {
  cst: /^(Asia\/|PRC|ROC|Hongkong|America\/Havana|Cuba)/,
  ist: /^(Asia\/(Jerusalem|Tel_Aviv)|Israel|Europe\/Dublin|Eire)/,
  bst: /^Asia\/(Dhaka|Dacca)/,
  ast: /^Asia\//,
  est: /^Australia\//,
  pst: /^Asia\/Manila/,
  mst: /^Asia\//,
}

/** Minutes east of UTC, `local` when the source's own zone decides, undefined when unknown. */
export function offsetOfAbbreviation(
  name: string,
  timeZone: string | undefined,
): number | 'local' | undefined {
  const key = name.toLowerCase()
  if (timeZone !== undefined && Object.hasOwn(LOCAL_MEANING, key) && LOCAL_MEANING[key]?.test(timeZone))
    return 'local'
  return ABBREVIATIONS.get(key)
}
