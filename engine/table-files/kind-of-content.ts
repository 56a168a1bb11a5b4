import { decodeText } from './text-encoding.ts'
import { guessEncoding } from './guess-encoding.ts'
import type { FileKind, Remedy } from './not-a-table.ts'

type Known = { readonly kind: FileKind; readonly remedy: Remedy }

/** Says by its first bytes what a file is where it is known, and no table. */
export async function kindOfContent(head: Buffer): Promise<Known | null> {
  const known = texts.find(({ is }) => is.test(head.toString('latin1')))
  if (known) return known
  const text = decodeText(head, guessEncoding([head]).encodings[0] ?? 'utf-8').trimStart()
  return documents.find(({ is }) => is.test(text)) ?? (await binaryKind(head))
}

const saveAgain = 'Open it in a spreadsheet program, and save it as XLSX or CSV.'
const unpack = 'Unpack it, and upload the table inside.'
const other = 'Upload the table as XLSX or CSV.'
const exportIt = 'Export it as CSV or XLSX where it was made, or send the records to the API.'

/** Bytes that begin a file of text as no table does. */
const texts: readonly (Known & { readonly is: RegExp })[] = [
  { is: /^%PDF/, kind: 'a PDF document', remedy: other },
  { is: /^\{\\rtf/, kind: 'a text document', remedy: other },
  { is: /^PAR1/, kind: 'a data file of other programs', remedy: exportIt },
  { is: /^\0\x01\0\0Standard (Jet|ACE) DB/, kind: 'a database', remedy: exportIt },
]

/** Texts, told by how they begin: a heading may hold any word, but hardly these with what follows. */
const documents: readonly (Known & { readonly is: RegExp })[] = [
  {
    is: /^(?:<!--[^]*?-->\s*)*<(?:!doctype html|html|head|meta|table|style|body|script)\b/i,
    kind: 'a web page',
    remedy: saveAgain,
  },
  { is: /^<svg\b/i, kind: 'a picture', remedy: other },
  { is: /^<(?:\?xml\b|workbook\b|[\w:.-]+[^<>]*\bxmlns[:=])/i, kind: 'an XML document', remedy: saveAgain },
  // A whole object in the first line, and another in the second.
  { is: /^\{[^\n]*\}\s*\n\s*\{\s*"/, kind: 'a list of JSON lines', remedy: exportIt },
  {
    is: /^(?:\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:)|\[\s*(?:\{\s*["}]|\[|\]\s*$|"(?:[^"\\\n]|\\.)*"\s*(?:,\s*["{[]|\]\s*$)))/,
    kind: 'a JSON document',
    remedy: exportIt,
  },
  { is: /^(?:%YAML\b|---\s*\n\s*(?:- |[\w-]+:(?:\s|$)))/, kind: 'a YAML document', remedy: exportIt },
  {
    is: /^(?:--[^\n]*\n|\/\*[^]*?\*\/;?|\s)*(?:create (?:table|database|schema)|insert into \S+ ?(?:\(|values)|drop table|set \w+ ?=|begin transaction|pragma \w+ ?=)/i,
    kind: 'an SQL script',
    remedy: exportIt,
  },
  { is: /^BEGIN:VCARD\b/i, kind: 'an address book (vCard)', remedy: exportIt },
  { is: /^BEGIN:VCALENDAR\b/i, kind: 'a calendar', remedy: exportIt },
  {
    is: /^(?:From \S+@\S+ [^\n]*\n|(?:Return-Path|Received|MIME-Version|Delivered-To|Message-ID): )/i,
    kind: 'an e-mail',
    remedy: other,
  },
]

/**
 * What is told by bytes alone is asked only of what is no text: a table that begins with “BM” is no picture.
 */
async function binaryKind(head: Buffer): Promise<Known | null> {
  if (!/[\0-\x08\x0e-\x19]/.test(head.toString('latin1'))) return null
  const { fileTypeFromBuffer } = await import('file-type')
  const mime = (await fileTypeFromBuffer(head))?.mime ?? ''
  return binaries.find(({ is }) => is.test(mime)) ?? null
}

const binaries: readonly (Known & { readonly is: RegExp })[] = [
  { is: /^image\//, kind: 'a picture', remedy: other },
  { is: /^(?:audio|video)\//, kind: 'a recording', remedy: other },
  { is: /sqlite/, kind: 'a database', remedy: exportIt },
  { is: /parquet|arrow|avro/, kind: 'a data file of other programs', remedy: exportIt },
  { is: /gzip|compress|7z|rar|bzip|xz|zstd|lz|tar|zip|cab/, kind: 'a packed file', remedy: unpack },
  { is: /x-elf|executable|msdownload|x-mach|wasm|java/, kind: 'a program', remedy: other },
]
