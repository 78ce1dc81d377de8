import { z } from 'zod'
import { idParams } from './api-schemas.ts'
import type { HttpDeps } from './deps.ts'
import { type Operation, operation } from './operation.ts'

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const editedAnswer = z
  .object({
    story: z.string().describe('id of the story that stays'),
    split: z.string().optional().describe('id of the story that was split off'),
  })
  .meta({ title: 'EditedStory' })

/** What a person knows better than the rules. */
export function storyEditOperations({ stories, editor }: HttpDeps): Operation[] {
  return [
    operation(
      'POST',
      '/stories/{id}/split',
      'operate',
      'Give entries of a story one of their own, for good',
      {
        id: 'splitStory',
        params: idParams,
        body: z.object({ entries: z.array(id).min(1).max(1_000) }),
        answer: editedAnswer,
        handle: async ({ params, body }) => {
          if ((await stories.get(params.id)) === undefined) return undefined
          const { story, leaves } = await editor.split(params.id, body.entries)
          return { story: story.id, split: leaves.id }
        },
      },
    ),
    operation('POST', '/stories/{id}/merge', 'operate', 'Make two stories one; the older id stays', {
      id: 'mergeStories',
      params: idParams,
      body: z.object({ with: id }),
      answer: editedAnswer,
      handle: async ({ params, body }) => {
        if ((await stories.get(params.id)) === undefined) return undefined
        return { story: (await editor.merge(params.id, body.with)).id }
      },
    }),
  ]
}
