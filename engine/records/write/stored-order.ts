/**
 * JSON with its keys in the order in which PostgreSQL keeps them (shorter ones first, then by their bytes),
 * so that a value that was given again is seen to be the same.
 */
export function storedOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(storedOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => ({ bytes: Buffer.from(key), key, one }))
  entries.sort((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes))
  return Object.fromEntries(entries.map(({ key, one }) => [key, storedOrder(one)]))
}
