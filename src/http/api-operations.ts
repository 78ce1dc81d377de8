import type { SourceStatus } from '../model/index.ts'
import { HOUR } from '../rules/durations.ts'
import {
  editionJson,
  listJson,
  politenessJson,
  secretJson,
  sourceJson,
  subscriptionJson,
} from './api-answers.ts'
import { archiveOperations } from './api-archive.ts'
import { explainOperations } from './api-explain.ts'
import { publisherOperations } from './api-publishers.ts'
import * as schemas from './api-schemas.ts'
import { storyEditOperations } from './api-story-edits.ts'
import { storyAnswer } from './api-story-schema.ts'
import type { HttpDeps } from './deps.ts'
import { type Operation, operation } from './operation.ts'
import { storyJson } from './story-json.ts'
import { storyMaterial } from './story-material.ts'

/** All calls of the API, in the order of its document. */
export function createOperations(deps: HttpDeps): readonly Operation[] {
  return [
    ...readingOperations(deps),
    ...archiveOperations(deps),
    ...publisherOperations(deps),
    ...storyEditOperations(deps),
    ...explainOperations(deps),
    ...sourceOperations(deps),
    ...subscriptionOperations(deps),
  ]
}

function readingOperations({ site, lists, editions, stories }: HttpDeps): Operation[] {
  const isList = (id: string) => lists().some((list) => list.id === id)
  return [
    operation('GET', '/lists', 'read', 'All lists', {
      id: 'readLists',
      answer: schemas.listsAnswer,
      handle: async () => ({ lists: lists().map((list) => listJson(list, site.url)) }),
    }),
    operation('GET', '/lists/{list}', 'read', 'The edition of a list: the newest, or that of an instant', {
      id: 'readList',
      params: schemas.listParams,
      query: schemas.atQuery,
      answer: schemas.editionAnswer,
      handle: async ({ params, query }) => {
        if (!isList(params.list)) return undefined
        const edition = await (query.at === undefined
          ? editions.latest(params.list)
          : editions.at(params.list, Date.parse(query.at)))
        return edition && editionJson(edition)
      },
    }),
    operation('GET', '/lists/{list}/editions', 'read', 'Numbers and times of the editions, newest first', {
      id: 'readEditions',
      params: schemas.listParams,
      query: schemas.pageQuery,
      answer: schemas.editionsAnswer,
      handle: async ({ params, query }) => {
        if (!isList(params.list)) return undefined
        const page = { limit: query.limit, ...(query.before !== undefined && { before: query.before }) }
        const found = await editions.list(params.list, page)
        return {
          editions: found.map(({ number, frozenAt }) => ({
            number,
            frozenAt: new Date(frozenAt).toISOString(),
          })),
        }
      },
    }),
    operation('GET', '/lists/{list}/editions/{number}', 'read', 'One frozen edition', {
      id: 'readEdition',
      params: schemas.editionParams,
      answer: schemas.editionAnswer,
      handle: async ({ params }) => {
        const edition = isList(params.list) ? await editions.get(params.list, params.number) : undefined
        return edition && editionJson(edition)
      },
    }),
    operation('GET', '/stories/{id}', 'read', 'A story with its origins and entries; follows merges', {
      id: 'readStory',
      params: schemas.idParams,
      answer: storyAnswer,
      handle: async ({ params }) => {
        const story = await stories.get(params.id)
        if (story === undefined) return undefined
        return storyJson(await storyMaterial(stories, story, 200), site.url)
      },
    }),
  ]
}

