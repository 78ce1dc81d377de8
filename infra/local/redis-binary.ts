import { type Machine, thisMachine } from './machine.ts'
import { installPackage, type PackageNames, type Tell } from './packages.ts'

/** A server program that can run Tidewire's scripts. */
export interface RedisBinary {
  readonly command: 'redis-server' | 'valkey-server'
  readonly version: string
}

const SERVERS = [
  { command: 'redis-server', major: 7 },
  { command: 'valkey-server', major: 8 },
] as const

const PACKAGES: PackageNames = {
  'apt-get': ['redis-server', 'valkey-server'],
  // Fedora 41 and RHEL 10 ship Valkey in place of Redis.
  dnf: ['valkey', 'redis'],
  apk: ['redis', 'valkey'],
  brew: ['redis', 'valkey'],
}

/** Redis ≥ 7 or Valkey ≥ 8 on PATH. */
export async function findRedis(machine: Machine): Promise<RedisBinary | undefined> {
  for (const { command, major } of SERVERS) {
    const { code, output } = await machine.run(command, ['--version'])
    const version = /\bv=(\d+\.\d+\.\d+)/u.exec(output)?.[1]
    if (code === 0 && version && Number.parseInt(version, 10) >= major) return { command, version }
  }
  return undefined
}

async function dockerAnswers(machine: Machine): Promise<boolean> {
  return (await machine.run('docker', ['version', '--format', '{{.Server.Version}}'])).code === 0
}

/**
 * A server on PATH; `undefined` when there is none but Docker answers, so that a container can do; else one that
 * is installed now with the system's package manager. Throws, saying what to do, when nothing helps.
 */
export async function findOrInstallRedis(
  tell: Tell,
  machine: Machine = thisMachine(),
): Promise<RedisBinary | undefined> {
  const found = await findRedis(machine)
  if (found) return found
  if (await dockerAnswers(machine)) return undefined
  const installed = await installPackage('Redis', PACKAGES, machine, tell)
  const now = installed ? await findRedis(machine) : undefined
  if (now) return now
  throw new Error(
    installed
      ? 'The package brought a server that is too old: Tidewire needs Redis 7 or Valkey 8. Install one, start Docker, or set TIDEWIRE_REDIS_URL.'
      : 'Tidewire needs Redis 7 or Valkey 8: install one, start Docker, or set TIDEWIRE_REDIS_URL.',
  )
}
