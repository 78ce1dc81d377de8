import type { Entry } from '../../../src/model/index.ts'
import { entryId, hashId } from '../../../src/rules/ids.ts'
import { MINUTE, NOW } from './desk.ts'

/** Events, each of them unlike the others, in two scripts. */
export const UNLIKE_EVENTS = [
  'Volcano erupts near Grindavik, town evacuated overnight',
  'Parliament passes the pension reform after a long debate',
  'Ferry runs aground off Naxos island, passengers rescued',
  'Central bank of Turkey raises its key rate to 50 percent',
  'Wildfire closes the motorway between Lisbon and Porto',
  'Chipmaker Arvion to build a plant in Dresden for 4 billion euros',
  'Harlequins beat Saracens in the last minute of the derby',
  'Archaeologists find a Roman harbour beneath the market of Split',
  'Orchestra of Bergen names a conductor of thirty years',
  '国务院决定取消下放一批行政许可事项',
  '神舟十八号载人飞船发射成功',
  '沪深两市成交额再破万亿元大关',
  '杭州地铁五号线延长线今日开通运营',
]

/** What the n-th publisher writes, each a minute after the one before. */
export function aReport(title: string, n: number, more: Partial<Entry> = {}): Entry {
  return {
    id: entryId(`source-${n}`, title),
    sourceId: `source-${n}`,
    publisherId: `publisher-${n}`,
    publisherName: `Publisher ${n}`,
    title,
    language: 'en',
    channels: ['world'],
    authors: [],
    reportedAt: NOW - (20 - n) * MINUTE,
    firstSeenAt: NOW,
    weight: 1,
    contentHash: hashId(title),
    announcement: 'announced',
    ...more,
  }
}