function sourceOperations({ sources, politeness, now }: HttpDeps): Operation[] {
  const read = async (id: string) => {
    const record = await sources.get(id)
    return record && sourceJson(record)
  }
  const change = async (id: string, act: () => Promise<void>) => {
    if ((await sources.get(id)) === undefined) return undefined
    await act()
    return read(id)
  }
  const setStatus = (verb: string, status: SourceStatus, summary: string) =>
    operation('POST', `/sources/{id}/${verb}`, 'operate', summary, {
      id: `${verb}Source`,
      params: schemas.idParams,
      answer: schemas.sourceAnswer,
      handle: ({ params }) => change(params.id, () => sources.setStatus(params.id, status)),
    })

  return [
    operation('GET', '/sources', 'read', 'All sources with what polling learned', {
      id: 'readSources',
      answer: schemas.sourcesAnswer,
      handle: async () => ({ sources: (await sources.list()).map(sourceJson) }),
    }),
    operation('GET', '/politeness', 'read', 'How politely publishers were asked, worst source first', {
      id: 'readPoliteness',
      query: schemas.politenessQuery,
      answer: schemas.politenessAnswer,
      handle: async ({ query: { hours } }) =>
        politenessJson(await politeness(hours === undefined ? undefined : now() - hours * HOUR)),
    }),
    operation('GET', '/sources/{id}', 'read', 'One source', {
      id: 'readSource',
      params: schemas.idParams,
      answer: schemas.sourceAnswer,
      handle: ({ params }) => read(params.id),
    }),
    operation('POST', '/sources', 'admin', 'Add a source, or change the settings of a known URL', {
      id: 'addSource',
      body: schemas.sourceDraft,
      status: 201,
      answer: schemas.sourceAdded,
      handle: async ({ body }) => {
        const { publisher, url, channels, weight, language, timeZone, encoding, aggregates } = body
        const { source, outcome } = await sources.add({
          ...{ url, publisherName: publisher, channels, weight },
          ...(language !== undefined && { language }),
          ...(timeZone !== undefined && { timeZone }),
          ...(encoding !== undefined && { encoding }),
          ...(aggregates !== undefined && { aggregates }),
        })
        const state = (await sources.get(source.id))?.state
        const fresh = { failureCount: 0, pollCount: 0, notModifiedCount: 0 }
        return { outcome, source: sourceJson({ source, state: state ?? fresh }) }
      },
    }),
    setStatus('pause', 'paused', 'Stop polling a source'),
    setStatus('resume', 'active', 'Poll a paused or gone source again'),
    operation('POST', '/sources/{id}/poll', 'operate', 'Poll a source as soon as a worker is free', {
      id: 'pollSource',
      params: schemas.idParams,
      answer: schemas.sourceAnswer,
      handle: ({ params }) => change(params.id, () => sources.pollNow(params.id)),
    }),
    operation('DELETE', '/sources/{id}', 'admin', 'Remove a source; its entries age out', {
      id: 'removeSource',
      params: schemas.idParams,
      status: 204,
      answer: schemas.nothing,
      handle: async ({ params }) => ((await sources.remove(params.id)) ? {} : undefined),
    }),
  ]
}

function subscriptionOperations({ subscriptions }: HttpDeps): Operation[] {
  const read = async (id: string) => {
    const subscription = await subscriptions.get(id)
    return subscription && subscriptionJson(subscription)
  }
  const change = (verb: 'pause' | 'resume', summary: string) =>
    operation('POST', `/subscriptions/{id}/${verb}`, 'operate', summary, {
      id: `${verb}Subscription`,
      params: schemas.idParams,
      answer: schemas.subscriptionAnswer,
      handle: async ({ params }) => {
        if ((await subscriptions.get(params.id)) === undefined) return undefined
        await subscriptions[verb](params.id)
        return read(params.id)
      },
    })

  return [
    operation('GET', '/subscriptions', 'read', 'All subscriptions, without their secrets', {
      id: 'readSubscriptions',
      answer: schemas.subscriptionsAnswer,
      handle: async () => ({ subscriptions: (await subscriptions.list()).map(subscriptionJson) }),
    }),
    operation('GET', '/subscriptions/{id}', 'read', 'One subscription, without its secrets', {
      id: 'readSubscription',
      params: schemas.idParams,
      answer: schemas.subscriptionAnswer,
      handle: ({ params }) => read(params.id),
    }),
    operation('POST', '/subscriptions', 'admin', 'Add a webhook; the answer alone shows its secret', {
      id: 'addSubscription',
      body: schemas.subscriptionDraft,
      status: 201,
      answer: schemas.subscriptionWithSecret,
      handle: async ({ body: { url, events, lists, description } }) =>
        secretJson(
          await subscriptions.add({
            ...{ url, eventTypes: events, listIds: lists },
            ...(description !== undefined && { description }),
          }),
        ),
    }),
    change('pause', 'Hold deliveries back'),
    change('resume', 'Deliver again, also after the subscription was disabled'),
    operation('POST', '/subscriptions/{id}/rotate', 'admin', 'Make a new secret; the answer alone shows it', {
      id: 'rotateSubscription',
      params: schemas.idParams,
      answer: schemas.subscriptionWithSecret,
      handle: async ({ params }) => {
        const subscription = await subscriptions.rotate(params.id)
        return subscription && secretJson(subscription)
      },
    }),
    operation('POST', '/subscriptions/{id}/resend', 'operate', 'Send events once more', {
      id: 'resendEvents',
      params: schemas.idParams,
      body: schemas.resendDraft,
      answer: schemas.resendAnswer,
      handle: async ({ params, body: { events, since } }) => {
        const resent = await subscriptions.resend(params.id, {
          eventIds: events,
          ...(since !== undefined && { since: Date.parse(since) }),
        })
        return resent === undefined ? undefined : { resent }
      },
    }),
    operation('DELETE', '/subscriptions/{id}', 'admin', 'Remove a subscription; nothing more is delivered', {
      id: 'removeSubscription',
      params: schemas.idParams,
      status: 204,
      answer: schemas.nothing,
      handle: async ({ params }) => {
        if ((await subscriptions.get(params.id)) === undefined) return undefined
        await subscriptions.remove(params.id)
        return {}
      },
    }),
  ]
}
