import { editionJson, listJson } from './api-answers.ts'
import { archiveOperations } from './api-archive.ts'
import { explainOperations } from './api-explain.ts'
import { publisherOperations } from './api-publishers.ts'
import * as schemas from './api-schemas.ts'
import { sourceOperations } from './api-sources.ts'
import { storyEditOperations } from './api-story-edits.ts'
import { storyAnswer } from './api-story-schema.ts'
import { subscriptionOperations } from './api-subscriptions.ts'
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
