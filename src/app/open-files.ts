import { readFileSync } from 'node:fs'
import type { Config } from '../config.ts'

/** Connections to Redis, threads, files of the program, pages that are read. */
const BESIDE = 200
/** A socket, and at times one to its name server or of the connection before. */
const EACH_FETCH = 2

/** How many files this process may have open, sockets included; undefined where the system does not tell. */
export function openFilesLimit(limits: () => string = () => readFileSync('/proc/self/limits', 'utf8')) {
  try {
    const [, soft] = /^Max open files\s+(\d+)/mu.exec(limits()) ?? []
    return soft === undefined ? undefined : Number(soft)
  } catch {
    return undefined
  }
}

/** How many it may come to need when it runs every stage. */
export function openFilesNeeded({ polling, delivery }: Pick<Config, 'polling' | 'delivery'>): number {
  return EACH_FETCH * (polling.concurrency + delivery.concurrency) + BESIDE
}
