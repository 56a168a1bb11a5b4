import type { Language } from '../declaration.ts'

type Texts = { readonly [L in Language]: string }

/** What the checks say: what is wrong, why, and what to do. */
export const checkTexts = {
  empty: {
    en: 'There is nothing to check. Write the value.',
    lv: 'Nav ko pārbaudīt. Ierakstiet vērtību.',
    ka: 'შესამოწმებელი არაფერია. ჩაწერეთ მნიშვნელობა.',
    zh: '没有可检查的内容。请填写。',
    ru: 'Проверять нечего. Впишите значение.',
  },
  tooLong: {
    en: 'This is longer than {most} characters, so it cannot be right. Shorten it.',
    lv: 'Šeit ir vairāk nekā {most} rakstzīmju, tāpēc tas nevar būt pareizi. Saīsiniet.',
    ka: 'აქ {most}-ზე მეტი სიმბოლოა, ამიტომ ეს სწორი ვერ იქნება. შეამოკლეთ.',
    zh: '超过 {most} 个字符，不可能正确。请缩短。',
    ru: 'Здесь больше {most} знаков, поэтому это не может быть верно. Сократите.',
  },
  numberRight: {
    en: 'The check digit of the number is right.',
    lv: 'Numura kontrolcipars ir pareizs.',
    ka: 'ნომრის საკონტროლო ციფრი სწორია.',
    zh: '号码的校验位正确。',
    ru: 'Контрольная цифра номера верна.',
  },
  formatRight: {
    en: 'The number is written as in {country}; no check digit is known that could prove more.',
    lv: 'Numurs rakstīts tā, kā pieņemts ({country}); kontrolcipara, kas pierādītu vairāk, nav.',
    ka:
      'ნომერი ისეა ჩაწერილი, როგორც წესია ({country}); საკონტროლო ციფრი, რომელიც მეტს დაადასტურებდა, არ ' +
      'არსებობს.',
    zh: '号码格式符合{country}的规定；没有可进一步验证的校验位。',
    ru: 'Номер записан как принято ({country}); контрольной цифры, которая доказала бы больше, нет.',
  },
  wrongFormat: {
    en:
      'In {country} this number has another form: {format}. Write it like {example}, or choose another ' +
      'country.',
    lv: '{country}: šim numuram ir cita forma. Rakstiet kā {example} vai izvēlieties citu valsti.',
    ka: '{country}: ამ ნომერს სხვა ფორმა აქვს. ჩაწერეთ ასე: {example}, ან აირჩიეთ სხვა ქვეყანა.',
    zh: '{country}的该号码格式不同。请按 {example} 的格式填写，或选择其他国家。',
    ru: '{country}: у этого номера другой вид. Запишите как {example} или выберите другую страну.',
  },
  wrongCheckDigit: {
    en:
      'The check digit does not agree with the other digits, so one is wrong or two are swapped. Compare ' +
      'it with the document.',
    lv:
      'Kontrolcipars nesaskan ar pārējiem cipariem: kāds ir nepareizs vai divi samainīti. Salīdziniet ar ' +
      'dokumentu.',
    ka:
      'საკონტროლო ციფრი დანარჩენებს არ ემთხვევა: რომელიმე არასწორია ან ორი გადაადგილებულია. შეადარეთ ' +
      'დოკუმენტს.',
    zh: '校验位与其他数字不符：有一位错误或两位颠倒。请与文件核对。',
    ru:
      'Контрольная цифра не сходится с остальными: какая-то неверна или две переставлены. Сверьте с ' +
      'документом.',
  },
  wrongNumber: {
    en: 'This is no right number of {country}. Compare it with the document.',
    lv: 'Tas nav pareizs numurs ({country}). Salīdziniet ar dokumentu.',
    ka: 'ეს არ არის სწორი ნომერი ({country}). შეადარეთ დოკუმენტს.',
    zh: '这不是{country}的正确号码。请与文件核对。',
    ru: 'Это неверный номер ({country}). Сверьте с документом.',
  },
  foreignPrefix: {
    en:
      'The number starts with {prefix}, which is {otherCountry}, not {country}. Choose {otherCountry} as ' +
      'the country, or correct the number.',
    lv:
      'Numurs sākas ar {prefix}: tā ir {otherCountry}, nevis {country}. Nomainiet valsti vai izlabojiet ' +
      'numuru.',
    ka:
      'ნომერი იწყება {prefix}-ით: ეს არის {otherCountry} და არა {country}. შეცვალეთ ქვეყანა ან გაასწორეთ ' +
      'ნომერი.',
    zh: '号码以 {prefix} 开头，属于{otherCountry}而非{country}。请更改国家或更正号码。',
    ru:
      'Номер начинается с {prefix}: это {otherCountry}, а не {country}. Смените страну или исправьте ' +
      'номер.',
  },
  countryMissing: {
    en: 'It cannot be checked without knowing the country. Choose the country.',
    lv: 'Nezinot valsti, to nevar pārbaudīt. Izvēlieties valsti.',
    ka: 'ქვეყნის გარეშე შემოწმება შეუძლებელია. აირჩიეთ ქვეყანა.',
    zh: '不知道国家则无法检查。请选择国家。',
    ru: 'Без страны это не проверить. Выберите страну.',
  },
  countryWrong: {
    en: '“{code}” is no country. Write its two letters (ISO 3166), such as LV.',
    lv: '“{code}” nav valsts. Rakstiet tās divus burtus (ISO 3166), piemēram, LV.',
    ka: '„{code}“ ქვეყანა არ არის. ჩაწერეთ მისი ორი ასო (ISO 3166), მაგალითად LV.',
    zh: '“{code}”不是国家代码。请填写两位字母（ISO 3166），如 LV。',
    ru: '«{code}» — не страна. Впишите её две буквы (ISO 3166), например LV.',
  },
  countryWithoutRules: {
    en: 'No rule for such numbers of {country} is known here. Compare it with the document yourself.',
    lv: 'Šādu numuru noteikumi ({country}) šeit nav zināmi. Salīdziniet ar dokumentu paši.',
    ka: 'ასეთი ნომრების წესი ({country}) აქ ცნობილი არ არის. თავად შეადარეთ დოკუმენტს.',
    zh: '此处没有{country}此类号码的规则。请自行与文件核对。',
    ru: 'Правило для таких номеров ({country}) здесь неизвестно. Сверьте с документом сами.',
  },
  typeUnknown: {
    en: 'No kind of number called “{type}” is known for {country}. Leave the kind out, or name another.',
    lv: 'Numura veids “{type}” nav zināms ({country}). Izlaidiet veidu vai nosauciet citu.',
    ka: 'ნომრის სახეობა „{type}“ ცნობილი არ არის ({country}). გამოტოვეთ სახეობა ან დაასახელეთ სხვა.',
    zh: '{country}没有名为“{type}”的号码类型。请省略类型或另选。',
    ru: 'Вид номера «{type}» неизвестен ({country}). Не указывайте вид или назовите другой.',
  },
  otherKind: {
    en:
      'In {country} this is a right number of another kind ({type}). ' +
      'Put it where it belongs, or name its kind.',
    lv:
      'Tas ir pareizs cita veida numurs ({country}, {type}). ' +
      'Ierakstiet to īstajā vietā vai nosauciet veidu.',
    ka: 'ეს სხვა სახის სწორი ნომერია ({country}, {type}). ჩაწერეთ თავის ადგილას ან დაასახელეთ სახეობა.',
    zh: '这是{country}另一类正确的号码（{type}）。请填到相应位置，或注明类型。',
    ru: 'Это верный номер другого вида ({country}, {type}). Впишите его на место или назовите вид.',
  },
  phoneRight: {
    en: 'The number is one that {country} gives out.',
    lv: 'Tādu numuru {country} piešķir.',
    ka: 'ასეთ ნომრებს გასცემს {country}.',
    zh: '该号码符合{country}的号段。',
    ru: 'Такие номера выдаёт {country}.',
  },
  phoneRightWorldwide: {
    en: 'The number belongs to a service that no single country has.',
    lv: 'Numurs pieder pakalpojumam, kas nav nevienas atsevišķas valsts.',
    ka: 'ნომერი ეკუთვნის სერვისს, რომელიც არცერთი ცალკე ქვეყნისა არ არის.',
    zh: '该号码属于不归任何单一国家的服务。',
    ru: 'Номер принадлежит службе, не относящейся ни к одной стране.',
  },
  phoneCountryMissing: {
    en:
      'The number does not say its country. Write it with + and the code of the country, such as +371, ' +
      'or choose the country.',
    lv: 'Numurā nav valsts. Rakstiet ar + un valsts kodu, piemēram, +371, vai izvēlieties valsti.',
    ka: 'ნომერში ქვეყანა არ ჩანს. ჩაწერეთ + და ქვეყნის კოდი, მაგალითად +995, ან აირჩიეთ ქვეყანა.',
    zh: '号码未注明国家。请加上 + 和国家代码，如 +86，或选择国家。',
    ru: 'В номере нет страны. Впишите + и код страны, например +7, или выберите страну.',
  },
  phoneNoNumber: {
    en: 'This is no phone number. Write digits, best with the country: {example}.',
    lv: 'Tas nav tālruņa numurs. Rakstiet ciparus, vislabāk ar valsti: {example}.',
    ka: 'ეს ტელეფონის ნომერი არ არის. ჩაწერეთ ციფრები, უმჯობესია ქვეყნით: {example}.',
    zh: '这不是电话号码。请填写数字，最好带国家代码：{example}。',
    ru: 'Это не номер телефона. Впишите цифры, лучше с кодом страны: {example}.',
  },
  phoneTooShort: {
    en: 'The number has too few digits for {country}. Add what is missing; it looks like {example}.',
    lv: 'Numuram ir par maz ciparu ({country}). Papildiniet to; paraugs: {example}.',
    ka: 'ნომერს ციფრები აკლია ({country}). შეავსეთ; ნიმუში: {example}.',
    zh: '号码位数太少（{country}）。请补全，例如 {example}。',
    ru: 'В номере слишком мало цифр ({country}). Допишите их; образец: {example}.',
  },
  phoneTooLong: {
    en: 'The number has too many digits for {country}. Take out what is too much; it looks like {example}.',
    lv: 'Numuram ir par daudz ciparu ({country}). Izņemiet liekos; paraugs: {example}.',
    ka: 'ნომერს ზედმეტი ციფრები აქვს ({country}). ამოიღეთ; ნიმუში: {example}.',
    zh: '号码位数太多（{country}）。请删去多余的，例如 {example}。',
    ru: 'В номере слишком много цифр ({country}). Уберите лишние; образец: {example}.',
  },
  phoneNotGiven: {
    en:
      '{country} gives out no such number. Compare it with where you have it from; it looks like ' +
      '{example}.',
    lv: 'Tāda numura nav ({country}). Salīdziniet ar avotu; paraugs: {example}.',
    ka: 'ასეთი ნომერი არ არსებობს ({country}). შეადარეთ წყაროს; ნიმუში: {example}.',
    zh: '{country}没有这样的号码。请与来源核对，例如 {example}。',
    ru: 'Такого номера нет ({country}). Сверьте с источником; образец: {example}.',
  },
  emailRight: {
    en: 'The address is written rightly.',
    lv: 'Adrese ir pareizi uzrakstīta.',
    ka: 'მისამართი სწორად არის ჩაწერილი.',
    zh: '地址格式正确。',
    ru: 'Адрес записан верно.',
  },
  emailNoAt: {
    en: 'An e-mail address has one @ between the name and the domain. Write it like anna@example.com.',
    lv: 'E-pasta adresē starp vārdu un domēnu ir viena @ zīme. Rakstiet kā anna@example.com.',
    ka: 'ელფოსტის მისამართში სახელსა და დომენს შორის ერთი @ ნიშანია. ჩაწერეთ ასე: anna@example.com.',
    zh: '电子邮件地址在名称与域名之间有且只有一个 @。例如 anna@example.com。',
    ru: 'В адресе почты между именем и доменом стоит один знак @. Запишите как anna@example.com.',
  },
  emailSpace: {
    en: 'There is a space inside the address. Take it out; several addresses go into lines of their own.',
    lv: 'Adresē ir atstarpe. Izņemiet to; vairākas adreses rakstiet katru savā rindā.',
    ka: 'მისამართში ჰარია. ამოიღეთ; რამდენიმე მისამართი ცალ-ცალკე სტრიქონში ჩაწერეთ.',
    zh: '地址中有空格。请删去；多个地址请分行填写。',
    ru: 'Внутри адреса пробел. Уберите его; несколько адресов пишите отдельными строками.',
  },
  emailName: {
    en:
      'The part before @ holds what no e-mail address may: a dot at its edge, two dots, or a sign such ' +
      'as , ; : ( ). Correct it.',
    lv: 'Daļā pirms @ ir kas neatļauts: punkts malā, divi punkti vai zīme , ; : ( ). Izlabojiet.',
    ka: '@-მდე ნაწილში დაუშვებელი რამაა: წერტილი კიდეში, ორი წერტილი ან ნიშანი , ; : ( ). გაასწორეთ.',
    zh: '@ 之前的部分含有不允许的内容：首尾的点、连续的点或 , ; : ( ) 等符号。请更正。',
    ru: 'До @ есть недопустимое: точка с краю, две точки подряд или знак , ; : ( ). Исправьте.',
  },
  emailDomain: {
    en:
      'The part after @ is no domain. It is written like example.com: letters, digits and hyphens, ' +
      'parted by dots.',
    lv: 'Daļa pēc @ nav domēns. To raksta kā example.com: burti, cipari un defises, starp tiem punkti.',
    ka:
      '@-ის შემდეგ დომენი არ არის. ის იწერება ასე: example.com — ასოები, ციფრები და დეფისები, წერტილებით ' +
      'გამოყოფილი.',
    zh: '@ 之后的部分不是域名。域名形如 example.com：字母、数字和连字符，以点分隔。',
    ru: 'После @ стоит не домен. Его пишут как example.com: буквы, цифры и дефисы, разделённые точками.',
  },
  emailTooLong: {
    en:
      'The part before @ may have 64 characters and the whole address 254. Compare it with where you ' +
      'have it from.',
    lv: 'Daļai pirms @ drīkst būt 64 rakstzīmes, visai adresei 254. Salīdziniet ar avotu.',
    ka: '@-მდე ნაწილს 64 სიმბოლო შეიძლება ჰქონდეს, მთელ მისამართს 254. შეადარეთ წყაროს.',
    zh: '@ 之前最多 64 个字符，整个地址最多 254 个。请与来源核对。',
    ru: 'До @ может быть 64 знака, во всём адресе 254. Сверьте с источником.',
  },
  emailTypo: {
    en:
      'The address can exist, but “{domain}” looks like a slip for “{meant}”. Compare it with where you ' +
      'have it from.',
    lv: 'Tāda adrese var būt, bet “{domain}” izskatās pēc kļūdas (“{meant}”). Salīdziniet ar avotu.',
    ka: 'ასეთი მისამართი შეიძლება არსებობდეს, მაგრამ „{domain}“ ჰგავს შეცდომას („{meant}“). შეადარეთ წყაროს.',
    zh: '该地址可能存在，但“{domain}”像是“{meant}”的笔误。请与来源核对。',
    ru: 'Такой адрес возможен, но «{domain}» похоже на описку («{meant}»). Сверьте с источником.',
  },
  ibanRight: {
    en: 'The check digits of the IBAN are right.',
    lv: 'IBAN kontrolcipari ir pareizi.',
    ka: 'IBAN-ის საკონტროლო ციფრები სწორია.',
    zh: 'IBAN 的校验位正确。',
    ru: 'Контрольные цифры IBAN верны.',
  },
  ibanNoIban: {
    en:
      'An IBAN starts with two letters of the country and two digits, such as LV80BANK0000435195001. ' +
      'Correct it.',
    lv:
      'IBAN sākas ar diviem valsts burtiem un diviem cipariem, piemēram, LV80BANK0000435195001. ' +
      'Izlabojiet.',
    ka: 'IBAN იწყება ქვეყნის ორი ასოთი და ორი ციფრით, მაგალითად GE29NB0000000101904917. გაასწორეთ.',
    zh: 'IBAN 以两位国家字母和两位数字开头，如 LV80BANK0000435195001。请更正。',
    ru: 'IBAN начинается с двух букв страны и двух цифр, например LV80BANK0000435195001. Исправьте.',
  },
  ibanCountryWithout: {
    en: '{country} has no IBAN, so the account cannot be checked. Compare it with the document.',
    lv: 'IBAN nav ({country}), tāpēc kontu nevar pārbaudīt. Salīdziniet ar dokumentu.',
    ka: 'IBAN არ გამოიყენება ({country}), ამიტომ ანგარიშის შემოწმება შეუძლებელია. შეადარეთ დოკუმენტს.',
    zh: '{country}不使用 IBAN，无法检查账户。请与文件核对。',
    ru: 'IBAN не применяется ({country}), поэтому счёт не проверить. Сверьте с документом.',
  },
  ibanLength: {
    en: 'An IBAN of {country} has {length} characters; this has {count}. Compare it with the document.',
    lv: 'IBAN garums ir {length} rakstzīmes ({country}); šeit ir {count}. Salīdziniet ar dokumentu.',
    ka: 'IBAN-ს {length} სიმბოლო აქვს ({country}); აქ {count} არის. შეადარეთ დოკუმენტს.',
    zh: '{country}的 IBAN 有 {length} 个字符；此处有 {count} 个。请与文件核对。',
    ru: 'В IBAN {length} знаков ({country}); здесь {count}. Сверьте с документом.',
  },
  postalRight: {
    en: 'The postal code is written as in {country}.',
    lv: 'Pasta indekss rakstīts tā, kā pieņemts ({country}).',
    ka: 'საფოსტო ინდექსი სწორად არის ჩაწერილი ({country}).',
    zh: '邮政编码符合{country}的格式。',
    ru: 'Почтовый индекс записан как принято ({country}).',
  },
  postalWrong: {
    en: 'A postal code of {country} looks like {example}. Write it so, or choose another country.',
    lv: 'Pasta indeksa paraugs ({country}): {example}. Rakstiet tā vai izvēlieties citu valsti.',
    ka: 'საფოსტო ინდექსის ნიმუში ({country}): {example}. ჩაწერეთ ასე ან აირჩიეთ სხვა ქვეყანა.',
    zh: '{country}的邮政编码形如 {example}。请照此填写，或选择其他国家。',
    ru: 'Образец почтового индекса ({country}): {example}. Запишите так или выберите другую страну.',
  },
  postalNone: {
    en: '{country} has no postal codes. Leave it empty unless the post there asked for one.',
    lv: 'Pasta indeksu nav ({country}). Atstājiet tukšu, ja vien pasts to nav prasījis.',
    ka: 'საფოსტო ინდექსები არ არსებობს ({country}). დატოვეთ ცარიელი, თუ იქაურმა ფოსტამ არ მოითხოვა.',
    zh: '{country}没有邮政编码。除非当地邮局要求，否则请留空。',
    ru: 'Почтовых индексов нет ({country}). Оставьте пустым, если только почта там его не требует.',
  },
} as const satisfies Record<string, Texts>

export type CheckCode = keyof typeof checkTexts
