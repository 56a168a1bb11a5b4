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
