import { createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { refusedBackup } from './refused-backup.ts'

/** What a heading says of how the key of its backup comes about; without the secret itself. */
export type KeyForm = {
  readonly from: 'key' | 'phrase'
  /** Random for each backup, in base64: no two of them are sealed with the same key. */
  readonly salt: string
  /** Tells a wrong key from a damaged backup, in base64. */
  readonly check: string
  /** The cost of a pass phrase. */
  readonly scrypt?: Cost
}

type Cost = { readonly N: number; readonly r: number; readonly p: number }

const present: Cost = { N: 2 ** 17, r: 8, p: 1 }
const mostMemory = 1024 * 1024 * 1024
const shortestPhrase = 12

/**
 * Makes the key of a new backup from a secret: 64 hexadecimal digits are a key of 256 bits, anything else of
 * at least 12 characters is a pass phrase. Refuses a shorter one.
 */
export async function newBackupKey(given: string): Promise<{ key: Buffer; form: KeyForm }> {
  const secret = given.trim()
  const salt = randomBytes(32)
  const isKey = isRawKey(secret)
  if (!isKey && secret.length < shortestPhrase) {
    throw refusedBackup(
      'keyWeak',
      `The key of the backup is too short. Give 64 hexadecimal digits, or a pass phrase of at least ${shortestPhrase} characters.`,
    )
  }
  const cost = isKey ? {} : { scrypt: present }
  const key = await derived(secret, {
    from: isKey ? 'key' : 'phrase',
    salt: salt.toString('base64'),
    ...cost,
  })
  return {
    key,
    form: { from: isKey ? 'key' : 'phrase', salt: salt.toString('base64'), check: checkOf(key), ...cost },
  }
}

/** The key that a heading asks for, or null where the secret is another one. */
export async function backupKeyFor(given: string, form: KeyForm): Promise<Buffer | null> {
  const secret = given.trim()
  if (form.from === 'key' && !isRawKey(secret)) return null
  const key = await derived(secret, form)
  return checkOf(key) === form.check ? key : null
}

function isRawKey(secret: string): boolean {
  return /^[0-9a-f]{64}$/i.test(secret)
}

async function derived(secret: string, form: Omit<KeyForm, 'check'>): Promise<Buffer> {
  const salt = Buffer.from(form.salt, 'base64')
  const start = form.from === 'key' ? Buffer.from(secret, 'hex') : await stretched(secret, salt, form.scrypt)
  return Buffer.from(hkdfSync('sha256', start, salt, 'kontor backup', 32))
}

/** The heading is read before it can be trusted, so it may not ask for more memory than is reasonable. */
function stretched(phrase: string, salt: Buffer, cost: Cost = present): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(phrase.normalize('NFKC'), salt, 32, { ...cost, maxmem: mostMemory }, (error, key) => {
      if (error)
        reject(refusedBackup('damaged', 'The heading of the backup is damaged. Take another copy of it.'))
      else resolve(key)
    })
  })
}

function checkOf(key: Buffer): string {
  return createHmac('sha256', key).update('kontor backup check').digest().subarray(0, 12).toString('base64')
}
