export { compileCondition, compileExpression } from './compile-expression.ts'
export type { SqlColumn, SqlRows, SqlScope } from './sql-scope.ts'
