import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockingKeys, compareRecords, type MatchRecord } from './index.ts'

type Pair = readonly [MatchRecord, MatchRecord]

/** Pairs that are hard to judge, made up after slips that people, machines and alphabets make. */
const same: readonly Pair[] = [
  [
    { name: 'Baltijas Loģistika SIA', city: 'Rīga' },
    { name: 'Ba1tijas Loģistika SIA', city: 'Rīga' },
  ],
  [
    { name: 'SIA Komforts', city: 'Rīga' },
    { name: 'SIA K0mforts', city: 'Rīga' },
  ],
  [
    { name: 'Omega Transport', city: 'Tallinn', phone: '+372 6501234' },
    { name: '0mega Transp0rt', city: 'Tallinn', phone: '+372 6501234' },
  ],
  [
    { name: 'Pienkalni AS', city: 'Jelgava' },
    { name: 'Pienka1ni AS', city: 'Jelgava' },
  ],
  [
    { name: 'Harrington Supplies Ltd', city: 'London' },
    { name: 'Harrlngton Supplies Ltd', city: 'London' },
  ],
  [
    { name: 'Burnham Electrical Ltd', city: 'Leeds' },
    { name: 'Bumham Electrical Ltd', city: 'Leeds' },
  ],
  [
    { name: 'Modern Textile Ltd', city: 'Leeds' },
    { name: 'Modem Textile Ltd', city: 'Leeds' },
  ],
  [
    { name: 'Ozols Jānis', city: 'Rīga' },
    { name: 'Jānis Ozols', city: 'Rīga' },
  ],
  [
    { name: 'Kalēju Iela Viesnīca SIA', city: 'Rīga' },
    { name: 'Viesnīca Kalēju Iela', city: 'Rīga' },
  ],
  [{ name: 'Green Valley Foods' }, { name: 'Foods Green Valley' }],
  [
    { name: 'Sky Net Baltic', city: 'Rīga' },
    { name: 'SkyNet Baltic', city: 'Rīga' },
  ],
  [
    { name: 'E-Lats', city: 'Ogre' },
    { name: 'Elats', city: 'Ogre' },
  ],
  [{ name: 'Micro Soft Corp' }, { name: 'Microsoft Corporation' }],
  [
    { name: 'International Business Machines Corp', country: 'US', phone: '+1 914 499 1900' },
    { name: 'IBM Corp', country: 'US', phone: '+1 914 499 1900' },
  ],
  [
    { name: 'Northern Mfg Co', city: 'Leeds' },
    { name: 'Northern Manufacturing Company', city: 'Leeds' },
  ],
  [
    { name: 'Smith & Sons Ltd', city: 'York' },
    { name: 'Smith and Sons Limited', city: 'York' },
  ],
  [
    { name: 'Müller & Söhne GmbH', city: 'Köln' },
    { name: 'Mueller und Soehne', city: 'Koeln' },
  ],
  [{ name: 'Assoc. of Baltic Ports' }, { name: 'Association of Baltic Ports' }],
  [{ name: 'Intl. Steel Bros Inc' }, { name: 'International Steel Brothers Inc.' }],
  [
    { name: 'ООО «Газпром нефть»', city: 'Санкт-Петербург' },
    { name: 'Gazprom Neft LLC', city: 'Sankt-Peterburg' },
  ],
  [
    { name: 'ООО Газпром нефть', city: 'Санкт-Петербург' },
    { name: 'Gazprom Neft', city: 'Saint Petersburg' },
  ],
  [
    { name: 'Щербаков Алексей', city: 'Москва' },
    { name: 'Aleksey Shcherbakov', city: 'Moscow' },
  ],
  [{ name: 'Щербаков Алексей' }, { name: 'Alexei Scherbakow' }],
  [{ name: 'Юрий Хачатурян' }, { name: 'Yuriy Khachaturyan' }],
  [{ name: 'Чайковский Пётр' }, { name: 'Tchaikovsky Peter' }],
  [{ name: 'Чайковский Пётр Ильич' }, { name: 'Chaykovskiy Petr Ilich' }],
  [{ name: 'Жуков Евгений' }, { name: 'Zhukov Evgeny' }],
  [{ name: 'Жуков Евгений' }, { name: 'Jukov Yevgeniy' }],
  [
    { name: 'შპს ქართული ღვინო', city: 'თბილისი' },
    { name: 'Kartuli Gvino LLC', city: 'Tbilisi' },
  ],
  [
    { name: 'შპს წყალტუბო', city: 'წყალტუბო' },
    { name: 'Tskaltubo LLC', city: 'Tskaltubo' },
  ],
  [{ name: 'გიორგი ჭავჭავაძე' }, { name: 'Giorgi Chavchavadze' }],
  [{ name: 'გიორგი ყიფიანი' }, { name: 'Giorgi Kipiani' }],
  [{ name: 'გიორგი ყიფიანი' }, { name: 'Giorgi Qipiani' }],
  [{ name: 'გიორგი ძაძამია' }, { name: 'Giorgi Dzadzamia' }],
  [{ name: 'ჯემალ ხარაიშვილი' }, { name: 'Jemal Kharaishvili' }],
  [{ name: 'შპს ბორჯომი' }, { name: 'ООО Боржоми' }],
  [
    { name: '上海海川机械有限公司', city: '上海' },
    { name: '上海海川机械股份有限公司', city: '上海市' },
  ],
  [
    { name: '上海海川机械有限公司', city: '上海' },
    { name: 'Shanghai Haichuan Jixie Youxian Gongsi', city: 'Shanghai' },
  ],
  [{ name: '北京华为技术有限公司' }, { name: '华为技术（北京）有限公司' }],
  [
    { name: '廣東華興機械有限公司', city: '廣州' },
    { name: '广东华兴机械有限公司', city: '广州' },
  ],
  [{ name: '臺灣鴻海精密工業股份有限公司' }, { name: '台湾鸿海精密工业股份公司' }],
  [{ name: '陳記茶行個體工商戶' }, { name: '陈记茶行个体工商户' }],
  [
    { name: 'Саша Воронцов', city: 'Тверь' },
    { name: 'Александр Воронцов', city: 'Тверь' },
  ],
  [
    { name: 'გიო ბერიძე', city: 'ბათუმი' },
    { name: 'გიორგი ბერიძე', city: 'ბათუმი' },
  ],
  [
    { name: 'Сергій Коваленко', city: 'Львів' },
    { name: 'Sergey Kovalenko', city: 'Lviv' },
  ],
  [{ name: 'Coöperatie Groen U.A.' }, { name: 'Groen' }],
  [
    { name: 'ТзОВ Калина', city: 'Львів' },
    { name: 'ТОВ Калина', city: 'Львів' },
  ],
  [
    { name: '王建国', phone: '+86 138 1234 5678' },
    { name: 'Wang Jianguo', phone: '13812345678' },
  ],
  [
    { name: '王建国', city: '北京' },
    { name: 'Wang Jian Guo', city: 'Beijing' },
  ],
  [
    { name: '王建国', city: '北京' },
    { name: 'Jianguo Wang', city: 'Beijing' },
  ],
  [{ name: '深圳市腾讯计算机系统有限公司' }, { name: '腾讯计算机系统' }],
  [
    { name: 'Acme Ltd', taxId: 'GB123456789' },
    { name: 'Acme Limited', taxId: '123456789' },
  ],
  [
    { name: 'Jonathan Smith', email: 'j.smith@acme.com' },
    { name: 'Jon Smith', email: 'j.smith@acme.com' },
  ],
  [
    { name: 'William Brown', phone: '+44 20 7946 0958' },
    { name: 'Bill Brown', phone: '020 7946 0958' },
  ],
  [
    { name: 'Robert Johnson', address: '12 Main Street', city: 'Leeds' },
    { name: 'Bob Johnson', address: '12 Main St', city: 'Leeds' },
  ],
  [
    { name: 'Elizabeth Taylor-Jones', city: 'Leeds' },
    { name: 'Elizabeth Taylor Jones', city: 'Leeds' },
  ],
  [
    { name: "O'Neill Transport", city: 'Cork' },
    { name: 'ONeill Transport', city: 'Cork' },
  ],
  [
    { name: "McDonald's", city: 'Cork', address: '5 Patrick St' },
    { name: 'Mc Donalds', city: 'Cork', address: '5 Patrick Street' },
  ],
  [
    { name: 'Café de la Gare', city: 'Paris' },
    { name: 'Cafe la Gare', city: 'Paris' },
  ],
  [{ name: 'Société Générale SA' }, { name: 'Societe Generale' }],
  [{ name: 'Łódzkie Zakłady Sp. z o.o.' }, { name: 'Lodzkie Zaklady' }],
  [
    { name: 'Şişecam A.Ş.', city: 'İstanbul' },
    { name: 'Sisecam AS', city: 'Istanbul' },
  ],
  [{ name: 'Αθηναϊκή Ζυθοποιία' }, { name: 'Athinaiki Zythopoiia' }],
  [{ name: 'Київстар ПрАТ' }, { name: 'Kyivstar' }],
  [{ name: 'ТОВ Київські Каштани' }, { name: 'Kyivski Kashtany LLC' }],
  [
    { name: 'ООО "Рога и копыта"', city: 'Москва' },
    { name: 'Рога и Копыта ООО (филиал)', city: 'Москва' },
  ],
  [
    { name: 'ИП Иванов Иван Иванович', taxId: '770123456789' },
    { name: 'Иванов И.И.', taxId: '770123456789' },
  ],
  [
    { name: 'Иванов Иван Иванович', phone: '+7 495 1234567' },
    { name: 'Иванов И.И.', phone: '8 (495) 123-45-67' },
  ],
  [
    { name: 'Acme Ltd t/a Speedy Movers', city: 'Leeds', phone: '01132345678' },
    { name: 'Speedy Movers', city: 'Leeds', phone: '0113 2345678' },
  ],
  [{ name: 'The Boeing Company' }, { name: 'Boeing Co.' }],
  [{ name: 'Deutsche Bahn AG' }, { name: 'Deutsche Bahn Aktiengesellschaft' }],
  [{ name: 'Siemens Energy Global GmbH & Co. KG' }, { name: 'Siemens Energy Global' }],
  [{ name: 'Nordea Bank Abp' }, { name: 'Nordea Bank' }],
  [
    { name: 'Karlsson Bygg AB', city: 'Malmö' },
    { name: 'Karlson Byg', city: 'Malmo' },
  ],
  [{ name: 'Hewlett-Packard' }, { name: 'Hewlett Packard Inc.' }],
  [{ name: 'Ernst & Young' }, { name: 'Ernst and Young LLP' }],
  [{ name: 'Coca Cola Hellenic Bottling' }, { name: 'Coca-Cola Helenic Botling Co' }],
  [{ name: 'SIA "Latvijas Mobilais Telefons"' }, { name: 'Latvijas mobilais telefons SIA (LMT)' }],
  [
    { name: 'Dzintara Krasts SIA', city: 'Jūrmala' },
    { name: 'Dzintarkrasts SIA', city: 'Jūrmala' },
  ],
  [
    { name: 'Jūras Vārti', city: 'Ventspils', address: 'Karlīnes 40' },
    { name: 'Juras Varti teātra nams', city: 'Ventspils', address: 'Karlines iela 40' },
  ],
  [{ name: 'Путин Владимир Владимирович' }, { name: 'Vladimir Putin' }],
  [{ name: 'Шевченко Олена Петрівна' }, { name: 'Olena Shevchenko' }],
  [{ name: 'Prof. Dr. Hans Müller' }, { name: 'Hans Mueller' }],
  [{ name: 'Sir Richard Branson' }, { name: 'Richard Branson' }],
  [{ name: 'Sheikh Tamim bin Hamad' }, { name: 'Tamim Ben Hamad' }],
  [{ name: 'Muhammad Hussein' }, { name: 'Mohamed Husayn' }],
  [{ name: 'Yousef Omar' }, { name: 'Yusuf Umar' }],
  [{ name: 'Wang Xiaoming' }, { name: 'Xiao Ming Wang' }],
  [{ name: 'Abdul Rahman Khan' }, { name: 'Khan Abdulrahman' }],
]

