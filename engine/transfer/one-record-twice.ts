import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'

/** Stands before the record that a row changes, among what only one row may have; no field is called so. */
export const ofOne = '= '

/** Rows with different keys may mean one record, where the other one went into it. */
export function changedTwice(first: number | string): Said {
  return said('Row {first} changes the same record already, for two became one. Leave one of the two out.', {
    first,
  })
}
