import type { Machine } from './machine.ts'

export type PackageManager = 'apt-get' | 'dnf' | 'apk' | 'brew'

/** Names of one program's package; the first that can be installed is taken. */
export type PackageNames = Readonly<Record<PackageManager, readonly string[]>>

/** One line for the person who watches. */
export type Tell = (line: string) => void

const MANAGERS: readonly PackageManager[] = ['apt-get', 'dnf', 'apk', 'brew']

/**
 * Debian starts a service the moment its package is installed. `policy-rc.d` forbids that for the time of the
 * installation; one that is there already belongs to somebody else and stays as it is.
 */
const APT_SCRIPT = `set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' >"$policy"
  chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -q -y --no-install-recommends "$@"`

export async function choosePackageManager(machine: Machine): Promise<PackageManager | undefined> {
  for (const manager of MANAGERS) {
    if ((await machine.run(manager, ['--version'])).code === 0) return manager
  }
  return undefined
}

/** The command that installs the package; on Debian a script, see `APT_SCRIPT`. */
export function installCommand(manager: PackageManager, name: string): readonly [string, ...string[]] {
  switch (manager) {
    case 'apt-get':
      return ['sh', '-c', APT_SCRIPT, 'install', name]
    case 'dnf':
      return ['dnf', 'install', '-y', name]
    case 'apk':
      return ['apk', 'add', '--no-cache', name]
    case 'brew':
      return ['brew', 'install', name]
  }
}

/**
 * Installs a system package after saying so. As root nobody is asked; otherwise sudo runs only when a person at
 * a terminal agrees. Answers whether it is installed; if not, `tell` has said what to type.
 */
export async function installPackage(
  program: string,
  names: PackageNames,
  machine: Machine,
  tell: Tell,
): Promise<boolean> {
  const manager = await choosePackageManager(machine)
  if (!manager) {
    tell(`${program} is missing, and none of ${MANAGERS.join(', ')} is here to install it with.`)
    return false
  }
  const needsSudo = manager !== 'brew' && !machine.isRoot
  const typed = `${needsSudo ? 'sudo ' : ''}${manager} ${manager === 'apk' ? 'add' : 'install'} ${names[manager][0]}`
  if (needsSudo && !machine.isTerminal) {
    tell(`${program} is missing. Install it with: ${typed}`)
    return false
  }
  if (needsSudo && !(await machine.ask(`${program} is missing. Run \`${typed}\` now?`))) {
    tell(`Not installed. When you want it: ${typed}`)
    return false
  }
  for (const name of names[manager]) {
    tell(`${program} is missing: installing the package ${name} with ${manager} …`)
    const [command, ...args] = installCommand(manager, name)
    const whole = needsSudo ? ['sudo', command, ...args] : [command, ...args]
    if ((await machine.run(whole[0]!, whole.slice(1), { show: true })).code === 0) return true
  }
  tell(`${manager} could not install ${program}.`)
  return false
}
