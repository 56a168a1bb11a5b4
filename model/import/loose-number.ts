/**
 * A number without the currency around it ("€ 1 200,00", "1200,00 EUR", "100 руб."), its sign with it;
 * undefined where there is no such thing to leave out.
 */
export function looseNumber(text: string): string | undefined {
  const plain = text.length > 100 ? '' : text.normalize('NFKC').trim()
  const before = /^([-+(]?)\s*(?:\p{Sc}|[A-Z]{3}\b\.?)\s*([-+]?[\d(].*)$/u.exec(plain)
  if (before) return `${before[1]}${before[2]}`
  const after = /^([-+(]?\d[^A-Za-z\p{Sc}]*?)\s*(?:\p{Sc}|[A-Z]{3}|eiro|руб\.?|р\.|元|ლ(?:არი)?)(\)?)$/u.exec(
    plain,
  )
  return after ? `${after[1]}${after[2]}` : undefined
}
