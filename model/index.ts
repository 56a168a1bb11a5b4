/**
 * The language of objects: declarations, kinds of fields, conditions, days, decimals and ids; small enough
 * for a browser.
 */
export * from './declaration.ts'
export type * from './described.ts'
export * from './field-type.ts'
export * from './fields/index.ts'
export * from './expression/index.ts'
export * from './id.ts'
export * from './labels.ts'
export * from './naming.ts'
export * from './day.ts'
export * from './decimal.ts'
export * from './money.ts'
export * from './password-rule.ts'
