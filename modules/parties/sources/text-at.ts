/** The text (or number) at a path of JSON such as `entity.names.0.value`; empty where there is none. */
export function textAt(body: unknown, path: string): string {
  let at: unknown = body
  for (const step of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return ''
    at = (at as Readonly<Record<string, unknown>>)[step]
  }
  if (typeof at === 'number' || typeof at === 'boolean') return String(at)
  return typeof at === 'string' ? at.replaceAll(/\s+/g, ' ').trim().slice(0, 500) : ''
}
