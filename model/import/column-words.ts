/**
 * What columns of partner files are called in English, Latvian, Georgian, Chinese and Russian, by what they
 * mean. `fields` are the last parts of the names of fields that hold such a thing, the best first; `type` a
 * kind of field that does. Some meanings have no field with us: they are here so that "Bank name" is not
 * taken for the name of a partner.
 */
export type Meaning = {
  readonly name: string
  readonly fields?: readonly string[]
  readonly type?: string
  /** Whether such a thing is said in words: a column of bare numbers is none. */
  readonly inWords?: boolean
  readonly words: string
}

export const meanings: readonly Meaning[] = [
  {
    name: 'number',
    fields: ['number', 'code'],
    type: 'sequenceNumber',
    words:
      'number, no, nr, id, code, customer number, customer no, customer id, customer code, ' +
      'client code, client id, client number, supplier number, supplier code, vendor code, ' +
      'vendor number, vendor id, partner code, partner number, account number, account no, ' +
      'account id, account code, numurs, kods, klienta numurs, klienta nr, klienta kods, ' +
      'piegādātāja kods, piegādātāja nr, partnera kods, partnera nr, ნომერი, კოდი, კლიენტის კოდი, ' +
      'კლიენტის ნომერი, მომწოდებლის კოდი, 编号, 客户编号, 客户代码, 供应商编号, 供应商代码, 编码, 客户编码, 序号, номер, код, ' +
      'код клиента, номер клиента, код контрагента, код поставщика, код партнера, ид',
  },
  {
    name: 'name',
    fields: ['name', 'title'],
    inWords: true,
    words:
      'name, company, company name, customer, customer name, client, client name, supplier, ' +
      'supplier name, vendor, vendor name, partner, partner name, business name, legal name, ' +
      'full name, organization, organisation, organization name, organisation name, account name, ' +
      'firm, nosaukums, uzņēmums, uzņēmuma nosaukums, klients, klienta nosaukums, firma, ' +
      'firmas nosaukums, partneris, partnera nosaukums, piegādātājs, piegādātāja nosaukums, ' +
      'pircējs, vārds uzvārds, pilns nosaukums, juridiskais nosaukums, organizācija, დასახელება, ' +
      'სახელი, კომპანია, კომპანიის დასახელება, კლიენტი, კლიენტის დასახელება, მომწოდებელი, ' +
      'სრული დასახელება, ორგანიზაცია, 名称, 姓名, 公司, 公司名称, 客户, 客户名称, 供应商, 供应商名称, 单位名称, 企业名称, 全称, ' +
      'название, наименование, компания, название компании, клиент, наименование клиента, ' +
      'контрагент, наименование контрагента, организация, наименование организации, поставщик, ' +
      'фирма, покупатель, полное наименование, фио, партнер, имя',
  },
  {
    name: 'shortName',
    fields: ['shortName', 'alias', 'tradeName', 'brand'],
    inWords: true,
    words:
      'short name, trade name, trading name, brand, alias, dba, saīsinātais nosaukums, zīmols, ' +
      'მოკლე დასახელება, 简称, 商号, краткое наименование, сокращенное наименование, торговое название',
  },
  {
    name: 'firstName',
    fields: ['firstName', 'givenName'],
    inWords: true,
    words: 'first name, given name, forename, vārds, სახელი, 名字, 名, имя',
  },
  {
    name: 'lastName',
    fields: ['lastName', 'surname', 'familyName'],
    inWords: true,
    words: 'last name, surname, family name, uzvārds, გვარი, 姓, 姓氏, фамилия',
  },
  {
    name: 'kind',
    fields: ['kind', 'type', 'partyType'],
    words:
      'kind, type, customer type, client type, partner type, entity type, legal form, veids, tips, ' +
      'klienta tips, klienta veids, juridiskā forma, სახე, ტიპი, 类型, 客户类型, 性质, вид, тип, ' +
      'тип клиента, вид контрагента, юр физ лицо, правовая форма',
  },
  {
    name: 'taxId',
    fields: ['taxId', 'taxNumber', 'vatNumber', 'vat'],
    type: 'taxNumber',
    words:
      'tax number, tax no, tax id, taxid, tin, vat, vat number, vat no, vat id, vat code, ' +
      'vat reg no, vat registration number, eu vat, tax code, fiscal code, ein, gst number, pvn, ' +
      'pvn numurs, pvn nr, pvn kods, pvn reģ nr, pvn reģistrācijas numurs, pvn maksātāja numurs, ' +
      'nmr kods, nodokļu maksātāja numurs, nodokļu maksātāja kods, საიდენტიფიკაციო კოდი, ' +
      'საიდენტიფიკაციო ნომერი, საგადასახადო ნომერი, დღგ ნომერი, ს კ, ს ნ, 税号, 纳税人识别号, 统一社会信用代码, ' +
      '信用代码, 税务登记号, инн, ндс номер, налоговый номер, иин, унп, инн кпп, номер налогоплательщика, бин',
  },
  {
    name: 'registrationNumber',
    fields: ['registrationNumber', 'companyNumber', 'regNo'],
    words:
      'registration number, registration no, reg no, reg nr, reg number, company number, ' +
      'company reg no, company registration number, business number, commercial register number, ' +
      'personal code, reģistrācijas numurs, reģistrācijas nr, reģ nr, reģ numurs, ' +
      'vienotais reģistrācijas numurs, uzņēmuma reģistrācijas numurs, personas kods, ' +
      'reģ nr personas kods, სარეგისტრაციო ნომერი, რეგისტრაციის ნომერი, პირადი ნომერი, 注册号, 工商注册号, ' +
      '登记号, 营业执照号, 身份证号, регистрационный номер, рег номер, рег №, огрн, кпп, огрнип, окпо, ' +
      'персональный код',
  },
  {
    name: 'country',
    fields: ['country'],
    words:
      'country, country code, land, state country, valsts, valsts kods, ქვეყანა, 国家, 国别, 国家代码, ' +
      'страна, код страны, государство',
  },
  {
    name: 'city',
    fields: ['city', 'town'],
    inWords: true,
    words:
      'city, town, place, locality, municipality, pilsēta, apdzīvota vieta, pilsēta novads, ქალაქი, ' +
      '城市, 市, 所在城市, город, населенный пункт',
  },
  {
    name: 'region',
    fields: ['region', 'state', 'province', 'county'],
    inWords: true,
    words:
      'region, state, province, county, district, novads, rajons, reģions, apgabals, რეგიონი, ' +
      'მხარე, 省, 省份, 地区, 省市, область, регион, край, район',
  },
  {
    name: 'street',
    fields: ['street', 'address', 'addressLine'],
    inWords: true,
    type: 'postalAddress',
    words:
      'address, street, street address, address line, address line 1, address 1, addr, ' +
      'legal address, office address, registered address, full address, adrese, iela, ' +
      'juridiskā adrese, faktiskā adrese, biroja adrese, მისამართი, იურიდიული მისამართი, ქუჩა, 地址, ' +
      '详细地址, 注册地址, 街道, 联系地址, адрес, улица, юридический адрес, фактический адрес, юр адрес, ' +
      'почтовый адрес',
  },
  {
    name: 'postalCode',
    fields: ['postalCode', 'zip', 'postcode'],
    words:
      'postal code, postcode, post code, zip, zip code, pasta indekss, indekss, საფოსტო ინდექსი, ' +
      'ინდექსი, 邮编, 邮政编码, индекс, почтовый индекс',
  },
  {
    name: 'email',
    fields: ['email', 'mail'],
    type: 'email',
    words:
      'e mail, email, mail, e mail address, email address, contact email, e pasts, epasts, ' +
      'e pasta adrese, ელფოსტა, ელ ფოსტა, მეილი, 邮箱, 电子邮箱, 电子邮件, 邮件, эл почта, электронная почта, ' +
      'почта, емейл, е мейл, адрес электронной почты',
  },
  {
    name: 'phone',
    fields: ['phone', 'telephone', 'tel'],
    type: 'phone',
    words:
      'phone, phone number, phone no, telephone, telephone number, tel, tel no, contact phone, ' +
      'work phone, office phone, tālrunis, tālruņa numurs, tel nr, telefons, telefona numurs, ' +
      'kontakttālrunis, ტელეფონი, ტელეფონის ნომერი, ტელ, 电话, 电话号码, 联系电话, 座机, телефон, ' +
      'номер телефона, тел, контактный телефон, рабочий телефон',
  },
  {
    name: 'mobile',
    fields: ['mobile', 'mobilePhone', 'phone'],
    words:
      'mobile, mobile phone, mobile number, cell, cell phone, mob, mobilais, mobilais tālrunis, ' +
      'მობილური, მობ, 手机, 手机号, 手机号码, 移动电话, мобильный, мобильный телефон, сотовый, моб',
  },
  { name: 'fax', fields: ['fax'], words: 'fax, fax number, fakss, faksa numurs, ფაქსი, 传真, факс' },
  {
    name: 'website',
    fields: ['website', 'web', 'url', 'homepage'],
    type: 'webAddress',
    words:
      'website, web site, web, url, homepage, web page, www, site, mājaslapa, mājas lapa, ' +
      'tīmekļa vietne, vietne, ვებგვერდი, ვებ გვერდი, საიტი, 网站, 网址, 主页, сайт, веб сайт, вебсайт',
  },
  {
    name: 'category',
    fields: ['category', 'group'],
    words:
      'category, group, customer group, client group, segment, class, price group, kategorija, ' +
      'grupa, klientu grupa, segments, კატეგორია, ჯგუფი, 类别, 分类, 客户分类, 客户类别, 分组, 等级, 客户等级, ' +
      'категория, группа, группа клиентов, сегмент, класс',
  },
  {
    name: 'tags',
    fields: ['tags', 'labels'],
    type: 'tags',
    words:
      'tags, tag, labels, keywords, birkas, birka, atslēgvārdi, იარლიყები, თეგები, 标签, метки, теги, ' +
      'метка',
  },
  {
    name: 'status',
    fields: ['status', 'state'],
    words:
      'status, state, active, stāvoklis, statuss, aktīvs, სტატუსი, მდგომარეობა, 状态, статус, ' +
      'состояние, активен',
  },
  {
    name: 'creditLimit',
    fields: ['creditLimit', 'limit'],
    words:
      'credit limit, credit, limit, max credit, kredītlimits, kredīta limits, kredīts, limits, ' +
      'საკრედიტო ლიმიტი, ლიმიტი, 信用额度, 授信额度, 额度, кредитный лимит, лимит, лимит кредита, кредит',
  },
  {
    name: 'currency',
    fields: ['creditCurrency', 'currency'],
    words: 'currency, currency code, curr, valūta, valūtas kods, ვალუტა, 币种, 货币, валюта, код валюты',
  },
  {
    name: 'paymentDays',
    fields: ['paymentDays', 'paymentTerms'],
    words:
      'payment days, payment terms, payment term, terms, credit days, net days, days to pay, ' +
      'due days, apmaksas dienas, apmaksas termiņš, samaksas termiņš, maksājuma termiņš, ' +
      'apmaksas nosacījumi, dienas, გადახდის დღეები, გადახდის ვადა, 付款天数, 账期, 付款期限, 付款条件, 信用天数, ' +
      'отсрочка, отсрочка платежа, дней отсрочки, дней на оплату, срок оплаты, условия оплаты',
  },
  {
    name: 'paymentMethod',
    fields: ['paymentMethod'],
    words:
      'payment method, payment type, method of payment, apmaksas veids, maksājuma veids, ' +
      'გადახდის მეთოდი, გადახდის ფორმა, 付款方式, 支付方式, 结算方式, способ оплаты, форма оплаты, вид оплаты',
  },
  {
    name: 'discount',
    fields: ['discount', 'discountPercent'],
    words:
      'discount, discount %, rebate, atlaide, atlaides procents, ფასდაკლება, 折扣, 折扣率, скидка, ' +
      'процент скидки',
  },
  {
    name: 'notes',
    fields: ['notes', 'note', 'comment', 'description'],
    type: 'longText',
    words:
      'notes, note, comment, comments, remark, remarks, memo, additional information, piezīmes, ' +
      'piezīme, komentārs, komentāri, papildinformācija, შენიშვნა, შენიშვნები, კომენტარი, 备注, 说明, ' +
      '附注, примечание, примечания, комментарий, комментарии, заметки, доп информация',
  },
  {
    name: 'manager',
    fields: ['manager', 'owner', 'salesperson'],
    words:
      'manager, account manager, sales manager, salesperson, sales rep, sales representative, ' +
      'owner, account owner, responsible, responsible person, agent, menedžeris, ' +
      'klientu menedžeris, pārdevējs, pārdošanas pārstāvis, atbildīgais, atbildīgā persona, ' +
      'მენეჯერი, პასუხისმგებელი, პასუხისმგებელი პირი, 负责人, 经理, 客户经理, 业务员, 销售, 销售员, 跟进人, менеджер, ' +
      'ответственный, ответственный менеджер, торговый представитель, куратор',
  },
  {
    name: 'bankAccount',
    fields: ['bankAccount', 'iban', 'account'],
    type: 'bankAccount',
    words:
      'bank account, bank account number, iban, account, settlement account, bankas konts, konts, ' +
      'konta numurs, norēķinu konts, bankas konta numurs, საბანკო ანგარიში, ანგარიშის ნომერი, ' +
      'ანგარიში, 银行账号, 银行账户, 账号, 银行帐号, 开户账号, расчетный счет, банковский счет, р с, номер счета, счет',
  },
  {
    name: 'bankName',
    fields: ['bank', 'bankName'],
    inWords: true,
    words:
      'bank, bank name, banka, bankas nosaukums, ბანკი, ბანკის დასახელება, 银行, 开户行, 开户银行, 银行名称, ' +
      'банк, наименование банка, название банка',
  },
  {
    name: 'bic',
    fields: ['bic', 'swift'],
    words:
      'bic, swift, swift code, bic code, bank code, bankas kods, swift kods, ბანკის კოდი, 银行代码, ' +
      'бик, свифт, код банка',
  },
  {
    name: 'contactPerson',
    fields: ['contactPerson', 'contact', 'contactName'],
    inWords: true,
    words:
      'contact, contact person, contact name, attention, attn, representative, kontaktpersona, ' +
      'kontakts, kontaktpersonas vārds, pārstāvis, საკონტაქტო პირი, კონტაქტი, წარმომადგენელი, 联系人, ' +
      '联络人, 联系人姓名, контактное лицо, контакт, представитель',
  },
  {
    name: 'position',
    fields: ['position', 'jobTitle', 'role'],
    inWords: true,
    words: 'position, job title, job, function, amats, ამატი, თანამდებობა, 职位, 职务, должность',
  },
  {
    name: 'birthday',
    fields: ['birthday', 'dateOfBirth', 'birthDate'],
    words:
      'birthday, date of birth, birth date, dob, dzimšanas diena, dzimšanas datums, ' +
      'დაბადების თარიღი, დაბადების დღე, 生日, 出生日期, день рождения, дата рождения',
  },
  {
    name: 'language',
    fields: ['language', 'preferredLanguage'],
    words: 'language, preferred language, lang, valoda, saziņas valoda, ენა, 语言, 语种, язык, язык общения',
  },
  {
    name: 'industry',
    fields: ['industry', 'sector', 'branch'],
    words:
      'industry, sector, branch, line of business, nace, nozare, darbības joma, darbības veids, ' +
      'დარგი, საქმიანობა, 行业, 所属行业, отрасль, сфера деятельности, вид деятельности, оквэд',
  },
  {
    name: 'importance',
    fields: ['importance', 'priority', 'rating'],
    words:
      'importance, priority, rating, nozīmība, svarīgums, prioritāte, მნიშვნელობა, პრიორიტეტი, ' +
      '重要程度, 重要性, 优先级, важность, приоритет, рейтинг',
  },
  {
    name: 'company',
    fields: ['companies', 'company'],
    words:
      'our company, own company, group company, companies, mūsu uzņēmums, ჩვენი კომპანია, 我方公司, ' +
      '所属公司, наша компания, наша организация',
  },
  {
    name: 'parent',
    fields: ['parent'],
    words:
      'parent, parent company, head office, holding, mātes uzņēmums, galvenais uzņēmums, ' +
      'მშობელი კომპანია, 母公司, 总公司, 上级单位, головная компания, холдинг, головной контрагент',
  },
  {
    name: 'createdAt',
    fields: ['createdAt', 'created'],
    words:
      'created, created at, created on, date created, date added, created date, izveidots, ' +
      'izveides datums, შექმნის თარიღი, 创建时间, 创建日期, 建档日期, создан, дата создания',
  },
  {
    name: 'updatedAt',
    fields: ['updatedAt', 'modified'],
    words:
      'updated, updated at, modified, last modified, changed, mainīts, labots, განახლდა, 更新时间, ' +
      '修改时间, изменен, дата изменения',
  },
  {
    name: 'balance',
    fields: ['balance'],
    words:
      'balance, saldo, bilance, atlikums, debt, parāds, ნაშთი, ბალანსი, დავალიანება, 余额, 欠款, ' +
      'сальдо, баланс, остаток, долг',
  },
  {
    name: 'amount',
    fields: ['amount', 'total', 'sum'],
    words:
      'amount, total, sum, turnover, summa, kopā, apgrozījums, თანხა, სულ, ბრუნვა, 金额, 总额, 合计, ' +
      'сумма, итого, оборот',
  },
  {
    name: 'price',
    fields: ['price', 'unitPrice'],
    words: 'price, unit price, cena, ფასი, 价格, 单价, цена, цена за единицу',
  },
  {
    name: 'quantity',
    fields: ['quantity', 'qty'],
    words: 'quantity, qty, count, daudzums, skaits, რაოდენობა, 数量, количество, кол во',
  },
  { name: 'date', fields: ['date', 'day'], words: 'date, day, datums, თარიღი, 日期, дата' },
  {
    name: 'problem',
    words:
      'problem, problems, error, errors, kļūda, kļūdas, problēma, შეცდომა, პრობლემა, 问题, 错误, ' +
      'проблема, ошибка, ошибки',
  },
]
