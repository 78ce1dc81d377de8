import type { Slots } from './script.ts'

/** Kinds of event that more than one language can tell, with the slots all of them fill alike. */
export const SHARED_SLOTS: Readonly<Record<string, Slots>> = {
  quake: { city: 'city', mag: [5.4, 7.2, 0.1], n: [3, 88] },
  ferry: { city: 'city', saved: [41, 260], missing: [4, 32] },
  election: { country: 'country', person: 'person', rival: 'person', pct: [50.3, 58.9, 0.1] },
  ceasefire: { country: 'country', other: 'country', city: 'city', days: [10, 60, 5] },
  flood: { city: 'city', n: [1200, 48000, 100], mm: [110, 340, 10] },
  wildfire: { city: 'city', ha: [800, 26000, 100], crews: [120, 900, 10] },
  airport: { city: 'city', flights: [90, 720, 10], union: [2, 5] },
  climate: { city: 'city', n: [48, 170], bn: [12, 180, 2] },
  volcano: { city: 'city', km: [6, 15], n: [900, 14000, 100] },
  tanker: { company: 'shipper', city: 'city', t: [300, 9800, 100] },
  heist: {
    city: 'city',
    n: [3, 14],
    loot: {
      of: {
        en: ['medieval crowns', 'miniature portraits', 'jade seals', 'astronomical clocks', 'violins'],
        zh: ['中世纪王冠', '微型肖像画', '玉玺', '天文钟', '古董小提琴'],
        es: [
          'coronas medievales',
          'retratos en miniatura',
          'sellos de jade',
          'relojes astronómicos',
          'violines',
        ],
        ar: ['تيجان من القرون الوسطى', 'لوحات مصغرة', 'أختام من اليشم', 'ساعات فلكية', 'آلات كمان'],
        fr: [
          'couronnes médiévales',
          'portraits miniatures',
          'sceaux de jade',
          'horloges astronomiques',
          'violons',
        ],
        de: ['mittelalterliche Kronen', 'Miniaturporträts', 'Jadesiegel', 'astronomische Uhren', 'Geigen'],
      },
    },
  },
  rates: { country: 'country', rate: [2.25, 9.75, 0.25], person: 'person' },
  tradepact: { country: 'country', other: 'country', bn: [4, 85], years: [3, 9] },
  merger: { company: 'company', target: 'company', bn: [1.2, 38, 0.1] },
  layoffs: { company: 'company', n: [400, 14000, 100], pct: [4, 19] },
  recall: {
    company: 'carMaker',
    n: [12000, 940000, 1000],
    fault: {
      of: {
        en: ['brake', 'battery', 'steering', 'airbag', 'door latch'],
        zh: ['制动系统', '电池', '转向系统', '安全气囊', '车门锁'],
        es: ['los frenos', 'la batería', 'la dirección', 'el airbag', 'los cierres de las puertas'],
        de: ['Bremsen', 'Batterie', 'Lenkung', 'Airbags', 'Türschlössern'],
      },
    },
  },
  chip: { company: 'tech', nm: [1.2, 3.6, 0.2], bn: [3, 44], city: 'city' },
  outage: { company: 'tech', hours: [3, 14], m: [6, 90] },
  breach: { company: 'tech', m: [2, 74], person: 'person' },
  lander: {
    country: 'country',
    region: {
      of: {
        en: ['south pole', 'Sea of Clouds', 'Bay of Rainbows', 'Marsh of Sleep', 'Ocean of Storms'],
        zh: ['南极', '云海', '虹湾', '梦沼', '风暴洋'],
        es: [
          'polo sur',
          'Mar de las Nubes',
          'Bahía del Arcoíris',
          'Pantano del Sueño',
          'Océano de las Tormentas',
        ],
        ar: ['القطب الجنوبي', 'بحر الغيوم', 'خليج قوس قزح', 'مستنقع النوم', 'محيط العواصف'],
      },
    },
    kg: [18, 240],
  },
  vaccine: { company: 'pharma', pct: [61, 93], n: [2400, 38000, 100], country: 'country' },
  planet: { ly: [31, 420], person: 'person', days: [9, 240] },
  final: { team: 'team', loser: 'team', a: [2, 4], b: [0, 1], city: 'city', scorer: 'person' },
  transfer: { player: 'person', team: 'team', seller: 'team', m: [18, 118], years: [3, 6] },
  marathon: { person: 'person', city: 'city', min: [1, 9], sec: [10, 58], runners: [9000, 52000, 500] },
}
