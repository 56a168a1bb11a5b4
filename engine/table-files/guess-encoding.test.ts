import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { guessEncoding } from './guess-encoding.ts'

const written: readonly (readonly [language: string, encodings: string, text: string])[] = [
  ['Latvian', 'windows-1257 iso-8859-4 cp775', 'SIA "Zaļā pļava";Rīga\nAS "Jēkabpils šķūnis";Daugavpils'],
  ['Latvian, one word', 'windows-1257', 'Rīga'],
  ['Latvian in capitals', 'windows-1257 iso-8859-4 cp775', 'SIA "RĪGAS PIENSAIMNIEKS";VALMIERA;ŠĶĒDE'],
  ['Lithuanian', 'windows-1257', 'UAB "Šilutė";Vilnius;Kęstučio gatvė'],
  ['Estonian', 'windows-1257', 'Põllumajandus OÜ;Pärnu'],
  ['German', 'windows-1252', 'Müller GmbH;München;Straße 5\nKöln'],
  ['French', 'windows-1252', 'Société Générale;Orléans\nCafé de la Gare;Besançon'],
  ['Spanish', 'windows-1252', 'Compañía Española;Málaga;Señor Muñoz'],
  ['Portuguese', 'windows-1252', 'Construções São João;São Paulo;Armação'],
  ['Swedish', 'windows-1252', 'Göteborgs Åkeri;Malmö'],
  ['Polish', 'windows-1250 cp852', 'Spółka Łódzka;Kraków;ul. Żółkiewskiego;Gdańsk'],
  ['Czech', 'windows-1250 iso-8859-2', 'Příbram;České Budějovice;Plzeň s.r.o.;Žižkov'],
  ['Hungarian', 'windows-1250', 'Győr;Székesfehérvár Kft.;Kőbánya'],
  ['Russian', 'windows-1251 koi8-r cp866 iso-8859-5', 'ООО «Ромашка»;Москва\nИП Иванов;Тверь'],
  ['Russian, one word', 'windows-1251 koi8-r cp866 iso-8859-5', 'Москва'],
  ['Russian in capitals', 'windows-1251 koi8-r cp866 iso-8859-5', 'ООО РОМАШКА;МОСКВА;НАИМЕНОВАНИЕ'],
  ['Ukrainian', 'windows-1251', 'ТОВ «Київський хліб»;Київ;вул. Їжакевича'],
  ['Greek', 'windows-1253', 'Ελληνική Εταιρεία ΑΕ;Αθήνα'],
  ['Turkish', 'windows-1254', 'İstanbul Ticaret A.Ş.;Beşiktaş;Diyarbakır Çağrı'],
  ['Chinese', 'gb18030 utf-8 utf-16le', '名称,城市\n北京明月贸易有限公司,北京'],
  ['Chinese, a name', 'gb18030', '客户名称,地址\n张伟,广州市天河区'],
  ['Chinese, one word', 'gb18030', '上海'],
  ['Chinese of Taiwan', 'big5', '公司名稱,地址\n台灣貿易股份有限公司,台北市'],
  ['Japanese', 'shift_jis euc-jp', '会社名,住所\n株式会社サンプル,東京都港区'],
  ['Korean', 'euc-kr', '회사명,주소\n주식회사 한빛,서울특별시 강남구'],
  ['Georgian', 'utf-8 utf-16le utf-16be', 'დასახელება;ქალაქი\nშპს ვაზი;თბილისი'],
  ['plain English', 'utf-8', 'name;city\nAcme;London'],
]

for (const [language, encodings, text] of written) {
  test(`a short text in ${language} tells its encoding`, () => {
    for (const encoding of encodings.split(' ')) {
      assert.equal(guessEncoding([iconv.encode(text, encoding)]).encodings[0], encoding)
    }
  })
}

test('letters that come late in a long file are seen', () => {
  const plain = Buffer.from('number;name\n1;Acme\n'.repeat(1000))
  const guess = guessEncoding([plain, plain, iconv.encode('77;SIA Šķūnis, Rīgā\n', 'windows-1257')])
  assert.equal(guess.encodings[0], 'windows-1257')
})

test('a file of UTF-8 with one broken letter is still UTF-8, and says so', () => {
  const text = Buffer.from('SIA "Zaļā pļava";Rīga\n'.repeat(50))
  const guess = guessEncoding([Buffer.concat([text, Buffer.from([0xe2, 0x0a]), text])])
  assert.deepEqual([guess.encodings[0], guess.unreadable], ['utf-8', 1])
})

test('a letter cut at the end of a sample does not make UTF-8 doubtful', () => {
  const text = Buffer.from('Rīgā šķūņi')
  for (let cut = 0; cut < text.length; cut += 1) {
    assert.equal(guessEncoding([text.subarray(0, cut), text.subarray(cut)]).encodings[0], 'utf-8')
  }
})