/** Others that look much alike: branches, firms of one house or one group, and people of one family. */
const different: readonly Pair[] = [
  [
    { name: 'Rimi Latvia SIA, Brīvības filiāle', city: 'Rīga', address: 'Brīvības iela 201' },
    { name: 'Rimi Latvia SIA, Jelgavas filiāle', city: 'Jelgava', address: 'Lielā iela 12' },
  ],
  [
    { name: 'Maxima veikals Nr. 17', city: 'Rīga', address: 'Deglava 67' },
    { name: 'Maxima veikals Nr. 71', city: 'Rīga', address: 'Saharova 20' },
  ],
  [
    { name: 'Starbucks Store 1021', city: 'Seattle' },
    { name: 'Starbucks Store 1022', city: 'Seattle' },
  ],
  [
    { name: 'Aptieka 5', city: 'Liepāja', address: 'Zivju 3' },
    { name: 'Aptieka 6', city: 'Liepāja', address: 'Graudu 40' },
  ],
  [
    { name: 'Marriott Hotel Berlin', city: 'Berlin', address: 'Inge-Beisheim-Platz 1' },
    { name: 'Marriott Hotel Hamburg', city: 'Hamburg', address: 'ABC-Straße 52' },
  ],
  [
    { name: 'Alfa Apdrošināšana SIA', city: 'Rīga', address: 'Brīvības iela 40' },
    { name: 'Zemgales Mēbeles SIA', city: 'Rīga', address: 'Brīvības iela 40' },
  ],
  [
    { name: 'Alfa Apdrošināšana SIA', city: 'Rīga', address: 'Brīvības iela 40', phone: '67112233' },
    { name: 'Beta Grāmatvedība SIA', city: 'Rīga', address: 'Brīvības iela 40', phone: '67112233' },
  ],
  [
    { name: 'Law Office Brown', city: 'London', address: '10 Fleet Street' },
    { name: 'Green Consulting', city: 'London', address: '10 Fleet Street' },
  ],
  [
    { name: 'Acme Holding Ltd', city: 'London', taxId: 'GB111111111' },
    { name: 'Acme Trading Ltd', city: 'London', taxId: 'GB222222222' },
  ],
  [
    { name: 'Latvijas Dzelzceļš', city: 'Rīga' },
    { name: 'Latvijas Pasts', city: 'Rīga' },
  ],
  [
    { name: 'Baltic Trade Group', city: 'Rīga' },
    { name: 'Baltic Transport Group', city: 'Rīga' },
  ],
  [
    { name: 'Bank of China', country: 'CN' },
    { name: 'Bank of Georgia', country: 'GE' },
  ],
  [{ name: 'University of London' }, { name: 'University of Leeds' }],
  [{ name: 'First National Bank' }, { name: 'Second National Bank' }],
  [{ name: 'Eastern Timber Ltd' }, { name: 'Western Timber Ltd' }],
  [{ name: 'North Sea Fish Ltd' }, { name: 'South Sea Fish Ltd' }],
  [
    { name: 'Hotel Riga', city: 'Rīga' },
    { name: 'Hotel Roma', city: 'Rīga' },
  ],
  [
    { name: 'Mart SIA', city: 'Rīga' },
    { name: 'Mars SIA', city: 'Rīga' },
  ],
  [
    { name: 'Kalniņš Jānis', city: 'Rīga', email: 'janis.k@inbox.lv' },
    { name: 'Kalniņš Juris', city: 'Rīga', email: 'juris.k@inbox.lv' },
  ],
  [{ name: 'Ivanov Ivan' }, { name: 'Ivanova Irina' }],
  [
    { name: 'Anna Bērziņa', city: 'Rīga' },
    { name: 'Andris Bērziņš', city: 'Rīga' },
  ],
  [
    { name: 'A1 Auto', city: 'Rīga' },
    { name: 'A2 Auto', city: 'Rīga' },
  ],
  [
    { name: 'Delta Plus 2000', city: 'Rīga' },
    { name: 'Delta Plus 3000', city: 'Rīga' },
  ],
  [
    { name: '上海海川机械有限公司', city: '上海' },
    { name: '上海海鹏机械有限公司', city: '上海' },
  ],
  [{ name: '北京银行' }, { name: '南京银行' }],
  [{ name: '華興機械有限公司' }, { name: '华光机械有限公司' }],
  [{ name: 'Саша Иванов' }, { name: 'Сергей Иванов' }],
  [{ name: '中国工商银行' }, { name: '中国农业银行' }],
  [
    { name: '李伟', city: '北京' },
    { name: '李娜', city: '北京' },
  ],
  [
    { name: '王芳', city: '上海' },
    { name: '王方', city: '上海' },
  ],
  [{ name: 'Siemens Energy AG' }, { name: 'Siemens Healthineers AG' }],
  [{ name: 'Toyota Motor Finance' }, { name: 'Toyota Motor Manufacturing' }],
  [{ name: 'Deutsche Bank AG' }, { name: 'Deutsche Bahn AG' }],
  [{ name: 'Samsung Electronics' }, { name: 'Samsung Engineering' }],
  [{ name: 'Michael Jackson' }, { name: 'Michael Johnson' }],
  [
    { name: 'Maria Garcia', city: 'Madrid' },
    { name: 'Mario Garcia', city: 'Madrid' },
  ],
  [
    { name: 'Aleksandrs Ozols', city: 'Rīga' },
    { name: 'Aleksandra Ozola', city: 'Rīga' },
  ],
  [{ name: 'Иванов Иван Иванович' }, { name: 'Иванов Иван Петрович' }],
  [{ name: 'Dr. Hans Müller' }, { name: 'Dr. Peter Müller' }],
  [{ name: 'Tamim bin Hamad Al Thani' }, { name: 'Hamad bin Khalifa Al Thani' }],
]

test('slips of machines and fingers, short forms, initials and other alphabets hide no partner', () => {
  for (const [left, right] of same) {
    const { score } = compareRecords(left, right)
    assert.ok(score >= 0.5, `${left.name} / ${right.name}: ${score}`)
    const keys = new Set(blockingKeys(left))
    assert.ok(
      blockingKeys(right).some((key) => keys.has(key)),
      `${left.name} / ${right.name} share no key`,
    )
  }
})

test('branches, neighbours, sisters and namesakes stay apart', () => {
  for (const [left, right] of different) {
    const { score } = compareRecords(left, right)
    assert.ok(score < 0.5, `${left.name} / ${right.name}: ${score}`)
  }
})
