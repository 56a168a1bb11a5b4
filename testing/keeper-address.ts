import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'

const tree = path.dirname(import.meta.dirname)
const owner = process.getuid?.() ?? os.userInfo().username

/** One keeper of the test database per user and working tree. */
export const keeperName = `kontor-test-${owner}-${createHash('sha256').update(tree).digest('hex').slice(0, 12)}`

/**
 * Where to reach the keeper. The system frees the address when its process ends, so that it is a lock too.
 */
export const keeperAddress = {
  linux: `\0${keeperName}`,
  win32: `\\\\.\\pipe\\${keeperName}`,
  other: path.join(os.tmpdir(), `${keeperName}.sock`),
}[process.platform === 'linux' || process.platform === 'win32' ? process.platform : 'other']
