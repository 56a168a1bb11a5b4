import { sayer } from '#engine'

/** A sentence about partners, in whatever language people ask. */
export const said = sayer({
  'Only an active partner can be frozen.': {
    lv: 'Iesaldēt var tikai aktīvu partneri.',
    ka: 'მხოლოდ აქტიური პარტნიორის გაყინვა შეიძლება.',
    zh: '只有处于启用状态的往来单位才能冻结。',
    ru: 'Заморозить можно только активного партнёра.',
  },
  'This partner is inactive or refused already.': {
    lv: 'Šis partneris jau ir neaktīvs vai noraidīts.',
    ka: 'ეს პარტნიორი უკვე არააქტიური ან უარყოფილია.',
    zh: '该往来单位已停用或已被拒绝。',
    ru: 'Этот партнёр уже неактивен или отклонён.',
  },
  'Only a frozen or inactive partner can be reactivated.': {
    lv: 'Atjaunot var tikai iesaldētu vai neaktīvu partneri.',
    ka: 'რეაქტივაცია მხოლოდ გაყინული ან არააქტიური პარტნიორისა შეიძლება.',
    zh: '只有已冻结或已停用的往来单位才能重新启用。',
    ru: 'Возобновить можно только замороженного или неактивного партнёра.',
  },
  'This is done already.': {
    lv: 'Tas jau ir paveikts.',
    ka: 'ეს უკვე შესრულებულია.',
    zh: '这已经完成。',
    ru: 'Это уже сделано.',
  },
})
