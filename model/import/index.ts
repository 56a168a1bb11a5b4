/** What an import guesses and reads without any database: columns, styles, values, cells. */
export { type ColumnGuess, type ColumnsToGuess, type ImportField, guessColumns } from './guess-columns.ts'
export { shareTaken } from './column-content.ts'
export { guessStyle } from './guess-style.ts'
export { guessValues } from './guess-values.ts'
export { readCell } from './read-cell.ts'
