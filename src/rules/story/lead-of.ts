import type { LeadClaim, Story } from '../../model/index.ts'

type Lead = Pick<
  Story,
  | 'title'
  | 'url'
  | 'summary'
  | 'imageUrl'
  | 'language'
  | 'leadEntryId'
  | 'leadPublisherId'
  | 'leadPublisherName'
>

/** What a story shows of the entry that leads it, and what it leads by. */
export function leadOf(story: Lead, claim: LeadClaim): Lead & Pick<Story, 'leadClaim'> {
  return {
    title: story.title,
    ...(story.url !== undefined && { url: story.url }),
    ...(story.summary !== undefined && { summary: story.summary }),
    ...(story.imageUrl !== undefined && { imageUrl: story.imageUrl }),
    language: story.language,
    leadEntryId: story.leadEntryId,
    leadPublisherId: story.leadPublisherId,
    leadPublisherName: story.leadPublisherName,
    leadClaim: claim,
  }
}
