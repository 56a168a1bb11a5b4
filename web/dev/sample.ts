/** Invented customers for the preview: the same number always makes the same customer. */
export interface Customer {
  id: string
  number: string
  name: string
  latin: string | null
  person: boolean
  country: string
  city: string
  taxId: string | null
  proof: 'proved' | 'wellFormed' | 'stale' | 'contradicted' | 'unchecked'
  category: string
  status: string
  creditLimit: string | null
  currency: string
  paymentDays: string | null
  manager: string
  lastContact: string
}

type Seed = [
  name: string,
  latin: string | null,
  country: string,
  city: string,
  taxId: string | null,
  person?: boolean,
]

const seeds: readonly Seed[] = [
  ['Ābele un Partneri SIA', null, 'LV', 'Rīga', 'LV40103021903'],
  ['Baltic Crane Services OÜ', null, 'EE', 'Tallinn', 'EE109173485'],
  ['ბათუმის პორტის ლოგისტიკა შპს', 'Batumis Portis Logistika', 'GE', 'ბათუმი', '445612087'],
  ['ТОО «Алтын Жол Техника»', 'Altyn Zhol Tekhnika', 'KZ', 'Алматы', '140340021758'],
  ['青岛海川工程机械有限公司', 'Qingdao Haichuan Gongcheng Jixie', 'CN', '青岛', '91370203MA3A02H159'],
  ['Ekskavatoru Noma Latgale SIA', null, 'LV', 'Daugavpils', 'LV40203143522'],
  ['Harrow & Finch Ltd', null, 'GB', 'London', 'GB340270986'],
  ['Kalniņš, Jānis', null, 'LV', 'Cēsis', null, true],
  ['კავკასიის სამშენებლო ჯგუფი სს', 'Kavkasiis Samsheneblo Jgupi', 'GE', 'თბილისი', '205286413'],
  ['Liepājas Metālbūve AS', null, 'LV', 'Liepāja', 'LV40003453520'],
  ['Müller Hebetechnik GmbH', null, 'DE', 'Bremen', 'DE392079013'],
  ['Rīgas Ostas Celtnieks SIA', null, 'LV', 'Rīga', 'LV40103624375'],
  [
    '上海远景建筑设备租赁有限公司',
    'Shanghai Yuanjing Jianzhu Shebei Zulin',
    'CN',
    '上海',
    '91310115MA3H655864',
  ],
  ['Šķēdes Agro SIA', null, 'LV', 'Dobele', 'LV44103059490'],
  ['თბილისის ტექნოსერვისი შპს', 'Tbilisis Teknoservisi', 'GE', 'თბილისი', '404951330'],
  ['Vidzemes Ceļi SIA', null, 'LV', 'Valmiera', 'LV45003426585'],
  ['Волков, Андрей', 'Volkov, Andrey', 'LV', 'Daugavpils', null, true],
  ['王建国', 'Wang Jianguo', 'CN', '青岛', null, true],
  ['Zemgales Lauku Tehnikas Kooperatīvā Sabiedrība “Druva”', null, 'LV', 'Jelgava', 'LV54503060177'],
  ['Žemaitijos Statyba UAB', null, 'LT', 'Klaipėda', 'LT345959710'],
]

export const categories = ['Key account', 'Contractor', 'Dealer', 'Rental firm', 'Retail buyer', 'Farm']
export const managers = [
  'Ilze Kalniņa',
  'Nino Beridze',
  'Oksana Morozova',
  '王磊',
  'Jānis Ozoliņš',
  'Kārlis Ozols',
]
const statuses = [
  'active',
  'active',
  'active',
  'frozen',
  'active',
  'active',
  'verified',
  'active',
  'submitted',
  'active',
  'active',
  'inactive',
  'draft',
]
const proofs = [
  'proved',
  'proved',
  'wellFormed',
  'wellFormed',
  'proved',
  'proved',
  'stale',
  'unchecked',
  'proved',
  'contradicted',
] as const

export function customerAt(index: number): Customer {
  const seed = seeds[index % seeds.length] as Seed
  const [name, latin, country, city, taxId, person] = seed
  const round = Math.floor(index / seeds.length)
  const roll = (index * 7919 + round * 104729) % 1000
  const currency = country === 'GE' ? 'GEL' : country === 'CN' ? 'CNY' : 'EUR'
  return {
    id: `0198c1d0-0000-7000-8000-${String(index).padStart(12, '0')}`,
    number: `C-${String(400 + index * 37).padStart(6, '0')}`,
    name: round === 0 ? name : `${name} ${round + 1}`,
    latin,
    person: person ?? false,
    country,
    city,
    taxId,
    proof: taxId === null ? 'unchecked' : (proofs[index % proofs.length] as Customer['proof']),
    category: categories[(index * 5) % categories.length] as string,
    status:
      round === 0 && index < 19 && index !== 3
        ? index === 13
          ? 'verified'
          : index === 14
            ? 'submitted'
            : 'active'
        : index === 3
          ? 'frozen'
          : (statuses[roll % statuses.length] as string),
    creditLimit: person && roll % 2 ? null : String(((roll % 90) + 1) * 500) + '.00',
    currency,
    paymentDays: person ? null : String([14, 21, 30, 45, 60][roll % 5]),
    manager: managers[(index * 3) % managers.length] as string,
    lastContact: new Date(Date.now() - (roll % 90) * 86_400_000).toISOString().slice(0, 10),
  }
}
