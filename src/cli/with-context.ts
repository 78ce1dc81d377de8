import type { Command } from 'commander'
import { type Context, openContext, reachRedis, refusalOf, TidewireError } from '../app.ts'
import { type Config, loadConfig } from '../config.ts'

export function readConfig(command: Command): Config {
  const { config } = command.optsWithGlobals<{ config?: string }>()
  return loadConfig({ file: config, env: process.env, cwd: process.cwd() })
}

/** Runs one command against Redis and closes everything behind it. */
export async function withContext<T>(command: Command, work: (context: Context) => Promise<T>): Promise<T> {
  const context = openContext(readConfig(command))
  try {
    await reachRedis(context.redis, context.config.redis.url)
    await context.storage.format.check()
    return await work(context)
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    const { message, remedy } = refusal
    throw new TidewireError('redis_refuses', `${message}. ${remedy}`, { retry: 'later', cause: error })
  } finally {
    await context.close()
  }
}
