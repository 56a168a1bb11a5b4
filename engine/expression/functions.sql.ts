import { choiceFunctions } from './functions/choice-functions.sql.ts'
import { dayFunctions } from './functions/day-functions.sql.ts'
import { nameFunctions } from './functions/name-functions.sql.ts'
import { numberFunctions } from './functions/number-functions.sql.ts'
import { searchFunctions } from './functions/search-functions.sql.ts'
import { textFunctions } from './functions/text-functions.sql.ts'

/**
 * The functions that compiled expressions call, as statements to run in this order in a migration. They
 * are immutable, name no schema, and answer alike on PostgreSQL 15 to 18. None of them ever raises an
 * error for what a formula or a record may hold.
 */
export const expressionFunctions: readonly string[] = [
  ...numberFunctions,
  ...textFunctions,
  ...dayFunctions,
  ...choiceFunctions,
  ...searchFunctions,
  ...nameFunctions,
]
