import type { ProvedDeclaration } from '#model'

/** What can be known of a partner beyond that somebody entered it: by which fact, and of which values. */
export const partyProofs: readonly ProvedDeclaration[] = [
  {
    kind: 'vies',
    label: 'VAT number (VIES)',
    labels: {
      lv: 'PVN numurs (VIES)',
      ka: 'დღგ-ის ნომერი (VIES)',
      zh: '增值税号（VIES）',
      ru: 'Номер НДС (VIES)',
    },
    field: 'taxId',
    of: ['taxId', 'country'],
  },
  {
    kind: 'gleif',
    label: 'LEI register (GLEIF)',
    labels: {
      lv: 'LEI reģistrs (GLEIF)',
      ka: 'LEI რეესტრი (GLEIF)',
      zh: 'LEI 登记（GLEIF）',
      ru: 'Реестр LEI (GLEIF)',
    },
    field: 'registrationNumber',
    of: ['registrationNumber', 'country'],
  },
  {
    kind: 'register',
    label: 'Company register',
    labels: {
      lv: 'Uzņēmumu reģistrs',
      ka: 'კომპანიების რეესტრი',
      zh: '公司登记机关',
      ru: 'Реестр компаний',
    },
    field: 'registrationNumber',
    of: ['registrationNumber', 'country'],
  },
  {
    kind: 'address',
    label: 'Address on the map',
    labels: {
      lv: 'Adrese kartē',
      ka: 'მისამართი რუკაზე',
      zh: '地图上的地址',
      ru: 'Адрес на карте',
    },
    field: 'addresses',
    of: ['street', 'city', 'region', 'postalCode', 'country'],
  },
  {
    kind: 'email',
    label: 'E-mail confirmed by its owner',
    labels: {
      lv: 'E-pastu apstiprinājis īpašnieks',
      ka: 'ელფოსტა მფლობელმა დაადასტურა',
      zh: '邮箱由其所有人确认',
      ru: 'Почту подтвердил её владелец',
    },
    field: 'emails',
    of: ['email'],
  },
]
