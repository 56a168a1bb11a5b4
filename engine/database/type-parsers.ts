import pg from 'pg'

const textArray = 1009
const asText = new Set([20, 1700, 1082, 1114, 1184])
const asTextArray = new Set([1016, 1231, 1182, 1115, 1185, 2951])

/**
 * How values of PostgreSQL become values of JavaScript: decimals, big integers, days and instants stay
 * text, for a number loses digits, and a Date has no day of its own.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (asText.has(oid)) return (text: string) => text
    return pg.types.getTypeParser(asTextArray.has(oid) ? textArray : oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}
