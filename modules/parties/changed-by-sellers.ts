/**
 * What salespeople change of a partner of theirs, in whatever role they meet it: who it is and how it is
 * reached. Where money goes (accounts, terms, who pays) is for those who keep the books.
 */
export const changedBySellers = [
  'kind',
  'name',
  'taxId',
  'registrationNumber',
  'country',
  'city',
  'email',
  'phone',
  'website',
  'industry',
  'language',
  'tags',
  'notes',
  'picture',
  'addresses',
  'phones',
  'emails',
] as const

/**
 * Where an owner has a wall between companies stand, whoever sells for several of them says for which one a
 * new partner is: among their own, and as they enter it. Later the companies are not theirs to change.
 */
export const enteredForOwnCompany = {
  actions: ['create'],
  rows: { manager: '$me', companies: { in: '$myCompanies' } },
  change: ['companies'],
} as const
