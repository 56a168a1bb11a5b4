/**
 * A phone number as it is read: +371 2965 9097. The number is E.164; its country code is told from the first
 * figures (ITU-T E.164, list of assigned country codes), and the rest is cut into threes and fours. A text of
 * another form stays as it is.
 */
export function formatPhone(phone: string): string {
  const digits = /^\+(\d{7,15})$/.exec(phone)?.[1]
  if (digits === undefined) return phone
  const code = /^[17]/.test(digits) ? 1 : ofTwo.test(digits) ? 2 : 3
  return `+${[digits.slice(0, code), ...pieces(digits.slice(code))].join('\u00a0')}`
}

const ofTwo = /^(20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

function pieces(digits: string): string[] {
  if (digits.length <= 4) return [digits]
  const first = digits.length % 4 === 0 ? 4 : 3
  return [digits.slice(0, first), ...pieces(digits.slice(first))]
}
