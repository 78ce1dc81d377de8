import type { Script } from './script.ts'

export const ENGLISH_SPORTS: readonly Script[] = [
  {
    key: 'final',
    channel: 'sports',
    wordings: [
      [
        '{team} beat {loser} {a}-{b} to win Continental Cup',
        '{scorer} scored twice in {city} as {team} lifted the Continental Cup with a {a}-{b} win over {loser}.',
      ],
      [
        '{scorer} double sinks {loser} as {team} are champions',
        'It finished {a}-{b} in {city}, where the fans of {team} sang until the floodlights went out.',
      ],
      [
        '{loser} {b}-{a} {team}: cup final heartbreak in {city}',
        '{loser} hit the post three times, {team} had {scorer}. That was the difference.',
      ],
      [
        'Champions! {team} conquer the continent',
        'A {a}-{b} victory against {loser} in {city} ends a wait of twenty-two years for {team}.',
      ],
      [
        'Player ratings: {scorer} a perfect ten as {team} take the cup',
        'Who shone and who sank in the {a}-{b} final between {team} and {loser} in {city}.',
      ],
    ],
  },
  {
    key: 'transfer',
    channel: 'sports',
    wordings: [
      [
        '{team} sign {player} from {seller} for {m:d}m',
        '{player} joins {team} on a {years}-year contract after {seller} accepted {m:d} million.',
      ],
      [
        '{player} completes {m:d}m move to {team}',
        'The forward left {seller} with tears and a thank-you in four languages, and was unveiled by {team} at midnight.',
      ],
      [
        '{seller} fans furious as {player.last} leaves for {team}',
        'Scarves were burned outside the ground of {seller} after the sale of {player} for {m:d}m.',
      ],
      [
        'Is {player} worth {m:d} million? {team} think so',
        'What {team} get for a record fee, in charts: goals, sprints and one red card.',
      ],
      [
        'Done deal: {player.last} signs {years}-year contract at {team}',
        '{player} passed a medical this morning. {seller} will spend the {m:d}m on a roof.',
      ],
    ],
  },
  {
    key: 'marathon',
    channel: 'sports',
    wordings: [
      [
        '{person} wins {city} marathon in 2:0{min}:{sec}',
        '{person} broke away at the bridge to win the {city} marathon ahead of a field of {runners}.',
      ],
      [
        '2:0{min}:{sec}: {person.last} storms to {city} course record',
        'Rain, cobbles and a dog on the course could not stop {person} in {city}.',
      ],
      [
        '{runners} runners, one {person.last}: scenes from the {city} marathon',
        'A firefighter in full gear, a proposal at kilometre 30, and {person} far ahead in 2:0{min}:{sec}.',
      ],
      [
        '{person} rules the streets of {city}',
        'The winning time of 2:0{min}:{sec} was the fastest ever run in {city.country}.',
      ],
    ],
  },
  {
    key: 'tennis',
    channel: 'sports',
    slots: { person: 'person', loser: 'person', city: 'city', hours: [2, 5], aces: [9, 31] },
    wordings: [
      [
        '{person} outlasts {loser} in {hours}-hour {city} epic',
        '{aces} aces and a tie-break of thirty points: {person} is through to the final in {city}.',
      ],
      [
        '{city} Open: {person} beats {loser} to reach final',
        'After {hours} hours {loser} netted a backhand and applauded. {person} hit {aces} aces.',
      ],
      [
        '{loser} out as {person.last} serves {aces} aces',
        'The favourite left the court in {city} after {hours} hours, smiling and limping.',
      ],
      [
        'The match nobody in {city} will forget',
        '{person} against {loser}: {hours} hours, two rain breaks, one winner.',
      ],
    ],
  },
  {
    key: 'cycling',
    channel: 'sports',
    slots: { person: 'person', city: 'city', stage: [4, 20], sec: [2, 58], rival: 'person' },
    wordings: [
      [
        '{person} wins stage {stage} into {city} and takes lead',
        'A solo attack on the last climb gave {person} the leader’s jersey by {sec} seconds over {rival}.',
      ],
      [
        '{rival} cracks as {person.last} attacks on road to {city}',
        'On stage {stage} the race turned: {person} leads by {sec} seconds.',
      ],
      [
        'Stage {stage}: {person} soars in the mist above {city}',
        'Nobody saw the decisive attack; it happened in cloud. {rival} lost {sec} seconds and the jersey.',
      ],
      [
        'New leader in the Grand Traverse after {city} mountain stage',
        '{person} goes into the rest day {sec} seconds ahead of {rival}.',
      ],
    ],
  },
  {
    key: 'coach',
    channel: 'sports',
    slots: { team: 'team', person: 'person', heir: 'person', n: [4, 11] },
    wordings: [
      [
        '{team} sack {person} after {n} games without a win',
        'The club thanked {person} in two sentences. {heir} takes training tomorrow.',
      ],
      [
        '{person} leaves {team}, {heir} takes over',
        'A {n}-match winless run ended the reign of {person} at {team}.',
      ],
      [
        '{heir} handed keys to struggling {team}',
        'Can {heir} save a side that has not won in {n}? Supporters of {team} are not sure.',
      ],
      [
        'End of the road for {person.last} at {team}',
        'Players learned of the dismissal on the team bus. {heir} is the fifth coach in three years at {team}.',
      ],
    ],
  },
  {
    key: 'upset',
    channel: 'sports',
    slots: {
      team: 'team',
      loser: 'team',
      a: [1, 3],
      scorer: 'person',
      tier: { of: ['fourth-tier', 'part-time', 'bottom-placed', 'newly promoted'] },
    },
    wordings: [
      [
        '{tier} {team} knock {loser} out of the cup',
        'A late goal by {scorer}, who drives a milk van, won it {a}-0 for {team}.',
      ],
      [
        'Cup shock: {loser} humbled by {team}',
        '{scorer} struck in stoppage time; {loser} had forty shots and no goals.',
      ],
      [
        'Milk-van driver {scorer.last} delivers for {team}',
        'At five the next morning {scorer} was back on the round, and every customer had a question about {loser}.',
      ],
      [
        '“We believed on the bus”: {team} stun {loser}',
        'The {tier} side won {a}-0 and gave the away dressing room a thorough clean.',
      ],
    ],
  },
  {
    key: 'swim',
    channel: 'sports',
    slots: {
      person: 'person',
      city: 'city',
      m: { of: ['100m', '200m', '400m', '800m'] },
      tenths: [0.04, 0.92, 0.02],
    },
    wordings: [
      [
        '{person} breaks {m} freestyle world record in {city}',
        'The old mark fell by {tenths} seconds at the championships in {city}.',
      ],
      [
        'World record for {person.last} in {city} pool',
        '{person} looked at the clock twice: {tenths} seconds faster than anyone over {m} freestyle.',
      ],
      [
        'Faster by {tenths}: {person} rewrites {m} history',
        'A swimmer who learned in a quarry is the fastest ever, after a night in {city} that made grown coaches cry.',
      ],
      [
        '{city} championships: {person.last} storms to gold and record',
        '{m} gold and {tenths} seconds off the record for {person}.',
      ],
    ],
  },
  {
    key: 'host',
    channel: 'sports',
    slots: { city: 'city', rival: 'city', votes: [2, 21], year: [2036, 2044, 4] },
    wordings: [
      [
        '{city} to host {year:p} Games',
        '{city} beat {rival} by {votes} votes and will stage the {year:p} Games with existing stadiums.',
      ],
      [
        '{rival} loses {year:p} Games to {city} by {votes} votes',
        'Delegates preferred the modest plan of {city}: no new arena and free buses.',
      ],
      [
        '{city} dances: {year:p} Games awarded to {city.country}',
        'Thousands watched the count on the harbour square of {city}; the margin was {votes}.',
      ],
      [
        'Can {city} afford the {year:p} Games?',
        'Economists weigh up the bid that beat {rival}. The answer depends on the buses.',
      ],
    ],
  },
  {
    key: 'chess',
    channel: 'sports',
    slots: { person: 'person', rival: 'person', moves: [58, 149], city: 'city', age: [14, 19] },
    wordings: [
      [
        '{person}, {age}, wins world chess title in {city}',
        'After {moves} moves {rival} stopped the clock and shook hands with the youngest champion yet.',
      ],
      [
        '{moves} moves to the crown: {person.last} is chess champion',
        'The {age}-year-old beat {rival} in the last game in {city}, then asked for pancakes.',
      ],
      [
        '{rival} dethroned by {age}-year-old',
        'The title match in {city} ended with a quiet rook move and a long silence. {person} is champion.',
      ],
      [
        'Pancakes for the champion: {person} conquers chess',
        'How a teenager prepared for {rival} with a borrowed laptop and {moves} moves of patience.',
      ],
    ],
  },
  {
    key: 'hamstring',
    channel: 'sports',
    slots: { person: 'person', team: 'team', weeks: [3, 26], rival: 'team' },
    wordings: [
      [
        '{team} without {person} for {weeks} weeks',
        '{person} tore a hamstring in training and will miss the derby of {team} against {rival}.',
      ],
      [
        'Injury blow: {person.last} ruled out of {rival} derby',
        'Scans confirmed a lay-off of {weeks} weeks, {team} said.',
      ],
      [
        'Who replaces {person.last}? {team}’s options for the derby',
        'A teenager, a full-back or a prayer: {team} must face {rival} without {person}.',
      ],
      [
        '{person} hurt in training, out for {weeks} weeks',
        'The captain of {team} slipped on a wet step, not on the pitch, people at the club said.',
      ],
    ],
  },
  {
    key: 'rally',
    channel: 'sports',
    slots: { person: 'person', city: 'city', other: 'city', sec: [3, 59], days: [6, 14] },
    wordings: [
      [
        '{person} wins {city}–{other} rally by {sec} seconds',
        'After {days} days of sand and stones {person} crossed the line in {other} with a bonnet held by rope.',
      ],
      [
        '{sec} seconds after {days} days: {person.last} takes desert rally',
        'The closest finish in the history of the race from {city} to {other}.',
      ],
      [
        'Rope, sand and glory: {person} first in {other}',
        'A broken bonnet nearly cost the rally that started in {city} {days} days ago.',
      ],
      [
        '{person.last} triumphs in {other}',
        'The mechanic slept four hours in {days} days. “Worth it,” said {person}, winner by {sec} seconds.',
      ],
    ],
  },
]
