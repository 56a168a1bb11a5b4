import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cut, cutWithin, namesAlike } from './network-names.ts'

test('names that begin alike are told apart by their ends, others are cut there', () => {
  const names = [
    'AS Galvenais Birojs, Liepājas filiāle',
    'AS Galvenais Birojs, Rēzeknes filiāle',
    'SIA Krāsu Pasaule',
  ]
  const nodes = names.map((name) => ({ id: name, name }))
  assert.deepEqual([...namesAlike(nodes, 24)], names.slice(0, 2))
  const shown = names.slice(0, 2).map((name) => cutWithin(name, 21))
  assert.equal(new Set(shown).size, 2)
  for (const name of shown) assert.ok([...name].length <= 21 && /^AS .*….*filiāle$/.test(name), name)
  assert.equal(cut(names[0] ?? '', 21), 'AS Galvenais Birojs,…')
  assert.equal(cutWithin('SIA Osta', 21), 'SIA Osta')
  const han = cutWithin('北京长城国际贸易股份有限公司上海分公司', 21)
  assert.ok([...han].length <= 12 && han.endsWith('分公司'), han)
})
