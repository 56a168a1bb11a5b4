import { refusals, type Refusal } from '../errors.ts'
import type { RowProblem } from './table.ts'
import { tableTexts } from './table-texts.ts'

/** Why a file of a table cannot be read or written, or what is odd in it, each with what to do about it. */
export const tableRefusals = refusals(
  'table',
  {
    missing: 'The file {file} is not there any more. Upload it again.',
    empty: 'The file {file} is empty. Choose the file that holds the table.',
    noRows: 'The file {file} has no rows with data. Choose the file or the sheet that holds the table.',
    notATable: 'The file {file} is {kind}, not a table. {remedy}',
    unknownEncoding:
      'There is no encoding called {encoding}. Choose one of the list, such as utf-8 or windows-1257.',
    noSuchSheet: 'There is no sheet called {sheet} in {file}. Choose one of: {sheets}.',
    nul: 'Line {line} holds a NUL character, which no text has. Choose the right encoding, or save the file again as CSV UTF-8.',
    cellTooLong:
      'A cell in line {line} is longer than {limit} characters. A quotation mark may not be closed: add the missing mark there, or shorten the cell.',
    rowTooLong:
      'Line {line} is longer than {limit} characters. Check the line breaks of the file, and save it again as CSV.',
    tooManyColumns:
      'Line {line} has {count} columns, and a table may have {limit}. Delete the columns that are not needed; of a CSV file, check the delimiter.',
    cellBeside:
      'Row {line} has a value in column {column}, beyond the columns of the table. Move it, delete it, or give its column a heading.',
    unclosedQuote:
      'The quotation mark opened in line {line} is never closed. Add the missing mark, or choose that quotation marks mean nothing.',
    tooFewCells:
      'Line {line} has {count} cells where the table has {expected} columns. A delimiter is missing, or a line break stands inside a cell: mend the line, or put the cell in quotation marks.',
    tooManyCells:
      'Line {line} has {count} cells where the table has {expected} columns. Put a cell that holds the delimiter in quotation marks, or take the extra cells away.',
    strayQuote:
      'The quotation mark opened in line {line} seems to be closed too late. Write a quotation mark inside a cell twice, and close each cell.',
    damaged:
      'The file {file} is damaged: {reason}. Open it in a spreadsheet program and save it again as XLSX.',
    tooLarge: 'The file {file} unpacks to more than it may ({reason}). Save the table alone as XLSX or CSV.',
    tooSlow:
      'The file {file} could not be read within {seconds} seconds. Save the table alone as CSV UTF-8, and import that.',
    tooMuchMemory:
      'The file {file} needs more memory than an import may take. Save the table alone as CSV UTF-8, and import that.',
    tooManyMerges:
      'The sheet {sheet} has more merged cells than a table can have. Unmerge them, and save the file again.',
    unreadable:
      'Some letters of the file cannot be read as {encoding}. Look at the rows, and choose another encoding if they are wrong.',
    mergedRows:
      'Cells merged over several rows: {count}. Each holds its value in its first row; the rows below are read as empty. Unmerge them and fill each row where all should have it.',
    cellTooLongForXlsx:
      'Row {row} of the column {column} has {count} characters, and a cell of an XLSX file holds 32767. Export as CSV.',
  },
  tableTexts,
)

/** What a refusal says, where it only warns. */
export function told({ code, message, params }: Refusal): RowProblem {
  return { code, message, params }
}
