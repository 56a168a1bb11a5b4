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
  refuses?: (method: string, url: URL) => string | undefined | Promise<string | undefined>,
) {
  const kept = new Map<string, Buffer>()
  const uploads = new Map<string, Upload>()
  let refusals = 0
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const body = await buffer(request)
    if (!isSigned(request)) {
      refusals += 1
      return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
    }
    const url = new URL(request.url ?? '', 'http://storage')
    const refusal = await refuses?.(request.method ?? '', url)
    if (refusal !== undefined)
      return void response.writeHead(statusOf(refusal)).end(`<Error><Code>${refusal}</Code></Error>`)
    const prefix = `/bucket/${url.searchParams.get('prefix') ?? ''}`
    if (url.searchParams.has('list-type')) return void response.end(listing(kept, prefix))
    const isInParts = ['uploads', 'uploadId'].some((name) => url.searchParams.has(name))
    if (isInParts) return inParts({ kept, uploads }, { request, url, body, prefix }, response)
    const place = decodeURIComponent(url.pathname)
    const found = kept.get(place)
    if (request.method === 'PUT') {
      const isWhole = isAsSigned(request, body)
      if (isWhole) kept.set(place, body)
      return void response.writeHead(isWhole ? 200 : 400).end()
    }
    if (request.method === 'DELETE') kept.delete(place)
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
  return { address: `http://127.0.0.1:${port}`, refused: () => refusals, kept, uploads }
}

/** What goes wrong for a moment, and what is forbidden. */
function statusOf(code: string): number {
  if (code === 'InternalError') return 500
  return code === 'SlowDown' ? 503 : 403
}

/** What is put up in parts and not put together yet. */
type Upload = { readonly place: string; readonly parts: Map<number, Buffer> }
type Storage = { readonly kept: Map<string, Buffer>; readonly uploads: Map<string, Upload> }
type Asked = {
  readonly request: http.IncomingMessage
  readonly url: URL
  readonly body: Buffer
  readonly prefix: string
}

/** Begins an upload in parts, takes a part, puts them together, calls it off, and lists those under way. */
function inParts(
  { kept, uploads }: Storage,
  { request, url, body, prefix }: Asked,
  response: http.ServerResponse,
): void {
  const refuse = (status: number, code: string) =>
    void response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`)
  const id = url.searchParams.get('uploadId')
  if (id === null) {
    if (request.method === 'GET') return void response.end(uploadsUnder(uploads, prefix, url))
    const made = `upload+${uploads.size + 1}/=`
    uploads.set(made, { place: decodeURIComponent(url.pathname), parts: new Map() })
    return void response.end(`<Result><UploadId>${made}</UploadId></Result>`)
  }
  const upload = uploads.get(id)
  if (!upload) return refuse(404, 'NoSuchUpload')
  if (request.method === 'DELETE') {
    uploads.delete(id)
    return void response.writeHead(204).end()
  }
  if (!isAsSigned(request, body)) return refuse(400, 'XAmzContentSHA256Mismatch')
  if (request.method === 'PUT') {
    upload.parts.set(Number(url.searchParams.get('partNumber')), body)
    return void response.writeHead(200, { etag: tagOf(body) }).end()
  }
  const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]*)<\/ETag>/g)]
  const parts = named.flatMap(([, number, tag]) => {
    const part = upload.parts.get(Number(number))
    return part && tagOf(part) === tag?.replaceAll('&quot;', '"') ? [part] : []
  })
  if (named.length === 0 || parts.length < named.length) return refuse(400, 'InvalidPart')
  kept.set(upload.place, Buffer.concat(parts))
  uploads.delete(id)
  response.end('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>')
}

/** Pages hold a thousand elsewhere. */
const pageOfUploads = 2

function uploadsUnder(uploads: ReadonlyMap<string, Upload>, prefix: string, { searchParams }: URL): string {
  const ordered = (id: string, place: string) => `${place.replace('/bucket/', '')}\0${id}`
  const [after, afterId] = ['key-marker', 'upload-id-marker'].map((name) => searchParams.get(name) ?? '')
  const left = [...uploads]
    .filter(([, { place }]) => place.startsWith(prefix))
    .filter(([id, { place }]) => after === '' || ordered(id, place) > `${after}\0${afterId}`)
    .toSorted(([id, one], [other, two]) => (ordered(id, one.place) < ordered(other, two.place) ? -1 : 1))
  const found = left.slice(0, pageOfUploads)
  const [last] = found.slice(-1)
  const next =
    last && left.length > found.length
      ? `<IsTruncated>true</IsTruncated><NextKeyMarker>${inXml(last[1].place.replace('/bucket/', ''))}</NextKeyMarker><NextUploadIdMarker>${last[0]}</NextUploadIdMarker>`
      : '<IsTruncated>false</IsTruncated>'
  const entries = found.map(
    ([id, { place }]) =>
      `<Upload><Key>${inXml(place.replace('/bucket/', ''))}</Key><UploadId>${id}</UploadId><Initiated>2020-01-01T00:00:00.000Z</Initiated></Upload>`,
  )
  return `<ListMultipartUploadsResult>${next}${entries.join('')}</ListMultipartUploadsResult>`
}

function tagOf(part: Buffer): string {
  return `"${createHash('md5').update(part).digest('hex')}"`
}

function isAsSigned({ headers }: http.IncomingMessage, body: Buffer): boolean {
  return createHash('sha256').update(body).digest('hex') === headers['x-amz-content-sha256']
}

function listing(kept: ReadonlyMap<string, Buffer>, prefix: string): string {
  const found = [...kept.keys()].filter((place) => place.startsWith(prefix))
  const entries = found.map(
    (place) =>
      `<Contents><Key>${inXml(place.replace('/bucket/', ''))}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified></Contents>`,
  )
  return `<ListBucketResult>${entries.join('')}</ListBucketResult>`
}

/** As storages write it: some characters by their names, some by their numbers. */
function inXml(text: string): string {
  const written: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"']/g, (one) => written[one] ?? `&#${one.codePointAt(0)};`)
}

/** By RFC 3986, as signatures are reckoned. */
function percentEncoded(text: string): string {
  const more = (one: string) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text).replace(/[!'()*]/g, more)
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
    ([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`,
  )
  const place = percentEncoded(decodeURIComponent(url.pathname)).replaceAll('%2F', '/')
  // Some storages reckon with what was sent as it is: it has to be in the one form of which all are sure.
  const sent = query.length === 0 ? place : `${place}?${query.join('&')}`
  if (request.url !== sent) return false
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name])}\n`)
  const hash = String(request.headers['x-amz-content-sha256'])
  const canonical = [request.method, place, query.toSorted().join('&'), headers.join(''), names, hash].join(
    '\n',
  )
  const digest = createHash('sha256').update(canonical).digest('hex')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, digest].join('\n')
  const hmac = (key: string | Buffer, of: string): Buffer => createHmac('sha256', key).update(of).digest()
  const signing = hmac(hmac(hmac(hmac('AWS4secret', day), region), 's3'), 'aws4_request')
  return createHmac('sha256', signing).update(text).digest('hex') === signature
}
