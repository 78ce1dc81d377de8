import type { SourceStatus } from '../model/index.ts'
import { HOUR } from '../rules/durations.ts'
import { politenessJson, sourceJson } from './api-answers.ts'
import { idParams, nothing } from './api-schemas.ts'
import * as schemas from './api-source-schemas.ts'
import type { HttpDeps } from './deps.ts'
import { type Operation, operation } from './operation.ts'

/** What is polled, and how politely. */
export function sourceOperations({ sources, politeness, now }: HttpDeps): Operation[] {
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
      params: idParams,
      answer: schemas.sourceAnswer,
      handle: ({ params }) => change(params.id, () => sources.setStatus(params.id, status)),
    })

  return [
    operation('GET', '/sources', 'read', 'Sources with what polling learned, by their ids', {
      id: 'readSources',
      query: schemas.sourcesQuery,
      answer: schemas.sourcesAnswer,
      handle: async ({ query: { after, limit } }) => {
        const found = await sources.page({ limit: limit + 1, ...(after !== undefined && { after }) })
        const shown = found.slice(0, limit)
        const next = found.length > limit ? shown.at(-1)?.source.id : undefined
        return { sources: shown.map(sourceJson), ...(next !== undefined && { next }) }
      },
    }),
    operation('GET', '/politeness', 'read', 'How politely publishers were asked, worst source first', {
      id: 'readPoliteness',
      query: schemas.politenessQuery,
      answer: schemas.politenessAnswer,
      handle: async ({ query: { hours, limit } }) => {
        const report = await politeness(hours === undefined ? undefined : now() - hours * HOUR)
        return politenessJson({ ...report, sources: report.sources.slice(0, limit) })
      },
    }),
    operation('GET', '/sources/{id}', 'read', 'One source', {
      id: 'readSource',
      params: idParams,
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
          url,
          publisherName: publisher,
          channels,
          weight,
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
      params: idParams,
      answer: schemas.sourceAnswer,
      handle: ({ params }) => change(params.id, () => sources.pollNow(params.id)),
    }),
    operation('DELETE', '/sources/{id}', 'admin', 'Remove a source; its entries age out', {
      id: 'removeSource',
      params: idParams,
      status: 204,
      answer: nothing,
      handle: async ({ params }) => ((await sources.remove(params.id)) ? {} : undefined),
    }),
  ]
}
