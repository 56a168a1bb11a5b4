/** Legal forms, and the word "and" in the languages of names. */
const silent = new Set(
  'un and und et og och ja ir და и sia as ik ps ks oü as uab ab gmbh ag kg ohg ug ltd llc llp plc inc co oy aps sp zoo spa srl sa sarl bv nv ооо оао зао ао пао ип тоо шпс შპს სს იმ კს'.split(
    ' ',
  ),
)

/** One or two letters that stand for a name: legal forms aside, and one Han character for a Chinese name. */
export function initials(name: string): string {
  const bare = name.replace(/[«»“”„"'‘’()[\]]/g, ' ')
  const han = /\p{Script=Han}/u.test(bare)
  if (han) return hanInitial(bare)
  const all = bare.split(/[\s,.\-–—/&]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const words = all.filter((word) => !silent.has(word.toLowerCase()))
  const chosen = (words.length > 0 ? words : all).slice(0, 2)
  if (chosen.length === 0) return '–'
  return chosen.map((word) => upper([...word][0] ?? '')).join('')
}

const places =
  /^(中国|上海|北京|天津|重庆|青岛|大连|深圳|广州|杭州|苏州|厦门|宁波|武汉|成都|南京|济南|西安)(?:市|省)?/

function hanInitial(name: string): string {
  const letters = name.replace(/\s+/g, '')
  // A firm's place says little; a person's first character is the family name.
  const firm = letters.length > 4 ? letters.replace(places, '') : letters
  return [...(firm || letters)].find((letter) => /\p{Script=Han}/u.test(letter)) ?? '–'
}

function upper(letter: string): string {
  // Georgian has no capitals that fonts and readers expect here.
  return /\p{Script=Georgian}/u.test(letter) ? letter : letter.toUpperCase()
}
