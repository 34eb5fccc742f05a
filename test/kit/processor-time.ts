/** How long the processor was at something that does not wait, in milliseconds: what others do on the machine is nothing to it. */
export function processorTime(work: () => void): number {
  const started = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}
