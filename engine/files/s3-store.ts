import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { addressOf, bucketEntries, bucketOf, expectOk } from './bucket.ts'
import { contentName, contentPath, type ContentStore } from './content-store.ts'
import { callOffUnfinished, putInParts, usualParts, type InParts } from './put-in-parts.ts'

/** Somebody waits for it, with a transaction open. */
const fileParts: InParts = { ...usualParts, restMilliseconds: 200 }

/**
 * Keeps content in object storage that speaks the protocol of S3. The address is
 * `s3://KEY:SECRET@BUCKET/FOLDER?region=…&endpoint=https://…`; without a key in it AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY hold, without an endpoint it is Amazon's.
 */
export function s3Store(
  url: string,
  environment: NodeJS.ProcessEnv = process.env,
  parts: InParts = fileParts,
): ContentStore {
  const bucket = bucketOf(url, environment)
  const keyOf = (hash: string): string => `${bucket.prefix}${contentPath(hash)}`
  const ask = (hash: string, init: RequestInit): Promise<Response> =>
    bucket.client.fetch(addressOf(bucket, keyOf(hash)), init)
  return {
    keep: (hash, localFile) => putInParts(bucket, keyOf(hash), localFile, parts, hash),
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
    async endUnfinished(seconds) {
      const before = Date.now() - seconds * 1_000
      await callOffUnfinished(bucket, (key, begun) => {
        const hash = key.split('/').at(-1) ?? ''
        return contentName.test(hash) && key === keyOf(hash) && begun < before
      })
    },
  }
}
