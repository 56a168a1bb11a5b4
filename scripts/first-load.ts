import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

interface Chunk {
  file: string
  imports?: string[]
}

/**
 * The compressed script that a first visit loads, in bytes: what the page names, everything it imports
 * at once, the texts of one language, and the code of the screens given. Reads the manifest that
 * `vite build web` writes.
 */
export function firstLoad(
  screens: readonly string[],
  dist = new URL('../web/dist/', import.meta.url),
): { total: number; files: Map<string, number> } {
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8')) as Record<
    string,
    Chunk
  >
  const files = new Map<string, number>()
  const take = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || files.has(chunk.file)) return
    files.set(chunk.file, gzipSync(readFileSync(new URL(chunk.file, dist)), { level: 9 }).length)
    for (const each of chunk.imports ?? []) take(each)
  }
  for (const key of ['index.html', 'i18n/en/index.ts', ...screens]) take(key)
  return { total: [...files.values()].reduce((sum, size) => sum + size, 0), files }
}

if (import.meta.main) {
  const { total, files } = firstLoad(process.argv.slice(2))
  for (const [file, size] of [...files].toSorted((one, other) => other[1] - one[1]))
    console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`)
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  in all`)
}
