/**
 * Headlines of our own in many languages: what different papers would write of one event, beside siblings that only
 * look alike. Each inner list is one event; neighbours tempt.
 */
export const EVENTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  de: [
    [
      'Zugunglück bei Garmisch: Mindestens vier Tote und Dutzende Verletzte',
      'Regionalzug entgleist bei Garmisch – vier Menschen sterben',
      'Nach Zugunglück von Garmisch: Bahnmitarbeiter unter Verdacht',
    ],
    [
      'Zugunglück in Griechenland: Bahnhofsvorsteher festgenommen',
      'Griechenland: Bahnhofsvorsteher nach Zugkollision in Haft',
    ],
    [
      'EZB erhöht Leitzins auf 4,5 Prozent',
      'Europäische Zentralbank hebt Leitzins erneut an – auf 4,5 Prozent',
    ],
    [
      'Bank of England erhöht Leitzins auf 5,25 Prozent',
      'Britische Notenbank hebt Leitzins auf 5,25 Prozent an',
    ],
    [
      'Bayern gewinnt 3:1 gegen Leipzig',
      'FC Bayern siegt mit 3:1 bei Leipzig',
      '3:1 in Leipzig: Bayern bleibt Tabellenführer',
    ],
    ['Bayern gewinnt 2:0 gegen Freiburg', 'FC Bayern schlägt Freiburg mit 2:0'],
    ['Lottozahlen vom Mittwoch, 4. Oktober'],
    ['Lottozahlen vom Samstag, 7. Oktober'],
    ['Wetter in Hamburg: Regen und Sturmböen am Montag'],
    ['Wetter in München: Sonne und 24 Grad am Montag'],
  ],
  fr: [
    [
      'Séisme au Maroc : plus de 2 000 morts, trois jours de deuil national',
      'Maroc : le séisme fait plus de 2 000 morts selon un nouveau bilan',
      'Après le séisme au Maroc, les secours cherchent des survivants',
    ],
    [
      'Séisme en Turquie : un immeuble s’effondre à Malatya',
      'Turquie : effondrement d’un immeuble à Malatya après un séisme',
    ],
    [
      'Grève des contrôleurs aériens : 40 % des vols annulés vendredi à Orly',
      'Orly : 40 % des vols annulés vendredi à cause d’une grève des contrôleurs aériens',
    ],
    [
      'Grève à la SNCF : un TGV sur deux jeudi',
      'SNCF : un TGV sur deux circulera jeudi en raison de la grève',
    ],
    ['Ligue 1 : Lens s’impose 2-1 face à Lille', 'Lens bat Lille 2-1 dans le derby du Nord'],
    ['Ligue 1 : Nice s’impose 1-0 face à Nantes', 'Nice domine Nantes 1-0'],
    [
      'Le prix du gaz augmentera de 5,6 % le 1er octobre',
      'Gaz : les prix vont augmenter de 5,6 % au 1er octobre',
    ],
    ['Le prix de l’électricité augmentera de 10 % le 1er février'],
    ['Météo : alerte orange aux orages dans le Var'],
    ['Météo : alerte orange aux crues dans le Gard'],
  ],
  es: [
    [
      'Un incendio en una discoteca de Murcia deja 13 muertos',
      'Murcia: al menos 13 fallecidos en el incendio de varias discotecas',
      'Tragedia en Murcia: las discotecas incendiadas tenían orden de cierre',
    ],
    [
      'Un incendio en un edificio de Valencia deja diez muertos',
      'Incendio en Valencia: diez fallecidos en un edificio de viviendas',
    ],
    [
      'El Banco de México mantiene la tasa de interés en 11,25%',
      'Banxico deja sin cambios su tasa de interés en 11,25 %',
    ],
    ['El Banco Central de Chile baja la tasa de interés a 9,5%', 'Chile recorta su tasa de interés a 9,5 %'],
    ['El Betis gana 2-1 al Sevilla en el derbi', 'El derbi es verde: Betis 2, Sevilla 1'],
    ['El Celta gana 2-1 al Getafe', 'Celta 2-1 Getafe: remontada en Balaídos'],
    ['Precio de la luz hoy, 3 de octubre: horas más baratas'],
    ['Precio de la luz hoy, 4 de octubre: horas más baratas'],
    [
      'Terremoto de 6,3 grados sacude Oaxaca sin causar víctimas',
      'Oaxaca: sismo de magnitud 6,3 no deja víctimas',
    ],
    ['Terremoto de 5,1 grados sacude Guerrero'],
  ],
  ru: [
    [
      'ЦБ повысил ключевую ставку до 13% годовых',
      'Банк России поднял ключевую ставку до 13%',
      'Ключевая ставка выросла до 13%: что будет с кредитами',
    ],
    ['ЕЦБ повысил ключевую ставку до 4,5%', 'Европейский ЦБ поднял ставку до 4,5%'],
    [
      'В Махачкале при взрыве на заправке погибли 35 человек',
      'Взрыв на автозаправке в Махачкале: число погибших достигло 35',
    ],
    ['В Перми при пожаре в жилом доме погибли три человека', 'Пожар в Перми: трое погибших'],
    ['«Зенит» обыграл «Спартак» со счетом 2:1', '«Зенит» победил «Спартак» — 2:1'],
    ['«Локомотив» обыграл «Ростов» со счетом 3:0', '«Локомотив» разгромил «Ростов» 3:0'],
    ['Курс доллара на 3 октября: 99 рублей'],
    ['Курс евро на 3 октября: 104 рубля'],
  ],
  ja: [
    [
      '能登半島で震度7の地震 津波警報を発表',
      '石川・能登で震度7 沿岸に津波警報',
      '能登の地震で津波警報 住民が避難',
    ],
    ['青森県で震度4の地震 津波の心配なし', '青森で震度4 津波の心配はなし'],
    ['日銀、マイナス金利を解除 17年ぶり利上げ', 'マイナス金利解除を決定 日銀が17年ぶりに利上げ'],
    ['米FRB、金利を据え置き 3会合連続', 'FRBが3会合連続で金利据え置き'],
    ['阪神が38年ぶり日本一 オリックスに7-1で勝利', '阪神タイガース、38年ぶりの日本一に'],
    ['ヤクルトが2年連続優勝 DeNAに1-0で勝利', 'ヤクルト、2年連続のセ・リーグ優勝'],
    ['大阪府のコロナ新規感染者は5312人'],
    ['東京都のコロナ新規感染者は8413人'],
    ['藤井聡太、史上初の八冠独占', '将棋の藤井聡太が八冠達成 史上初'],
  ],
  ko: [
    [
      '한국은행, 기준금리 3.5%로 동결',
      '한은 금통위 기준금리 3.5% 동결 결정',
      '기준금리 또 동결… 한은 "물가 지켜봐야"',
    ],
    ['미국 연준, 기준금리 5.5%로 동결', '연준 기준금리 5.5% 동결… 추가 인상 시사'],
    ['누리호 3차 발사 성공… 위성 8기 분리', '누리호 3차 발사 성공, 실용위성 궤도 안착'],
    ['북한 정찰위성 발사 실패… 서해에 추락', '북한, 정찰위성 발사했으나 실패'],
    ['서울 지하철 파업 시작… 출근길 혼잡', '서울지하철 노조 파업 돌입, 출근길 혼잡'],
    ['부산 시내버스 파업 철회… 정상 운행', '부산 버스 노조 파업 철회'],
    ['손흥민 멀티골… 토트넘 3-1 승리', '손흥민 두 골 폭발, 토트넘 3-1 승'],
    ['이강인 데뷔골… PSG 3-0 승리', '이강인 PSG 데뷔골 3-0 완승'],
  ],
  ar: [
    [
      'زلزال المغرب: ارتفاع عدد القتلى إلى أكثر من 2000',
      'أكثر من 2000 قتيل في زلزال المغرب وإعلان الحداد',
      'المغرب يعلن الحداد ثلاثة أيام بعد الزلزال',
    ],
    ['إعصار ليبيا: آلاف القتلى والمفقودين في درنة', 'ليبيا: آلاف المفقودين في درنة بعد الإعصار'],
    ['المركزي المصري يثبت أسعار الفائدة', 'البنك المركزي المصري يبقي أسعار الفائدة دون تغيير'],
    ['المركزي التركي يرفع سعر الفائدة إلى 30%', 'البنك المركزي التركي يرفع الفائدة إلى ٣٠٪'],
    ['الأهلي يفوز على الزمالك 2-0 في القمة', 'القمة أهلاوية: الأهلي يهزم الزمالك ٢-٠'],
    ['الهلال يفوز على النصر 3-0 في الديربي', 'ديربي الرياض: الهلال يتغلب على النصر 3-0'],
    ['سعر الذهب اليوم في مصر عيار 21'],
    ['سعر الدولار اليوم في مصر'],
  ],
  hi: [
    [
      'चंद्रयान-3 की चांद पर सफल लैंडिंग, भारत ने रचा इतिहास',
      'चांद पर उतरा चंद्रयान-3, भारत ने रचा इतिहास',
      'चंद्रयान-3 की सफल लैंडिंग पर देश में जश्न',
    ],
    ['आदित्य एल1 मिशन का सफल प्रक्षेपण', 'इसरो ने आदित्य एल1 का सफल प्रक्षेपण किया'],
    ['रिजर्व बैंक ने रेपो रेट 6.5% पर बरकरार रखा', 'आरबीआई ने रेपो रेट में बदलाव नहीं किया, 6.5% पर बरकरार'],
    ['सिक्किम में बादल फटने से बाढ़, सेना के 23 जवान लापता', 'सिक्किम: बादल फटने के बाद आई बाढ़ में सेना के 23 जवान लापता'],
    ['हिमाचल में भूस्खलन से शिमला में मंदिर गिरा', 'शिमला में भूस्खलन, शिव मंदिर गिरा'],
    ['भारत ने ऑस्ट्रेलिया को 6 विकेट से हराया', 'भारत की ऑस्ट्रेलिया पर 6 विकेट से जीत'],
    ['भारत ने पाकिस्तान को 7 विकेट से हराया', 'पाकिस्तान पर भारत की 7 विकेट से जीत'],
  ],
  th: [
    [
      'กราดยิงพารากอน เสียชีวิต 2 ราย ตำรวจคุมตัวผู้ก่อเหตุ',
      'เหตุกราดยิงที่พารากอน มีผู้เสียชีวิต 2 ราย',
      'ตำรวจคุมตัวผู้ก่อเหตุกราดยิงพารากอน',
    ],
    ['แบงก์ชาติขึ้นดอกเบี้ย 0.25% สู่ 2.5%', 'กนง. ขึ้นดอกเบี้ย 0.25% เป็น 2.5%'],
    ['น้ำท่วมอุบลราชธานี ประชาชนอพยพกว่าพันครัวเรือน', 'อุบลราชธานีน้ำท่วมหนัก อพยพกว่าพันครัวเรือน'],
    ['น้ำท่วมสุโขทัย คันกั้นน้ำแตก', 'สุโขทัยคันกั้นน้ำแตก น้ำท่วมหลายตำบล'],
    ['ทีมชาติไทยชนะเวียดนาม 2-0', 'ไทยเฉือนเวียดนาม 2-0 ศึกฟุตบอล'],
  ],
  en: [
    [
      'Bridge in Baltimore collapses after being struck by cargo ship',
      'Cargo ship hits Baltimore’s Key Bridge, bringing it down',
      'Key Bridge collapse: six workers presumed dead in Baltimore',
    ],
    ['Bridge in Minneapolis closed after inspectors find cracks', 'Cracks close Minneapolis bridge'],
    ['Sweden formally joins NATO, ending decades of neutrality', 'Sweden becomes 32nd member of NATO'],
    ['Finland formally joins NATO as its 31st member', 'NATO welcomes Finland as 31st member'],
    [
      'Quarterly profit at Halden Bank falls 12% on bad loans',
      'Halden Bank earnings drop as bad loans mount',
    ],
    ['Quarterly profit at Merrow Oil falls 30% on weaker prices', 'Merrow Oil earnings slide on weak crude'],
    ['Police name man shot dead in Leeds', 'Leeds shooting: victim named by police'],
    ['Police name woman stabbed in Bristol', 'Bristol stabbing victim named'],
    ['Five things to know before the market opens Tuesday'],
    ['Five things to know before the market opens Wednesday'],
    ['Today’s Wordle answer and hints for March 27'],
    ['Today’s Wordle answer and hints for March 28'],
  ],
}

