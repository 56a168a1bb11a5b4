import { generalWeight, nameWord, type MatchForm } from './match-form.ts'

/** A match form as short text, to keep it aside or hand it to another thread. Unpacked it compares alike. */
export function packedForm(form: MatchForm): string {
  // What stands aside weighs less than the word by itself would.
  const aside = form.name.flatMap((word, at) => (nameWord(word.text).weight === word.weight ? [] : [at]))
  const packed: Packed = [
    form.name.map((word) => word.text),
    aside,
    form.joined,
    form.han,
    form.legalKind ?? 0,
    form.taxId,
    form.registrationNumber,
    form.email,
    form.phone,
    form.bankAccount,
    form.country,
    form.city,
    form.address,
  ]
  return JSON.stringify(packed)
}

/**
 * The form that was packed, but for the record as it was written, of which only the name's letters remain.
 */
export function unpackedForm(text: string): MatchForm {
  const [names, aside, joined, han, legalKind, ...rest] = JSON.parse(text) as Packed
  const [taxId, registrationNumber, email, phone, bankAccount, country, city, address] = rest
  const name = names.map((word, at) =>
    aside.includes(at) ? { ...nameWord(word), weight: generalWeight } : nameWord(word),
  )
  return {
    record: { name: joined },
    name,
    joined,
    han,
    legalKind: legalKind === 0 ? undefined : legalKind,
    taxId,
    registrationNumber,
    email,
    phone,
    bankAccount,
    country,
    city,
    address,
  }
}

type Packed = [
  name: readonly string[],
  aside: readonly number[],
  joined: string,
  han: string,
  legalKind: string | 0,
  taxId: string,
  registrationNumber: string,
  email: readonly string[],
  phone: readonly string[],
  bankAccount: readonly string[],
  country: string,
  city: readonly string[],
  address: readonly (readonly string[])[],
]
