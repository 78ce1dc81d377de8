import { createLinkTranslations, type LinkDeps } from '../stages/link-translations.ts'
import type { MergePlan } from '../stages/merge-two.ts'
import type { MovePlan } from '../stages/split-story.ts'
import type { Storage } from './storage.ts'

/** Entries of either story, when some went from one to the other, that are placed anew: the newest say what it is about. */
const PLACED_ANEW = 100

export interface TranslationDeskDeps {
  readonly storage: Storage
  readonly ttlMs: { readonly story: number; readonly index: number }
  readonly opinion?: LinkDeps['opinion']
  report: LinkDeps['report']
  now(): number
}

/** Keeps stories linked with those of the same event in other languages, whatever becomes of them. */
export function openTranslationDesk({ storage, ttlMs, opinion, report, now }: TranslationDeskDeps) {
  const link = createLinkTranslations({
    loadEntries: storage.entries.get,
    loadStories: storage.stories.getMany,
    place: (reports, leastShared) => storage.translations.place(reports, { ttlMs: ttlMs.index, leastShared }),
    link: (ids, evidence) => storage.translations.link(ids, evidence, ttlMs.story),
    opinion,
    report,
    now,
  })

  return {
    link,

    /**
     * Commits a merger; the survivor takes over what the other was linked with. A crash in between leaves those links
     * with the other's id until the entries at hand are placed again, which links them anew.
     */
    async merging<Outcome extends string>(plan: MergePlan, commit: () => Promise<Outcome>): Promise<Outcome> {
      const outcome = await commit()
      if (outcome !== 'stale') {
        await storage.translations.adopt(plan.redirect.id, plan.survivor.id, ttlMs.story)
      }
      return outcome
    },

    /** Commits that entries went from one story to another; either finds its own translations again. */
    async splitting<Outcome extends string>(
      plan: MovePlan,
      commit: () => Promise<Outcome>,
    ): Promise<Outcome> {
      const outcome = await commit()
      if (outcome === 'stale') return outcome
      const [stays, leaves] = [plan.stays.story.id, plan.takes.story.id]
      const stayed = await storage.stories.entries(stays, PLACED_ANEW)
      const entries = (await storage.entries.get(stayed)).filter((entry) => entry !== undefined)
      await storage.translations.forget(
        stays,
        [...entries, ...plan.moved].map(({ reportedAt }) => reportedAt),
      )
      const placed = [
        ...entries.map(({ id }) => ({ entryId: id, storyId: stays })),
        ...plan.moved.slice(0, PLACED_ANEW).map(({ id }) => ({ entryId: id, storyId: leaves })),
      ]
      await link(placed, new AbortController().signal)
      return outcome
    },
  }
}
