/** The ISO 3166 code of a country as people write it, or undefined for none: `el` is GR, `uk` is GB. */
export function countryCode(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  const code = text.trim().toUpperCase()
  if (code === 'GEN' || /^[A-Z]{2}$/.test(code)) return code === 'EL' ? 'GR' : code === 'UK' ? 'GB' : code
  return undefined
}
