/** CPU time of this process so far, ms: unlike a clock it stands while others have the processor. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
