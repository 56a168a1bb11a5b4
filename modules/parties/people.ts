import type { PeopleDeclaration } from '#engine'

/** Partners that are people, and contacts: what was talked, agreed and filed goes with them. */
export const peopleAmongParties: PeopleDeclaration = {
  object: 'party',
  isPerson: (values) => values['kind'] === 'person' || values['contact.'] === true,
  with: [
    { object: 'partyFile', via: ['party'], outcome: 'delete' },
    { object: 'dataRequest', via: ['party'], outcome: 'delete' },
    { object: 'activity', via: ['party'], outcome: 'empty' },
    { object: 'statusChange', via: ['party'], outcome: 'empty' },
    { object: 'contactLink', via: ['contact', 'customer', 'supplier'], outcome: 'empty' },
    { object: 'supplierLink', via: ['customer', 'supplier'], outcome: 'empty' },
  ],
}
