import { open } from 'node:fs/promises'

/**
 * Appends whole lines and waits until they are on the disk. Where a power cut or a full disk cut the last
 * line off, it is ended first, so that nothing runs into it. A file that is made belongs to its owner alone
 * where `mode` says so.
 */
export async function appendLines(file: string, lines: string, mode?: number): Promise<void> {
  const isCutOff = await endsCutOff(file)
  const opened = await open(file, 'a', mode)
  try {
    await opened.appendFile(isCutOff ? `\n${lines}` : lines)
    await opened.datasync()
  } finally {
    await opened.close()
  }
}

async function endsCutOff(file: string): Promise<boolean> {
  const opened = await open(file, 'r').catch(() => null)
  // It is not there yet, or may be written to but not read.
  if (!opened) return false
  try {
    const { size } = await opened.stat()
    if (size === 0) return false
    const { buffer } = await opened.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] !== 0x0a
  } finally {
    await opened.close()
  }
}

/**
 * What a line holds that was written whole, also behind one that was cut off, where nobody ended that first.
 * `cutOff` is what was cut off of it, or of a line that holds nothing else; null where nothing was.
 */
export function readLine<T>(
  line: string,
  begin: string,
  parsed: (text: string) => T | null,
): { whole: T | null; text: string; cutOff: string | null } {
  const whole = parsed(line)
  if (whole !== null) return { whole, text: line, cutOff: null }
  for (let at = line.indexOf(begin, 1); at > 0; at = line.indexOf(begin, at + 1)) {
    const text = line.slice(at)
    const found = parsed(text)
    if (found !== null) return { whole: found, text, cutOff: line.slice(0, at) }
  }
  return { whole: null, text: '', cutOff: line }
}
