import { words } from '@casewright/core/model';
import type { TableLimits } from '../limits.ts';
import { refuse } from '../table-sink.ts';
import type { Archive } from './archive.ts';
import { RichText } from './rich-text.ts';
import { readXmlPart } from './xml-part.ts';

/** The texts that cells refer to by number. */
export async function readSharedTexts(archive: Archive, part: string, limits: TableLimits): Promise<string[]> {
  const texts: string[] = [];
  const rich = new RichText();
  let characters = 0;
  await readXmlPart(archive, part, limits, {
    open: (name) => rich.open(name),
    close: (name) => {
      rich.close(name);
      if (name !== 'si') return;
      const text = rich.take();
      texts.push(text);
      characters += text.length + 16;
      if (characters > limits.sharedCharacters) refuseTooMany(limits);
    },
    text: (text) => rich.text(text),
  });
  return texts;
}

/** The comments of a sheet by the cell that they hang on, e.g. `B7`. */
export async function readComments(archive: Archive, part: string, limits: TableLimits): Promise<Map<string, string>> {
  const comments = new Map<string, string>();
  const rich = new RichText();
  let cell = '';
  let characters = 0;
  await readXmlPart(archive, part, limits, {
    open: (name, attributes) => {
      if (name === 'comment') cell = attributes['ref'] ?? '';
      rich.open(name);
    },
    close: (name) => {
      rich.close(name);
      if (name !== 'comment') return;
      const text = rich.take();
      comments.set(cell, text);
      characters += text.length + 16;
      if (characters > limits.sharedCharacters) refuseTooMany(limits);
    },
    text: (text) => rich.text(text),
  });
  return comments;
}

function refuseTooMany({ sharedCharacters }: TableLimits): never {
  return refuse({
    code: 'xlsx.sharedTexts',
    message: words(
      `The texts of a workbook have at most ${sharedCharacters} characters together; those of this one have more.`,
      `工作簿的文本合计最多 ${sharedCharacters} 个字符；此工作簿超出。`,
    ),
    hint: words('Save the sheet as CSV, which is read row by row.', '请将工作表另存为 CSV，CSV 可逐行读取。'),
  });
}
