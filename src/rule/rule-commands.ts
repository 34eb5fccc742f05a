import type { Noun } from '../kit/verb'

export const rule: Noun = {
  verbs: {
    add: async () => (await import('./commands/rule-add')).ruleAdd,
    list: async () => (await import('./commands/rule-show')).ruleList,
    show: async () => (await import('./commands/rule-show')).ruleShow,
    edit: async () => (await import('./commands/rule-edit')).ruleEdit,
    enable: async () => (await import('./commands/rule-edit')).ruleEnable,
    disable: async () => (await import('./commands/rule-edit')).ruleDisable,
    delete: async () => (await import('./commands/rule-edit')).ruleDelete,
    export: async () => (await import('./commands/rule-apply')).ruleExport,
    apply: async () => (await import('./commands/rule-apply')).ruleApply,
  },
}
