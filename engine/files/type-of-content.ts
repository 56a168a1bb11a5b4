import path from 'node:path'

/** Texts that say by their names what they are; their bytes look like any text. */
const texts: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.eml': 'message/rfc822',
}

/**
 * Says by its first bytes what a file is; whoever uploads it is not asked, since browsers act on the type.
 * What
 * looks like text is plain text (a page or a picture made of script included), unless its name says of which
 * kind.
 */
export async function typeOfContent(head: Buffer, name: string): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(head)
  if (found && found.mime !== 'application/xml') return found.mime
  if (!isText(head)) return 'application/octet-stream'
  return texts[path.extname(name).toLowerCase()] ?? 'text/plain'
}

function isText(head: Buffer): boolean {
  if (head.includes(0)) return false
  // The last character may be cut in two.
  const text = new TextDecoder('utf-8').decode(head.subarray(0, Math.max(0, head.length - 4)))
  return !text.includes('\uFFFD')
}
