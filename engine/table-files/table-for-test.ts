import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTable } from './read-table.ts'
import type { ReadOptions, TableFile, TableRow } from './table.ts'

type Cleaning = { after: (work: () => Promise<void>) => void }

/** A file with this content, gone when the test ends. */
export async function fileOf(t: Cleaning, content: string | Buffer, name = 'table.csv'): Promise<TableFile> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-table-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  await writeFile(path, content)
  return { path, name }
}

export function fixture(name: string): TableFile {
  return { path: fixturePath(name), name }
}

export async function fixtureJson<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(fixturePath(name), 'utf8')) as T
}

/** All rows of a small file. */
export async function rowsOf(file: TableFile, options: ReadOptions = {}): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const batch of readTable(file, options)) rows.push(...batch.rows)
  return rows
}

export async function cellsOf(file: TableFile, options: ReadOptions = {}): Promise<string[][]> {
  return (await rowsOf(file, options)).map((row) => row.cells)
}

function fixturePath(name: string): string {
  return new URL(`./fixtures/${name}`, import.meta.url).pathname
}
