import { codes } from '../fields/code/code-list.ts'
import { fold } from '../text/fold.ts'

/**
 * The code of a country by what people put into its column though no list has it: three letters (ISO 3166-1
 * alpha-3), its name in its own language or a neighbour's, an everyday or a former name. Undefined where
 * it is none of these.
 */
export function countryByCustom(text: string): string | undefined {
  const plain = text.length > 100 ? '' : text.normalize('NFKC').trim()
  const letters = plain.replaceAll('.', '').toUpperCase()
  const everyday = names.get(keyOf(plain))
  if (everyday !== undefined) return everyday
  if (/^[A-Z]{3}$/.test(letters)) return threeLetters.get(letters)
  return nativeNames().get(keyOf(plain))
}

function keyOf(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const names = new Map(
  (
    'usa US,us US,u s a US,u s US,united states of america US,america US,сша US,asv US,აშშ US,美国 US,' +
    'uk GB,u k GB,great britain GB,britain GB,england GB,scotland GB,wales GB,northern ireland ' +
    'GB,anglija GB,' +
    'lielbritanija GB,англия GB,великобритания GB,ინგლისი GB,დიდი ბრიტანეთი GB,英国 GB,英格兰 GB,' +
    'holland NL,holande NL,голландия NL,ჰოლანდია NL,荷兰 NL,russian federation RU,krievijas federacija RU,' +
    'российская федерация RU,рф RU,რუსეთის ფედერაცია RU,俄国 RU,lr LV,latvijas republika LV,' +
    'republic of latvia LV,' +
    'czech republic CZ,cehijas republika CZ,чешская республика CZ,south korea KR,korea KR,' +
    'republic of korea KR,' +
    'южная корея KR,dienvidkoreja KR,韩国 KR,north korea KP,swaziland SZ,burma MM,macedonia MK,' +
    'ivory coast CI,' +
    'turkey TR,turkiye TR,turcija TR,uae AE,emirates AE,оаэ AE,prc CN,china pr CN,кнр CN,中华人民共和国 CN,中國 CN,' +
    'hong kong HK,香港 HK,macau MO,macao MO,澳门 MO,taiwan TW,台湾 TW,台灣 TW,viet nam VN,vietnam VN,' +
    'iran IR,syria SY,' +
    'moldova MD,молдавия MD,republic of moldova MD,belorussia BY,белоруссия BY,baltkrievija BY,ukraina UA,' +
    'republic of georgia GE,sakartvelo GE,gruzija GE,грузия GE,kirgizija KG,киргизия KG,kosovo ' +
    'XK,eire IE,vatican VA'
  )
    .split(',')
    .map((pair) => [keyOf(pair.slice(0, -3)), pair.slice(-2)] as const),
)

/** ISO 3166-1 alpha-3, where it is not the alpha-2 code with a letter behind. */
const threeLetters = new Map(
  (
    'ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU ' +
    'AUTAT AZEAZ BDIBI BELBE ' +
    'BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB ' +
    'BRNBN BTNBT BVTBV BWABW ' +
    'CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR ' +
    'CUBCU CUWCW CXRCX CYMKY ' +
    'CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET ' +
    'FINFI FJIFJ FLKFK FRAFR ' +
    'FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD ' +
    'GRLGL GTMGT GUFGF GUMGU ' +
    'GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ' +
    'ISRIL ITAIT JAMJM JEYJE ' +
    'JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC ' +
    'LIELI LKALK LSOLS LTULT ' +
    'LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM ' +
    'MNEME MNGMN MNPMP MOZMZ ' +
    'MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL ' +
    'NORNO NPLNP NRUNR NZLNZ ' +
    'OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF ' +
    'QATQA REURE ROURO RUSRU ' +
    'RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS ' +
    'SSDSS STPST SURSR SVKSK ' +
    'SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO ' +
    'TTOTT TUNTN TURTR TUVTV ' +
    'TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU ' +
    'WLFWF WSMWS XKXXK YEMYE ' +
    'ZAFZA ZMBZM ZWEZW'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 3), pair.slice(3)] as const),
)

/**
 * Languages in which partners of a European and Asian trade write their own and their neighbours' countries.
 */
const languages = (
  'de fr es it pt nl pl et lt fi sv da nb cs sk hu ro bg el hr sl sr uk be tr ja ko zh-Hant ar ' +
  'he hi hy az kk uz is ' +
  'ga mt sq mk bs ca'
).split(' ')

let native: ReadonlyMap<string, string> | undefined

/**
 * Made when first needed: it takes a moment, and most files never ask. A name of two countries says nothing.
 */
function nativeNames(): ReadonlyMap<string, string> {
  if (native) return native
  const found = new Map<string, string>()
  const shared = new Set<string>()
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const country of codes.country) {
      const name = keyOf(display.of(country) ?? '')
      if (name === '') continue
      if ((found.get(name) ?? country) !== country) shared.add(name)
      found.set(name, country)
    }
  }
  for (const name of shared) found.delete(name)
  return (native = found)
}
