import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A Redis or Valkey server on PATH, else what `infra/local` finds or installs. */
export async function findRedisBinary(): Promise<string> {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['redis-server', 'valkey-server']) {
      if (isExecutable(join(dir, name))) return join(dir, name)
    }
  }
  // Loaded only here: machines that have a server need nothing of it.
  const { findOrInstallRedis } = (await import('../../infra/local/redis-binary.ts')) as {
    findOrInstallRedis(log: (line: string) => void): Promise<string>
  }
  return findOrInstallRedis((line) => console.warn(line))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
