import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { addressOf, bucketEntries, bucketOf, expectOk } from './bucket.ts'
import { contentName, contentPath, type ContentStore } from './content-store.ts'

/**
 * Keeps content in object storage that speaks the protocol of S3. The address is
 * `s3://KEY:SECRET@BUCKET/FOLDER?region=…&endpoint=https://…`; without a key in it AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY hold, without an endpoint it is Amazon's.
 */
export function s3Store(url: string, environment: NodeJS.ProcessEnv = process.env): ContentStore {
  const bucket = bucketOf(url, environment)
  const ask = (hash: string, init: RequestInit): Promise<Response> =>
    bucket.client.fetch(addressOf(bucket, `${bucket.prefix}${contentPath(hash)}`), init)
  return {
    async keep(hash, localFile) {
      const body = await openAsBlob(localFile)
      await expectOk(await ask(hash, { method: 'PUT', body, headers: { 'x-amz-content-sha256': hash } }))
    },
    async has(hash) {
      const answer = await ask(hash, { method: 'HEAD' })
      if (answer.status === 404) return false
      await expectOk(answer)
      return true
    },
    async open(hash, range) {
      const headers = range ? { range: `bytes=${range.first}-${range.last}` } : {}
      const answer = await expectOk(await ask(hash, { headers }))
      return Readable.fromWeb((answer.body ?? new Blob([]).stream()) as ReadableStream)
    },
    async remove(hash) {
      const answer = await ask(hash, { method: 'DELETE' })
      if (answer.status !== 404) await expectOk(answer)
    },
    async *olderThan(seconds) {
      const before = Date.now() - seconds * 1_000
      for await (const { name, at } of bucketEntries(bucket))
        if (contentName.test(name) && at < before) yield name
    },
  }
}
