import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'

/** Seals secrets that have to be read again, so that the database and its backups alone do not tell them. */
export type Sealing = {
  /** `purpose` says what it is and whose: sealed for one, it does not open as another. */
  seal(secret: Buffer, purpose: string): Promise<Buffer>
  /** Null where the installation has another key than the one that sealed it. */
  open(sealed: Buffer, purpose: string): Promise<Buffer | null>
}

const version = 1
const nonceBytes = 12
const tagBytes = 16
const shortest = 16

/**
 * AES-256-GCM under a key from KONTOR_SECRET, or from a file in the data folder that is made at first need.
 * Several servers on one database need the same KONTOR_SECRET.
 */
export function sealing({ secret: given, dataFolder }: { secret?: string; dataFolder: string }): Sealing {
  if (given !== undefined && given.length < shortest)
    throw new Error(
      `KONTOR_SECRET is too short: it has ${given.length} characters, at least ${shortest} are needed.`,
    )
  let key: Promise<Buffer> | undefined
  const keyOf = () => (key ??= given === undefined ? keyFromFile(dataFolder) : derived(Buffer.from(given)))
  return {
    async seal(secret, purpose) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', await keyOf(), nonce).setAAD(Buffer.from(purpose))
      const text = Buffer.concat([cipher.update(secret), cipher.final()])
      return Buffer.concat([Buffer.from([version]), nonce, text, cipher.getAuthTag()])
    },
    async open(sealed, purpose) {
      if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes) return null
      const nonce = sealed.subarray(1, 1 + nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', await keyOf(), nonce, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(sealed.subarray(-tagBytes))
      try {
        return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)), decipher.final()])
      } catch {
        // Sealed under another key, for another purpose, or altered.
        return null
      }
    },
  }
}

async function derived(secret: Buffer): Promise<Buffer> {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'kontor sealing', 32))
}

/** Of two processes that make the file at once, both take what the first has written. */
async function keyFromFile(dataFolder: string): Promise<Buffer> {
  const file = path.join(dataFolder, 'secret.key')
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(`${randomBytes(32).toString('hex')}\n`)
    await handle.sync()
    await handle.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  for (;;) {
    const text = (await readFile(file, 'utf8')).trim()
    // The other process may not have written yet what it has just made.
    if (/^[0-9a-f]{64}$/.test(text)) return derived(Buffer.from(text, 'hex'))
    if (text !== '') throw new Error(`${file} does not hold a key of 64 hexadecimal digits.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
