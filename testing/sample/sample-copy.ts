import { latin } from '#text'
import type { Random } from './random.ts'
import { sampleParty, type SampleParty } from './sample-party.ts'

/** In which way somebody typed a partner again. */
export const slips = [
  'typo',
  'two typos',
  'order',
  'legal form',
  'script',
  'swapped',
  'missing',
  'mixed',
] as const
export type Slip = (typeof slips)[number]

/** The partner of a number as it was typed a second time, in one of the ways in which that goes wrong. */
export function sampleCopy(random: Random, number: number, slip: Slip): SampleParty {
  const party = sampleParty(number)
  switch (slip) {
    case 'typo':
      return without(random, { ...party, name: typo(random, party.name) }, 0.5)
    case 'two typos':
      return without(random, { ...party, name: typo(random, typo(random, party.name)) }, 0.4)
    case 'order':
      return without(random, { ...party, name: turned(party.name) }, 0.5)
    case 'legal form':
      return without(random, { ...party, name: otherForm(random, party.name) }, 0.5)
    case 'script':
      return without(
        random,
        { ...party, name: latin(party.name).toUpperCase(), city: latin(party.city) },
        0.5,
      )
    case 'swapped':
      return { ...party, city: party.street, street: party.city, email: party.phone, phone: party.email }
    case 'missing':
      return without(random, { ...party, taxId: null }, 0.7)
    case 'mixed':
      return without(random, { ...party, name: typo(random, turned(party.name)), phone: '' }, 0.4)
  }
}

/** Some of what else is known is left out. */
function without(random: Random, party: SampleParty, share: number): SampleParty {
  const left = { ...party }
  if (random.chance(share)) left.taxId = null
  for (const name of ['city', 'email', 'phone'] as const) if (random.chance(share)) left[name] = ''
  return left
}

function turned(name: string): string {
  return name.split(' ').toReversed().join(' ')
}

const forms =
  / ?(SIA|AS|IK|OÜ|UAB|GmbH( & Co\. KG)?|AG|ООО|ИП|შპს|სს|Ltd\.?|有限公司|股份有限公司)(?=$|[ "])/gu

/** The legal form is left out, or another of the kind stands there. */
function otherForm(random: Random, name: string): string {
  const bare = name.replaceAll(forms, '').replaceAll(/["«»]/g, '').trim()
  if (bare === '') return name
  return random.chance(0.5) ? bare : `${bare} LLC`
}

/** A letter is left out, doubled, replaced, or changes places with the next. */
function typo(random: Random, name: string): string {
  const letters = [...name]
  if (letters.length < 3) return name
  const at = random.whole(letters.length - 1)
  const letter = letters[at] ?? ''
  const kind = random.whole(4)
  if (kind === 0) letters.splice(at, 1)
  else if (kind === 1) letters.splice(at, 2, letters[at + 1] ?? '', letter)
  else if (kind === 2) letters.splice(at, 0, letter)
  else if (/[a-z]/i.test(letter)) letters.splice(at, 1, random.pick([...'abcdefghiklmnoprstuvz']))
  return letters.join('')
}
