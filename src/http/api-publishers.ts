import { z } from 'zod'
import { idParams } from './api-schemas.ts'
import { count } from './api-values.ts'
import type { HttpDeps } from './deps.ts'
import { publisherIconPath, publisherPath } from './links.ts'
import { type Operation, operation } from './operation.ts'

const publisherAnswer = z
  .object({
    id: z.string(),
    name: z.string().describe('what its id is made of'),
    title: z.string().describe('what its feed calls itself where nobody has named it, else the name'),
    iconUrl: z.string().optional(),
    page: z.string(),
    entries: count,
    stories: count.describe('in which it was an origin'),
    firsts: count.describe('stories it reported before anybody else, and that somebody else then reported'),
    copies: count.describe('entries that nearly repeat what another publisher had printed'),
    dated: count.describe('entries whose own date was neither missing nor out of its time'),
    channels: z.array(z.object({ channel: z.string(), entries: count })).describe('most entries first'),
    hours: z.array(count).length(24).describe('entries by hour of the day in the site’s zone'),
  })
  .meta({ title: 'Publisher' })

export function publisherOperations({ publishers, site }: HttpDeps): Operation[] {
  return [
    operation('GET', '/publishers/{id}', 'read', 'A publisher’s record', {
      id: 'readPublisher',
      params: idParams,
      answer: publisherAnswer,
      handle: async ({ params }) => {
        const profile = await publishers.get(params.id)
        return (
          profile && {
            id: profile.id,
            name: profile.name,
            title: profile.title,
            ...(profile.hasIcon && { iconUrl: `${site.url}${publisherIconPath(profile.id)}` }),
            page: `${site.url}${publisherPath(profile.id)}`,
            entries: profile.entryCount,
            stories: profile.storyCount,
            firsts: profile.firstCount,
            copies: profile.copyCount,
            dated: profile.datedCount,
            channels: profile.channels.map(({ channel, count }) => ({ channel, entries: count })),
            hours: [...profile.hours],
          }
        )
      },
    }),
  ]
}
