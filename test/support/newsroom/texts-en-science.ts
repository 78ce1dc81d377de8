import type { Script } from './script.ts'

export const ENGLISH_SCIENCE: readonly Script[] = [
  {
    key: 'chip',
    channel: 'technology',
    wordings: [
      [
        '{company} unveils {nm} nm chip and {bn:d}bn plant in {city}',
        '{company} will make its {nm}-nanometre processors in a {bn:d} billion factory near {city}, {city.country}.',
      ],
      [
        '{city} wins race for {company}’s {bn:d}bn chip factory',
        'The site will turn out {nm} nm wafers and employ thousands. {city} offered water, power and a metro stop.',
      ],
      [
        '{company} leapfrogs rivals with {nm}-nanometre silicon',
        'The design packs twice the transistors of its predecessor, {company} said, announcing production in {city}.',
      ],
      [
        'Smaller still: what {nm} nm means for your next phone',
        'Longer battery life is the promise of the process {company} plans to run in {city} at a cost of {bn:d}bn.',
      ],
    ],
  },
  {
    key: 'outage',
    channel: 'technology',
    wordings: [
      [
        '{company} outage leaves {m} million users offline for {hours} hours',
        'A configuration error took down services of {company} worldwide; engineers needed {hours} hours to undo it.',
      ],
      [
        '{company} goes dark for {hours} hours',
        'Payments, messages and at least one smart toilet failed for {m} million customers of {company}.',
      ],
      [
        'One line of configuration: how {company} broke for {m} million people',
        'The change was reviewed, approved and wrong. {company} published an unusually frank report on the {hours}-hour outage.',
      ],
      [
        '{company} apologises for {hours}-hour global outage',
        'Customers will get a month’s credit after the failure that hit {m} million users of {company}.',
      ],
      [
        'Back online: {company} restores service after worst outage in its history',
        'After {hours} hours, {company} said its network had recovered for all {m} million affected users.',
      ],
    ],
  },
  {
    key: 'breach',
    channel: 'technology',
    wordings: [
      [
        '{company} breach exposes data of {m} million customers',
        'Names, addresses and partial card numbers of {m} million people were copied, {company} admitted.',
      ],
      [
        'Hackers steal {m} million records from {company}',
        'Security researcher {person} found the database for sale before {company} knew that it was gone.',
      ],
      [
        '{company} waited three weeks to disclose breach of {m}m accounts',
        'Regulators ask why customers learned of the theft from researcher {person} and not from {company}.',
      ],
      [
        'What to do if you are one of {company}’s {m} million',
        'Change the password, watch the card, ignore the calls: advice by {person} after the {company} leak.',
      ],
    ],
  },
  {
    key: 'robotaxi',
    channel: 'technology',
    slots: { company: 'tech', city: 'city', n: [60, 900, 10], km: [2, 38] },
    wordings: [
      [
        '{company} puts {n} driverless taxis on the streets of {city}',
        'From tonight, {n} cars without drivers will carry paying passengers in {city}, {company} said.',
      ],
      [
        '{city} lets {company} robotaxis run without safety drivers',
        'The licence follows {km} million test kilometres. Taxi drivers in {city} plan a slow drive in protest.',
      ],
      [
        'A night in {city} with nobody at the wheel',
        'We took five rides in {company} cars. One of the {n} robotaxis waited eleven minutes for a pigeon.',
      ],
      [
        'Driverless cabs arrive in {city.country}',
        '{company} chose {city} for its launch of {n} robotaxis because of wide roads and patient people.',
      ],
    ],
  },
  {
    key: 'model',
    channel: 'technology',
    slots: {
      company: 'tech',
      name: { of: ['Heron', 'Magpie', 'Kite', 'Wren', 'Osprey', 'Plover', 'Curlew', 'Jackdaw', 'Bittern'] },
      version: [3, 9],
      pct: [12, 48],
    },
    wordings: [
      [
        '{company} releases {name} {version}, says AI model makes {pct}% fewer errors',
        'The new language model {name} {version} of {company} is open to developers from today.',
      ],
      [
        '{name} {version} is here: hands on with {company}’s newest AI',
        'It writes, it plans, it still cannot count the teaspoons. A first look at {name} {version}.',
      ],
      [
        '{company} claims lead with {name} {version}',
        'Independent testers found {pct} per cent fewer mistakes than in the previous {name} model of {company}.',
      ],
      [
        '{company} opens weights of {name} {version} to everyone',
        'Universities cheered, rivals frowned as {company} published its {name} {version} model for free.',
      ],
    ],
  },
  {
    key: 'battery',
    channel: 'technology',
    slots: { company: 'carMaker', km: [820, 1600, 20], min: [6, 14], person: 'person' },
    wordings: [
      [
        '{company} battery promises {km} km on one charge',
        'The solid-state cell shown by {company} charges in {min} minutes and lasts {km} kilometres.',
      ],
      [
        'Charged in {min} minutes: {company} shows solid-state battery',
        'Chief engineer {person} drove {km} km to the press conference of {company} without stopping.',
      ],
      [
        '{person}’s long drive: {km} km and no charging stop',
        'The stunt by the chief engineer of {company} was meant to silence doubts over its new battery.',
      ],
      [
        'Car makers line up for {company}’s {min}-minute battery',
        'Three manufacturers signed letters of intent after {company} demonstrated {km} km of range.',
      ],
    ],
  },
  {
    key: 'quantum',
    channel: 'technology',
    slots: { company: 'tech', qubits: [200, 4200, 10], hours: [2, 90] },
    wordings: [
      [
        '{company} says {qubits}-qubit machine solved chemistry problem',
        'A calculation that would take classical computers centuries ran in {hours} hours, {company} claims.',
      ],
      [
        'Quantum leap or quantum hype? {company} shows {qubits} qubits',
        'Physicists want to see the error rates behind the {hours}-hour run announced by {company}.',
      ],
      [
        '{company} quantum computer models catalyst in {hours} hours',
        'The {qubits}-qubit processor simulated a molecule used in fertiliser, {company} researchers report.',
      ],
      [
        'Inside the fridge where {company} keeps {qubits} qubits',
        'Colder than space and louder than a laundry: a visit to the machine of {company}.',
      ],
    ],
  },
  {
    key: 'cable',
    channel: 'technology',
    slots: {
      country: 'country',
      other: 'country',
      company: 'tech',
      km: [900, 9800, 100],
      pct: [30, 80, 5],
    },
    wordings: [
      [
        'Undersea cable cut slows internet in {country} by {pct}%',
        'A break in the {km} km line between {country} and {other} was probably caused by an anchor, {company} said.',
      ],
      [
        '{country} limps online after cable to {other} snaps',
        'Operator {company} sent a repair ship; traffic fell {pct} per cent overnight.',
      ],
      [
        'Anchor suspected in {country}–{other} cable break',
        'Investigators look at three ships that passed over the {company} cable when traffic dropped by {pct}%.',
      ],
      [
        'The ship that mends the internet sets sail for {country}',
        'On board the {company} vessel that will lift the {km}-kilometre cable to {other} from the sea bed.',
      ],
    ],
  },
  {
    key: 'schoolphones',
    channel: 'technology',
    slots: { country: 'country', age: [12, 16], person: 'person' },
    wordings: [
      [
        '{country} bans social media for under-{age}s',
        'Parliament in {country} passed a law that keeps children under {age} off social networks.',
      ],
      [
        'No feeds before {age}: {country} passes strictest rules yet',
        'Minister {person} said platforms in {country} have a year to check ages or pay.',
      ],
      [
        'Teenagers in {country} react to ban until {age}: “We’ll write letters”',
        'Pupils were divided over the law championed by {person}; their parents were not.',
      ],
      [
        'Platforms fight {country} age limit of {age}',
        'Tech firms call checks for users under {age} unworkable. {person} told them to be inventive.',
      ],
    ],
  },
  {
    key: 'repair',
    channel: 'technology',
    slots: {
      company: 'tech',
      years: [5, 12],
      model: { of: ['phone', 'tablet', 'laptop', 'headphones', 'watch'] },
    },
    wordings: [
      [
        '{company} promises {years} years of repairs for new {model}',
        'Screws instead of glue: the {model} by {company} can be opened with a coin, and parts stay on sale for {years} years.',
      ],
      [
        '{company} brings back the screwdriver',
        'Its newest {model} comes apart in four minutes. {company} will sell spare parts for {years} years.',
      ],
      [
        'We took {company}’s {model} apart, and it went back together',
        'Our workshop gives nine out of ten for a {model} with {years} years of promised parts.',
      ],
      [
        'Repair campaigners applaud {company}’s {years}-year {model}',
        'A rival called the design “brave”. Fans of the right to repair called {company} the first to listen.',
      ],
    ],
  },
  {
    key: 'lander',
    channel: 'science',
    wordings: [
      [
        '{country} lands probe at the Moon’s {region}',
        'Applause broke out at mission control as the {kg} kg lander of {country} reported touchdown in the {region}.',
      ],
      [
        'Touchdown: {country} joins the Moon club',
        'The spacecraft set down within forty metres of its target in the {region} and unfolded {kg} kilograms of instruments.',
      ],
      [
        '{country}’s lander sends first pictures from {region}',
        'A long shadow, a bent antenna, and beyond it the {region}: images from the {country} mission delight scientists.',
      ],
      [
        'What {country} hopes to find in the Moon’s {region}',
        'Ice, old lava and national pride are on the list of the {kg} kg probe that landed there.',
      ],
      [
        'Small country, big leap: {country} reaches the Moon',
        'The {region} landing cost less than a film about it would, the space agency of {country} said.',
      ],
    ],
  },
  {
    key: 'vaccine',
    channel: 'science',
    wordings: [
      [
        '{company} malaria vaccine {pct}% effective in large trial',
        'A study with {n} volunteers in {country} found that the shot by {company} prevents {pct} per cent of cases.',
      ],
      [
        'Malaria shot protects {pct}% in {country} trial',
        'Health ministers greeted results of the {n}-person study. {company} wants approval within the year.',
      ],
      [
        '{country} trial raises hopes of ending malaria',
        'After three rainy seasons and {n} volunteers, the {company} vaccine cut infections by {pct}%.',
      ],
      [
        'The village that tested {company}’s malaria vaccine',
        'Mothers in {country} walked for hours to take part in the trial, whose {pct}% result surprised even its authors.',
      ],
    ],
  },
  {
    key: 'planet',
    channel: 'science',
    wordings: [
      [
        'Astronomers find Earth-sized planet {ly} light years away',
        'The planet circles a red dwarf every {days} days in the zone where water can be liquid, a team led by {person} reports.',
      ],
      [
        'A second Earth? {person.last} team spots world {ly} light years off',
        'It has a year of {days} days and perhaps clouds. {person} warned against packing.',
      ],
      [
        'New planet’s year lasts {days} days, and it may have oceans',
        'The world {ly} light years from us was found in data by a group around {person} that others had discarded.',
      ],
      [
        'How {person} found a planet in the bin',
        'Rejected measurements showed a dimming every {days} days: a world at {ly} light years.',
      ],
    ],
  },
  {
    key: 'dinosaur',
    channel: 'science',
    slots: { country: 'country', m: [3, 27], mya: [71, 168], person: 'person' },
    wordings: [
      [
        'New dinosaur found in {country} was {m} metres long',
        'The plant eater lived {mya} million years ago and had the smile of a duck, says palaeontologist {person}.',
      ],
      [
        'Farmer’s ditch in {country} yields {m}-metre dinosaur',
        'A spade struck bone; {person} and students dug for three summers to free the {mya}-million-year-old animal.',
      ],
      [
        'Meet the duck-faced giant of {country}',
        'At {m} metres it was the largest animal of its valley {mya} million years ago.',
      ],
      [
        '{person} names {mya}-million-year-old dinosaur after grandmother',
        'The {m} m skeleton from {country} gets a name that the grandmother in question finds “a bit much”.',
      ],
    ],
  },
  {
    key: 'ocean',
    channel: 'science',
    slots: { depth: [3100, 9800, 100], species: [12, 180], country: 'country', person: 'person' },
    wordings: [
      [
        '{species} new species found {depth} metres down off {country}',
        'Glassy octopuses and a fish with a lantern were among the finds of an expedition led by {person}.',
      ],
      [
        'Deep-sea dive off {country} reveals {species} unknown animals',
        'A robot sent to {depth} m filmed creatures that no one had seen. “We shouted a lot,” said {person}.',
      ],
      [
        'Life in the dark: {person.last} expedition returns with {species} species',
        'The survey at {depth} metres could slow plans to mine the sea floor off {country}.',
      ],
      [
        'The octopus that looks like a lampshade, and {species} others',
        'A gallery of animals filmed {depth} metres beneath the waves of {country}.',
      ],
    ],
  },
  {
    key: 'comet',
    channel: 'science',
    slots: {
      name: {
        of: [
          'Lindqvar',
          'Tamaro',
          'Ochieri',
          'Belvane',
          'Sunniva',
          'Karadel',
          'Fenwicke',
          'Ishikuro',
          'Morvane',
          'Pellam',
          'Quist',
          'Arroyal',
          'Wendeling',
          'Zubrov',
        ],
      },
      km: [31, 96],
      years: [3100, 78000, 100],
    },
    wordings: [
      [
        'Comet {name} lights up the evening sky',
        'The comet passes {km} million kilometres from Earth this week and will not be back for {years} years.',
      ],
      [
        'How to see comet {name} without a telescope',
        'Look west after sunset. At {km} million km comet {name} outshines every star but one.',
      ],
      [
        'Once in {years} years: comet {name} at its best tonight',
        'Clear skies are forecast for the closest approach of {name}. Amateurs have chased it since spring.',
      ],
      [
        'Comet {name}’s tail stretches across a third of the sky',
        'Photographers on four continents caught {name}, on its first visit in {years} years.',
      ],
    ],
  },
  {
    key: 'gene',
    channel: 'science',
    slots: { n: [9, 64], pct: [70, 96], person: 'person', city: 'city' },
    wordings: [
      [
        'Gene therapy restores hearing in {pct}% of children in trial',
        'Doctors in {city} treated {n} children born deaf; most could follow a whispered sentence within months.',
      ],
      [
        '“She turned when I called her”: gene therapy trial in {city} succeeds',
        'Parents of the {n} children treated by the team of {person} describe first sounds.',
      ],
      [
        '{city} doctors report breakthrough against inherited deafness',
        'A single injection helped {pct} per cent of {n} patients, {person} told a congress.',
      ],
      [
        'One injection, and then music: {person} on curing deafness',
        'The physician from {city} on {n} small patients and one very loud drum.',
      ],
    ],
  },
  {
    key: 'fusion',
    channel: 'science',
    slots: { city: 'city', sec: [48, 980, 2], mw: [12, 140], person: 'person' },
    wordings: [
      [
        '{city} fusion reactor runs for {sec} seconds, a record',
        'The machine held plasma hotter than the Sun for {sec} seconds and gave {mw} megawatts, its director {person} said.',
      ],
      [
        'Fusion record: {sec} seconds of star in {city}',
        'Champagne in paper cups at the laboratory in {city}, where {person} had bet a colleague it would fail.',
      ],
      [
        '{mw} megawatts from fusion: what the {city} record means',
        'More energy came out than went in, for {sec} seconds. Electricity for homes remains years off.',
      ],
      [
        '{person.last} loses bet as {city} reactor breaks record',
        'The laboratory chief must now swim in the cooling pond after the {sec}-second run.',
      ],
    ],
  },
  {
    key: 'glacier',
    channel: 'science',
    slots: { country: 'country', bn: [2, 46], years: [900, 11000, 100], person: 'person' },
    wordings: [
      [
        '{country} glacier loses {bn} billion tonnes of ice in a year',
        'The loss is the fastest in {years} years, according to cores read by {person} and colleagues.',
      ],
      [
        'Ice core shows {country} melt is fastest in {years} years',
        'A team under {person} measured {bn} billion tonnes lost in one season.',
      ],
      [
        'Drilling into {years} years of weather in {country}',
        'On the ice with {person}, whose cores show how {bn} billion tonnes vanished.',
      ],
      [
        '{country} buries a glacier',
        'Climbers held a funeral for the ice that lost {bn} billion tonnes last year; {person} read the eulogy.',
      ],
    ],
  },
  {
    key: 'whale-song',
    channel: 'science',
    slots: { n: [140, 9600, 10], person: 'person', country: 'country' },
    wordings: [
      [
        'Whales have an alphabet, say scientists who listened to {n} songs',
        'Clicks recorded off {country} combine like letters, a study led by {person} finds.',
      ],
      [
        '{person} decodes whale clicks off {country}',
        'An analysis of {n} recordings found 21 building blocks that whales put together in order.',
      ],
      [
        'What are the whales of {country} talking about?',
        'Food, mostly, thinks {person}, whose team sorted {n} songs into patterns.',
      ],
      [
        'After {n} recordings, a grammar of whale song',
        'The work of {person} off {country} suggests that whales finish each other’s sentences.',
      ],
    ],
  },
  {
    key: 'tomb',
    channel: 'science',
    slots: { country: 'country', years: [1400, 4600, 100], n: [11, 240], person: 'person' },
    wordings: [
      [
        'Archaeologists open {years}-year-old tomb in {country}',
        '{n} painted figures were found in a sealed chamber; the colours look “like Tuesday”, says {person}.',
      ],
      [
        'Sealed tomb in {country} holds {n} painted figures',
        'A team led by {person} sent a camera through a crack and saw faces looking back after {years} years.',
      ],
      [
        '{years} years in the dark: inside {country}’s painted tomb',
        'The burial may be that of a harbour master, {person} believes, because of {n} little boats and figures.',
      ],
      [
        '{person.last} finds untouched burial in {country}',
        'Robbers missed it by a metre. The tomb of {years} years holds {n} statuettes.',
      ],
    ],
  },
]
