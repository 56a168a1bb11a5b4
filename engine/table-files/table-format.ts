import { open } from 'node:fs/promises'
import { kindOfContent } from './kind-of-content.ts'
import { notATable } from './not-a-table.ts'
import { tableRefusals } from './table-refusals.ts'
import type { TableFile } from './table.ts'

/** Tells by its first bytes whether a file is CSV or XLSX; refuses everything else by what it is. */
export async function tableFormat(file: TableFile): Promise<'csv' | 'xlsx'> {
  const name = file.name ?? 'given'
  const { head, size } = await firstBytes(file, name)
  if (size === 0) throw tableRefusals.empty({ file: name })
  const binary = head.toString('latin1')
  if (binary.startsWith('PK\x03\x04') || binary.startsWith('PK\x05\x06')) return 'xlsx'
  if (binary.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw await oldOffice(file, name)
  const known = await kindOfContent(head)
  if (known) throw notATable(name, known.kind, known.remedy)
  return 'csv'
}

async function firstBytes(file: TableFile, name: string): Promise<{ head: Buffer; size: number }> {
  const handle = await open(file.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw tableRefusals.missing({ file: name })
    throw error
  })
  try {
    const { size } = await handle.stat()
    const head = Buffer.alloc(Math.min(size, 4096))
    await handle.read(head, 0, head.length, 0)
    return { head, size }
  } finally {
    await handle.close()
  }
}

/** Excel before 2007 and every workbook with a password begin alike; the latter names its packed stream. */
async function oldOffice(file: TableFile, name: string) {
  const handle = await open(file.path)
  try {
    const bytes = Buffer.alloc(1 << 20)
    const { size } = await handle.stat()
    const { bytesRead: first } = await handle.read(bytes, 0, bytes.length, 0)
    let locked = bytes.subarray(0, first).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    if (!locked && size > bytes.length) {
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, size - bytes.length)
      locked = bytes.subarray(0, bytesRead).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    }
    return locked
      ? notATable(name, 'a document locked with a password', 'Save it without a password.')
      : notATable(
          name,
          'a workbook of Excel before 2007',
          'Open it in a spreadsheet program, and save it as XLSX or CSV.',
        )
  } finally {
    await handle.close()
  }
}
