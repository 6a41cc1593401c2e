import type { Block, Inline } from './document.ts';
import { heading } from './methods.ts';
import { clause, dateWords } from './vocabulary.ts';
import { fileName, inlines, label, say, sayInlines, type Writing } from './writing.ts';

/** Where everything comes from: versions and hashes, references, the journal's statements, and every number with its id. */
export function appendixBlocks(w: Writing): Block[] {
  return [...provenanceBlocks(w), ...statementBlocks(w), ...referenceBlocks(w), ...numberBlocks(w)];
}

function provenanceBlocks(w: Writing): Block[] {
  const code = (text: string): Inline[] => [{ kind: 'text', text, code: true }];
  const { document: study, program } = w;
  const entries = [
    ...(w.ofTable
      ? [
          { term: say(w, 'Table', '表'), description: code(w.ofTable.file) },
          { term: say(w, 'What was asked of it, SHA-256', '分析设定 SHA-256'), description: code(w.study.hash) },
          { term: say(w, 'Its values as read, SHA-256', '所读数据 SHA-256'), description: code(w.snapshot) },
        ]
      : [
          {
            term: say(w, 'Study document', '研究文档'),
            description: inlines(code(study.id), say(w, `, version ${study.version}`, `，第 ${study.version} 版`)),
          },
          { term: say(w, 'Study document, SHA-256', '研究文档 SHA-256'), description: code(w.study.hash) },
          { term: say(w, 'Plan, SHA-256', '分析计划 SHA-256'), description: code(w.study.planHash) },
          { term: say(w, 'Snapshot of the records, SHA-256', '记录快照 SHA-256'), description: code(w.snapshot) },
          {
            term: say(w, 'Data lock', '数据锁定日'),
            description: inlines(study.dataLock ? dateWords(w, study.dataLock) : say(w, 'not stated', '未声明')),
          },
        ]),
    { term: say(w, 'Program', '程序'), description: inlines(program) },
    {
      term: say(w, 'Audience', '读者'),
      description: inlines(
        w.audience === 'public'
          ? say(
              w,
              'public: no patient, no id and no set of patients is in this file',
              '公开：本文件不含任何患者、编号或患者集合',
            )
          : say(w, 'study team: not for sharing', '研究团队内部：不得外传'),
      ),
    },
  ].map(({ term, description }) => ({ term: inlines(term), description }));
  return [heading(say(w, 'Versions', '版本')), { kind: 'definitions', entries }];
}

function statementBlocks(w: Writing): Block[] {
  const { statements = {} } = w.document;
  const entries = (
    [
      [statements.dataAvailability, 'Data availability', '数据可得性'],
      [statements.code, 'Code availability', '代码可得性'],
      [statements.funding, 'Funding', '资助'],
      [statements.conflicts, 'Conflicts of interest', '利益冲突'],
      [statements.aiUse, 'Use of artificial intelligence', '人工智能使用情况'],
    ] as const
  ).flatMap(([statement, en, zh]) =>
    statement && statement.en !== ''
      ? [{ term: inlines(say(w, en, zh)), description: inlines(label(w, statement)) }]
      : [],
  );
  return entries.length === 0 ? [] : [heading(say(w, 'Statements', '声明')), { kind: 'definitions', entries }];
}

function referenceBlocks(w: Writing): Block[] {
  if (w.references.length === 0) return [];
  const items = w.references.map((reference): Inline[] => [
    { kind: 'text', text: `${clause(reference)}.`, cite: true },
  ]);
  return [heading(say(w, 'References of the methods', '方法学参考文献')), { kind: 'list', ordered: true, items }];
}

/** Every number by its id: what opens on the page, listed for formats in which nothing opens. */
function numberBlocks(w: Writing): Block[] {
  return [
    heading(say(w, 'Numbers', '数字一览')),
    {
      kind: 'paragraph',
      inlines: sayInlines(
        w,
        [
          'Text, tables and figures print numbers of the results and no others. Each leads to its source; ',
          fileName('tables/all-numbers.csv'),
          ' lists all of them with their ids, and ',
          fileName('results.json'),
          ' holds them.',
        ],
        [
          '正文、表格和图中的数字均出自分析结果，点击即可查看来源；',
          fileName('tables/all-numbers.csv'),
          '列出全部数字及其标识，',
          fileName('results.json'),
          '为结果数据。',
        ],
      ),
    },
  ];
}
