import { setTimeout as pause } from 'node:timers/promises'

export type Answered = {
  readonly status: number
  readonly headers: Headers
  /** The body as JSON; whoever asked knows its shape. */
  readonly body: ReturnType<typeof JSON.parse>
}

export type Asked = {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly form?: FormData
  /** The same for every try of one request, so that it is done once. */
  readonly key?: string
}

/** A program at the door of the API that asks again, with the same key, until it has an answer. */
export type Steadfast = (asked: Asked) => Promise<Answered>

/** Makes one; it gives up only on what no second try mends, and says so. */
export function steadfast(url: string, key: string): Steadfast {
  return async (asked) => {
    const patience = Date.now() + 180_000
    for (;;) {
      const answer = await once(url, key, asked)
      if (answer && answer.status < 300) return answer
      if (answer && answer.status !== 503) {
        const said = JSON.stringify(answer.body)
        throw new Error(`${asked.method} ${asked.path} was answered ${answer.status}: ${said}`)
      }
      if (Date.now() > patience) throw new Error(`${asked.method} ${asked.path} is never answered.`)
      await pause(40)
    }
  }
}

/** Null where the connection broke before there was a whole answer. */
async function once(url: string, key: string, { method, path, body, form, key: same }: Asked) {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(same === undefined ? {} : { 'idempotency-key': same }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  try {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers,
      ...(form ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) }
  } catch {
    // The server was killed under the request; whether it was done is what the next try finds out.
    return null
  }
}
