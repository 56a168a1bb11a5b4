import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'
import { buffer } from 'node:stream/consumers'

/**
 * A small storage that speaks as much of the protocol of S3 as Kontor needs, and checks signatures (AWS
 * SigV4).
 */
export async function objectStorage(
  t: { after(release: () => void): void },
  /** The code of a refusal, such as `AccessDenied`, where it does not do what it is asked; else undefined. */
  refuses?: (method: string, url: URL) => string | undefined,
) {
  const kept = new Map<string, Buffer>()
  let refusals = 0
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const body = await buffer(request)
    if (!isSigned(request)) {
      refusals += 1
      return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
    }
    const url = new URL(request.url ?? '', 'http://storage')
    const refusal = refuses?.(request.method ?? '', url)
    if (refusal !== undefined)
      return void response.writeHead(403).end(`<Error><Code>${refusal}</Code></Error>`)
    const prefix = `/bucket/${url.searchParams.get('prefix') ?? ''}`
    if (url.searchParams.has('list-type')) return void response.end(listing(kept, prefix))
    const found = kept.get(url.pathname)
    if (request.method === 'PUT') {
      const isWhole =
        createHash('sha256').update(body).digest('hex') === request.headers['x-amz-content-sha256']
      if (isWhole) kept.set(url.pathname, body)
      return void response.writeHead(isWhole ? 200 : 400).end()
    }
    if (request.method === 'DELETE') kept.delete(url.pathname)
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    if (!found) return void response.writeHead(404).end()
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')
    const part = range ? found.subarray(Number(range[1]), Number(range[2]) + 1) : found
    response.writeHead(range ? 206 : 200, { 'content-length': part.length }).end(part)
  }
  const server = http.createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  const { port } = server.address() as { port: number }
  return { address: `http://127.0.0.1:${port}`, refused: () => refusals, kept }
}

function listing(kept: ReadonlyMap<string, Buffer>, prefix: string): string {
  const found = [...kept.keys()].filter((place) => place.startsWith(prefix))
  const entries = found.map(
    (place) =>
      `<Contents><Key>${place.replace('/bucket/', '')}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified></Contents>`,
  )
  return `<ListBucketResult>${entries.join('')}</ListBucketResult>`
}

function isSigned(request: http.IncomingMessage): boolean {
  const found =
    /Credential=key\/(\d+)\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]+)/.exec(
      request.headers.authorization ?? '',
    )
  if (!found) return false
  const [, day = '', region = '', names = '', signature] = found
  const url = new URL(request.url ?? '', 'http://storage')
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name])}\n`)
  const hash = String(request.headers['x-amz-content-sha256'])
  const canonical = [
    request.method,
    url.pathname,
    query.toSorted().join('&'),
    headers.join(''),
    names,
    hash,
  ].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, digest].join('\n')
  const hmac = (key: string | Buffer, of: string): Buffer => createHmac('sha256', key).update(of).digest()
  const signing = hmac(hmac(hmac(hmac('AWS4secret', day), region), 's3'), 'aws4_request')
  return createHmac('sha256', signing).update(text).digest('hex') === signature
}