/** One publisher's series: each part is an event of its own, although it comes every hour. */
const SERIES: readonly string[] = [
  'Breakfast with Cartoons - Teapot',
  'Breakfast with Cartoons - Ladder',
  'Breakfast with Cartoons - Moth',
  'How to build a feed reader, Part 1',
  'How to build a feed reader, Part 2',
  'How to build a feed reader, Part 3',
  'Release v2.4.1',
  'Release v2.4.2',
  'Morning briefing: Monday, March 10',
  'Morning briefing: Tuesday, March 11',
  '知否知否第12集剧情介绍',
  '知否知否第13集剧情介绍',
  'Podcast #101: On lighthouses',
  'Podcast #102: On tides',
]

/** Lines of a replay file for one language, in order of time: reports of all events mixed, one every ten minutes. */
export function writeEvents(language: string, startAt: number): string[] {
  const events = EVENTS[language] ?? []
  const rounds = Math.max(...events.map((titles) => titles.length))
  const lines: object[] = []
  for (let round = 0; round < rounds; round++) {
    for (const [number, titles] of events.entries()) {
      const title = titles[round]
      if (title === undefined) continue
      lines.push({
        id: `${language}-${number}-${round}`,
        publisher: `Paper ${(number + round * 3) % 7}`,
        url: `https://paper-${(number + round * 3) % 7}.example/${language}/${number}-${round}`,
        title,
        publishedAt: new Date(startAt + lines.length * 600_000).toISOString(),
        language,
        event: `${language}-${number}`,
      })
    }
  }
  return lines.map((line) => JSON.stringify(line))
}

export function writeSeries(startAt: number): string[] {
  return SERIES.map((title, number) =>
    JSON.stringify({
      id: `series-${number}`,
      publisher: 'Serial Press',
      url: `https://serial.example/${number}`,
      title,
      publishedAt: new Date(startAt + number * 3_600_000).toISOString(),
      event: `series-${number}`,
    }),
  )
}
