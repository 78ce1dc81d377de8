import type { Script } from './script.ts'

export const ENGLISH_WORLD: readonly Script[] = [
  {
    key: 'quake',
    channel: 'world',
    wordings: [
      [
        '[Strong|Powerful] {mag} magnitude earthquake [strikes|hits] {city}, killing at least {n}',
        'Rescue crews are digging through collapsed buildings in {city}, {city.country}, after a {mag}-magnitude quake that killed at least {n} people.',
      ],
      [
        'At least {n} dead as {mag} quake [rocks|jolts] {city.country}',
        'The tremor flattened homes on the edge of {city} before dawn. Officials fear the toll of {n} will rise.',
      ],
      [
        '{city} earthquake: death toll reaches {n} as aftershocks hamper search',
        'Aftershocks are slowing the search for survivors of the magnitude {mag} earthquake that hit {city} and killed {n}.',
      ],
      [
        '“Everything moved”: {city.country} counts its dead after {city} quake',
        'Hospitals in {city} are treating the injured in car parks after the {mag} shock, which left {n} dead.',
      ],
      [
        '{city} digs for survivors after {mag} tremor leaves {n} dead',
        'Volunteers formed human chains in the old quarter of {city} to clear rubble from the strongest earthquake in {city.country} for decades.',
      ],
    ],
  },
  {
    key: 'ferry',
    channel: 'world',
    wordings: [
      [
        'Ferry capsizes off {city}; {saved} rescued, {missing} missing',
        'A passenger ferry rolled over in heavy swell outside {city}. Coastguards pulled {saved} people from the water and are looking for {missing} more.',
      ],
      [
        '{missing} still missing after {city} ferry sinking',
        'Fishing boats joined the search through the night for {missing} passengers of the ferry that went down near {city}, {city.country}.',
      ],
      [
        'How fishermen saved {saved} from a sinking ferry off {city}',
        'When the evening ferry listed and went over, the crews of {city} cut their nets and turned back. {saved} people owe them their lives.',
      ],
      [
        '{city.country} ferry disaster: {saved} pulled from sea, hopes fade for {missing}',
        'Divers reached the wreck off {city} this morning; the transport ministry has grounded sister ships of the ferry.',
      ],
    ],
  },
  {
    key: 'election',
    channel: 'world',
    wordings: [
      [
        '{person} wins {country} presidency with {pct}% of the vote',
        '{person} has been declared winner of the presidential election in {country}, beating {rival} with {pct} per cent.',
      ],
      [
        '{country} elects {person} after knife-edge campaign',
        'Turnout was the highest in a generation. {rival} conceded shortly before midnight with {person} on {pct}%.',
      ],
      [
        '{rival} concedes as {person.last} takes {country}',
        'In a short speech {rival} wished the winner well. {person} takes office in {country} next month with {pct}% behind the new programme.',
      ],
      [
        '{person.last} victory redraws the map in {country}',
        'With {pct}% in the run-off, {person} won districts that had backed the party of {rival.last} for thirty years.',
      ],
      [
        'Five things {person.last}’s win means for {country}',
        'From fuel subsidies to the fishing dispute, what {person}, who defeated {rival} with {pct}% of votes, has promised {country}.',
      ],
    ],
  },
  {
    key: 'ceasefire',
    channel: 'world',
    wordings: [
      [
        '{country} and {other} agree {days}-day ceasefire after {city} talks',
        'Negotiators from {country} and {other} emerged from all-night talks in {city} with a truce that is to hold for {days} days.',
      ],
      [
        'Guns fall silent: {days}-day truce between {country} and {other} begins',
        'Border villages reported their first quiet night in months as the ceasefire agreed in {city} took effect.',
      ],
      [
        '{city} truce gives {country} and {other} {days} days to talk',
        'Monitors will watch the crossing points while delegations of {country} and {other} return to {city} to discuss prisoners and water.',
      ],
      [
        '[Fragile|Uneasy] calm on {country} border as ceasefire with {other} takes hold',
        'Aid convoys crossed for the first time since spring under the {days}-day deal struck in {city}.',
      ],
      [
        'Inside the all-night talks that stopped the {country}–{other} fighting',
        'A broken lift, cold soup and one stubborn mediator: how the delegations in {city} got to a truce of {days} days.',
      ],
    ],
  },
  {
    key: 'flood',
    channel: 'world',
    wordings: [
      [
        '{n} evacuated as floods [swamp|inundate] {city}',
        'More than {mm} mm of rain fell in a day on {city}, {city.country}; soldiers in boats took {n} people to higher ground.',
      ],
      [
        '{city} under water after {mm} mm of rain in 24 hours',
        'The river burst its banks in three places. About {n} residents of {city} are spending the night in schools.',
      ],
      [
        'Record rain drives {n} from their homes in {city.country}',
        'Meteorologists measured {mm} millimetres at the {city} observatory, the wettest day since records began.',
      ],
      [
        '“The water came up the stairs”: {city} flood survivors tell of their escape',
        'Families among the {n} moved out of {city} described a wall of brown water after {mm} mm of rain.',
      ],
      [
        '{city} floods: dam operators deny opening gates too late',
        'The utility rejected claims that it worsened the flood which forced {n} people out of low-lying parts of {city}.',
      ],
    ],
  },
  {
    key: 'wildfire',
    channel: 'world',
    wordings: [
      [
        'Wildfire burns {ha} hectares near {city}, {crews} firefighters deployed',
        'Strong winds are pushing the blaze toward the suburbs of {city}. {crews} firefighters are holding a line along the ring road.',
      ],
      [
        '{city} chokes on smoke as blaze spreads to {ha} hectares',
        'Schools in {city} closed and hospitals asked people to stay indoors while the forest fire in {city.country} grew for a third day.',
      ],
      [
        '{crews} crews battle fire at the gates of {city}',
        'Aircraft dropped water until dusk. The fire has eaten {ha} hectares of pine around {city}.',
      ],
      [
        'Evacuation widened around {city} with wildfire still out of control',
        'The governor ordered four more villages near {city} to leave; {ha} hectares have burned so far.',
      ],
    ],
  },
  {
    key: 'airport',
    channel: 'world',
    wordings: [
      [
        'Strike grounds {flights} flights at {city} airport',
        'Ground crews, security staff and controllers, {union:w} unions in all, walked out at {city} at 4am, and {flights} departures were scrapped.',
      ],
      [
        '{city} airport at a standstill as {union:w} unions walk out',
        'Travellers slept on suitcases after {flights} flights to and from {city} were cancelled. Talks resume tomorrow.',
      ],
      [
        '{flights} flights cancelled: what passengers stranded in {city} are owed',
        'Airlines must rebook or refund travellers caught in the walkout by {union:w} unions at {city}, lawyers say.',
      ],
      [
        'Pay dispute empties the skies over {city}',
        'The largest strike in the history of {city.country} aviation led to {flights} cancellations at {city} in a single day.',
      ],
    ],
  },
  {
    key: 'climate',
    channel: 'world',
    wordings: [
      [
        '{n} nations back {bn:d}bn climate fund in {city} deal',
        'Delegates of {n} countries at the {city} summit agreed to put {bn:d} billion into protecting coasts and harvests.',
      ],
      [
        '{city} summit ends with {bn:d} billion pledge and few deadlines',
        'Campaigners called the text signed by {n} governments in {city} generous with money and shy about dates.',
      ],
      [
        'Overtime in {city}: how {n} countries found {bn:d}bn',
        'The clock in the plenary hall was stopped at 11:58pm. By dawn, the {city} climate agreement was done.',
      ],
      [
        'Island states cheer {city} climate accord worth {bn:d}bn',
        'Small islands that led the bloc of {n} countries say the {city} fund could start paying within two years.',
      ],
    ],
  },
  {
    key: 'volcano',
    channel: 'world',
    wordings: [
      [
        'Volcano near {city} erupts, sending ash {km} km high',
        'Some {n} people were told to leave villages on the slopes above {city} as ash rose {km} kilometres into the sky.',
      ],
      [
        '{n} flee as mountain above {city} wakes after a century',
        'Lava reached the tree line outside {city}, {city.country}, where the volcano had been silent since the age of steam.',
      ],
      [
        'Ash cloud from {city} volcano shuts air space over {city.country}',
        'Airlines rerouted flights around a plume {km} km tall. {n} residents have been evacuated near {city}.',
      ],
      [
        'Grey snow in {city}: living under a {km}-kilometre ash plume',
        'Shopkeepers in {city} sweep the pavement every hour; {n} people from the slopes have moved in with relatives.',
      ],
    ],
  },
  {
    key: 'tanker',
    channel: 'world',
    wordings: [
      [
        '{company} tanker runs aground off {city}, spilling {t} tonnes of oil',
        'Booms were laid across the bay at {city} after a tanker chartered by {company} lost {t} tonnes of fuel oil.',
      ],
      [
        'Oil slick reaches beaches at {city} after {company} tanker grounding',
        'Volunteers with shovels lined the shore near {city}. {company} said {t} tonnes had escaped and promised to pay.',
      ],
      [
        '{company} says sorry as {t}-tonne spill blackens {city} coast',
        'The apology came two days after the grounding; fishermen in {city} want the company’s ships kept out of the strait.',
      ],
      [
        '{city} spill: pilots had warned about the reef, documents show',
        'Harbour pilots wrote to the ministry twice before the {company} tanker struck the reef and leaked {t} tonnes.',
      ],
    ],
  },
  {
    key: 'heist',
    channel: 'world',
    wordings: [
      [
        'Thieves take {n} {loot} from {city} museum in four minutes',
        'A gang dressed as window cleaners entered the national museum in {city} at opening time and left with {n} {loot}.',
      ],
      [
        '{city} museum closed after daylight theft of {n} {loot}',
        'Police in {city.country} are looking for two vans seen outside the museum in {city} on the morning of the raid.',
      ],
      [
        'The window cleaners of {city}: anatomy of a museum raid',
        'They had buckets, a ladder and a list. Detectives in {city} explain how {n} {loot} vanished.',
      ],
      [
        'Reward offered for stolen {loot} of {city}',
        'Insurers promised a reward for the {n} {loot} stolen in {city}, which experts call impossible to sell.',
      ],
    ],
  },
  {
    key: 'bridge',
    channel: 'world',
    slots: { city: 'city', m: [420, 3900, 10], years: [4, 13], cost: [180, 940, 10] },
    wordings: [
      [
        '{city} opens {m}-metre bridge, {years:w} years late',
        'The crossing cost {cost:d} million. The first across were schoolchildren of {city} who were not born when work began.',
      ],
      [
        'After {years:w} years, {city} can finally cross its river',
        'Ferries sounded their horns as the {m} m bridge at {city} opened to traffic and made most of them redundant.',
      ],
      [
        '{city} bridge opens to cheers and a {cost:d}m bill',
        'Auditors want to know why the bridge in {city.country} cost twice its estimate. The crowds on opening day did not.',
      ],
      [
        'Last ferry home: {city} says goodbye to its boats as bridge opens',
        'Captains lined up for a final crossing beside the new {m}-metre bridge of {city}.',
      ],
    ],
  },
  {
    key: 'mine',
    channel: 'world',
    slots: { city: 'city', n: [7, 33], depth: [280, 910, 10], days: [3, 12] },
    wordings: [
      [
        'All {n} miners rescued in {city} after {days} days underground',
        'The last of {n} miners trapped {depth} metres below {city} was lifted out shortly after sunrise.',
      ],
      [
        '“We sang to keep awake”: {n} miners out alive near {city}',
        'After {days} days in the dark at {depth} metres, the crew of the {city} mine came up one by one to applause.',
      ],
      [
        '{city.country} rejoices as {n} trapped miners reach the surface',
        'Drillers broke through to the gallery near {city} on the {days}-day rescue’s final night.',
      ],
      [
        'How a {depth}-metre drill hole saved {n} lives at {city}',
        'Engineers threaded water, soup and letters down a pipe as wide as an orange to the miners of {city}.',
      ],
    ],
  },
  {
    key: 'parliament',
    channel: 'world',
    slots: { country: 'country', person: 'person', votes: [2, 11], days: [70, 400, 10] },
    wordings: [
      [
        '{country} government falls by {votes} votes',
        'Prime minister {person} lost a confidence motion by {votes} votes after {days} days in office.',
      ],
      [
        '{person} ousted in {country} confidence vote',
        'Rebels crossed the floor in the small hours to end the {days}-day government of {person}.',
      ],
      [
        '{country} heads for early election as {person.last} loses by {votes}',
        'The president of {country} is expected to dissolve parliament this week after the defeat of {person}.',
      ],
      [
        '{days} days and out: the short rule of {person}',
        'The fall of {person} leaves {country} without a budget; the margin was only {votes} votes.',
      ],
    ],
  },
  {
    key: 'water',
    channel: 'world',
    slots: { city: 'city', pct: [6, 21], litres: [40, 120, 5], weeks: [3, 12] },
    wordings: [
      [
        '{city} rations water to {litres} litres a day as reservoirs hit {pct}%',
        'Households in {city}, {city.country}, may use {litres} litres a person from Monday. Rain is not expected for {weeks} weeks.',
      ],
      [
        'Reservoirs at {pct}%: {city} counts down to day zero',
        'Engineers say the taps of {city} could run dry in {weeks} weeks unless people keep to {litres} litres a day.',
      ],
      [
        'Short showers, brown lawns: how {city} lives on {litres} litres',
        'Hairdressers in {city} ask clients to arrive with wet hair while reservoirs stand at {pct} per cent.',
      ],
      [
        '{city.country} sends water trains to parched {city}',
        'Forty tank wagons a day will supply {city}, where storage has fallen to {pct}% and a limit of {litres} litres applies.',
      ],
    ],
  },
  {
    key: 'trainline',
    channel: 'world',
    slots: { city: 'city', other: 'city', hours: [2, 7], kmh: [250, 380, 10] },
    wordings: [
      [
        '{city} to {other} in {hours:w} hours: night train gives way to high speed',
        'The line between {city} and {other} opened with trains at {kmh} km/h. Sleeper fans held a farewell breakfast.',
      ],
      [
        'First {kmh} km/h train links {city} with {other}',
        'Mayors of {city} and {other} met half way on the inaugural service, which took {hours} hours.',
      ],
      [
        'High-speed line joins {city} and {other}',
        'Airlines cut fares the day the {kmh} km/h railway between {city} and {other} began to carry passengers.',
      ],
      [
        'On board the {city}–{other} express, where the coffee outlasts the journey',
        'It takes {hours} hours where it took a night. Our reporter rode the new train from {city}.',
      ],
    ],
  },
  {
    key: 'trial',
    channel: 'world',
    slots: { country: 'country', person: 'person', years: [4, 15], m: [3, 90] },
    wordings: [
      [
        'Former {country} minister {person} jailed for {years} years over bribes',
        'A court found that {person} took {m:d} million from road builders while in charge of public works in {country}.',
      ],
      [
        '{person} sentenced to {years} years in {country} corruption case',
        'The verdict against {person} ends a trial that heard of cash in fish crates worth {m:d}m.',
      ],
      [
        'Fish crates full of cash: how {country} caught {person.last}',
        'Accountants, a ferryman and {m:d} million: the trail that led to a sentence of {years} years for {person}.',
      ],
      [
        '{person.last} to appeal {years}-year sentence',
        'Lawyers for {person}, convicted of taking {m:d}m in bribes in {country}, call the judgment political.',
      ],
    ],
  },
  {
    key: 'islands',
    channel: 'world',
    slots: { country: 'country', other: 'country', person: 'person', boats: [4, 38] },
    wordings: [
      [
        '{country} seizes {boats} fishing boats in row with {other}',
        'The coastguard of {country} escorted {boats} boats into port, accusing crews from {other} of poaching herring.',
      ],
      [
        '{other} recalls envoy after {country} impounds {boats} trawlers',
        'Foreign minister {person} of {other} called the seizure piracy and ordered the ambassador home.',
      ],
      [
        'Herring war: {country} and {other} trade threats over {boats} boats',
        'The dispute over fishing grounds flared when {country} held {boats} vessels. {person} asked for mediation.',
      ],
      [
        'Calls for calm as {country}–{other} fishing quarrel escalates',
        'Skippers of the {boats} boats held in {country} say they have food for a week.',
      ],
    ],
  },
  {
    key: 'royal-zoo',
    channel: 'world',
    slots: {
      city: 'city',
      animal: { of: ['capybara', 'red panda', 'flamingo', 'tapir', 'lynx', 'ostrich'] },
      days: [3, 19],
      km: [4, 60],
    },
    wordings: [
      [
        'Runaway {animal} found after {days} days on the loose in {city}',
        'The {animal} that slipped out of {city} zoo was caught {km} km away, well fed and unrepentant.',
      ],
      [
        '{city} zoo’s escaped {animal} ends up in a supermarket',
        'Shoppers outside {city} found the {animal}, missing for {days} days, in front of the vegetables.',
      ],
      [
        'The {days}-day holiday of {city}’s most wanted {animal}',
        'It crossed two motorways and a golf course. The {animal} is back at the zoo in {city}.',
      ],
      [
        'Captured: the {animal} that made {city} laugh',
        'Keepers lured the {animal} into a van with melon {km} kilometres from its enclosure in {city}.',
      ],
    ],
  },
  {
    key: 'cabinet-envoy',
    channel: 'world',
    slots: { country: 'country', person: 'person', city: 'city', n: [12, 60] },
    wordings: [
      [
        'Mission led by {person} to monitor {country} elections',
        'A team of {n} observers under {person} arrived in {city} and will visit every province of {country}.',
      ],
      [
        '{n} observers land in {city} ahead of {country} vote',
        'Head of mission {person} said the count in {country} would be watched from polling station to tally room.',
      ],
      [
        '{country} opens polling stations to {n} foreign monitors',
        'The electoral board gave {person} and the team based in {city} access to the voting machines.',
      ],
      [
        'Can {person.last} keep the {country} vote clean?',
        'A veteran of eleven elections leads {n} observers from a borrowed school in {city}.',
      ],
    ],
  },
  {
    key: 'rail-crash',
    channel: 'world',
    slots: { city: 'city', n: [6, 74], cars: [3, 9] },
    wordings: [
      [
        'Train derails outside {city}, {n} injured',
        '{cars} carriages left the rails on a curve near {city}, {city.country}. Signals are being examined.',
      ],
      [
        '{n} hurt as {cars} carriages jump the track near {city}',
        'Passengers broke windows to climb out of the overnight express after it derailed short of {city}.',
      ],
      [
        '{city} derailment: track was due for repair next week',
        'Inspectors had flagged the curve where {cars} carriages overturned and {n} people were hurt, the railway said.',
      ],
      [
        'Inquiry opens into {city} express derailment',
        'The transport minister of {city.country} visited some of the {n} injured and ordered slower trains on the line.',
      ],
    ],
  },
  {
    key: 'border-bees',
    channel: 'world',
    slots: { city: 'city', m: [1, 14], company: 'company' },
    wordings: [
      [
        '{m} million bees spill onto motorway near {city}',
        'A lorry hired by {company} lost its hives on the ring road of {city}; beekeepers came from three counties.',
      ],
      [
        'Keep your windows shut: bees close the {city} motorway',
        'Police asked drivers around {city} to stay in their cars while {m} million bees from a {company} truck settled.',
      ],
      [
        'Beekeepers save the day after {company} lorry overturns at {city}',
        'About {m} million bees were coaxed back into hives by dusk outside {city}.',
      ],
      [
        '{city} traffic stung by overturned bee lorry',
        'The tailback reached eleven kilometres. {company} promised the fire brigade of {city} honey for life.',
      ],
    ],
  },
]
