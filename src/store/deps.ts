import type { RedisClient } from '../redis/client.ts'
import type { Keys } from '../redis/keys.ts'

/** What every store works on. The connection stays the caller's: stores never close it. */
export interface StoreDeps {
  readonly redis: RedisClient
  readonly keys: Keys
}
