import { expressionFunctions } from '../expression/functions.sql.ts'
import { searchFunctions } from '../search/search-functions.sql.ts'

/** The functions that statements and indexes of the program call, in an order in which they can be made. */
export const databaseFunctions: readonly string[] = [...expressionFunctions, ...searchFunctions]
