import type { Event } from '../model/index.ts'

/** Arguments of one event as `append-event.lua` takes them. */
export function eventArguments(event: Event): [string, string, string, string] {
  return [event.id, event.type, JSON.stringify(event.listIds), JSON.stringify(event)]
}
