/**
 * A file as an old office program writes it: Windows-1257, semicolons, some cells wrong, some partners twice.
 */
export function messyFile(rows: number): Buffer {
  const lines = ['Nosaukums;Valsts;Pilsēta;E-pasts;Tālrunis;Kredītlimits']
  for (let row = 0; row < rows; row++) lines.push(lineOf(row))
  // The first two come once more, as they do where two people kept the list.
  lines.push(lineOf(0), lineOf(1))
  return inBaltic(`${lines.join('\r\n')}\r\n`)
}

/** The names of the file are of no record in the sample group. */
export function messyName(row: number): string {
  return `${firsts[row % firsts.length]} ${seconds[Math.floor(row / firsts.length) % seconds.length]} SIA`
}

const firsts = [
  'Žagarkalna',
  'Ķeipenes',
  'Ģipkas',
  'Šķibes',
  'Ūbeles',
  'Ņirgu',
  'Čiekuru',
  'Ērgļkalna',
  'Īvandes',
  'Ābeļmuižas',
  'Zvārdes',
  'Vārmes',
  'Turlavas',
  'Snēpeles',
  'Rendas',
  'Pelču',
  'Padures',
  'Laidu',
  'Kabiles',
  'Gudenieku',
]
const seconds = [
  'Namdari',
  'Ceļinieki',
  'Dārzi',
  'Mežs',
  'Būvmateriāli',
  'Dzirnavas',
  'Zeme',
  'Ūdens',
  'Granīts',
  'Tehnika',
  'Sēklas',
  'Audumi',
  'Stikls',
  'Metāls',
  'Piens',
]

function lineOf(row: number): string {
  const email = row % 60 === 7 ? 'nav zināms' : `birojs@uznemums${row}.example`
  const phone = `+371 67${String(200000 + row * 37).slice(0, 6)}`
  return [messyName(row), 'LV', row % 2 ? 'Rīga' : 'Liepāja', email, phone, `${row + 1} 500,50`].join(';')
}

const baltic = new Map(
  [...new TextDecoder('windows-1257').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128))].map(
    (letter, at) => [letter, at + 128],
  ),
)

function inBaltic(text: string): Buffer {
  return Buffer.from([...text].map((letter) => baltic.get(letter) ?? letter.charCodeAt(0)))
}
