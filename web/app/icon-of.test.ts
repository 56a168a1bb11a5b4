import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Table2, Truck } from 'lucide-react'
import { iconOf } from './icon-of.ts'

test('an object has the icon it names, and that of a table where no icon has the name', () => {
  assert.equal(iconOf('truck'), Truck)
  for (const name of [undefined, '', 'zeppelin', 'constructor', 'toString', '__proto__'])
    assert.equal(iconOf(name), Table2, name)
})
