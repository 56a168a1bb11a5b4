import type { Language } from '../declaration.ts'

type Texts = { readonly [L in Language]: string }

/** What speaks for or against two records being the same one, in a few words. */
export const matchTexts = {
  sameName: {
    en: 'Same name',
    lv: 'Tas pats nosaukums',
    ka: 'იგივე სახელი',
    zh: '名称相同',
    ru: 'То же имя',
  },
  similarName: {
    en: 'Similar name',
    lv: 'Līdzīgs nosaukums',
    ka: 'მსგავსი სახელი',
    zh: '名称相似',
    ru: 'Похожее имя',
  },
  otherName: {
    en: 'Another name',
    lv: 'Cits nosaukums',
    ka: 'სხვა სახელი',
    zh: '名称不同',
    ru: 'Другое имя',
  },
  commonName: {
    en: 'A name that many bear',
    lv: 'Vārds, kas ir daudziem',
    ka: 'სახელი, რომელიც ბევრს ჰქვია',
    zh: '同名者众多',
    ru: 'Имя, которое носят многие',
  },
  otherUnit: {
    en: 'By its name another firm of the group',
    lv: 'Pēc nosaukuma cits grupas uzņēmums',
    ka: 'სახელით ჯგუფის სხვა კომპანია',
    zh: '从名称看是集团内的另一家公司',
    ru: 'Судя по названию, другая фирма группы',
  },
  otherLegalForm: {
    en: 'Another legal form',
    lv: 'Cita juridiskā forma',
    ka: 'სხვა სამართლებრივი ფორმა',
    zh: '法律形式不同',
    ru: 'Другая правовая форма',
  },
  sameTaxId: {
    en: 'Same tax or registration number',
    lv: 'Tas pats nodokļu vai reģistrācijas numurs',
    ka: 'იგივე საგადასახადო ან სარეგისტრაციო ნომერი',
    zh: '税号或注册号相同',
    ru: 'Тот же налоговый или регистрационный номер',
  },
  otherTaxId: {
    en: 'Another tax number',
    lv: 'Cits nodokļu numurs',
    ka: 'სხვა საგადასახადო ნომერი',
    zh: '税号不同',
    ru: 'Другой налоговый номер',
  },
  sameBankAccount: {
    en: 'Same bank account',
    lv: 'Tas pats bankas konts',
    ka: 'იგივე საბანკო ანგარიში',
    zh: '银行账户相同',
    ru: 'Тот же банковский счёт',
  },
  sameEmail: {
    en: 'Same e-mail',
    lv: 'Tas pats e-pasts',
    ka: 'იგივე ელფოსტა',
    zh: '电子邮件相同',
    ru: 'Та же почта',
  },
  sameEmailDomain: {
    en: 'E-mails of the same domain',
    lv: 'E-pasti tajā pašā domēnā',
    ka: 'ელფოსტა იმავე დომენზე',
    zh: '电子邮件域名相同',
    ru: 'Почта на том же домене',
  },
  samePhone: {
    en: 'Same phone',
    lv: 'Tas pats tālrunis',
    ka: 'იგივე ტელეფონი',
    zh: '电话相同',
    ru: 'Тот же телефон',
  },
  otherCountry: {
    en: 'Another country',
    lv: 'Cita valsts',
    ka: 'სხვა ქვეყანა',
    zh: '国家不同',
    ru: 'Другая страна',
  },
  sameCity: {
    en: 'Same city',
    lv: 'Tā pati pilsēta',
    ka: 'იგივე ქალაქი',
    zh: '城市相同',
    ru: 'Тот же город',
  },
  otherCity: {
    en: 'Another city',
    lv: 'Cita pilsēta',
    ka: 'სხვა ქალაქი',
    zh: '城市不同',
    ru: 'Другой город',
  },
  sameAddress: {
    en: 'Same address',
    lv: 'Tā pati adrese',
    ka: 'იგივე მისამართი',
    zh: '地址相同',
    ru: 'Тот же адрес',
  },
  similarAddress: {
    en: 'Similar address',
    lv: 'Līdzīga adrese',
    ka: 'მსგავსი მისამართი',
    zh: '地址相似',
    ru: 'Похожий адрес',
  },
  otherAddress: {
    en: 'Another address',
    lv: 'Cita adrese',
    ka: 'სხვა მისამართი',
    zh: '地址不同',
    ru: 'Другой адрес',
  },
} as const satisfies Record<string, Texts>

export type MatchCode = keyof typeof matchTexts
