import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { contentName, contentPath, type ContentStore } from './content-store.ts'

/**
 * Where objects lie that speak the protocol of S3: an address with the bucket's folder, and who may use it.
 */
export type Bucket = { readonly address: string; readonly prefix: string; readonly client: AwsClient }

/**
 * Keeps content in object storage that speaks the protocol of S3. The address is
 * `s3://KEY:SECRET@BUCKET/FOLDER?region=…&endpoint=https://…`; without a key in it AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY hold, without an endpoint it is Amazon's.
 */
export function s3Store(url: string, environment: NodeJS.ProcessEnv = process.env): ContentStore {
  const bucket = bucketOf(url, environment)
  const addressOf = (hash: string): string => `${bucket.address}/${bucket.prefix}${contentPath(hash)}`
  const ask = (address: string, init: RequestInit): Promise<Response> => bucket.client.fetch(address, init)
  return {
    async keep(hash, localFile) {
      const body = await openAsBlob(localFile)
      await expectOk(
        await ask(addressOf(hash), { method: 'PUT', body, headers: { 'x-amz-content-sha256': hash } }),
      )
    },
    async has(hash) {
      const answer = await ask(addressOf(hash), { method: 'HEAD' })
      if (answer.status === 404) return false
      await expectOk(answer)
      return true
    },
    async open(hash, range) {
      const headers = range ? { range: `bytes=${range.first}-${range.last}` } : {}
      const answer = await expectOk(await ask(addressOf(hash), { headers }))
      return Readable.fromWeb((answer.body ?? new Blob([]).stream()) as ReadableStream)
    },
    async remove(hash) {
      const answer = await ask(addressOf(hash), { method: 'DELETE' })
      if (answer.status !== 404) await expectOk(answer)
    },
    async *olderThan(seconds) {
      const before = Date.now() - seconds * 1_000
      for await (const { name, at } of bucketEntries(bucket))
        if (contentName.test(name) && at < before) yield name
    },
  }
}

/** The bucket that an address of storage names. */
export function bucketOf(text: string, environment: NodeJS.ProcessEnv): Bucket {
  const url = new URL(text)
  const region = url.searchParams.get('region') ?? environment['AWS_REGION'] ?? 'us-east-1'
  const endpoint = url.searchParams.get('endpoint')
  const bucket = url.hostname
  // Keys are listed as they are called, and only addresses write them with percent signs.
  const folder = decodeURIComponent(url.pathname.replace(/^\/+|\/+$/g, ''))
  return {
    address: endpoint
      ? `${endpoint.replace(/\/+$/, '')}/${bucket}`
      : `https://${bucket}.s3.${region}.amazonaws.com`,
    prefix: folder === '' ? '' : `${folder}/`,
    client: new AwsClient({
      accessKeyId: decodeURIComponent(url.username) || (environment['AWS_ACCESS_KEY_ID'] ?? ''),
      secretAccessKey: decodeURIComponent(url.password) || (environment['AWS_SECRET_ACCESS_KEY'] ?? ''),
      service: 's3',
      region,
      retries: 3,
    }),
  }
}

/** The answer, if it is a success; throws with what the storage said: `403 SignatureDoesNotMatch: …`. */
export async function expectOk(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const said = await answer.text().catch(() => '')
  const [code, message] = ['Code', 'Message'].map((name) => new RegExp(`<${name}>([^<]*)<`).exec(said)?.[1])
  const why = code === undefined ? said : [code, message].filter(Boolean).join(': ')
  throw new Error(`The file storage answered ${answer.status} ${why.slice(0, 300)}`.trim())
}

/**
 * All that lies in the bucket's folder and in folders within it: the key, the last part of it as the name,
 * and when it came (in milliseconds). The listing comes in pages of a thousand, as XML of a fixed form.
 */
export async function* bucketEntries({
  address,
  prefix,
  client,
}: Bucket): AsyncIterable<{ readonly key: string; readonly name: string; readonly at: number }> {
  for (let token: string | undefined = ''; token !== undefined;) {
    const query = new URLSearchParams({
      'list-type': '2',
      prefix,
      ...(token ? { 'continuation-token': token } : {}),
    })
    const answer = await expectOk(await client.fetch(`${address}?${query.toString()}`))
    const page = await answer.text()
    for (const [, entry = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const key = fromXml(/<Key>([^<]*)<\/Key>/.exec(entry)?.[1] ?? '')
      const at = Date.parse(/<LastModified>([^<]*)<\/LastModified>/.exec(entry)?.[1] ?? '')
      yield { key, name: key.split('/').at(-1) ?? '', at }
    }
    const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page)?.[1]
    token = next === undefined ? next : fromXml(next)
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text as XML writes it; storages differ in whether they name a character or give its number. */
export function fromXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal ?? NaN) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : (entities[String(name)] ?? whole)
  })
}
