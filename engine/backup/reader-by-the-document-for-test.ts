import { createDecipheriv, createHash, createHmac, hkdfSync, scryptSync } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'

/** A part of a backup as `docs/backup.md` tells of it. */
export type ReadPart = {
  readonly part: string
  readonly name: string
  readonly columns?: readonly string[]
  readonly body: Buffer
}

type Heading = {
  readonly format: number
  readonly compression: string
  readonly key: null | {
    readonly from: 'key' | 'phrase'
    readonly salt: string
    readonly scrypt?: { readonly N: number; readonly r: number; readonly p: number }
    readonly check: string
  }
}

/**
 * Reads a whole backup by what `docs/backup.md` says of the format, and shares no code with what writes it:
 * whoever has the document, the file and the key gets at their data without Kontor. Throws where the two
 * do not agree.
 */
export function readByTheDocument(file: Buffer, secret: string | null): ReadPart[] {
  const end = file.indexOf('\n') + 1
  const line = file.subarray(0, end)
  const text = line.toString()
  expect(text.startsWith('Kontor backup ') && end <= 4096, 'the first line')
  const heading = JSON.parse(text.slice('Kontor backup '.length)) as Heading
  expect(heading.format === 1 && heading.compression === 'zstd', 'the format')
  const packed = chunks(
    file.subarray(end),
    createHash('sha256').update(line).digest(),
    keyOf(heading, secret),
  )
  const parts = partsOf(zstdDecompressSync(packed))
  checkManifest(parts)
  return parts
}

/** The rows of a table, as values by the names of its columns; null where nothing stands. */
export function rowsOf(parts: readonly ReadPart[], table: string): Readonly<Record<string, string | null>>[] {
  const found = parts.find(({ part, name }) => part === 'table' && name === table)
  const { columns = [], body } = found ?? { body: Buffer.alloc(0) }
  const lines = body.toString('utf8').split('\n').slice(0, -1)
  return lines.map((row) => {
    const values = row.split('\t')
    expect(values.length === columns.length, `the columns of ${table}`)
    return Object.fromEntries(columns.map((column, at) => [column, copied(values[at] ?? '')]))
  })
}

function keyOf({ key: form }: Heading, secret: string | null): Buffer | null {
  if (form === null) return null
  const given = (secret ?? '').trim()
  const salt = Buffer.from(form.salt, 'base64')
  const start =
    form.from === 'key'
      ? Buffer.from(given, 'hex')
      : scryptSync(given.normalize('NFKC'), salt, 32, { ...form.scrypt, maxmem: 2 ** 30 })
  const key = Buffer.from(hkdfSync('sha256', start, salt, 'kontor backup', 32))
  const check = createHmac('sha256', key).update('kontor backup check').digest().subarray(0, 12)
  expect(check.toString('base64') === form.check, 'the key')
  return key
}

function chunks(bytes: Buffer, about: Buffer, key: Buffer | null): Buffer {
  const open: Buffer[] = []
  let at = 0
  for (let number = 0; ; number++) {
    const word = bytes.readUInt32BE(at)
    const isLast = word >= 2 ** 31
    const length = isLast ? word - 2 ** 31 : word
    expect(length <= 256 * 1024, 'the length of a chunk')
    const tag = bytes.subarray(at + 4, at + 20)
    const body = bytes.subarray(at + 20, at + 20 + length)
    const nonce = Buffer.alloc(12)
    nonce.writeBigUInt64BE(BigInt(number), 3)
    nonce[11] = isLast ? 1 : 0
    open.push(key ? deciphered(body, { key, nonce, about, tag }) : summed(body, { nonce, about, tag }))
    at += 20 + length
    if (isLast) break
  }
  expect(at === bytes.length, 'nothing after the last chunk')
  return Buffer.concat(open)
}

type Seal = { readonly nonce: Buffer; readonly about: Buffer; readonly tag: Buffer }

function deciphered(body: Buffer, { key, nonce, about, tag }: Seal & { readonly key: Buffer }): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
  decipher.setAAD(about).setAuthTag(tag)
  return Buffer.concat([decipher.update(body), decipher.final()])
}

function summed(body: Buffer, { nonce, about, tag }: Seal): Buffer {
  const sum = createHash('sha256').update(about).update(nonce).update(body).digest()
  expect(sum.subarray(0, 16).equals(tag), 'the tag of a chunk')
  return body
}

function partsOf(bytes: Buffer): ReadPart[] {
  const parts: ReadPart[] = []
  let at = 0
  const frame = (): Buffer => {
    const length = bytes.readUInt32BE(at)
    expect(length <= 1024 * 1024, 'the length of a frame')
    at += 4 + length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const heading = JSON.parse(frame().toString()) as Omit<ReadPart, 'body'>
    const body: Buffer[] = []
    for (let piece = frame(); piece.length > 0; piece = frame()) body.push(piece)
    parts.push({ ...heading, body: Buffer.concat(body) })
  }
  return parts
}

type Listed = { part: string; name: string; bytes: number; sha256: string; rows?: number }

function checkManifest(parts: readonly ReadPart[]): void {
  const last = parts.at(-1)
  expect(last?.part === 'manifest', 'the manifest at the end')
  const { parts: listed } = JSON.parse(String(last?.body)) as { parts: Listed[] }
  expect(listed.length === parts.length - 1, 'as many parts as are listed')
  for (const [at, { part, name, bytes, sha256, rows }] of listed.entries()) {
    const found = parts[at]
    expect(found?.part === part && found.name === name && found.body.length === bytes, `the part ${name}`)
    expect(
      createHash('sha256')
        .update(found?.body ?? '')
        .digest('hex') === sha256,
      `the hash of ${name}`,
    )
    if (part === 'table') expect(rowsOf(parts, name).length === rows, `the rows of ${name}`)
  }
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function copied(value: string): string | null {
  if (value === '\\N') return null
  return value.replaceAll(/\\(.)/g, (_, sign: string) => escapes[sign] ?? sign)
}

function expect(holds: boolean | undefined, what: string): void {
  if (!holds) throw new Error(`The document and the backup do not agree: ${what}.`)
}
