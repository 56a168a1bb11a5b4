import { databaseName, quoted } from './database-name.ts'

const mark = '~'

/** The column beside one that is becoming another kind; no field of people's own has such a name. */
export function besideOf(column: string): string {
  return `${column}${mark}`
}

/** The columns that have another one beside them, of all columns of a table. */
export function columnsWithBeside(columns: readonly string[]): string[] {
  return columns.filter((column) => columns.includes(besideOf(column)))
}

/** The name of what copies each value that is written into the column beside it. */
export function copyName(table: string, column: string): string {
  return databaseName(table, column, 'copy')
}

/** The statement that makes the function behind the trigger of the same name. */
export function createCopy(table: string, column: string): string {
  return (
    `create or replace function ${quoted(copyName(table, column))}() returns trigger language plpgsql as ` +
    `$$ begin new.${quoted(besideOf(column))} := new.${quoted(column)}; return new; end $$`
  )
}
