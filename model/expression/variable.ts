import { dayType, listOf, type ExpressionType } from './expression.ts'

/** The variables of conditions: what each stands for, and for a list variable the type of its members. */
export const variables: ReadonlyMap<string, ExpressionType> = new Map<string, ExpressionType>([
  ['$me', { kind: 'reference', to: 'user' }],
  ['$myReports', listOf({ kind: 'reference', to: 'user' })],
  ['$myTeam', listOf({ kind: 'reference', to: 'user' })],
  ['$myCompanies', listOf({ kind: 'reference', to: 'company' })],
  ['$myPosts', listOf({ kind: 'reference', to: 'post' })],
  ['$myParty', { kind: 'reference', to: 'party' }],
  ['$today', dayType],
])
