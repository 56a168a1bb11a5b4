import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * `node scripts/han-variants.ts FILE` writes model/match/han-variants.ts anew from a list of OpenCC
 * (Apache-2.0) that tells for each traditional character the simplified one: TSCharacters, as the package
 * opencc-js (MIT, `dist/esm-lib/dict/TSCharacters.js`) brings it. Characters beyond Big5, which no name in
 * use is written in, are left out.
 */
async function hanVariants([file]: readonly string[]): Promise<void> {
  if (file === undefined) throw new Error('Say where TSCharacters.js of opencc-js is.')
  const list = /"([^"]+)"/.exec(await readFile(file, 'utf8'))?.[1] ?? ''
  const used = big5()
  const pairs = list
    .split('|')
    .map((pair) => pair.split(' '))
    .filter(([from = '', to = '']) => from.length === 1 && to.length === 1 && from !== to && used.has(from))
  const target = path.join(import.meta.dirname, '..', 'model', 'match', 'han-variants.ts')
  await writeFile(
    target,
    `${head}const traditional =\n${literal(pairs.map(([from]) => from))}\nconst simple =\n` +
      `${literal(pairs.map(([, to]) => to))}\n\n${tail}`,
  )
  console.log(`${pairs.length} characters.`)
}

const head = `/**
 * Written by scripts/han-variants.ts; change that. Source: TSCharacters of OpenCC (Apache-2.0), by way of
 * opencc-js 1.4.2 (MIT).
 */
`

const tail = `const simplified = new Map(
  Array.from(traditional, (character, at) => [character, simple.charAt(at)] as const),
)

/** Han characters as they are written on the mainland: 廣東 becomes 广东. For comparing only. */
export function simplifiedHan(text: string): string {
  let result = ''
  for (const character of text) result += simplified.get(character) ?? character
  return result
}
`

function literal(characters: readonly (string | undefined)[]): string {
  const lines: string[] = []
  for (let at = 0; at < characters.length; at += 100) lines.push(characters.slice(at, at + 100).join(''))
  return lines.map((line) => `  '${line}'`).join(' +\n')
}

/** All characters of two bytes in Big5. */
function big5(): ReadonlySet<string> {
  const decoder = new TextDecoder('big5')
  const found = new Set<string>()
  for (let lead = 0xa1; lead <= 0xf9; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) found.add(decoder.decode(new Uint8Array([lead, trail])))
  return found
}

await hanVariants(process.argv.slice(2))
