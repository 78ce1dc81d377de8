/**
 * Ten entries that joined a story and ten that founded one, each with what a critical reader has to say about it. `id`
 * is the entry in the set; whether it joined is asserted, the reason is the program's own.
 */
export interface Shown {
  readonly set: 'zh' | 'uci' | 'own'
  readonly id: string
  readonly comment: string
}

export const MERGES: readonly Shown[] = [
  {
    set: 'zh',
    id: 'zh-001',
    comment: 'Right and well founded: nine shared words, and the reader would say the same.',
  },
  {
    set: 'zh',
    id: 'zh-006',
    comment:
      'Right: the name of the typhoon, “landfall” and the province are all there is, and ten minutes between the reports make it plain. Half a day later the same words would not be enough.',
  },
  {
    set: 'zh',
    id: 'zh-024',
    comment:
      'Right: 0:7 and 0-7 are one result, and a result that agrees raises the score. Nothing of the words 惨败 and 不敌 is shared.',
  },
  {
    set: 'zh',
    id: 'zh-038',
    comment:
      'Right: the toll agrees, the city is inside the province the other names, and places are a path.',
  },
  {
    set: 'uci',
    id: 'uci-1154',
    comment:
      'Right, but the score of 1.00 overstates it: the story’s copies made its words rare, so three of them weigh like a whole title.',
  },
  {
    set: 'uci',
    id: 'uci-3894',
    comment:
      'Right: the first title names the girlfriend, this one does not; the later reports in the story carry it.',
  },
  {
    set: 'uci',
    id: 'uci-520',
    comment:
      'Counted wrong, and right: the set files the same words, 43 minutes apart, under two events. No rule can win here.',
  },
  {
    set: 'uci',
    id: 'uci-1165',
    comment:
      'Wrong: two bankruptcies of one day. “Files” and “bankruptcy” are all that is shared, and neither is among the words known to be in any headline; the wording rule saw no slot, since Mt. Gox and Sbarro stand in different places.',
  },
  {
    set: 'uci',
    id: 'uci-3967',
    comment:
      'Wrong: two stories about one singer in six hours. “Backstage” stands beside her name in both, where a fan was arrested in the one and a costume missed in the other.',
  },
  {
    set: 'own',
    id: 'ar-7-0',
    comment:
      'Wrong: the price of gold and that of the dollar. “Price today in Egypt” is most of both, and what differs, one common word, is no name.',
  },
]

export const REFUSALS: readonly Shown[] = [
  { set: 'own', id: 'es-7-0', comment: 'Right: the electricity price of another day, told by its date.' },
  {
    set: 'own',
    id: 'fr-7-0',
    comment:
      'Right: gas and electricity differ in the date, too; had both begun on one day, only the wording rule would be left.',
  },
  {
    set: 'own',
    id: 'de-1-0',
    comment: 'Right: one shared word, “train accident”, is no event, though it counts as its two parts.',
  },
  {
    set: 'own',
    id: 'en-7-0',
    comment:
      'Right for half a reason: by the towns. That other people are named, only the wording rule would have seen.',
  },
  {
    set: 'own',
    id: 'series-1',
    comment: 'Right: a series is known by the head its titles share; only what follows counts.',
  },
  { set: 'own', id: 'series-11', comment: 'Right: the number of the episode.' },
  {
    set: 'zh',
    id: 'zh-037',
    comment: 'Right: fires in two provinces, and in two cities that are known.',
  },
  {
    set: 'zh',
    id: 'zh-045',
    comment: 'Right: a petrol price that goes up is not the one that went down.',
  },
  {
    set: 'uci',
    id: 'uci-3960',
    comment:
      'Right, by a hair: her name is all that the titles share, which is doubted by a quarter; the other event is an arrest.',
  },
  {
    set: 'uci',
    id: 'uci-1229',
    comment:
      'Counted wrong: “Q & A on bitcoins” belongs to the event only in the eyes of the set. One shared word is not enough, and should not be.',
  },
]
