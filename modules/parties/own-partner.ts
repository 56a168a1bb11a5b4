/**
 * What somebody of a trading partner sees: the card of their own partner, without what we note of it among
 * ourselves (who looks after it, limits, classes, notes), and of others nothing.
 */
const cardOfOwn = [
  'number',
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
  'picture',
  'addresses',
  'phones',
  'emails',
  'bankAccounts',
  'identifiers',
  'files',
  'dataRequests',
] as const

const own = { id: '$myParty' } as const

/** The partner itself, on the face of the party and of a contact. */
export const ownPartner = { actions: ['read', 'print'], rows: own, see: cardOfOwn } as const

/** The partner as customer or supplier: also what was agreed on paying, and whom we know there. */
export const ownTrade = {
  actions: ['read', 'print'],
  rows: own,
  see: [...cardOfOwn, 'paymentDays', 'paymentMethod'],
} as const

/** Papers of the partner. */
export const ownPapers = { actions: ['read', 'print'], rows: { party: '$myParty' }, see: 'all' } as const

/** What we asked the partner for and wait for: what is asked, until when, and what was said about it. */
export const ownRequests = {
  actions: ['read', 'print'],
  rows: { state: { in: ['open', 'sent'] } },
  see: [
    'name',
    'party',
    'role',
    'state',
    'language',
    'fields',
    'papers',
    'note',
    'expiresAt',
    'sentAt',
    'messages',
  ],
} as const
