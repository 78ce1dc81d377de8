import type { Readiness } from './deps.ts'

/** What operators' tools ask of a process. */
export interface OpsDeps {
  ready(): Promise<Readiness>
  /** Prometheus text; absent: served elsewhere. */
  metrics?(): Promise<string>
}

export interface OpsAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** `/healthz` the process answers, `/readyz` it can do its work, `/metrics` for Prometheus when given. */
export function opsAnswers({ ready, metrics }: OpsDeps): ReadonlyMap<string, () => Promise<OpsAnswer>> {
  const answers = new Map<string, () => Promise<OpsAnswer>>([
    ['/healthz', async () => ({ status: 200, type: JSON_TYPE, body: '{"ok":true}' })],
    [
      '/readyz',
      async () => {
        const answer = await ready().catch(() => ({ ok: false, problems: ['The check itself failed.'] }))
        return { status: answer.ok ? 200 : 503, type: JSON_TYPE, body: JSON.stringify(answer) }
      },
    ],
  ])
  if (metrics) {
    const type = 'text/plain; version=0.0.4; charset=utf-8'
    answers.set('/metrics', async () => ({ status: 200, type, body: await metrics() }))
  }
  return answers
}
