import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { setTimeout as wait } from 'node:timers/promises'
import { addressOf, expectOk, fromXml, type Bucket } from './bucket.ts'

export type InParts = {
  /** What is larger goes in parts of so many bytes. */
  readonly partBytes: number
  /** Before a part is tried again. */
  readonly restMilliseconds: number
}

const mebibyte = 2 ** 20
/** A part that fails costs so much anew, and each costs a call. */
export const usualParts: InParts = { partBytes: 64 * mebibyte, restMilliseconds: 2_000 }

/** Storage of S3 takes no more of one object. */
const mostParts = 10_000
const tries = 4

/**
 * Puts a file of any size under a key: in one piece if it is small, else in parts, each read from the disk
 * as it goes and held by the storage against its SHA-256. Whoever looks finds the whole of it or nothing:
 * what fails for good is called off, and leaves nothing that would have to be paid for. `known`, the SHA-256
 * of the file, is what all of it has to be then.
 */
export async function putInParts(
  bucket: Bucket,
  key: string,
  file: string,
  { partBytes, restMilliseconds }: InParts = usualParts,
  known?: string,
): Promise<void> {
  const { size } = await stat(file)
  if (size <= partBytes) {
    const whole = { start: 0, end: size }
    const hash = known ?? (await hashOf(file, whole))
    await again(() => put(bucket, addressOf(bucket, key), { file, ...whole, hash }), restMilliseconds)
    return
  }
  const upload = await begin(bucket, key)
  try {
    const tags: string[] = []
    const whole = createHash('sha256')
    const step = Math.max(partBytes, Math.ceil(size / mostParts))
    for (let start = 0; start < size; start += step) {
      const range = { start, end: Math.min(start + step, size) }
      const part = { file, ...range, hash: await hashOf(file, range, whole) }
      const place = addressOf(bucket, key, { partNumber: String(tags.length + 1), uploadId: upload })
      const answer = await again(() => put(bucket, place, part), restMilliseconds)
      tags.push(answer.headers.get('etag') ?? '')
    }
    if (known !== undefined && whole.digest('hex') !== known)
      throw new Error('The file is not what it was when it came in. The disk may be failing.')
    await again(() => complete(bucket, { key, upload, tags, size }), restMilliseconds)
  } catch (error) {
    // Why it failed is what has to be known; what could not be called off goes later.
    await callOff(bucket, key, upload).catch(() => {})
    // What was put together and is not the file is nothing to keep. What was there before stays.
    await removeOther(bucket, key, size).catch(() => {})
    throw error
  }
}

/**
 * Calls off what was begun under such keys and never ended, of what was begun at such an instant (in
 * milliseconds): a process that was killed could not, and the parts are paid for though nobody sees them.
 */
export async function callOffUnfinished(
  bucket: Bucket,
  isOurs: (key: string, begun: number) => boolean,
): Promise<void> {
  for (let from: Readonly<Record<string, string>> | null = {}; from !== null;) {
    const asked = addressOf(bucket, '', { prefix: bucket.prefix, uploads: '', ...from })
    const answer = await bucket.client.fetch(asked)
    // Not every storage lists them, nor may every key ask; a rule of the bucket can see to it as well.
    if (!answer.ok) return answer.body?.cancel()
    const page = await answer.text()
    for (const [, entry = ''] of page.matchAll(/<Upload>(.*?)<\/Upload>/gs)) {
      const [key = '', upload = ''] = ['Key', 'UploadId'].map((name) => valueOf(entry, name))
      const begun = Date.parse(valueOf(entry, 'Initiated'))
      // One that stays costs room, which is no reason to keep nothing else.
      if (upload !== '' && isOurs(key, begun)) await callOff(bucket, key, upload).catch(() => {})
    }
    from = nextPage(page, from)
  }
}

/** The listing comes in pages of a thousand; null after the last, or where one would come again. */
function nextPage(page: string, from: Readonly<Record<string, string>>) {
  if (valueOf(page, 'IsTruncated') !== 'true') return null
  const [key = '', upload = ''] = ['NextKeyMarker', 'NextUploadIdMarker'].map((name) => valueOf(page, name))
  if (key === '' || (key === from['key-marker'] && upload === from['upload-id-marker'])) return null
  return { 'key-marker': key, 'upload-id-marker': upload }
}

