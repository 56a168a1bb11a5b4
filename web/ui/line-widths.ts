/**
 * How the columns of a small table share its width, by what is written in them (their heads included), and
 * the least width in pixels at which that can still be read; below it the table scrolls. Where a card at a
 * desk has not room for all, only the widest columns give way: a phone number or a day that is cut is lost.
 */
export function lineWidths(columns: readonly (readonly string[])[]): { least: number; shares: string[] } {
  const wanted = columns.map((texts) => clamp(Math.max(...texts.map(widthOfText)) + gap, narrowest, widest))
  const most = limitThatFits(wanted)
  const given = wanted.map((one) => Math.min(one, most))
  const sum = given.reduce((all, one) => all + one, 0)
  return {
    least: wanted.reduce((all, one) => all + Math.min(one, readable), 0),
    shares: given.map((one) => `${((one / sum) * 100).toFixed(2)}%`),
  }
}

/** How wide a column may be at most, so that all together have room on a card at a desk. */
function limitThatFits(wanted: readonly number[]): number {
  let room = desk
  const rising = wanted.toSorted((left, right) => left - right)
  for (const [at, one] of rising.entries()) {
    const each = room / (rising.length - at)
    if (one > each) return Math.max(each, readable)
    room -= one
  }
  return widest
}

const narrowest = 64
const widest = 340
const readable = 130
const desk = 780
const gap = 16

/** Near enough at 13 pixels a letter's height: Han is square, Georgian wider than Latin. */
function widthOfText(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const georgian = text.match(/\p{Script=Georgian}/gu)?.length ?? 0
  return han * 13 + georgian * 8.5 + (text.length - han - georgian) * 7.2
}

function clamp(width: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, width))
}
