import type { HeldOutEvent } from './held-out.ts'

/** English events, most of them beside a sibling: one person twice, one company's other quarter, the other quake. */
export const HELD_OUT_EN: readonly HeldOutEvent[] = [
  {
    at: 0,
    titles: [
      'Actor Dale Whitcomb arrested on suspicion of drunken driving in Malibu',
      'Dale Whitcomb arrested for DUI, police say',
      'Oscar nominee Whitcomb held after Malibu traffic stop',
    ],
  },
  {
    at: 5,
    titles: [
      'Dale Whitcomb to star in remake of "The Long Harbour"',
      'Dale Whitcomb Cast as Lead in Long Harbour Remake',
      '"Long Harbour" remake lands Whitcomb and director Ines Faro',
    ],
  },
  {
    at: 2,
    titles: [
      'Singer Mara Quist cancels European tour citing exhaustion',
      'Mara Quist calls off European tour',
      'Exhausted Mara Quist scraps tour dates across Europe',
      'Mara Quist cancels tour: refunds for 400,000 fans',
    ],
  },
  {
    at: 20,
    titles: [
      'Mara Quist sued by former manager over unpaid royalties',
      'Former manager takes Mara Quist to court over royalties',
      'Royalties row: ex-manager files suit against Mara Quist',
    ],
  },
  {
    at: 1,
    titles: [
      'Corvane shares jump as third-quarter profit beats estimates',
      'Corvane Q3 profit tops Wall Street expectations',
      'Chipmaker Corvane beats profit estimates on data centre demand',
      'Corvane posts record quarter, raises outlook',
    ],
  },
  {
    at: 8,
    titles: [
      'Corvane to buy Finnish startup Nollakoodi for $2.3 billion',
      'Corvane agrees $2.3bn deal for Nollakoodi',
      'Chip giant Corvane snaps up Nollakoodi in $2.3 billion cash deal',
    ],
  },
  {
    at: 3,
    titles: [
      'Merrin Foods profit falls 14% as cocoa prices bite',
      'Cocoa costs drag Merrin Foods quarterly profit down 14%',
      'Merrin Foods warns on cocoa prices as profit drops',
    ],
  },
  {
    at: 4,
    titles: [
      'Tallow Brands profit falls 9% as sugar prices bite',
      'Sugar costs drag Tallow Brands profit down 9%',
      'Tallow Brands cuts forecast after profit slips',
    ],
  },
  {
    at: 6,
    titles: [
      'Magnitude 6.8 quake hits off Vanuatu, no tsunami warning',
      'Strong 6.8-magnitude earthquake strikes near Vanuatu',
      'Vanuatu rattled by 6.8 quake; no damage reported',
    ],
  },
  {
    at: 11,
    titles: [
      'Magnitude 5.9 earthquake shakes western Nepal, at least 11 dead',
      'At least 11 killed as quake hits western Nepal',
      'Nepal earthquake: death toll rises to 34 as rescuers dig through rubble',
    ],
    later: ['Nepal quake toll passes 60, survivors spend second night outdoors'],
  },
  {
    at: 7,
    titles: [
      'Regional carrier Blueway Air files for bankruptcy, grounds all flights',
      'Blueway Air collapses: thousands stranded after bankruptcy filing',
      'Passengers stranded as Blueway Air grounds fleet',
    ],
  },
  {
    at: 9,
    titles: [
      'Furniture chain Oakhouse files for Chapter 11 bankruptcy',
      'Oakhouse seeks bankruptcy protection, to shut 80 stores',
      '80 stores to close as Oakhouse enters Chapter 11',
    ],
  },
  {
    at: 12,
    titles: [
      'EU adopts 15th package of sanctions against Belarus',
      'Brussels agrees new Belarus sanctions in 15th round',
      'EU states approve fifteenth Belarus sanctions package',
    ],
  },
  {
    at: 13,
    titles: [
      'US imposes sanctions on Iranian oil shipping network',
      'Washington sanctions tankers, firms over Iranian oil',
      'US Treasury targets network shipping Iranian oil with new sanctions',
    ],
  },
  {
    at: 10,
    titles: [
      'Former minister Paolo Renzetti found guilty of taking bribes',
      'Court convicts ex-minister Renzetti of bribery',
      'Renzetti guilty in bribery trial, faces eight years',
    ],
  },
  {
    at: 14,
    titles: [
      'Former mayor Henrik Dahlgaard found guilty of tax fraud',
      'Court convicts ex-mayor Dahlgaard of tax fraud',
      'Dahlgaard gets three years for tax fraud',
    ],
  },
  {
    at: 15,
    titles: [
      'Jury acquits nurse Helen Straker of poisoning patients',
      'Nurse Helen Straker cleared of all charges in poisoning trial',
      'Straker not guilty: jury clears nurse after nine days',
    ],
  },
  {
    at: 16,
    titles: [
      'Brightmoor United 3-1 Castle Rovers: Keane hat-trick seals derby',
      'Keane hits hat-trick as Brightmoor beat Castle Rovers 3-1',
      'Hat-trick hero Keane fires Brightmoor to derby win over Rovers',
    ],
  },
  {
    at: 16,
    titles: [
      'Ashford City 2-2 Port Vallis: late equaliser denies visitors',
      'Port Vallis denied by late Ashford equaliser in 2-2 draw',
      'Ashford snatch 2-2 draw with Port Vallis',
    ],
  },
  {
    at: 18,
    titles: [
      'Brightmoor boss Tom Ellery sacked after owners lose patience',
      'Brightmoor sack manager Ellery',
      'Ellery dismissed as Brightmoor United manager',
    ],
  },
  {
    at: 17,
    titles: [
      'Lumeo unveils Glow 4 smartwatch with week-long battery',
      'Lumeo Glow 4 announced: price, release date and battery life',
      'Lumeo launches Glow 4 watch',
    ],
  },
  {
    at: 22,
    titles: [
      'Lumeo recalls Glow 3 smartwatch after reports of burns',
      'Lumeo Glow 3 recalled over burn risk',
      'Burn reports prompt recall of 1.2 million Lumeo watches',
    ],
  },
  {
    at: 19,
    titles: [
      'Pixelforge delays Starhold 2 to next spring',
      'Starhold 2 delayed until spring, Pixelforge says',
      'Starhold 2 release date pushed back again',
    ],
  },
  {
    at: 21,
    titles: [
      'Wildfire near Athens forces evacuation of three suburbs',
      'Athens suburbs evacuated as wildfire spreads',
      'Greek firefighters battle blaze on edge of Athens',
    ],
    later: ['Athens wildfire under control after two days, one firefighter killed'],
  },
  {
    at: 23,
    titles: [
      'Wildfire in northern Portugal kills two firefighters',
      'Two firefighters die battling Portugal wildfire',
      'Portugal mourns firefighters killed in northern blaze',
    ],
  },
  {
    at: 24,
    titles: [
      'Central Bank of Norway raises rates to 4.5 percent',
      'Norges Bank hikes key rate by quarter point to 4.5%',
      'Norway raises interest rates, signals pause',
    ],
  },
  {
    at: 25,
    titles: [
      'Bank of Canada holds key rate at 5 percent',
      'Canada keeps interest rates on hold at 5%',
      'Bank of Canada leaves rates unchanged, says inflation still too high',
    ],
  },
  {
    at: 26,
    titles: [
      'Pope Leo visits Beirut, calls for peace in the region',
      'In Beirut, pope urges Lebanese leaders to choose peace',
      'Pope Leo begins Lebanon visit with appeal for peace',
    ],
  },
  {
    at: 27,
    titles: [
      'Ferry sinks off Mindanao, 23 missing',
      'Philippine ferry sinking: 23 missing off Mindanao',
      'Search under way for 23 missing after ferry sinks in Philippines',
    ],
    later: ['Philippine ferry disaster: captain detained as toll reaches 19'],
  },
  {
    at: 28,
    titles: [
      'Coach plunges off bridge near Genoa, killing 14',
      'Bus falls from bridge in Genoa: 14 dead',
      '14 dead after coach carrying tourists falls from Genoa bridge',
    ],
  },
  {
    at: 29,
    titles: [
      'Novelist Agnes Thorold wins Halloran Prize',
      'Agnes Thorold takes Halloran Prize for "Salt Year"',
      '"Salt Year" wins Halloran Prize for Agnes Thorold',
    ],
  },
  {
    at: 30,
    titles: [
      'Novelist Peter Lindqvist, author of "Winter Ferry", dies at 81',
      'Peter Lindqvist, "Winter Ferry" novelist, dead at 81',
      'Author Peter Lindqvist dies aged 81',
    ],
  },
  {
    at: 31,
    titles: [
      'Jazz pianist Otis Marlowe dies at 81',
      'Otis Marlowe, pianist who reinvented the blues, dead at 81',
      'Tributes paid to jazz great Otis Marlowe',
    ],
  },
  {
    at: 32,
    titles: [
      'Senate passes farm bill after marathon session',
      'Farm bill clears Senate 63-35',
      'Senators approve farm bill, sending it to the House',
    ],
  },
  {
    at: 33,
    titles: [
      'House rejects immigration bill in narrow vote',
      'Immigration bill fails in the House by four votes',
      'House votes down immigration bill',
    ],
  },
  {
    at: 34,
    titles: [
      'Measles outbreak in Ohio grows to 85 cases',
      'Ohio measles cases climb to 85, most of them children',
      'Ohio reports 85 measles cases as outbreak spreads',
    ],
  },
  {
    at: 35,
    titles: [
      'Listeria outbreak linked to cheese sickens 26 in four states',
      'Cheese recalled after listeria sickens 26 people',
      'CDC links listeria illnesses in four states to soft cheese',
    ],
  },
  {
    at: 36,
    titles: [
      'Oil rises 3% after pipeline blast in Nigeria',
      'Crude climbs as Nigerian pipeline explosion cuts supply',
      'Oil prices up 3 percent on Nigerian pipeline explosion',
    ],
  },
  {
    at: 50,
    titles: [
      'Oil falls 2% as US stockpiles swell',
      'Crude slips on surprise build in US inventories',
      'Oil prices drop 2 percent after US inventory report',
    ],
  },
  {
    at: 37,
    titles: [
      'Germany beat Italy 2-1 to reach Euro semi-finals',
      'Germany into Euro semis after 2-1 win over Italy',
      'Euro quarter-final: late Germany goal sinks Italy',
    ],
  },
  {
    at: 38,
    titles: [
      'Spain beat Croatia 3-0 to reach Euro semi-finals',
      'Spain ease past Croatia 3-0 and into the last four',
      'Euro quarter-final: Spain cruise past Croatia',
    ],
  },
  {
    at: 39,
    titles: [
      'Probe Halcyon enters orbit around Venus after seven-year voyage',
      'Halcyon spacecraft reaches Venus orbit',
      'European probe Halcyon arrives at Venus',
    ],
  },
  {
    at: 40,
    titles: [
      'Rocket carrying weather satellite explodes seconds after lift-off',
      'Weather satellite lost as rocket explodes after launch',
      'Kourou launch failure: rocket with weather satellite destroyed',
    ],
  },
  {
    at: 41,
    titles: [
      'Teachers in Chicago walk out over pay',
      'Chicago teachers strike: classes cancelled for 330,000 pupils',
      'Chicago schools shut as teachers go on strike',
    ],
  },
  {
    at: 42,
    titles: [
      'Dockworkers in Rotterdam walk out over pay',
      'Rotterdam port strike: ships queue as dockworkers down tools',
      'Strike brings port of Rotterdam to a halt',
    ],
  },
  { at: 43, titles: ['Weather: heavy rain and gales expected in Cornwall on Thursday'] },
  { at: 43, titles: ['Weather: heavy rain and gales expected in Cumbria on Thursday'] },
  { at: 44, titles: ['Man in his 40s dies after crash on A12 near Colchester'] },
  { at: 45, titles: ['Woman in her 60s dies after crash on A39 near Truro'] },
  { at: 46, titles: ['Hallam Water appoints Ruth Adair as chief financial officer'] },
  { at: 46, titles: ['Senno Pharma appoints Luis Calderon as chief financial officer'] },
  { at: 47, titles: ['The best deals on laptops this weekend'] },
  { at: 48, titles: ['The best deals on headphones this weekend'] },
]
