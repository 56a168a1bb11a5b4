/**
 * Words that are written in other ways than by their letters: the short forms of general words in names of
 * firms, and the everyday forms of first names. In plain Latin letters; the first of a line stands for all.
 */
const abbreviations = [
  'manufacturing mfg',
  'international intl int',
  'brothers bros',
  'association assoc assn',
  'corporation corp',
  'department dept',
  'university univ',
  'national natl',
  'engineering engg engrg',
  'management mgmt mgt',
  'technologies technology tech',
  'services service svc svcs srv servis serviss',
  'solutions solution',
  'systems system sys',
  'industries industry industrial ind inds',
  'laboratories laboratory labs lab',
  'distribution distributors distributor dist',
  'marketing mktg',
  'government govt',
  'hospital hosp',
  'center centre ctr centr centrs tsentr',
  'saint st sankt sankta sant',
  'mount mt',
  'construction constr const',
  'equipment equip eqpt',
  'communications communication comm comms',
  'electric electrical elec',
  'brewing brewery',
  'and und un et ir da og och',
  'partners partner partneri partneris',
  'restaurant ristorante restorans restoran restaurante',
] as const

const firstNames = [
  'william bill billy will willy',
  'robert bob bobby rob robbie',
  'richard dick rick ricky rich',
  'james jim jimmy jamie',
  'john jack johnny',
  'jonathan jon',
  'michael mike mick mickey',
  'joseph joe joey',
  'thomas tom tommy',
  'david dave davy',
  'daniel dan danny',
  'charles charlie chuck',
  'edward ed eddie ted',
  'anthony tony',
  'steven stephen steve',
  'christopher chris',
  'andrew andy drew',
  'benjamin ben',
  'samuel sam',
  'matthew matt',
  'gregory greg',
  'kenneth ken kenny',
  'ronald ron',
  'donald don',
  'timothy tim',
  'patrick pat paddy',
  'peter pete',
  'lawrence larry',
  'frederick fred freddy',
  'alexander alex aleksandr aleksandrs sasha',
  'elizabeth liz beth betty lizzie',
  'margaret maggie meg peggy',
  'catherine katherine kate kathy katie',
  'jennifer jen jenny',
  'susan sue susie',
  'deborah deb debbie',
  'rebecca becky',
  'victoria vicky vika',
  'dmitriy dmitri dmitry dima mitya',
  'yevgeniy evgeniy evgeny zhenya',
  'aleksey alexei aleksei alyosha lyosha',
  'vladimir vova volodya',
  'nikolay nikolai kolya',
  'mikhail misha',
  'sergey sergei seryozha',
  'ivan vanya',
  'yekaterina ekaterina katya',
  'yelena elena lena',
  'natalya natalia natasha',
  'tatyana tatiana tanya',
] as const

/** The word that a short form stands for, and the word itself else. */
export function spelledOut(word: string): string {
  return short.get(word) ?? word
}

/** Whether two words are forms of one first name. */
export function isSameFirstName(left: string, right: string): boolean {
  const name = names.get(left)
  return name !== undefined && name === names.get(right)
}

const table = (lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const [first = '', ...others] = line.split(' ')
      return [first, ...others].map((word): [string, string] => [word, first])
    }),
  )

const short = table(abbreviations)
const names = table(firstNames)
