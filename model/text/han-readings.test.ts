import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hanReadings } from './han-readings.ts'

test('Han names are also known by how they are spoken, where single characters read otherwise', () => {
  const cases: readonly (readonly [name: string, ...spoken: string[]])[] = [
    ['重庆银行股份有限公司', 'chongqingyinhang'],
    ['重庆长安汽车 (Changan) 成都', 'chongqingchanganqiche', 'chengdu'],
    ['厦门音乐器材有限公司', 'xiamenyinyueqicai'],
    ['长春旅行社', 'changchunlvxingshe'],
    ['成长教育'],
    ['上海重工集团'],
    ['青岛海川工程机械有限公司'],
    ['SIA Rīgas Osta'],
    [''],
  ]
  for (const [name, ...spoken] of cases) assert.deepEqual(hanReadings(name), spoken, name)
})
