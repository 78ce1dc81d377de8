import type { Script } from './script.ts'

export const ENGLISH_BUSINESS: readonly Script[] = [
  {
    key: 'rates',
    channel: 'business',
    wordings: [
      [
        '{country} central bank [lifts|raises] rates to {rate}%',
        'Governor {person} of the central bank of {country} raised the key rate to {rate} per cent and left the door open for more.',
      ],
      [
        '{country} hikes to {rate}% as inflation refuses to budge',
        'Markets had expected a pause. Governor {person} said price rises in {country} were “sticky as honey”.',
      ],
      [
        'Borrowers in {country} brace for {rate}% after surprise move',
        'Mortgage lenders repriced within an hour of the decision by governor {person} to go to {rate}%.',
      ],
      [
        '{person.last} stuns markets: {country} rate goes to {rate}%',
        'The currency of {country} jumped after the central bank moved its benchmark to {rate} per cent.',
      ],
      [
        'What {country}’s {rate}% interest rate means for savers',
        'Deposits pay more, loans cost more: a guide to the decision taken by {person} and colleagues.',
      ],
    ],
  },
  {
    key: 'tradepact',
    channel: 'business',
    wordings: [
      [
        '{country} and {other} sign trade pact worth {bn:d}bn',
        'Tariffs on cars, cheese and steel between {country} and {other} will go within {years} years under a {bn:d} billion deal.',
      ],
      [
        'Tariffs to vanish in {years} years under {country}–{other} accord',
        'Exporters in {country} hailed the agreement with {other}, which officials value at {bn:d}bn a year.',
      ],
      [
        'Farmers wary as {country} opens market to {other}',
        'Dairy unions say the {bn:d} billion trade pact between {country} and {other} was signed without them.',
      ],
      [
        '{country}, {other} seal {bn:d} billion free-trade deal after decade of talks',
        'The final sticking point was cheese names. The deal between {country} and {other} phases out duties in {years} years.',
      ],
    ],
  },
  {
    key: 'merger',
    channel: 'business',
    wordings: [
      [
        '{company} to buy {target} for {bn:d}bn',
        '{company} agreed to acquire {target} in a cash and share deal worth {bn:d} billion, the companies said.',
      ],
      [
        '{target} accepts {bn:d} billion offer from {company}',
        'The board of {target} recommended the bid after {company} raised it for a third time.',
      ],
      [
        '{company} swallows {target} in {bn:d}bn deal',
        'Regulators in four countries will look at the takeover of {target}, the largest in the history of {company}.',
      ],
      [
        'Why {company} is paying {bn:d}bn for {target}',
        'Cheap debt, old patents and a rivalry of two founders explain the price {company} agreed for {target}.',
      ],
      [
        '{target} shares leap on {company} takeover',
        'Shares in {target} rose by a third after the {bn:d} billion bid; those of {company} slipped.',
      ],
    ],
  },
  {
    key: 'layoffs',
    channel: 'business',
    wordings: [
      [
        '{company} to cut {n} jobs, {pct}% of workforce',
        '{company} will shed {n} positions, about {pct} per cent of staff, as it reorganises under new management.',
      ],
      [
        '{n} jobs to go at {company}',
        'Staff were told in a six-minute video call. The cuts amount to {pct}% of the people {company} employs.',
      ],
      [
        '{company} axes {pct}% of staff in sweeping overhaul',
        'Unions called the plan to cut {n} jobs at {company} “brutal and badly written”.',
      ],
      [
        'Six minutes to say goodbye: inside the {company} job cuts',
        'Employees describe how {company} told {n} of them that they were no longer needed.',
      ],
      [
        '{company} shares rise after it sheds {n} workers',
        'Investors welcomed savings from dismissing {pct}% of the workforce of {company}.',
      ],
    ],
  },
  {
    key: 'recall',
    channel: 'business',
    wordings: [
      [
        '{company} recalls {n} vehicles over {fault} fault',
        'Owners of {n} cars built by {company} should book a repair; the {fault} may fail without warning, the maker said.',
      ],
      [
        '{fault} defect forces {company} to recall {n} cars',
        'No injuries are known. {company} will replace the part free of charge in {n} cars and vans.',
      ],
      [
        '{company} shares skid on recall of {n} cars',
        'Analysts put the bill for fixing the {fault} problem at {company} above a quarter’s profit.',
      ],
      [
        'Is your car on the list? {company} calls back {n} over {fault}',
        'How to check whether your vehicle is among the {n} that {company} wants to see again.',
      ],
    ],
  },
  {
    key: 'ipo',
    channel: 'business',
    slots: { company: 'company', price: [14, 92], bn: [1.1, 24, 0.1], pct: [6, 71] },
    wordings: [
      [
        '{company} shares soar {pct}% on stock market debut',
        'Priced at {price:d}, shares of {company} opened sharply higher and valued the firm at {bn:d} billion.',
      ],
      [
        '{company} worth {bn:d}bn after blockbuster listing',
        'The flotation of {company} was nine times oversubscribed; the stock closed {pct}% above its price of {price:d}.',
      ],
      [
        'Early staff at {company} become millionaires as IPO pops',
        'The cleaner who took shares for wages at {company} can retire after a first-day gain of {pct} per cent.',
      ],
      [
        '{company} IPO: {pct}% jump revives hopes for listings',
        'Bankers have been waiting for a debut such as that of {company}, now valued at {bn:d} billion.',
      ],
    ],
  },
  {
    key: 'profit',
    channel: 'business',
    slots: { company: 'company', pct: [11, 64], m: [120, 980, 10], person: 'person' },
    wordings: [
      [
        '{company} profit up {pct}% to {m:d}m',
        'Chief executive {person} of {company} credited new markets for quarterly profit of {m:d} million.',
      ],
      [
        '{company} beats forecasts with {m:d}m quarter',
        'Analysts had expected far less than the {pct} per cent rise that {company} reported on Thursday.',
      ],
      [
        'Record quarter lifts {company}, {person.last} warns of slowdown',
        'Profit at {company} rose {pct}% to {m:d} million, but {person} told investors not to get used to it.',
      ],
      [
        '{person.last} turnaround pays off at {company}',
        'Two years after taking over, {person} presented a profit of {m:d}m, up {pct}%.',
      ],
    ],
  },
  {
    key: 'ceo',
    channel: 'business',
    slots: { company: 'company', person: 'person', heir: 'person', years: [2, 19] },
    wordings: [
      [
        '{company} chief {person} steps down after {years} years',
        '{heir} takes over at {company} as {person} leaves “to spend more time with the sea”.',
      ],
      [
        '{heir} named to lead {company}',
        'The board of {company} chose {heir}, head of operations, to follow {person}.',
      ],
      [
        '{person} out, {heir} in: surprise change at the top of {company}',
        'Shares of {company} swung as investors digested the exit of {person} after {years} years.',
      ],
      [
        'Who is {heir}, the new head of {company}?',
        'An engineer who bakes bread for meetings takes the seat that {person} held for {years} years.',
      ],
    ],
  },
  {
    key: 'harvest',
    channel: 'business',
    slots: {
      crop: { of: ['coffee', 'cocoa', 'olive oil', 'hazelnut', 'vanilla', 'orange juice'] },
      country: 'country',
      pct: [14, 62],
    },
    wordings: [
      [
        '{crop} prices jump {pct}% after frost in {country}',
        'A late frost in {country}, the largest grower, sent {crop} futures up {pct} per cent in a week.',
      ],
      [
        'Your breakfast is about to cost more: {crop} up {pct}%',
        'Wholesalers expect shop prices to follow within two months of the failed harvest in {country}.',
      ],
      [
        '{country} frost wipes out crop, {crop} soars',
        'Growers in {country} lit fires between the rows in vain; {crop} has risen {pct}%.',
      ],
      [
        'Traders scramble for {crop} as {country} harvest fails',
        'Warehouses are emptying. {crop} rose {pct} per cent to the highest price in eleven years.',
      ],
    ],
  },
  {
    key: 'budget-airline',
    channel: 'business',
    slots: { company: 'airline', planes: [12, 140], bn: [1.4, 19, 0.1], city: 'city' },
    wordings: [
      [
        '{company} orders {planes} jets in {bn:d}bn deal',
        'The order, signed at the {city} air show, is the largest that {company} has placed.',
      ],
      [
        '{city} air show: {company} goes shopping for {planes} planes',
        'List price for the {planes} aircraft is {bn:d} billion; {company} is thought to pay half.',
      ],
      [
        '{company} bets on travel boom with {planes}-plane order',
        'The purchase announced in {city} would double the fleet of {company} by the end of the decade.',
      ],
      [
        'Plane makers fight over {company}’s {bn:d}bn cheque',
        'The loser learned of the order for {planes} jets on the tarmac in {city}, people at the talks said.',
      ],
    ],
  },
  {
    key: 'strike-port',
    channel: 'business',
    slots: { city: 'city', ships: [18, 94], days: [3, 16], pct: [9, 18] },
    wordings: [
      [
        '{ships} ships queue as dockers strike in {city}',
        'The port of {city} has been shut for {days} days; dockers want {pct} per cent more pay.',
      ],
      [
        '{city} port strike enters day {days}',
        'Importers in {city.country} warn of empty shelves while {ships} vessels wait at anchor off {city}.',
      ],
      [
        'Dockers in {city} reject offer, demand {pct}%',
        'Talks broke up before lunch. The line of ships outside {city} has grown to {ships}.',
      ],
      [
        'Bananas rot, cranes rest: the {city} dock strike',
        'On day {days} of the walkout, {ships} ships can be counted from the harbour wall of {city}.',
      ],
    ],
  },
  {
    key: 'bank-run',
    channel: 'business',
    slots: { country: 'country', bn: [2, 31], person: 'person', days: [2, 6] },
    wordings: [
      [
        '{country} steps in to save lender after {bn:d}bn withdrawn',
        'Finance minister {person} guaranteed deposits after customers took out {bn:d} billion in {days} days.',
      ],
      [
        'Queues outside banks in {country} as savers pull {bn:d} billion',
        '“Your money is safe,” said {person}. The queues said otherwise.',
      ],
      [
        '{person} promises to guarantee deposits in {country}',
        'The pledge followed {days} days of withdrawals that drained {bn:d}bn from the third-largest lender in {country}.',
      ],
      [
        'How a rumour cost a {country} bank {bn:d}bn',
        'A misread screenshot, a group chat and {days} days of panic, as told by tellers who paid out the cash.',
      ],
    ],
  },
  {
    key: 'housing',
    channel: 'business',
    slots: { city: 'city', pct: [4, 17], rent: [640, 1980, 20] },
    wordings: [
      [
        'Rents in {city} fall {pct}% as new flats flood market',
        'The average new lease in {city} now costs {rent:d} a month, down {pct} per cent in a year.',
      ],
      [
        '{city} becomes cheaper: rents down to {rent:d}',
        'Landlords in {city} throw in bicycles and a month for free after rents fell {pct}%.',
      ],
      [
        'Build, build, build: what {city} did to cut rents by {pct}%',
        'Planners from three continents want to see how {city}, {city.country}, brought rents to {rent:d}.',
      ],
      [
        'Landlords feel the squeeze in {city} with rents {pct}% lower',
        'Investors who bought at the top now rent out in {city} for {rent:d}, less than their mortgage.',
      ],
    ],
  },
  {
    key: 'fine',
    channel: 'business',
    slots: { company: 'company', m: [45, 890, 5], country: 'country' },
    wordings: [
      [
        '{country} fines {company} {m:d}m for price fixing',
        'The competition office of {country} said {company} agreed prices with rivals over lunch for six years.',
      ],
      [
        '{company} hit with {m:d} million cartel penalty',
        'Emails headed “menu” showed managers of {company} dividing up the market in {country}, investigators said.',
      ],
      [
        'The lunch that cost {company} {m:d}m',
        'How a waiter’s notes ended up as evidence in the largest cartel case {country} has seen.',
      ],
      [
        '{company} to appeal {m:d}m fine in {country}',
        'The company denies that its managers fixed prices and calls the penalty “without flavour or foundation”.',
      ],
    ],
  },
]
