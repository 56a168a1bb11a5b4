import http from 'node:http'

export type Load = {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly bytes: number
}
export type Asked = {
  readonly method?: string
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Asks a server from several connections for a while, one request after the other on each, and says how fast
 * it answered.
 */
export async function load(
  origin: string,
  asked: (number: number) => Asked,
  options: { connections: number; milliseconds: number },
): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: options.connections })
  const until = performance.now() + options.milliseconds
  const times: number[] = []
  let number = 0
  let bytes = 0
  const worker = async () => {
    while (performance.now() < until) {
      const began = performance.now()
      const size = await ask(agent, origin, asked(number++))
      bytes += size
      times.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: options.connections }, worker))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  times.sort((left, right) => left - right)
  return {
    perSecond: times.length / seconds,
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    bytes: bytes / times.length,
  }
}

/** One request; throws where the answer is not a success. Gives the size of its body. */
export function ask(
  agent: http.Agent,
  origin: string,
  { method = 'GET', path, body, headers = {} }: Asked,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      `${origin}${path}`,
      { agent, method, headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) } },
      (answer) => {
        let size = 0
        let text = ''
        answer.on('data', (piece: Buffer) => {
          size += piece.length
          if ((answer.statusCode ?? 500) >= 300) text += piece.toString()
        })
        answer.on('end', () =>
          (answer.statusCode ?? 500) < 300
            ? resolve(size)
            : reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`)),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function median(values: readonly number[]): number {
  return at(
    [...values].sort((left, right) => left - right),
    0.5,
  )
}
