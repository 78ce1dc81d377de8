import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RedisClient } from './client.ts'

export type ScriptName =
  | 'acknowledge-outbox'
  | 'admit-entries'
  | 'append-events'
  | 'append-journal'
  | 'begin-call'
  | 'call-followers'
  | 'claim-due-enrolments'
  | 'claim-due-sources'
  | 'claim-format'
  | 'close-begun'
  | 'close-day'
  | 'declare-source'
  | 'read-long-postings'
  | 'read-postings'
  | 'finish-polls'
  | 'forget-enrolment'
  | 'freeze-edition'
  | 'join-stories'
  | 'lease-settling'
  | 'link-stories'
  | 'merge-source'
  | 'merge-stories'
  | 'note-publisher'
  | 'open-deliveries'
  | 'move-entries'
  | 'move-translations'
  | 'note-begun'
  | 'note-grounds'
  | 'note-intent'
  | 'pay-host'
  | 'place-anchors'
  | 'poll-now'
  | 'put-feeds'
  | 'read-entries'
  | 'read-sources'
  | 'read-stories'
  | 'record-attempt'
  | 'release-settling'
  | 'release-sources'
  | 'remove-source'
  | 'reopen-deliveries'
  | 'replace-pace'
  | 'retell-story'
  | 'return-expired-leases'
  | 'save-enrolment'
  | 'set-source-status'
  | 'settle-delivery'
  | 'settle-entries'
  | 'settle-follower'
  | 'settle-update'
  | 'take-followers'
  | 'take-lane'
  | 'take-unsettled'
  | 'tally-push'
  | 'update-subscription'

export type ScriptArgument = string | number | Uint8Array

export interface ScriptCall {
  readonly keys: readonly string[]
  readonly args: readonly ScriptArgument[]
}

/** Runs one script. The reply is as Lua returned it; the caller knows its shape from the script's header. */
export interface Script {
  (call: ScriptCall): Promise<unknown>
  /** The same, with texts of the reply as bytes. */
  bytes(call: ScriptCall): Promise<unknown>
  /** Sends many calls together, replies in order. They are not one transaction. */
  many(calls: readonly ScriptCall[]): Promise<unknown[]>
  /** As `many`, with texts as bytes. */
  manyBytes(calls: readonly ScriptCall[]): Promise<unknown[]>
}

/**
 * Callers of the named scripts in `lua/`. Each is sent as text once, then by its hash, and as text again when the server
 * does not know it: after a restart, a failover or `SCRIPT FLUSH`.
 */
export function loadScripts<Name extends ScriptName>(
  redis: RedisClient,
  names: readonly Name[],
): Readonly<Record<Name, Script>> {
  const scripts = names.map((name) => [name, createScript(redis, readScript(name))] as const)
  return Object.fromEntries(scripts) as Record<Name, Script>
}

/** Text of a script with its `-- include: <file>` lines filled in from `lua/shared/`. */
export function readScript(name: ScriptName): string {
  return readLua(`${name}.lua`).replace(/^-- include: (\S+)$/gm, (_, file: string) =>
    readLua(`shared/${file}.lua`),
  )
}

function readLua(path: string): string {
  return readFileSync(new URL(`./lua/${path}`, import.meta.url), 'utf8')
}

/** As texts, or as bytes. */
type Caller = 'call' | 'callBuffer'

function createScript(redis: RedisClient, text: string): Script {
  const hash = createHash('sha1').update(text).digest('hex')
  let isSent = false
  /** Sent as text the first time: by a hash that the server does not know it would come after what was sent later. */
  const next = (): ['evalsha' | 'eval', string] => {
    const command = isSent ? 'evalsha' : 'eval'
    isSent = true
    return [command, command === 'eval' ? text : hash]
  }
  const sendAs = async (caller: Caller, call: ScriptCall): Promise<unknown> => {
    try {
      const [command, script] = next()
      return await redis[caller](command, script, call.keys.length, ...parametersOf(call))
    } catch (error) {
      if (!isUnknownScript(error)) throw error
      return redis[caller]('eval', text, call.keys.length, ...parametersOf(call))
    }
  }
  // All leave in one write, see `write-together.ts`. A pipeline of ioredis is no quicker, and is garbage of the old space.
  const manyAs = (caller: Caller, calls: readonly ScriptCall[]): Promise<unknown[]> =>
    Promise.all(calls.map((call) => sendAs(caller, call)))
  return Object.assign((call: ScriptCall) => sendAs('call', call), {
    bytes: (call: ScriptCall) => sendAs('callBuffer', call),
    many: (calls: readonly ScriptCall[]) => manyAs('call', calls),
    manyBytes: (calls: readonly ScriptCall[]) => manyAs('callBuffer', calls),
  })
}

function parametersOf({ keys, args }: ScriptCall): (string | number | Buffer)[] {
  const parameters: (string | number | Buffer)[] = [...keys]
  for (const arg of args) {
    const isBytes = typeof arg === 'object' && !Buffer.isBuffer(arg)
    parameters.push(isBytes ? Buffer.from(arg.buffer, arg.byteOffset, arg.byteLength) : arg)
  }
  return parameters
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT')
}
