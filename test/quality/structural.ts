/** The ten cases that take more than two titles, and the tests that show them. Names are checked against the files. */
export const STRUCTURAL: readonly { readonly what: string; readonly file: string; readonly test: string }[] =
  [
    {
      what: 'One wire text under different titles is one story',
      file: 'test/unit/rules/story/structural-cases.test.ts',
      test: 'one wire text under different titles is one story and one origin',
    },
    {
      what: 'A generic title of the next day is another event',
      file: 'test/unit/rules/story/structural-cases.test.ts',
      test: 'a generic title says nothing by being repeated',
    },
    {
      what: 'The same guid with a corrected title is the same entry',
      file: 'test/unit/stages/cluster.test.ts',
      test: 'stays in its story although its new title is like nothing in it',
    },
    {
      what: 'Fifty items of one publisher on one event count once',
      file: 'test/unit/rules/story/structural-cases.test.ts',
      test: 'fifty items of one publisher on one event are one origin',
    },
    {
      what: 'Eight workers insert one wire story at once: one story, eight publishers',
      file: 'test/integration/store/stories.race.test.ts',
      test: 'eight workers that report the same events at once found exactly one story for each',
    },
    {
      what: 'A bridging report makes two stories one, with the heat of the union',
      file: 'test/unit/rules/story/merge-stories.test.ts',
      test: 'have the heat of the union of all reports',
    },
    {
      what: 'A hot list fetched every five minutes brings nothing new',
      file: 'test/integration/stages/origins.test.ts',
      test: 'P51: polling and placing the same reports six times leaves heat and rank as they were',
    },
    {
      what: 'A time in the future counts from the fetch',
      file: 'test/unit/stages/to-entries.test.ts',
      test: 'a date in the future counts from now, and is kept for people to see',
    },
    {
      what: 'Titles nobody should print found stories of their own',
      file: 'test/unit/rules/story/structural-cases.test.ts',
      test: 'titles of nothing found stories of their own and stop no other',
    },
    {
      what: 'A live score of one publisher is one event, never a copy',
      file: 'test/unit/rules/story/structural-cases.test.ts',
      test: 'a score that grows is one event, and no copy of itself',
    },
  ]
