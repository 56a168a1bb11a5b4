import type { LegalForm } from './legal-form.ts'

/**
 * The legal forms of companies as they are written in names, by country: the short form first, then other
 * spellings. `start`, `end` or `both` say where in the name the form stands. `!` marks a spelling that is an
 * ordinary word once it is written in Latin letters ("ТОО", "ИП"), so that it counts in its own script only.
 *
 * Source: the ISO 20275 entity legal forms (GLEIF code list) and the registers' own usage.
 */
export const legalFormTable: readonly LegalForm[] = parse(`
LV limited both SIA | sabiedrība ar ierobežotu atbildību
LV stock both AS | akciju sabiedrība | a/s
LV partnership both KS | komandītsabiedrība
LV partnership both PS | pilnsabiedrība
LV sole both IK | individuālais komersants
LV sole both IU | individuālais uzņēmums
LV farm both ZS | z/s | zemnieku saimniecība
LV cooperative both KB | kooperatīvā sabiedrība | lpks | kooperatīvā krājaizdevu sabiedrība
LV society both biedrība
LV foundation both nodibinājums
LV state both VAS | valsts akciju sabiedrība | VSIA | valsts sabiedrība ar ierobežotu atbildību
LV branch both filiāle
LT limited both UAB | uždaroji akcinė bendrovė
LT limited both MB | mažoji bendrija
LT stock both AB | akcinė bendrovė
LT sole both IĮ | individuali įmonė
LT public both VšĮ | viešoji įstaiga
LT state both valstybės įmonė | savivaldybės įmonė
LT partnership both KŪB | TŪB | komanditinė ūkinė bendrija | tikroji ūkinė bendrija
LT farm both ŽŪB | žemės ūkio bendrovė
EE limited both OÜ | osaühing
EE stock both AS | aktsiaselts
EE partnership both UÜ | usaldusühing
EE partnership both TÜ | täisühing
EE sole both FIE | füüsilisest isikust ettevõtja
EE society both MTÜ | mittetulundusühing
EE foundation both SA | sihtasutus
EE cooperative both tulundusühistu
FI limited both Oy | osakeyhtiö
FI stock both Oyj | julkinen osakeyhtiö | Abp
FI sole both Tmi | toiminimi
FI partnership both Ky | kommandiittiyhtiö
FI partnership both avoin yhtiö | Ay
FI cooperative both Osk | osuuskunta
FI society both rekisteröity yhdistys
SE limited both AB | aktiebolag | aktiebolaget
SE stock end publ | AB (publ)
SE partnership both HB | handelsbolag
SE partnership both KB | kommanditbolag
SE cooperative both ekonomisk förening | ek för
SE sole both enskild firma
NO limited end AS | aksjeselskap | A/S
NO stock end ASA | allmennaksjeselskap
NO sole end ENK | enkeltpersonforetak
NO partnership end ANS | DA | ansvarlig selskap
NO branch end NUF
NO cooperative end samvirkeforetak
DK limited end ApS | anpartsselskab
DK stock end A/S | aktieselskab
DK partnership end K/S | kommanditselskab | I/S | interessentskab | P/S
DK limited end IVS | iværksætterselskab
DK cooperative end a.m.b.a.
DK sole end enkeltmandsvirksomhed
IS limited end ehf | einkahlutafélag
IS stock end hf | hlutafélag | ohf
DE,AT,CH limited end GmbH | gesellschaft mit beschränkter haftung | gesellschaft mbH | gesellschaft m.b.H. | mbH | gGmbH | Ges.m.b.H. | GesmbH
DE limited end UG | UG (haftungsbeschränkt) | unternehmergesellschaft
  | unternehmergesellschaft haftungsbeschränkt
DE,AT,CH stock end AG | aktiengesellschaft
DE,AT,CH partnership end KG | kommanditgesellschaft | GmbH & Co. KG | GmbH u. Co. KG | GmbH und Co. KG | GmbH & Co. KGaA | AG & Co. KG
  | SE & Co. KG | UG & Co. KG
DE stock end KGaA | kommanditgesellschaft auf aktien | AG & Co. KGaA | SE & Co. KGaA
DE,AT partnership end OHG | offene handelsgesellschaft | OG | offene gesellschaft
DE partnership end GbR | gesellschaft bürgerlichen rechts | PartG | PartGmbB | partnerschaftsgesellschaft
DE,AT sole end e.K. | e. Kfm. | e.U. | eingetragener kaufmann | einzelunternehmen
DE society end e.V. | eingetragener verein
DE cooperative end eG | eingetragene genossenschaft
AT partnership end GesnbR | GesBR
CH limited end Sàrl | Sagl | società a garanzia limitata
CH sole end einzelfirma | raison individuelle | ditta individuale
CH cooperative end genossenschaft | société coopérative
GB,IE,AU,NZ,IN,HK,SG,ZA limited end Ltd | limited | co ltd | company limited | co limited | ltd co
GB,IE stock end PLC | public limited company | public limited
GB other end unlimited company | CIO
GB,US partnership end LLP | limited liability partnership
GB,US partnership end LP | limited partnership
GB public end CIC | community interest company
IE limited end DAC | designated activity company | CLG | teoranta
AU,ZA limited end Pty Ltd | proprietary limited | Pty | pty limited
IN,PK,LK limited end Pvt Ltd | private limited | Pvt | P Ltd | (P) Ltd | Pvt limited
IN limited end OPC Pvt Ltd | OPC private limited | प्राइवेट लिमिटेड | लिमिटेड
SG,MY limited end Pte Ltd | Pte | private limited
MY limited end Sdn Bhd | sendirian berhad
MY stock end Bhd | berhad
US,CA stock end Inc | incorporated | incorporation
US stock end Corp | corporation | co inc | company inc
US limited end LLC | limited liability company | limited liability co | L.L.C.
US partnership end PLLC | PC | P.C. | professional corporation
US other end PBC | public benefit corporation
US,GB other end Co | company | and co | and company
US,GB group end group | holding | holdings | group of companies
FR,BE,LU,CH limited end SARL | société à responsabilité limitée | S.à r.l. | EURL | SPRL | SRL
FR,CH stock end SA | société anonyme
FR stock both SAS | société par actions simplifiée | SASU
FR partnership end SNC | société en nom collectif | SCS | SCI | société civile immobilière
FR sole end EIRL | entreprise individuelle | auto-entrepreneur | micro-entreprise
FR society end association loi 1901
FR partnership end SELARL | SELAS | GIE | groupement d'intérêt économique | GAEC
FR cooperative end SCOP
BE,NL limited end BV | B.V. | besloten vennootschap | BVBA | bv met beperkte aansprakelijkheid
BE,NL stock end NV | N.V. | naamloze vennootschap
BE,NL partnership end VOF | vennootschap onder firma | CV | commanditaire vennootschap | CVBA
LU partnership end SCA | société en commandite par actions | SECS | SCSp
NL foundation both stichting
NL sole end eenmanszaak
NL partnership end maatschap
NL cooperative both coöperatie | coöperatieve vereniging | U.A. | B.A.
BE society end ASBL | VZW | vereniging zonder winstoogmerk
BE partnership end CommV | société simple
IT limited end Srl | S.r.l. | società a responsabilità limitata | Srls | S.r.l.s. | S.r.l. unipersonale
IT stock end SpA | S.p.A. | società per azioni | SApA
IT partnership end Snc | S.n.c. | società in nome collettivo | Sas | S.a.s.
  | società in accomandita semplice
IT cooperative end società cooperativa | soc coop | soc coop a rl | scarl | S.c.a r.l. | scrl
IT sole end ditta individuale | impresa individuale
IT society end S.S. | società semplice
ES limited end SL | S.L. | sociedad limitada | SLU | S.L.U. | sociedad de responsabilidad limitada | SRL
  | SLL
ES stock end SA | S.A. | sociedad anónima | SAU | S.A.U. | SAL
ES cooperative end S. Coop. | sociedad cooperativa | SCP | CB | comunidad de bienes
ES partnership end sociedad civil | S.Com. | sociedad comanditaria
PT limited end Lda | limitada | sociedade por quotas | unipessoal lda | sociedade unipessoal lda
PT stock end SA | S.A. | sociedade anónima | SGPS SA
BR limited end Ltda | limitada | EIRELI | Ltda ME | Ltda EPP
BR sole end MEI
MX stock end SA de CV | S.A. de C.V. | sociedad anónima de capital variable | SAB de CV | SAPI de CV
  | S.A.P.I. de C.V.
MX limited end S de RL de CV | S. de R.L. de C.V. | S de RL
CO,EC,CL stock end S.A.S. | SpA | sociedad por acciones simplificada | Cía Ltda | compañía limitada | y Cía
PE limited end SAC | S.A.C. | EIRL | E.I.R.L. | S.R.L.
PL limited end sp. z o.o. | spółka z ograniczoną odpowiedzialnością | spółka z o.o. | sp zoo | spzoo
PL stock end SA | S.A. | spółka akcyjna | PSA | prosta spółka akcyjna
PL partnership end sp. j. | sp. k. | sp. p. | s.c. | spółka jawna | spółka komandytowa | spółka cywilna
  | spółka partnerska
PL partnership end sp. z o.o. sp. k. | sp. z o.o. sp.k. | S.K.A. | spółka komandytowo-akcyjna
CZ,SK limited end s.r.o. | společnost s ručením omezeným | spoločnosť s ručením obmedzeným | spol. s r.o.
  | spol s ro
CZ,SK stock end a.s. | akciová společnost | akciová spoločnosť
CZ,SK partnership end v.o.s. | k.s. | veřejná obchodní společnost | komanditní společnost
CZ society end z.s. | o.p.s. | z.ú. | spolek
CZ,SK state end s.p. | š.p. | státní podnik | štátny podnik
CZ,SK cooperative end družstvo
HU limited end Kft | korlátolt felelősségű társaság | Nonprofit Kft
HU stock end Zrt | Nyrt | Rt | zártkörűen működő részvénytársaság | nyilvánosan működő részvénytársaság
  | részvénytársaság
HU partnership end Bt | Kkt | betéti társaság | közkereseti társaság
HU sole end E.V. | egyéni vállalkozó | egyéni cég
RO,MD limited both SRL | S.R.L. | societate cu răspundere limitată | SC | SRL-D
RO stock both SA | S.A. | societate pe acțiuni
RO sole both PFA | persoană fizică autorizată | întreprindere individuală | întreprindere familială
RO partnership both SNC | SCS | societate în nume colectiv
BG limited end ООД | ЕООД | дружество с ограничена отговорност
BG stock end АД | ЕАД
BG sole both !ЕТ | едноличен търговец
BG partnership end СД | КД | събирателно дружество | командитно дружество
HR,SI,RS,BA,ME,MK limited end d.o.o. | društvo s ograničenom odgovornošću | družba z omejeno odgovornostjo
  | j.d.o.o. | ДОО | ДООЕЛ
HR,SI,RS,BA,ME,MK stock end d.d. | a.d. | dioničko društvo | delniška družba
SI,HR sole end s.p. | samostojni podjetnik | obrt
RS sole end PR | preduzetnik
AL limited end Sh.p.k. | Shpk
AL stock end Sh.a.
GR,CY limited end EPE | Ε.Π.Ε. | ΕΠΕ | Εταιρεία Περιορισμένης Ευθύνης | IKE | Ι.Κ.Ε. | ΙΚΕ | Μονοπρόσωπη ΙΚΕ
GR stock end !Α.Ε. | !ΑΕ | Ανώνυμη Εταιρεία | Ανώνυμος Εταιρεία | anonimi etairia | ABEE | ΑΒΕΕ
GR partnership end !Ο.Ε. | !ΟΕ | !Ε.Ε. | !ΕΕ
GR partnership end Ομόρρυθμη Εταιρεία | Ετερόρρυθμη Εταιρεία
GR sole end !Ατομική Επιχείρηση
TR limited end Ltd. Şti. | limited şirketi | Ltd Şirketi | San. ve Tic. Ltd. Şti.
  | sanayi ve ticaret limited şirketi
TR stock end A.Ş. | anonim şirketi | San. ve Tic. A.Ş. | sanayi ve ticaret anonim şirketi
TR partnership end kollektif şirketi | komandit şirketi
TR sole end şahıs şirketi
TR cooperative end kooperatifi
RU,BY limited both OOO | ООО | общество с ограниченной ответственностью
  | товарищество с ограниченной ответственностью
RU stock both !АО | акционерное общество | ОАО | ЗАО | ПАО | НАО | открытое акционерное общество
  | закрытое акционерное общество | публичное акционерное общество
RU sole both !ИП | индивидуальный предприниматель
RU farm both КФХ | крестьянское фермерское хозяйство
RU state both ФГУП | ГУП | МУП | федеральное государственное унитарное предприятие
RU public both НКО | АНО | ФГБУ | ГБУ | МБУ
RU partnership both полное товарищество | коммандитное товарищество | товарищество на вере
RU cooperative both производственный кооператив | потребительский кооператив
RU sole both самозанятый
BY limited both ОДО | общество с дополнительной ответственностью | ЧУП | ЧТУП | частное предприятие | !УП
BY limited both ТАА | таварыства з абмежаванай адказнасцю | ЧПУП | частное унитарное предприятие
BY stock both ААТ | !ЗАТ | адкрытае акцыянернае таварыства | закрытае акцыянернае таварыства
BY state both РУП | КУП | республиканское унитарное предприятие
UA limited both ТОВ | ТзОВ | TOV | товариство з обмеженою відповідальністю
UA stock both !АТ | !ПАТ | ПрАТ | акціонерне товариство | приватне акціонерне товариство
  | публічне акціонерне товариство
UA sole both !ФОП | фізична особа-підприємець | приватне підприємство | !ПП
UA state both !ДП | державне підприємство | комунальне підприємство
KZ limited both !ТОО | ЖШС | жауапкершілігі шектеулі серіктестігі
KZ limited end LLP
KZ stock both !АО | АҚ | акционерлік қоғамы
KZ sole both !ЖК | жеке кәсіпкер
UZ limited both ООО | MChJ | МЧЖ | mas'uliyati cheklangan jamiyat
AM limited both ՍՊԸ | SPE
AM stock both ՓԲԸ | ԲԲԸ
AM,AZ,BY,GE,KZ,LV,MD,RU,UA,UZ stock both JSC | CJSC | OJSC | PJSC | PrJSC | joint stock company | OAO | ZAO | PAO
AM,AZ,BY,GE,KZ,LV,MD,RU,UA,UZ limited both LLC | Ltd
AM sole both !ԱՁ | անհատ ձեռնարկատեր
AM limited both սահմանափակ պատասխանատվությամբ ընկերություն
AZ limited both MMC | məhdud məsuliyyətli cəmiyyət
AZ stock both ASC | QSC | açıq səhmdar cəmiyyəti
AZ stock both qapalı səhmdar cəmiyyəti
AZ sole both fərdi sahibkar
GE limited both შპს | შეზღუდული პასუხისმგებლობის საზოგადოება
GE stock both !სს | სააქციო საზოგადოება
GE sole both !ი/მ | !იმ | ინდივიდუალური მეწარმე | ინდ. მეწარმე | !ი.მ.
GE cooperative both კოოპერატივი
GE society both ა(ა)იპ | !ააიპ | არასამეწარმეო არაკომერციული იურიდიული პირი
GE state both სსიპ | საჯარო სამართლის იურიდიული პირი
GE partnership both სპს | !კს | სოლიდარული პასუხისმგებლობის საზოგადოება
GE partnership both კომანდიტური საზოგადოება
GE limited both shps | shezghuduli pasukhismgeblobis sazogadoeba
GE sole both ind. metsarme
IL limited end Ltd | בע"מ | בעמ
ID limited both PT | perseroan terbatas | PT Tbk | Tbk
ID partnership start CV
TH limited both บริษัท จำกัด | จำกัด | บริษัท
VN limited both TNHH | công ty TNHH | công ty trách nhiệm hữu hạn | công ty cổ phần | công ty
JP limited both 有限会社 | 合同会社 | GK | godo kaisha | YK
JP stock both 株式会社 | KK | K.K. | kabushiki kaisha | kabushiki gaisha | !(株)
JP stock both 株式會社
JP limited both 有限會社 | yugen kaisha | !(有)
JP partnership both 合資会社 | 合名会社 | 合資會社 | 合名會社
JP society both 一般社団法人 | 一般財団法人 | 医療法人 | 学校法人
KR stock both 주식회사 | !(주) | jusik hoesa
KR limited both 유한회사
KR limited both 유한책임회사 | yuhan hoesa
KR partnership both 합자회사 | 합명회사
KR society both 사단법인 | 재단법인
AE,SA limited end FZE | FZ LLC | FZ-LLC | FZCO | FZC | DMCC | W.L.L. | WLL | ذ.م.م | LLC
EU stock both SE | societas europaea | SCE | EEIG
CN,TW,HK limited end 有限公司 | 有限责任公司 | 有限責任公司
CN,TW,HK stock end 股份有限公司 | 集团有限公司 | 集團有限公司 | 集团股份有限公司 | 控股有限公司 | 股份公司
CN,TW,HK group end 集团 | 集團 | 集团公司 | 集團公司 | 公司 | 总公司 | 總公司
CN,TW,HK branch end 分公司
CN,TW,HK limited end 无限公司 | 無限公司 | 公眾有限公司
CN,TW,HK sole end 个体工商户 | 個體工商戶 | 个体户 | 個體戶 | 个人独资企业 | 個人獨資企業 | 经营部 | 經營部 | 商行
  | 商號 | 企業社
CN,TW,HK partnership end 有限合伙 | 合伙企业 | (有限合伙) | 有限合夥 | 合夥企業 | 有限合伙企业 | 普通合伙
  | 兩合公司
`)

function parse(table: string): LegalForm[] {
  return table
    .trim()
    .split(/\n(?! )/)
    .map((line) => {
      const [countries = '', kind = '', position = '', ...rest] = line.split(' ')
      const names = rest.join(' ').split(/\s*\| /)
      return {
        countries: countries.split(','),
        kind,
        position: position as LegalForm['position'],
        names: names.map((name) => name.replace(/^!/, '')),
        namesInOwnScript: names.filter((name) => name.startsWith('!')).map((name) => name.slice(1)),
      }
    })
}
