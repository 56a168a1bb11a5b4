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
  'robert bob bobby rob robbie roberts',
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
  'alexander alex aleksandr aleksandrs aleksander oleksandr aliaksandr sasha sashko shura aleksandre sandro',
  'elizabeth elisabeth liz beth betty lizzie',
  'margaret maggie meg peggy',
  'catherine katherine kate kathy katie',
  'jennifer jen jenny',
  'susan sue susie',
  'deborah deb debbie',
  'rebecca becky',
  'victoria viktoria viktoriya vicky vika',
  'dmitriy dmitri dmitry dmytro dmitrijs dima mitya',
  'yevgeniy evgeniy evgeny evgeni yevhen zhenya',
  'aleksey alexei alexey aleksei oleksiy alyosha lyosha',
  'vladimir volodymyr uladzimir vova volodya',
  'nikolay nikolai mykola kolya',
  'mikhail mykhailo mihail misha',
  'sergey sergei serhiy sergejs seryozha',
  'ivan vanya',
  'pavel pavlo pasha',
  'petr pyotr petro petya',
  'konstantin kostya',
  'anatoliy anatoly anatoli tolya',
  'grigoriy grigory grisha',
  'leonid lyonya',
  'viktor victor vitya',
  'vasiliy vasily vasyl vasya',
  'yuriy yury yuri jurijs yura',
  'andrey andrei andriy andryusha',
  'maksim maxim maksym maks',
  'vyacheslav vjaceslavs slava',
  'yekaterina ekaterina kateryna katya',
  'yelena elena olena lena',
  'natalya natalia nataliya natasha',
  'tatyana tatiana tetyana tanya',
  'olga olha olya',
  'irina iryna ira',
  'svetlana svitlana sveta',
  'lyudmila ludmila liudmyla lyuda',
  'galina halyna galya',
  'mariya maria masha',
  'yuliya yulia julija yulya',
  'anastasiya anastasia nastya',
  'lyubov lyuba',
  'nadezhda nadiya nadya',
  'giorgi gio goga gogi gia',
  'nikoloz nika niko',
  'davit data datuna dato datiko',
  'mikheil mishiko mikho',
  'konstantine kote',
  'ekaterine eka eko',
  'tamar tamara tamuna tako',
  'mariam marika mako',
  'vakhtang vakho vato',
  'besarion besik beso',
  'teimuraz temo temuri temur',
  'archil achi achiko',
  'ioseb soso',
  'zurab zura zuriko',
  'elisabed eliso',
  'wilhelm willi',
  'friedrich fritz',
  'johannes hannes',
  'katharina kathi',
  'francisco paco pancho',
  'ignacio nacho',
  'giuseppe beppe peppe',
  'stanislaw staszek',
  'katarzyna kasia',
  'malgorzata gosia',
  'tomasz tomek',
  'wojciech wojtek',
  'jakub kuba',
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

/** The name that an everyday form stands for; nothing where the word is no such name. */
export function wholeFirstName(word: string): string | undefined {
  return names.get(word)
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
