/**
 * When a daily work at this full hour was last due, in milliseconds. A day on which the clocks are changed
 * may bring it an hour early or late.
 */
export function lastDue(now: number, hour: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0)
  const sinceMidnight = (part('hour') * 60 + part('minute')) * 60 + part('second')
  const passed = (sinceMidnight - hour * 3_600 + 86_400) % 86_400
  return now - (now % 1_000) - passed * 1_000
}
