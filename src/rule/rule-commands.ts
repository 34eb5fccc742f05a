import type { Noun, Verbs } from '../kit/verb'

/** Rules with what of them only mail knows: it is handed in, because rules know nothing of mail. */
export function ruleWith(ofMail: Verbs['verbs']): Noun {
  return { verbs: { ...ofRules, ...ofMail } }
}

const ofRules: Verbs['verbs'] = {
  add: async () => (await import('./commands/rule-add')).ruleAdd,
  list: async () => (await import('./commands/rule-show')).ruleList,
  show: async () => (await import('./commands/rule-show')).ruleShow,
  edit: async () => (await import('./commands/rule-edit')).ruleEdit,
  enable: async () => (await import('./commands/rule-edit')).ruleEnable,
  disable: async () => (await import('./commands/rule-edit')).ruleDisable,
  delete: async () => (await import('./commands/rule-edit')).ruleDelete,
  export: async () => (await import('./commands/rule-apply')).ruleExport,
  apply: async () => (await import('./commands/rule-apply')).ruleApply,
}
