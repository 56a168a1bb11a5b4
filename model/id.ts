const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * A new id for a record: a UUIDv7 (RFC 9562), later ids sort after earlier ones within this process, even
 * where the clock stands still or goes back.
 */
export function newId(): string {
  const random = randomBytes()
  const now = Date.now()
  if (now > lastMilliseconds) {
    lastMilliseconds = now
    // Half of the counter's room is left free, so that it seldom runs over into the next millisecond.
    counter = ((random[0]! << 8) | random[1]!) & 0x7ff
  } else if (++counter > 0xfff) {
    lastMilliseconds++
    counter = 0
  }
  const time = lastMilliseconds.toString(16).padStart(12, '0')
  const variant = (random[2]! & 0x3f) | 0x80
  const node =
    hex[random[4]!]! +
    hex[random[5]!]! +
    hex[random[6]!]! +
    hex[random[7]!]! +
    hex[random[8]!]! +
    hex[random[9]!]!
  return (
    `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}` +
    `-${hex[variant]}${hex[random[3]!]}-${node}`
  )
}

/** Whether the text is an id as this program writes them: any UUID in lower case with its dashes. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && text.length === 36 && form.test(text)
}

let lastMilliseconds = 0
let counter = 0

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const bytesPerId = 10
// One call for many ids: a call for each would be most of the cost of an import's ids.
const pool = new Uint8Array(bytesPerId * 256)
let used = pool.length

function randomBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  used += bytesPerId
  return pool.subarray(used - bytesPerId, used)
}
