import { type Words, words } from '@casewright/core/model';
import type { Difference, Reason, Unanswered } from '@casewright/stats/conformance';

/** How many differences of a case are told one by one. */
const SHOWN = 3;

/** Why a case has its verdict, as a clause without a full stop; empty where there is nothing to say. */
export function reasonWords(reason: Reason | null): Words {
  if (reason === null) return words('', '');
  switch (reason.why) {
    case 'differs':
      return differencesWords(reason.differences);
    case 'nothingToCompare':
      return words("R's answer has no value", 'R 的答案中没有数值');
    case 'notAllCompared':
      return words(
        `${reason.compared} of ${reason.of} values were compared`,
        `共 ${reason.of} 个数值，仅比较了 ${reason.compared} 个`,
      );
    case 'deviates':
      return words(
        `${reason.values} ${reason.values === 1 ? 'value deviates' : 'values deviate'} from R as docs/validation.md states`,
        `有 ${reason.values} 个数值与 R 不同，理由见 docs/validation.md`,
      );
    case 'noMethod':
      return words(`the library has no method ${reason.method}`, `程序库没有“${reason.method}”方法`);
    case 'unanswered':
      return unansweredWords(reason.unanswered);
    case 'refused':
      return words(
        `the library refuses an input that R answers: ${reason.message}`,
        `R 可以计算而程序库拒绝了该输入：“${reason.code}”${reason.at === undefined ? '' : `，第 ${reason.at + 1} 项`}`,
      );
    case 'broke':
      return words(
        `the library broke on it, which is a fault of the library: ${reason.message}`,
        `计算中断，这是程序库的错误：“${reason.message}”`,
      );
  }
}

function differencesWords(differences: readonly Difference[]): Words {
  const shown = differences.slice(0, SHOWN).map(differenceWords);
  const more = differences.length - SHOWN;
  return words(
    `${shown.map(({ en }) => en).join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    `${shown.map((one) => one['zh-CN']).join('；')}${more > 0 ? `；另有 ${more} 处` : ''}`,
  );
}

function differenceWords(difference: Difference): Words {
  const { path } = difference;
  switch (difference.is) {
    case 'value':
      return valuesWords(path, difference.r, difference.ours);
    case 'notAsStated': {
      const values = valuesWords(path, difference.r, difference.ours);
      return words(`${values.en}, which is not the stated deviation`, `${values['zh-CN']}，与已说明的差异不符`);
    }
    case 'length':
      return words(
        `${path}: ${difference.ours} of ${difference.r} values`,
        `“${path}”：应有 ${difference.r} 个数值，实有 ${difference.ours} 个`,
      );
    case 'notEmpty':
      return words(
        `${path}: R has an empty list, we have ${difference.ours}`,
        `“${path}”：R 为空列表，本程序为“${difference.ours}”`,
      );
    case 'unknownToR':
      return words(`${path}: R has no such field`, `“${path}”：R 没有该字段`);
    case 'noWarning':
      return words('R errs or warns here, and we do neither', 'R 在此报错或给出警告，本程序两者皆无');
  }
}

function valuesWords(path: string, r: string, ours: string): Words {
  return words(`${path}: R has ${r}, we have ${ours}`, `“${path}”：R 为“${r}”，本程序为“${ours}”`);
}

function unansweredWords(unanswered: Unanswered): Words {
  switch (unanswered.lacks) {
    case 'call':
      return words(`no answer to ${unanswered.call}`, `无法解答的调用：“${unanswered.call}”`);
    case 'interaction': {
      const term = unanswered.names.join(' * ');
      return words(`no answer to the interaction ${term}`, `无法处理的交互项：“${term}”`);
    }
    case 'column':
      return words(`it has no column ${unanswered.name}`, `算例缺少“${unanswered.name}”列`);
    case 'columnNames':
      return words('it names no columns', '算例未指明所用的列');
    case 'newdata':
      return words(`its newdata has no ${unanswered.name}`, `算例的新数据中缺少“${unanswered.name}”`);
    case 'parameter':
      return words(`it has no number ${unanswered.name}`, `算例缺少数值参数“${unanswered.name}”`);
    case 'list':
      return words(`it has no list ${unanswered.name}`, `算例缺少列表“${unanswered.name}”`);
    case 'matrix':
      return words(`it has no matrix ${unanswered.name}`, `算例缺少矩阵“${unanswered.name}”`);
    case 'wholeList':
      return words(`it has a missing number in ${unanswered.name}`, `算例的列表“${unanswered.name}”中有缺失的数值`);
    case 'number':
      return words(
        `it has no number in ${unanswered.name}, row ${unanswered.row}`,
        `算例的“${unanswered.name}”列第 ${unanswered.row} 行不是数值`,
      );
    case 'level':
      return words(
        `${unanswered.name}, row ${unanswered.row}, is none of its levels`,
        `算例的“${unanswered.name}”列第 ${unanswered.row} 行不属于该列的任一水平`,
      );
  }
}
