import type { FileHandle } from 'node:fs/promises'
import { notATable, type FileKind } from '../not-a-table.ts'
import { tableRefusals } from '../table-refusals.ts'
import { type NumberFormat, numberFormat } from './number-format.ts'
import { attribute, xmlScanner } from './xml-scanner.ts'
import { type ZipArchive, type ZipEntry, zipArchive } from './zip-archive.ts'

export type Sheet = { readonly name: string; readonly entry: ZipEntry }

export type Workbook = {
  readonly archive: ZipArchive
  /** The sheets that people see, in their order. */
  readonly sheets: readonly Sheet[]
  readonly since1904: boolean
  /** What the styles of cells make of numbers, by the number of the style. */
  readonly formats: readonly NumberFormat[]
  readonly strings: ZipEntry | undefined
}

/** Opens a workbook (ECMA-376, transitional or strict) and reads all but its rows and texts. */
export async function openWorkbook(handle: FileHandle, file: string): Promise<Workbook> {
  const archive = await zipArchive(handle, file)
  const relations = await relationsOf(archive, '', file)
  const path = relations.find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const main = archive.entries.get(path)
  if (!main || !path.endsWith('.xml') || /^(word|ppt)\//.test(path)) throw otherKind(archive, file)
  const parts = await relationsOf(archive, path, file)
  const { sheets, since1904 } = await readWorkbook(archive, main, file)
  const partOf = (type: string) =>
    archive.entries.get(parts.find((part) => part.type.endsWith(type))?.target ?? '')
  const styles = partOf('/styles')
  const found = sheets.flatMap(({ name, id, hidden }) => {
    const entry = archive.entries.get(
      parts.find((part) => part.id === id && part.type.endsWith('/worksheet'))?.target ?? '',
    )
    return entry ? [{ name, entry, hidden }] : []
  })
  const seen = found.some((sheet) => !sheet.hidden) ? found.filter((sheet) => !sheet.hidden) : found
  if (seen.length === 0) throw tableRefusals.damaged({ file, reason: 'it has no sheets' })
  return {
    archive,
    sheets: seen.map(({ name, entry }) => ({ name, entry })),
    since1904,
    formats: styles ? await readStyles(archive, styles, file) : [],
    strings: partOf('/sharedStrings'),
  }
}

type Relation = { id: string; type: string; target: string }

async function relationsOf(archive: ZipArchive, part: string, file: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1
  const entry = archive.entries.get(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`)
  if (!entry) return []
  const relations: Relation[] = []
  await readXml(archive, entry, file, (name, attributes) => {
    if (name !== 'Relationship' || relations.length >= 10_000) return
    const target = attribute(attributes, 'Target')
    const path = target.startsWith('/') ? target.slice(1) : resolve(part.slice(0, slash), target)
    relations.push({ id: attribute(attributes, 'Id'), type: attribute(attributes, 'Type'), target: path })
  })
  return relations
}

function resolve(folder: string, target: string): string {
  const steps: string[] = []
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

async function readWorkbook(archive: ZipArchive, entry: ZipEntry, file: string) {
  const sheets: { name: string; id: string; hidden: boolean }[] = []
  let since1904 = false
  await readXml(archive, entry, file, (name, attributes) => {
    if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(attributes, 'date1904'))
    if (name !== 'sheet' || sheets.length >= 1000) return
    const hidden = attribute(attributes, 'state').toLowerCase().includes('hidden')
    sheets.push({ name: attribute(attributes, 'name'), id: attribute(attributes, 'id'), hidden })
  })
  return { sheets, since1904 }
}

async function readStyles(archive: ZipArchive, entry: ZipEntry, file: string): Promise<NumberFormat[]> {
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let inCells = false
  const opened = (name: string, attributes: string) => {
    if (name === 'numFmt')
      codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode'))
    else if (name === 'cellXfs') inCells = true
    else if (name === 'xf' && inCells && formats.length < 65_536) {
      const id = Number(attribute(attributes, 'numFmtId'))
      formats.push(numberFormat(id, codes.get(id)))
    }
  }
  await readXml(archive, entry, file, opened, (name) => {
    if (name === 'cellXfs') inCells = false
  })
  return formats
}

async function readXml(
  archive: ZipArchive,
  entry: ZipEntry,
  file: string,
  open: (name: string, attributes: string) => void,
  close: (name: string) => void = () => {},
): Promise<void> {
  const text = await archive.text(entry)
  const handler = { open, close, text: () => {}, wantsText: () => false }
  xmlScanner(handler, (reason) => tableRefusals.damaged({ file, reason })).push(text)
}

const kinds: readonly (readonly [part: RegExp, kind: FileKind])[] = [
  [/^word\//, 'a text document'],
  [/^ppt\//, 'a presentation'],
  [/^xl\/workbook\.bin$/, 'a binary workbook (XLSB)'],
  [/^content\.xml$/, 'a document of LibreOffice'],
  [/^Index\//, 'a document of Apple Numbers or Pages'],
]

function otherKind(archive: ZipArchive, file: string) {
  const names = [...archive.entries.keys()]
  const kind = kinds.find(([part]) => names.some((name) => part.test(name)))?.[1]
  if (kind) return notATable(file, kind, 'Open it in a spreadsheet program, and save it as XLSX or CSV.')
  return names.some((name) => name.startsWith('xl/') || name === '[Content_Types].xml')
    ? tableRefusals.damaged({ file, reason: 'its main part is missing' })
    : notATable(file, 'a packed folder', 'Unpack it, and upload the table inside.')
}
