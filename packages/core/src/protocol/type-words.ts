import { type Words, words } from '../model/index.ts';

/** A type as a noun, for messages. */
export function typeWords(type: string): Words {
  switch (type) {
    case 'integer':
      return words('a whole number', '整数');
    case 'decimal':
      return words('a number', '数值');
    case 'boolean':
      return words('yes or no', '是/否值');
    case 'code':
      return words('a code', '编码');
    case 'codes':
      return words('several codes', '多个编码');
    case 'age':
      return words('an age', '年龄');
    case 'date':
      return words('a date', '日期');
    case 'text':
      return words('a text', '文本');
    default:
      return words(`a ${type}`, `${type} 类型`);
  }
}

/** "a whole number or a number" */
export function eitherType(types: readonly string[]): Words {
  const all = types.map(typeWords);
  return words(all.map(({ en }) => en).join(' or '), all.map((each) => each['zh-CN']).join('或'));
}
