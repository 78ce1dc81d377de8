/** Remembers what sources said last, for a while. */
export interface SaidLately {
  /** Whether it said the same before, lately. */
  knows(id: string, said: string, now: number): boolean
  keep(id: string, said: string, now: number): void
  forgetAll(): void
}

/** For `ageMs` and of about so many sources: who was heard of longest ago is forgotten first. */
export function createSaidLately({ most, ageMs }: { most: number; ageMs: number }): SaidLately {
  const heard = new Map<string, { readonly said: string; readonly at: number }>()
  return {
    knows(id, said, now) {
      const last = heard.get(id)
      return last?.said === said && now >= last.at && now - last.at < ageMs
    },
    keep(id, said, now) {
      heard.delete(id)
      heard.set(id, { said, at: now })
      if (heard.size <= most) return
      const [oldest] = heard.keys()
      if (oldest !== undefined) heard.delete(oldest)
    },
    forgetAll: () => heard.clear(),
  }
}
