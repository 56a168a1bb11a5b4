import { choice, text } from '#model'
import type { FactSource } from '#engine'
import { said } from '../said.ts'

/** How a source knows us, where it wants a key: in a header or behind the question mark, kept sealed. */
export const keySettings = {
  keyIn: {
    initial: 'header',
    field: choice(
      [
        {
          value: 'header',
          label: 'In a header',
          labels: { lv: 'Galvenē', ka: 'სათაურში', zh: '在请求头中', ru: 'В заголовке' },
        },
        {
          value: 'query',
          label: 'In the address',
          labels: { lv: 'Adresē', ka: 'მისამართში', zh: '在地址中', ru: 'В адресе' },
        },
      ],
      {
        label: 'Where the key stands',
        labels: {
          lv: 'Kur atrodas atslēga',
          ka: 'სად არის გასაღები',
          zh: '密钥的位置',
          ru: 'Где стоит ключ',
        },
      },
    ),
  },
  keyName: {
    initial: 'X-Api-Key',
    field: text({
      label: 'Name of the key',
      labels: { lv: 'Atslēgas nosaukums', ka: 'გასაღების სახელი', zh: '密钥名称', ru: 'Имя ключа' },
      help: 'Such as X-Api-Key, Authorization or apikey, as the register says.',
      helps: {
        lv: 'Piemēram, X-Api-Key, Authorization vai apikey, kā nosaka reģistrs.',
        ka: 'მაგალითად X-Api-Key, Authorization ან apikey, როგორც რეესტრი ითხოვს.',
        zh: '例如 X-Api-Key、Authorization 或 apikey，以登记机关要求为准。',
        ru: 'Например X-Api-Key, Authorization или apikey, как требует реестр.',
      },
      max: 60,
    }),
    fault: (value: unknown) =>
      /^[\w.-]+$/.test(String(value))
        ? null
        : said('A name of a key has letters, digits, hyphens and underscores only.'),
  },
  key: {
    initial: null,
    secret: true,
    field: text({
      label: 'Key',
      labels: { lv: 'Atslēga', ka: 'გასაღები', zh: '密钥', ru: 'Ключ' },
      max: 1_000,
    }),
    fault: (value: unknown) =>
      /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(String(value))
        ? null
        : said('A key is one line of Latin letters, digits and signs.'),
  },
} as const satisfies NonNullable<FactSource['settings']>
