import { crc32, deflateRawSync } from 'node:zlib'

export type Part = {
  readonly name: string
  readonly data: string | Buffer
  readonly size?: number
  readonly crc?: number
}

/** A ZIP archive of these parts; `size` and `crc` may be wrong on purpose. */
export function zipOf(
  parts: readonly Part[],
  changes: { packedLater?: (part: Part, packed: Buffer) => Buffer } = {},
): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const data = Buffer.from(part.data as string)
    const deflated = deflateRawSync(data, { level: 9 })
    const packed = changes.packedLater?.(part, deflated) ?? deflated
    const name = Buffer.from(part.name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(part.crc ?? crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(part.size ?? data.length, 18)
    fields.writeUInt16LE(name.length, 22)
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed)
    const more = Buffer.alloc(14)
    more.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, more, name)
    offset += 4 + fields.length + name.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, list, end])
}

export type WorkbookParts = {
  /** The XML inside `<sheetData>`, by name of the sheet; a name that begins with "-" is hidden. */
  readonly sheets: Readonly<Record<string, string>>
  readonly afterRows?: string
  readonly strings?: string
  readonly formats?: readonly string[]
  readonly since1904?: boolean
  readonly more?: readonly Part[]
}

/** A workbook as spreadsheets write it, from XML written by hand. Style 1 is the first of `formats`. */
export function workbookOf(parts: WorkbookParts): Buffer {
  return zipOf(partsOf(parts))
}

export function partsOf({
  sheets,
  afterRows = '',
  strings,
  formats = [],
  since1904,
  more = [],
}: WorkbookParts): Part[] {
  const names = Object.keys(sheets)
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  const relations = (inner: string) => `<?xml version="1.0"?><Relationships>${inner}</Relationships>`
  const sheetList = names.map((name, at) => {
    const state = name.startsWith('-') ? ' state="hidden"' : ''
    return `<sheet name="${name.replace(/^-/, '')}" sheetId="${at + 1}"${state} r:id="s${at}"/>`
  })
  return [
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: relations(relation('r1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      data: `<workbook ${main}><workbookPr date1904="${since1904 ? 1 : 0}"/><sheets>${sheetList.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations(
        names.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
          relation('st', 'styles', 'styles.xml') +
          relation('ss', 'sharedStrings', '/xl/sharedStrings.xml'),
      ),
    },
    {
      name: 'xl/styles.xml',
      data: `<styleSheet><numFmts>${formats
        .map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
        .join(
          '',
        )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
        .map((_, at) => `<xf numFmtId="${164 + at}"/>`)
        .join('')}</cellXfs></styleSheet>`,
    },
    ...(strings === undefined
      ? []
      : [{ name: 'xl/sharedStrings.xml', data: `<sst ${main}>${strings}</sst>` }]),
    ...names.map((name, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      data: `<?xml version="1.0"?><worksheet ${main}><sheetData>${sheets[name]}</sheetData>${afterRows}</worksheet>`,
    })),
    ...more,
  ]
}

/** The XML of rows of plain texts. */
export function textRows(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')
  return rows.map((row) => `<row>${cells(row)}</row>`).join('')
}
