import type { Machine } from '../local/machine.ts'
import { installPackage, type PackageNames, type Tell } from '../local/packages.ts'

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const PACKAGES: PackageNames = {
  'apt-get': ['chromium'],
  dnf: ['chromium'],
  apk: ['chromium'],
  brew: ['chromium'],
}

/** Command of a browser for the page tests; without one they are skipped, which is said. */
export async function findOrInstallBrowser(tell: Tell, machine: Machine): Promise<string | undefined> {
  const found = await findBrowser(machine)
  if (found) return found
  const installed = await installPackage('Chromium', PACKAGES, machine, tell)
  const now = installed ? await findBrowser(machine) : undefined
  if (!now) tell('Without Chromium the tests of the pages are skipped.')
  return now
}

async function findBrowser(machine: Machine): Promise<string | undefined> {
  for (const command of COMMANDS) {
    if ((await machine.run(command, ['--version'])).code === 0) return command
  }
  return undefined
}
