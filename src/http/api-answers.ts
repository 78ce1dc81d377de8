import type { z } from 'zod'
import type { Edition, HostPatience, List, PushReport, Subscription } from '../model/index.ts'
import type { PolitenessReport } from '../rules/polling/politeness-report.ts'
import { shownAddress } from '../rules/polling/shown-address.ts'
import type { editionAnswer, listAnswer } from './api-schemas.ts'
import type { politenessAnswer, sourceAnswer } from './api-source-schemas.ts'
import type { subscriptionAnswer, subscriptionWithSecret } from './api-subscription-schemas.ts'
import type { SourceRecord } from './desks.ts'
import { listPath, safeHref } from './links.ts'

const isoTime = (at: number) => new Date(at).toISOString()

/** `{[name]: value}`, or nothing when there is no value. */
const given = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value }
const givenTime = <Name extends string>(name: Name, at: number | undefined) =>
  given(name, at === undefined ? undefined : isoTime(at))

export function listJson(list: List, siteUrl: string): z.input<typeof listAnswer> {
  const page = `${siteUrl}${listPath(list.id)}`
  const { id, title, kind, size, minOrigins, halfLifeMs, windowMs, perPublisher } = list
  return {
    id,
    title,
    kind,
    size,
    minOrigins,
    halfLifeMs,
    windowMs,
    perPublisher,
    page,
    channels: [...list.channels],
    languages: [...list.languages],
    publishers: [...list.publishers],
    include: [...list.include],
    exclude: [...list.exclude],
    feeds: { rss: `${page}.rss`, atom: `${page}.atom`, json: `${page}.json` },
  }
}

export function editionJson(edition: Edition): z.input<typeof editionAnswer> {
  return {
    list: edition.listId,
    number: edition.number,
    frozenAt: isoTime(edition.frozenAt),
    stories: edition.items.map((item) => ({
      rank: item.rank,
      ...given('previousRank', item.previousRank),
      story: item.storyId,
      title: item.title,
      ...given('url', safeHref(item.url)),
      ...given('summary', item.summary),
      language: item.language,
      publisher: { id: item.publisherId, name: item.publisherName },
      channels: [...item.channels],
      originCount: item.originCount,
      entryCount: item.entryCount,
      firstReportedAt: isoTime(item.firstReportedAt),
      updatedAt: isoTime(item.updatedAt),
      heat: item.heat,
    })),
    dropped: { ...edition.dropped },
  }
}

export function sourceJson({ source, state, push, patience }: SourceRecord): z.input<typeof sourceAnswer> {
  return {
    id: source.id,
    url: shownAddress(source.url),
    publisher: { id: source.publisherId, name: source.publisherName },
    channels: [...source.channels],
    ...given('language', source.language),
    weight: source.weight,
    ...given('aggregates', source.aggregates),
    status: source.status,
    declaredBy: source.declaredBy,
    ...given('feedTitle', state.feedTitle),
    ...givenTime('lastPolledAt', state.lastPolledAt),
    ...givenTime('lastSucceededAt', state.lastSucceededAt),
    ...given('lastOutcome', state.lastOutcome),
    ...given('lastError', state.lastError),
    failureCount: state.failureCount,
    ...givenTime('nextPollAt', state.nextPollAt),
    ...given('nextPollReason', state.nextPollReason),
    ...given('movedTo', state.movedTo === undefined ? undefined : shownAddress(state.movedTo)),
    ...givenTime('searchedAt', state.searchedAt),
    ...given('mergedInto', state.mergedInto),
    ...given(
      'pendingMove',
      state.pendingMove && {
        url: shownAddress(state.pendingMove.url),
        since: isoTime(state.pendingMove.since),
        count: state.pendingMove.count ?? 1,
      },
    ),
    pollCount: state.pollCount,
    notModifiedCount: state.notModifiedCount,
    ...given('patience', patience && patienceJson(patience)),
    ...given('push', push && pushJson(push)),
  }
}

function patienceJson({ scope, gapMs, throttledAt, nextTurnAt }: HostPatience) {
  return {
    scope,
    gapMs,
    throttledAt: isoTime(throttledAt),
    ...givenTime('nextTurnAt', nextTurnAt),
  }
}

function pushJson({ leaseUntil, nextStepAt, lastPushAt, ...rest }: PushReport) {
  return {
    ...rest,
    nextStepAt: isoTime(nextStepAt),
    ...givenTime('leaseUntil', leaseUntil),
    ...givenTime('lastPushAt', lastPushAt),
  }
}

export function politenessJson(report: PolitenessReport): z.input<typeof politenessAnswer> {
  const { score, letter, since, totals, icons, sources } = report
  return {
    score,
    letter,
    totals,
    icons,
    ...givenTime('since', since),
    sources: sources.map(({ examples, ...source }) => ({
      ...source,
      examples: examples.map(({ at, kind, sentence }) => ({ at: isoTime(at), kind, sentence })),
    })),
  }
}

export function subscriptionJson(subscription: Subscription): z.input<typeof subscriptionAnswer> {
  return {
    id: subscription.id,
    kind: subscription.kind,
    url: subscription.url,
    events: [...subscription.eventTypes],
    lists: [...subscription.listIds],
    status: subscription.status,
    ...given('disabledReason', subscription.disabledReason),
    ...given('description', subscription.description),
    createdAt: isoTime(subscription.createdAt),
    ...givenTime('failingSince', subscription.failingSince),
    ...givenTime('pausedUntil', subscription.pausedUntil),
  }
}

export function secretJson(subscription: Subscription): z.input<typeof subscriptionWithSecret> {
  return { subscription: subscriptionJson(subscription), secret: subscription.secrets[0]?.value ?? '' }
}
