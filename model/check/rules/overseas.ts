import { endsWith, isLuhn, weightedSum } from '../digits.ts'
import type { NumberRules } from '../number-rule.ts'

/**
 * The Americas, Australia, New Zealand and Africa. Sources: Argentina BCRA Com. A 2622; Chile SII; Uruguay
 * DNIC and DGI; El Salvador Ministerio de Hacienda; Brazil Receita Federal IN 2229/2024; IRS Publication
 * 1635 and SSA; otherwise the national tax authority's page in OECD's list of TINs.
 */
export const overseasRules: NumberRules = {
  US: [
    {
      types: ['ein', 'vat'],
      serves: ['tax', 'company'],
      pattern: /^\d{9}$/,
      written: /(^|\D)\d{2}-\d{7}(\D|$)/,
      proves: (number) => !unassignedPrefixes.has(number.slice(0, 2)),
      format: '2 digits, a hyphen, 7 digits',
      example: '91-1144442',
    },
    {
      types: ['ssn'],
      serves: ['tax'],
      pattern: /^\d{9}$/,
      written: /(^|\D)\d{3}-\d{2}-\d{4}(\D|$)/,
      format: '3 digits, 2 digits, 4 digits',
      example: '536-90-4399',
      library: 'ssn',
    },
  ],
  CA: [
    {
      types: ['bn', 'vat', 'gst', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{9}((RC|RM|RP|RT|RR|RZ)\d{4})?$/,
      proves: (number) => isLuhn(number.slice(0, 9)),
      format: '9 digits, with the account RT0001',
      example: '123026635RC0001',
    },
    {
      types: ['sin'],
      serves: ['tax'],
      pattern: /^\d{9}$/,
      proves: isLuhn,
      format: '9 digits',
      example: '123-456-782',
    },
  ],
  MX: [
    {
      types: ['rfc', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[A-ZÑ&]{3,4}\d{6}([A-Z0-9]{3})?$/,
      format: '3 or 4 letters, 6 digits and 3 characters',
      example: 'GODE561231GR8',
      library: 'rfc',
    },
  ],
  BR: [
    {
      types: ['cnpj', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[0-9A-Z]{12}\d{2}$/,
      proves: isCnpj,
      format: '14 characters, two check digits at the end',
      example: '16.727.230/0001-97',
    },
    {
      types: ['cpf'],
      serves: ['tax'],
      pattern: /^\d{11}$/,
      proves: isCpf,
      format: '11 digits',
      example: '390.533.447-05',
    },
  ],
  AR: [
    {
      types: ['cuit', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^(2[0347]|3[034]|5[015])\d{9}$/,
      proves: (number) =>
        endsWith(
          number,
          (front) => '012345678990'[11 - (weightedSum(front, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)] ?? '0',
        ),
      format: '11 digits',
      example: '20-26756539-3',
    },
    {
      types: ['cbu'],
      serves: [],
      pattern: /^\d{22}$/,
      proves: isCbu,
      format: '22 digits',
      example: '2850590940090418135201',
    },
  ],
  CL: [
    {
      types: ['rut', 'run', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{7,8}[0-9K]$/,
      proves: isChilean,
      format: '8 digits, a hyphen, a digit or K',
      example: '76.086.428-5',
    },
  ],
  UY: [
    {
      types: ['rut', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{12}$/,
      format: '12 digits',
      example: '21-100342-001-7',
      library: 'rut',
    },
    {
      types: ['cedula'],
      serves: ['tax'],
      pattern: /^\d{7,8}$/,
      proves: (number) =>
        endsWith(
          number.padStart(8, '0'),
          (front) => (10 - (weightedSum(front, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10,
        ),
      format: '7 digits, a hyphen, a digit',
      example: '1.234.567-2',
    },
  ],
  SV: [
    {
      types: ['nit', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^[019]\d{13}$/,
      proves: isSalvadoran,
      format: '14 digits',
      example: '0614-050707-104-8',
    },
  ],
  CO: [
    {
      types: ['nit', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{8,16}$/,
      format: '9 digits and a check digit',
      example: '213.123.432-1',
      library: 'nit',
    },
  ],
  PE: [
    {
      types: ['ruc', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{11}$/,
      format: '11 digits',
      example: '20512333797',
      library: 'ruc',
    },
  ],
  EC: [
    {
      types: ['ruc', 'vat', 'company'],
      serves: ['tax', 'company'],
      pattern: /^\d{13}$/,
      format: '13 digits',
      example: '1792060346001',
      library: 'ruc',
    },
  ],
  AI: [
    {
      types: ['tin'],
      serves: ['tax', 'company'],
      pattern: /^[12]\d{9}$/,
      format: '10 digits, the first 1 or 2',
      example: '12345-67890',
    },
  ],
  AU: [
    {
      types: ['abn', 'vat'],
      serves: ['tax', 'company'],
      pattern: /^\d{11}$/,
      format: '11 digits',
      example: '83 914 571 673',
      library: 'abn',
    },
    {
      types: ['acn', 'company'],
      serves: ['company'],
      pattern: /^\d{9}$/,
      format: '9 digits',
      example: '004 085 616',
      library: 'acn',
    },
  ],
  NZ: [
    {
      types: ['ird', 'gst', 'vat'],
      serves: ['tax'],
      pattern: /^\d{8,9}$/,
      format: '8 or 9 digits',
      example: '49-091-850',
      library: 'ird',
    },
    {
      types: ['nzbn', 'company'],
      serves: ['company'],
      pattern: /^94\d{11}$/,
      proves: isEan,
      format: '13 digits that start with 94',
      example: '9429041525746',
    },
  ],
  ZA: [
    {
      types: ['vat'],
      serves: ['tax'],
      pattern: /^4\d{9}$/,
      format: '10 digits, the first 4',
      example: '4000000000',
    },
    {
      types: ['tin'],
      serves: ['tax'],
      pattern: /^[01239]\d{9}$/,
      format: '10 digits',
      example: '0001339050',
      library: 'tin',
    },
    {
      types: ['cipc', 'company'],
      serves: ['company'],
      pattern: /^(19|20)\d{10}$/,
      format: '12 digits: year, number, kind',
      example: '1929/001225/06',
    },
  ],
  GEN: [
    {
      types: ['ean'],
      serves: [],
      pattern: /^(\d{8}|\d{12,14})$/,
      proves: isEan,
      format: '8, 12, 13 or 14 digits',
      example: '9780471117094',
    },
  ],
}

/** Prefixes that no campus of the IRS has given yet (How EINs are assigned and valid EIN prefixes). */
const unassignedPrefixes = new Set('00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' '))

/** Letters count by their place in ASCII less 48, so that digits keep their value. */
function isCnpj(number: string): boolean {
  if (new Set(number).size === 1) return false
  const digit = (front: string) => {
    let sum = 0
    for (let position = 0; position < front.length; position++) {
      sum += (front.charCodeAt(front.length - 1 - position) - 48) * ((position % 8) + 2)
    }
    const rest = sum % 11
    return rest < 2 ? 0 : 11 - rest
  }
  return endsWith(number.slice(0, 13), digit) && endsWith(number, digit)
}

function isCpf(number: string): boolean {
  if (new Set(number).size === 1) return false
  const digit = (front: string) => {
    const weights = Array.from(front, (_, position) => front.length + 1 - position)
    return ((weightedSum(front, weights) * 10) % 11) % 10
  }
  return endsWith(number.slice(0, 10), digit) && endsWith(number, digit)
}

/** Bank and branch have a check digit of their own. */
function isCbu(number: string): boolean {
  const digit = (front: string) => {
    const weights = Array.from(front, (_, position) => [3, 1, 7, 9][(front.length - 1 - position) % 4] ?? 0)
    return (10 - (weightedSum(front, weights) % 10)) % 10
  }
  return endsWith(number.slice(0, 8), digit) && endsWith(number.slice(8), digit)
}

function isChilean(number: string): boolean {
  return endsWith(number, (front) => {
    const weights = Array.from(front, (_, position) => ((front.length - 1 - position) % 6) + 2)
    return '0K987654321'[weightedSum(front, weights) % 11] ?? ''
  })
}

/**
 * Numbers of persons registered before the reform of 1997 have a group up to 100 and weights of their own.
 */
function isSalvadoran(number: string): boolean {
  return endsWith(number, (front) => {
    if (front.slice(10) <= '100') {
      return (weightedSum(front, [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10
    }
    return ((11 - (weightedSum(front, [2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10
  })
}

/** GS1 General Specifications 7.9. */
function isEan(number: string): boolean {
  return endsWith(number, (front) => {
    const weights = Array.from(front, (_, position) => ((front.length - position) % 2 === 1 ? 3 : 1))
    return (10 - (weightedSum(front, weights) % 10)) % 10
  })
}