type Range = { readonly start: number; readonly end: number }
type Piece = Range & { readonly file: string; readonly hash: string }

/**
 * The bytes are streamed, and their number said beforehand: a Blob of a file counts them in 32 bits, and is
 * cut off beyond 4 GiB.
 */
async function put(
  { client }: Bucket,
  address: string,
  { file, start, end, hash }: Piece,
): Promise<Response> {
  const headers = { 'x-amz-content-sha256': hash, 'content-length': String(end - start) }
  const bytes = end > start ? createReadStream(file, { start, end: end - 1 }) : Readable.from([])
  const body = Readable.toWeb(bytes) as ReadableStream
  const asked = await client.sign(address, { method: 'PUT', body, headers, duplex: 'half' } as RequestInit)
  const answer = await fetch(asked)
  if (answer.ok) await answer.arrayBuffer()
  else await expectOk(answer).catch(({ message }: Error) => failed(answer.status, message))
  return answer
}

/** What the storage will say again, however often it is asked. */
class Refused extends Error {}
const refusals: readonly number[] = [401, 403, 404]

function failed(status: number, message: string): never {
  throw refusals.includes(status) ? new Refused(message) : new Error(message)
}

async function begin(bucket: Bucket, key: string): Promise<string> {
  const place = addressOf(bucket, key, { uploads: '' })
  const answer = await expectOk(await bucket.client.fetch(place, { method: 'POST' }))
  const upload = valueOf(await answer.text(), 'UploadId')
  if (upload === '') throw new Error('The file storage takes nothing in parts: it names no upload.')
  return upload
}

type Parts = {
  readonly key: string
  readonly upload: string
  readonly tags: readonly string[]
  readonly size: number
}

/** The answer may say 200 and then that it failed, and one that was lost may have been a success. */
async function complete(bucket: Bucket, { key, upload, tags, size }: Parts): Promise<void> {
  const parts = tags.map(
    (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escaped(tag)}</ETag></Part>`,
  )
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
  const headers = { 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') }
  const place = addressOf(bucket, key, { uploadId: upload })
  const answer = await bucket.client.fetch(place, { method: 'POST', body, headers })
  const text = await answer.clone().text()
  if (await isThere(bucket, key, size)) return
  if (!answer.ok) await expectOk(answer)
  if (valueOf(text, 'Code') === '') throw new Refused('The file storage did not put all parts together.')
  const why = [valueOf(text, 'Code'), valueOf(text, 'Message')].filter(Boolean).join(': ')
  throw new Error(`The file storage did not put the parts together: ${why}`)
}

async function isThere(bucket: Bucket, key: string, size: number): Promise<boolean> {
  const answer = await bucket.client.fetch(addressOf(bucket, key), { method: 'HEAD' })
  return answer.ok && Number(answer.headers.get('content-length')) === size
}

async function removeOther(bucket: Bucket, key: string, size: number): Promise<void> {
  const place = addressOf(bucket, key)
  const { ok, headers } = await bucket.client.fetch(place, { method: 'HEAD' })
  if (ok && Number(headers.get('content-length')) !== size)
    await bucket.client.fetch(place, { method: 'DELETE' })
}

async function callOff(bucket: Bucket, key: string, upload: string): Promise<void> {
  const place = addressOf(bucket, key, { uploadId: upload })
  const answer = await bucket.client.fetch(place, { method: 'DELETE' })
  if (answer.status !== 404) await expectOk(answer)
}

/** A connection that broke or a storage that is busy is no reason to begin all of it anew. */
async function again<T>(work: () => Promise<T>, restMilliseconds: number): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await work()
    } catch (error) {
      if (turn === tries || error instanceof Refused) throw error
      await wait(restMilliseconds * turn)
    }
  }
}

/** The SHA-256 of a piece, which is counted into that of the whole as well. */
async function hashOf(file: string, { start, end }: Range, whole?: Hash): Promise<string> {
  const hash = createHash('sha256')
  if (end === start) return hash.digest('hex')
  for await (const piece of createReadStream(file, { start, end: end - 1 })) {
    hash.update(piece as Buffer)
    whole?.update(piece as Buffer)
  }
  return hash.digest('hex')
}

function valueOf(xml: string, name: string): string {
  return fromXml(new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] ?? '')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
