import type { Entry, List, PublisherProfile } from '../model/index.ts'
import { languageOf, listPath, publisherIconPath, publisherPath, safeHref, storyPath } from './links.ts'
import type { Wording } from './words.ts'

const BAR = 12
const GAP = 3
const HEIGHT = 60

/** A publisher's record and newest reports, as its page shows them. */
export function presentPublisher(
  profile: PublisherProfile,
  entries: readonly Entry[],
  lists: readonly List[],
  now: number,
  { words, clock }: Wording,
) {
  const { entryCount, copyCount, datedCount } = profile
  const share = (count: number) => clock.percent(entryCount === 0 ? 0 : count / entryCount)
  return {
    name: profile.title,
    icon: profile.hasIcon ? publisherIconPath(profile.id) : undefined,
    href: publisherPath(profile.id),
    facts: [
      { term: words.entries, text: clock.number(entryCount) },
      { term: words.stories, text: clock.number(profile.storyCount) },
      { term: words.firsts, text: clock.number(profile.firstCount), note: words.firstsNote },
      { term: words.originals, text: share(entryCount - copyCount), note: words.originalsNote },
      { term: words.dated, text: share(datedCount), note: words.datedNote },
    ],
    // The list of a channel has its id. A channel that is no more is called by that.
    channels: profile.channels.map(({ channel, count }) => {
      const list = lists.find(({ id }) => id === channel)
      return {
        title: list?.title ?? channel,
        href: list && listPath(list.id),
        count: clock.number(count),
      }
    }),
    hours: entryCount > 0 ? presentHours(profile.hours, words) : undefined,
    reports: entries.map((entry) => ({
      title: entry.title,
      href: safeHref(entry.url),
      lang: languageOf(entry.language, entry.title),
      time: clock.age(entry.reportedAt, now),
      storyHref: entry.storyId === undefined ? undefined : storyPath(entry.storyId),
    })),
  }
}

/** A bar for each hour of the day, and the busiest in words. */
function presentHours(hours: readonly number[], words: Wording['words']) {
  const most = Math.max(...hours, 1)
  const busiest = hours.indexOf(most)
  return {
    viewBox: `0 0 ${hours.length * (BAR + GAP)} ${HEIGHT + 16}`,
    bars: hours.map((count, hour) => ({
      x: hour * (BAR + GAP),
      y: Math.round(HEIGHT - (count / most) * HEIGHT),
      height: Math.round((count / most) * HEIGHT),
    })),
    width: BAR,
    marks: [0, 6, 12, 18].map((hour) => ({ x: hour * (BAR + GAP), y: HEIGHT + 13, text: twoDigits(hour) })),
    text: words.busiest(twoDigits(busiest), twoDigits((busiest + 1) % hours.length)),
  }
}

const twoDigits = (hour: number) => String(hour).padStart(2, '0')
