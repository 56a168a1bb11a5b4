import { latin } from './latin.ts'
import { withoutHanLegalForm } from './legal-form.ts'
import { words } from './words.ts'

/**
 * How the Han names in a text are spoken where that differs from their characters one by one: 重庆银行
 * is `chongqingyinhang`, though its characters alone read `zhongqingyinxing`. Without legal forms, in
 * small Latin letters.
 */
export function hanReadings(text: string): string[] {
  if (!spokenOtherwise.test(text)) return []
  return words(text).han.flatMap((run) => {
    const { name } = withoutHanLegalForm(run)
    const spoken = latin(name.replace(everyOne, (word) => readings.get(word) ?? word))
    return spoken === latin(name) ? [] : [spoken]
  })
}

/**
 * Words of names whose characters read otherwise than alone: cities, banks, what firms make and trade in. A
 * single character is read so wherever no longer word says otherwise. ü is written as people type it.
 */
const readings = new Map(
  (
    '长=chang 成长=chengzhang 增长=zengzhang 生长=shengzhang 校长=xiaozhang 长者=zhangzhe ' +
    '重庆=chongqing 重阳=chongyang 重复=chongfu 重组=chongzu 重新=chongxin 厦门=xiamen 成都=chengdu 都市=dushi ' +
    '首都=shoudu 新都=xindu 西藏=xizang 藏族=zangzu 藏药=zangyao 六安=luan 蚌埠=bengbu 番禺=panyu 佛=fo 大埔=dapu ' +
    '乐清=yueqing 台州=taizhou 铅山=yanshan 吕=lv 旅=lv 绿=lv 铝=lv 律=lv 滤=lv 率=lv 率先=shuaixian 女=nv ' +
    '银行=yinhang 商行=shanghang 洋行=yanghang 车行=chehang 行业=hangye 同行=tonghang 分行=fenhang 支行=zhihang ' +
    '音乐=yinyue 乐器=yueqi 乐团=yuetuan 会计=kuaiji 地=di 调=tiao 调查=diaocha 调度=diaodu 弹=tan 子弹=zidan ' +
    '模具=muju 模板=muban 给水=jishui 供给=gongji 人参=renshen 便宜=pianyi 的士=dishi 角色=juese 切削=qiexiao ' +
    '什锦=shijin 拓=tuo 番茄=fanqie 薄荷=bohe 扁舟=pianzhou 畜牧=xumu 着色=zhuose 粘=nian 校准=jiaozhun 曾=zeng'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)

/** How one character is read wherever no longer word says otherwise; undefined: as it reads alone. */
export function readingOf(character: string): string | undefined {
  return readings.get(character)
}

const longestFirst = [...readings.keys()].sort((one, other) => other.length - one.length).join('|')
const spokenOtherwise = new RegExp(longestFirst)
const everyOne = new RegExp(longestFirst, 'g')
